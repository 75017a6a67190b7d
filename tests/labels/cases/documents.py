"""Documents, pages and scenes, good and broken."""

from __future__ import annotations

import json
import zipfile

from tests.labels.cases.case import WELL, Case, case, first_three, label, wrapped
from tests.labels.cases.made_documents import (
    bomb,
    epub,
    epub_of,
    glb,
    glb_of,
    markdown,
    markdown_of,
    odt,
    odt_of,
    page,
    page_of,
    pdf,
    pdf_of,
    property_,
    word,
    word_of,
)
from tests.labels.cases.made_pictures import labelled

RAW = WELL.encode()
OTHER = label(ProduceID="n2")
NOTICE = "\n本文由人工智能生成\n".encode()
META = '<meta:user-defined meta:name="AIGC">{}</meta:user-defined>'


def office() -> list[Case]:
    """OOXML, OpenDocument and EPUB."""
    return [
        *first_three(".docx", "ooxml", word_of, cut=0.97),
        *first_three(".odt", "odf", odt_of, cut=0.97),
        *first_three(".epub", "epub", epub_of, cut=0.97),
        case("stored.docx", "ooxml", word(property_(WELL), zipfile.ZIP_STORED), "compliant", "", "未压缩的压缩包",
             "an archive that is not compressed"),
        case("packed-otherwise.docx", "ooxml", word(property_(WELL), zipfile.ZIP_BZIP2), "inconclusive", "damaged",
             "以 Office 不认的方式压缩", "compressed in a way that no office program opens"),
        case("wrapped.docx", "ooxml", word_of(wrapped()), "compliant", "", "外包一层 AIGC", "wrapped in AIGC"),
        case("twice.docx", "ooxml", word(property_(WELL) + property_(OTHER, number=3)), "noncompliant",
             "duplicate disagree", "两个属性, 内容不同", "two properties that differ"),
        case("large.docx", "ooxml", word(property_(WELL), part=bytes(5_000_000)), "inconclusive", "damaged",
             "属性部件展开后五百万字节", "a part of properties of five million bytes"),
        case("twice.odt", "odf", odt(META.format(WELL) * 2), "noncompliant", "duplicate", "两个同名属性",
             "two properties of the name"),
        case("not-text.odt", "odf", odt_of(label(ProduceID=7)), "compliant", "number_for_text", "编号是数字",
             "a number for the content's number"),
        case("old.epub", "epub", epub(f"<meta name='AIGC' content='{WELL}'/>"), "compliant", "other_place",
             "第二版的写法", "the form of version 2"),
    ]  # fmt: skip


def paged() -> list[Case]:
    """PDF."""
    packet = labelled(WELL)
    return [
        *first_three(".pdf", "pdf", pdf_of),
        case("metadata.pdf", "pdf", pdf(packet=packet), "compliant", "other_place", "写在 XMP 元数据流",
             "in the metadata stream"),
        case("twice.pdf", "pdf", pdf(b"/AIGC (%s)" % RAW, packet), "noncompliant", "duplicate other_place",
             "Info 与 XMP 各一份", "one in Info and one in XMP"),
        case("packed-badly.pdf", "pdf", pdf(packet=packet, about=b"/Filter /FlateDecode"), "inconclusive", "damaged",
             "元数据流展不开", "a metadata stream that does not open"),
        case("bomb.pdf", "pdf", pdf(packet=bomb(), about=b"/Filter /FlateDecode"), "inconclusive", "damaged",
             "解压炸弹", "a bomb of compressed noughts"),
        case("dictionary.pdf", "pdf", pdf(b"/AIGC <</Label (1)>>"), "noncompliant",
             "fields_form key_missing", "字典而非字符串", "a dictionary and no string"),
        case("page.pdf", "pdf", pdf(b"/AIGC (%s)" % RAW, behind=page()), "compliant", "trailing", "后面接着一个网页",
             "a page of HTML behind it"),
    ]  # fmt: skip


def written() -> list[Case]:
    """HTML, Markdown and glTF."""
    fields = json.loads(WELL)
    cut = page_of(WELL)
    return [
        case("good.html", "html", page_of(WELL), "compliant", "", "标识完好", "a good label"),
        case("none.html", "html", page_of(None), "none", "", "没有标识", "no label"),
        case("cut.html", "html", cut[: cut.index(b"ReservedCode2")], "none", "", "在标识中间截断, 浏览器也读不到",
             "cut short within the label, which no browser then reads either"),
        case("script.html", "html", page(f'<script type="application/json" id="AIGC">{WELL}</script>'), "compliant",
             "other_place", "写在 script 数据块", "in a script of data"),
        case("twice.html", "html", page_of(WELL).replace(b"<body>", page_of(OTHER)[37:-30]), "noncompliant",
             "duplicate disagree", "两个 meta, 内容不同", "two elements meta that differ"),
        case("comment.html", "html", page(f"<!-- {WELL} -->"), "none", "", "写在注释里, 程序不读",
             "in a comment, which no program reads"),
        case("good.md", "markdown", markdown_of(WELL), "compliant", "", "标识完好", "a good label"),
        case("none.md", "markdown", markdown_of(None), "none", "", "没有标识", "no label"),
        case("cut.md", "markdown", markdown_of(WELL)[:90], "none", "", "front matter 没有结束, 就不是 front matter",
             "front matter that does not end is none"),
        case("line.md", "markdown", markdown(f"AIGC: {WELL}\n"), "compliant", "", "写在一行", "in one line"),
        case("string.md", "markdown", markdown(f"AIGC: '{WELL}'\n"), "compliant", "other_place", "字符串而非映射",
             "a string and no map"),
        case("number.md", "markdown", markdown_of(WELL).replace(b'"1"', b"1"), "compliant", "number_for_text",
             "Label 没有引号", "Label without quotation marks"),
        case("toml.md", "markdown", f"+++\nAIGC = '{WELL}'\n+++\n文\n".encode(), "compliant", "other_place",
             "TOML 的 front matter", "front matter in TOML"),
        case("notice.md", "markdown", markdown_of(WELL) + NOTICE, "compliant", "explicit_seen",
             "标识之外还有提示", "a notice beside the label"),
        case("notice-alone.md", "markdown", markdown_of(None) + NOTICE, "noncompliant",
             "explicit_seen implicit_missing", "只有提示, 没有隐式标识", "a notice, and no label for programs"),
        *first_three(".glb", "gltf", glb_of),
        case("asset.glb", "gltf", glb({"version": "2.0", "AIGC": fields}), "compliant", "other_place",
             "写在 asset 而非 extras", "in asset and not in extras"),
        case("string.glb", "gltf", glb({"version": "2.0", "extras": {"AIGC": WELL}}), "compliant", "", "写成字符串",
             "a string"),
    ]  # fmt: skip


DOCUMENTS = [*office(), *paged(), *written()]
