"""Films, good and broken."""

from __future__ import annotations

from uuid import UUID

from tests.labels.cases.case import WELL, Case, case, first_three, label, wrapped
from tests.labels.cases.made_films import (
    amf,
    avi,
    avi_of,
    box,
    chunk,
    flv,
    flv_of,
    itunes,
    keyed,
    keyless,
    m4a_of,
    matroska,
    mkv_of,
    mov_of,
    mp4,
    mp4_of,
    tagged,
    webm_of,
)
from tests.labels.cases.made_pictures import labelled

XMP = UUID("be7acfcb-97a9-42e8-9c71-999491e3afac").bytes
OTHER = label(ProduceID="n2")


def boxed() -> list[Case]:
    """MP4, MOV and M4A."""
    packet = box(b"uuid", XMP, labelled(WELL))
    return [
        *first_three(".mp4", "mp4", mp4_of),
        *first_three(".mov", "mov", mov_of),
        *first_three(".m4a", "m4a", m4a_of),
        case("itunes.mp4", "mp4", mp4(itunes(WELL)), "compliant", "other_place", "iTunes 列表", "the list of iTunes"),
        case("keyless.mp4", "mp4", mp4(keyless(WELL)), "compliant", "other_place", "没有 keys 表的条目",
             "an item without a table of keys"),
        case("xmp.mp4", "mp4", mp4(top=packet), "compliant", "other_place", "uuid 盒中的 XMP", "XMP in a uuid box"),
        case("two-lists.mp4", "mp4", mp4(itunes(WELL), keyed(WELL)), "noncompliant", "duplicate other_place",
             "两个列表各一份", "one in each of two lists"),
        case("two-say-other.mp4", "mp4", mp4(keyed(WELL), top=box(b"uuid", XMP, labelled(OTHER))), "noncompliant",
             "duplicate disagree other_place", "键与 XMP 不同", "key and XMP say different things"),
        case("wrapped.mp4", "mp4", mp4_of(wrapped()), "compliant", "", "外包一层 AIGC", "wrapped in AIGC"),
        case("name.mp4", "mp4", mp4(keyed(WELL, key=b"com.example.AIGC")), "compliant", "other_place",
             "键名前有前缀", "a key with a prefix"),
        case("half.mov", "mov", mov_of(WELL[:90]), "noncompliant", "half_written", "标识没有写完", "half written"),
        case("endless.mp4", "mp4", mp4_of(WELL) + b"\x7f\xff\xff\xfffree", "inconclusive", "damaged",
             "盒自称 2 GB", "a box that says it has 2 GB"),
        case("no-movie.mp4", "mp4", box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", b"frame"), "none", "",
             "没有 moov", "without moov"),
    ]  # fmt: skip


def others() -> list[Case]:
    """Matroska, AVI and FLV."""
    return [
        *first_three(".mkv", "mkv", mkv_of),
        *first_three(".webm", "webm", webm_of),
        *first_three(".avi", "avi", avi_of),
        *first_three(".flv", "flv", flv_of, cut=0.95),
        case("track.mkv", "mkv", matroska(tagged(WELL, track=1)), "compliant", "other_place", "标签属于一条轨道",
             "a tag of one track"),
        case("comment.mkv", "mkv", matroska(tagged(wrapped(), "COMMENT")), "compliant", "other_place", "写在 COMMENT",
             "in the tag COMMENT"),
        case("twice.mkv", "mkv", matroska(tagged(WELL), tagged(OTHER)), "noncompliant", "duplicate disagree",
             "两组标签, 内容不同", "two sets of tags that differ"),
        case("empty.webm", "webm", webm_of(""), "inconclusive", "empty", "标签在而值空", "a tag that is empty"),
        case("comment.avi", "avi", avi(chunk(b"LIST", b"INFO", chunk(b"ICMT", wrapped().encode()))), "compliant",
             "other_place", "写在 ICMT", "in ICMT"),
        case("trailing.avi", "avi", avi_of(WELL) + b"more", "compliant", "trailing", "文件尾之后还有数据",
             "data behind the end"),
        case("chunk-size.avi", "avi", avi_of(WELL)[:16] + b"\xff\xff\xff\x7f" + avi_of(WELL)[20:], "inconclusive",
             "damaged", "块自称 2 GB", "a chunk that says it has 2 GB"),
        case("lower.flv", "flv", flv(amf(b"aigc", WELL)), "compliant", "other_place", "键为小写",
             "a key in lower case"),
        case("twice.flv", "flv", flv(amf(b"AIGC", WELL), amf(b"AIGC", WELL)), "noncompliant", "duplicate", "同一键两份",
             "the key twice"),
    ]  # fmt: skip


FILMS = [*boxed(), *others()]
