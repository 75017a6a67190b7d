"""Pictures, good and broken."""

from __future__ import annotations

import base64
import zlib
from itertools import pairwise

from tests.labels.cases.case import CODE, WELL, Case, case, first_three, label, wrapped
from tests.labels.cases.made_documents import bomb
from tests.labels.cases.made_pictures import (
    JPEG_XMP,
    attributed,
    avif_of,
    chunk,
    exif,
    gif,
    gif_comment,
    gif_of,
    gif_packet,
    heic_of,
    heif,
    itxt,
    jpeg,
    jpeg_of,
    labelled,
    png,
    png_of,
    segment,
    svg,
    svg_of,
    tiff,
    tiff_of,
    webp,
    webp_of,
)

OTHER = "http://ns.adobe.com/xap/1.0/tc/"
RAW = WELL.encode()
LAUGHS = (
    '<!DOCTYPE svg [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise("abcdefghi"))
    + "]>"
).encode()
EYE = jpeg(segment(0xE1, b"Exif\0\0" + exif(wrapped().encode())))


def png_cases() -> list[Case]:
    text = chunk(b"tEXt", b"AIGC\0" + RAW)
    packed = chunk(b"zTXt", b"AIGC\0\0" + zlib.compress(RAW, 9))
    good = itxt(labelled(WELL))
    return [
        *first_three(".png", "png", png_of),
        case("text.png", "png", png(text), "compliant", "", "附录 B: tEXt", "annex B: tEXt of the keyword AIGC"),
        case("wrapped.png", "png", png(chunk(b"tEXt", b"AIGC\0" + wrapped().encode())), "compliant", "",
             "附录 B: 外包一层 AIGC", "annex B: an object AIGC around the seven keys"),
        case("packed.png", "png", png(packed), "compliant", "other_place", "压缩的 zTXt", "a compressed zTXt"),
        case("packed-badly.png", "png", png(chunk(b"zTXt", b"AIGC\0\0" + zlib.compress(RAW)[:-9])), "inconclusive",
             "compressed", "zTXt 展不开", "a zTXt that does not open"),
        case("twice.png", "png", png(good, text), "noncompliant", "duplicate", "两处, 内容相同", "twice, the same"),
        case("two-say-other.png", "png", png(good, chunk(b"tEXt", b"AIGC\0" + label(ProduceID="n2").encode())),
             "noncompliant", "duplicate disagree", "两处, 内容不同", "twice, saying different things"),
        case("checksum.png", "png", png(chunk(b"tEXt", b"AIGC\0" + RAW, crc=1)), "compliant", "checksum",
             "标识块的校验和不符", "a wrong checksum of the label's chunk"),
        case("trailing.png", "png", png_of(WELL) + b"more", "compliant", "trailing", "文件尾之后还有数据",
             "data behind the end"),
        case("other-namespace.png", "png", png(itxt(labelled(WELL, OTHER))), "compliant", "other_namespace",
             "命名空间不是规定的", "another namespace"),
        case("bomb.png", "png", png(chunk(b"zTXt", b"AIGC\0\0" + bomb())), "inconclusive", "compressed",
             "解压炸弹", "a bomb of compressed noughts"),
        case("huge.png", "png", png(good, size=(0x7FFFFFFF, 0x7FFFFFFF)), "compliant", "",
             "自称边长二十亿像素", "two thousand million pixels a side, it says"),
        case("about.png", "png", png(chunk(b"tEXt", b"Comment\0AIGC is a wide field")), "none", "",
             "只是谈到 AIGC 的注释", "a comment that only speaks of AIGC"),
        case("producer.png", "png", png(itxt(labelled(label(ContentProducer="某某公司")))), "noncompliant",
             "character name_for_code", "提供者写成中文名称", "a provider named in Chinese"),
        case("chunk-size.png", "png", png_of(WELL)[:33] + b"\x7f\xff\xff\xff" + png_of(WELL)[37:], "inconclusive",
             "damaged", "块自称 2 GB", "a chunk that says it has 2 GB"),
    ]  # fmt: skip


def jpeg_cases() -> list[Case]:
    comment = jpeg(segment(0xFE, RAW))
    twice = jpeg(segment(0xE1, JPEG_XMP + labelled(WELL)), segment(0xE1, b"Exif\0\0" + exif(wrapped().encode())))
    vendor = '{"ServiceProvider":"A","ServiceUser":"1","ContentID":"2","Time":"3"}'
    return [
        *first_three(".jpg", "jpeg", jpeg_of),
        case("comment-field.jpg", "jpeg", EYE, "compliant", "", "附录 B: EXIF 的 UserComment",
             "annex B: UserComment of EXIF"),
        case("description.jpg", "jpeg", jpeg(segment(0xE1, b"Exif\0\0" + exif(description=wrapped().encode()))),
             "compliant", "other_place", "EXIF 的 ImageDescription", "ImageDescription of EXIF"),
        case("com.jpg", "jpeg", comment, "compliant", "other_place", "COM 段", "a COM segment"),
        case("bare.jpg", "jpeg", jpeg(segment(0xEB, b"AIGC" + RAW)), "compliant", "other_place",
             "厂商: APP11 中的 AIGC{…}", "as a vendor writes it: AIGC{…} in APP11"),
        case("attribute.jpg", "jpeg", jpeg(segment(0xE1, JPEG_XMP + attributed(WELL))), "compliant", "attribute_form",
             "写成属性", "an attribute"),
        case("vendor.jpg", "jpeg", jpeg(segment(0xE1, b"Exif\0\0" + exif(b'{"AIGC":' + vendor.encode() + b"}"))),
             "noncompliant", "vendor_fields", "厂商自己的键", "keys of a vendor's own"),
        case("twice.jpg", "jpeg", twice, "noncompliant", "duplicate", "XMP 与 EXIF 各一份", "one in XMP, one in EXIF"),
        case("half.jpg", "jpeg", jpeg_of(WELL[:60]), "noncompliant", "half_written", "标识没有写完", "half written"),
        case("base64.jpg", "jpeg", jpeg_of(base64.b64encode(RAW).decode()), "noncompliant", "encoded",
             "Base64", "Base64"),
        case("escaped.jpg", "jpeg", jpeg_of(WELL.replace('"', '\\"')), "compliant", "escaped", "引号又转义一次",
             "quotation marks escaped once more"),
        case("empty.jpg", "jpeg", jpeg_of(""), "inconclusive", "empty", "字段在而值空", "a field that is empty"),
        case("array.jpg", "jpeg", jpeg_of("[1]"), "noncompliant", "not_object", "值是数组", "an array"),
        case("word.jpg", "jpeg", jpeg_of("yes"), "noncompliant", "not_json", "值不是 JSON", "no JSON"),
        case("archive.jpg", "jpeg", jpeg_of(WELL) + b"PK\3\4" + bytes(40), "compliant", "trailing",
             "图片后面接着压缩包", "an archive behind the picture"),
        case("xmp-cut.jpg", "jpeg", jpeg(segment(0xE1, JPEG_XMP + labelled(WELL)[:-30])), "inconclusive", "damaged",
             "XMP 没有写完", "an XMP packet that does not end"),
    ]  # fmt: skip


def label_cases() -> list[Case]:
    """What can be wrong within a label, in pictures of several formats."""
    reordered = label(Label=None)[:-1] + ',"Label":"1"}'
    twice = WELL[:-1] + ',"Label":"1"}'
    return [
        case("label-aigc.webp", "webp", webp_of(label(Label="AIGC")), "noncompliant", "label_value", "Label 写成 AIGC",
             "Label is AIGC"),
        case("label-0.webp", "webp", webp_of(label(Label="0")), "noncompliant", "label_value", "Label 为 0",
             "Label is 0"),
        case("label-4.webp", "webp", webp_of(label(Label="4")), "noncompliant", "label_value", "Label 为 4",
             "Label is 4"),
        case("label-number.webp", "webp", webp_of(label(Label=1)), "compliant", "number_for_text", "Label 是数字 1",
             "Label is the number 1"),
        case("label-true.webp", "webp", webp_of(label(Label=True)), "noncompliant", "not_text", "Label 是 true",
             "Label is true"),
        case("key-missing.gif", "gif", gif_of(label(ReservedCode2=None)), "noncompliant", "key_missing", "缺一个键",
             "a key is missing"),
        case("key-unknown.gif", "gif", gif_of(label(Timestamp="1")), "noncompliant", "key_unknown", "多一个键",
             "one key more"),
        case("key-misspelt.gif", "gif", gif_of(WELL.replace("ReservedCode", "ReserveCode")), "noncompliant",
             "key_misspelt", "键的拼写不对", "misspelt keys"),
        case("key-twice.gif", "gif", gif_of(twice), "noncompliant", "key_twice", "键出现两次", "a key twice"),
        case("key-order.gif", "gif", gif_of(reordered), "compliant", "key_order", "键的次序不同",
             "another order of the keys"),
        case("space.heic", "heic", heic_of(label(ProduceID="n 1")), "noncompliant", "character", "编号含空格",
             "a space in the number"),
        case("control.heic", "heic", heic_of(label(ProduceID="n\t1")), "noncompliant", "character", "编号含控制字符",
             "a control character in the number"),
        case("backslash.heic", "heic", heic_of(label(ProduceID="n\\1")), "noncompliant", "character", "编号含反斜杠",
             "a backslash in the number"),
        case("quotation.heic", "heic", heic_of(label(ReservedCode1='{"Type":"Md"}')), "compliant", "signature_unknown",
             "预留字段含引号, 标准允许", "quotation marks in a reserved code, as the standard allows"),
        case("check.tif", "tiff", tiff_of(label(ContentProducer=CODE.replace("MAK93FC72D", "MAK93FC72E"))),
             "noncompliant", "code", "编码的校验字符不对", "a wrong check character in the code"),
        case("stand-in.tif", "tiff", tiff_of(label(ContentProducer="0011" + "0" * 23)), "noncompliant", "stand_in",
             "占位编码", "the stand-in code"),
        case("name.tif", "tiff", tiff_of(label(ContentProducer="Example")), "compliant", "name_for_code",
             "写名称而非编码", "a name and no code"),
        case("no-number.tif", "tiff", tiff_of(label(ProduceID="")), "noncompliant", "number_missing", "没有编号",
             "no number"),
        case("pair.avif", "avif", avif_of(label(ContentPropagator=CODE)), "noncompliant", "propagator_pair",
             "传播者只写了一半", "half of the propagator's pair"),
        case("own-pair.avif", "avif", avif_of(label(ContentPropagator=CODE, PropagateID="n1")), "compliant", "",
             "提供者也写在传播者处", "who made it also named as who passes it on"),
        case("platform.avif", "avif",
             avif_of(label(Label="2", ContentProducer="", ProduceID="", ContentPropagator=CODE, PropagateID="p1")),
             "compliant", "", "平台标识: 可能, 只有传播者", "a platform's: may be, with its propagator alone"),
        case("platform-1.avif", "avif",
             avif_of(label(ContentProducer="", ProduceID="", ContentPropagator=CODE, PropagateID="p1")),
             "noncompliant", "producer_missing number_missing", "属于, 却没有提供者",
             "generated, and no provider named"),
    ]  # fmt: skip


def other_cases() -> list[Case]:
    """The rest of what pictures of the other formats hold."""
    items = [(b"hvc1\0", b"none"), (b"mime\0application/rdf+xml\0\0", labelled(WELL))]
    return [
        *first_three(".webp", "webp", webp_of),
        *first_three(".gif", "gif", gif_of),
        *first_three(".tif", "tiff", tiff_of),
        *first_three(".heic", "heic", heic_of),
        *first_three(".avif", "avif", avif_of),
        *first_three(".svg", "svg", svg_of),
        case("comment.gif", "gif", gif(gif_comment(wrapped().encode())), "compliant", "other_place", "GIF 注释",
             "a comment of GIF"),
        case("twice.gif", "gif", gif(gif_packet(labelled(WELL)), gif_packet(labelled(WELL))), "noncompliant",
             "duplicate",
             "两个 XMP 包", "two packets of XMP"),
        case("exif.webp", "webp", webp((b"EXIF", exif(wrapped().encode())), flags=8), "compliant", "other_place",
             "WebP 的 EXIF", "EXIF of WebP"),
        case("description.tif", "tiff", tiff((0x10E, 2, RAW + b"\0")), "compliant", "other_place",
             "ImageDescription 标签", "the tag ImageDescription"),
        case("beyond.tif", "tiff", tiff((0x2BC, 7, labelled(WELL)), count=0x7FFFFFFF), "inconclusive", "damaged",
             "标识自称 2 GB", "a label that says it has 2 GB"),
        case("two-items.heic", "heic", heif(b"heic", [*items, items[1]]), "noncompliant", "duplicate", "两个 XMP 项",
             "two items of XMP"),
        case("text.svg", "svg", svg(f"<desc>{WELL}</desc>"), "none", "", "标识文字写在 desc 里, 程序不读",
             "the label's text in desc, which no program reads as one"),
        case("doctype.svg", "svg", b'<!DOCTYPE svg [<!ENTITY a "a">]>' + svg_of(WELL), "compliant", "",
             "声明了实体而没有用到", "an entity is declared and not used"),
        case("bomb.svg", "svg", LAUGHS + svg_of("&i;").replace(b"&amp;", b"&"), "inconclusive", "damaged",
             "实体一层层展开成十亿字", "entities that unfold to a thousand million letters"),
    ]  # fmt: skip


PICTURES = [*png_cases(), *jpeg_cases(), *label_cases(), *other_cases()]
