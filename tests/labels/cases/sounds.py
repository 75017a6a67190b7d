"""Sound, good and broken."""

from __future__ import annotations

from tests.labels.cases.case import WELL, Case, case, first_three, label, wrapped
from tests.labels.cases.made_films import chunk
from tests.labels.cases.made_sounds import (
    ape,
    comments,
    flac,
    flac_of,
    frames,
    id3,
    mp3_of,
    opus,
    opus_of,
    txxx,
    wav,
    wav_of,
)

RAW = WELL.encode()
OTHER = label(ProduceID="n2")

SOUNDS: list[Case] = [
    *first_three(".wav", "wav", wav_of),
    *first_three(".mp3", "mp3", mp3_of, cut=0.05),
    *first_three(".flac", "flac", flac_of),
    *first_three(".opus", "ogg", opus_of),
    case("list.wav", "wav", wav(chunk(b"LIST", b"INFO", chunk(b"AIGC", RAW))), "compliant", "other_place",
         "写在 LIST/INFO", "in LIST/INFO"),
    case("id3.wav", "wav", wav(after=chunk(b"id3 ", id3(txxx(WELL)))), "compliant", "other_place", "写在 id3 块",
         "in an id3 chunk"),
    case("twice.wav", "wav", wav(chunk(b"AIGC", RAW), after=chunk(b"AIGC", OTHER.encode())), "noncompliant",
         "duplicate disagree", "两块, 内容不同", "two chunks that differ"),
    case("space.wav", "wav", wav_of(label(ContentProducer="Example Org")), "noncompliant", "character name_for_code",
         "名称含空格", "a name with a space"),
    case("old-tag.mp3", "mp3", id3(txxx(WELL, version=3), version=3) + frames(), "compliant", "", "ID3v2.3",
         "ID3v2.3"),
    case("ape.mp3", "mp3", frames() + ape(WELL), "compliant", "other_place", "写在 APEv2", "in APEv2"),
    case("twice.mp3", "mp3", id3(txxx(WELL), txxx(WELL)) + frames(), "noncompliant", "duplicate", "两个 TXXX",
         "two TXXX frames"),
    case("tag-size.mp3", "mp3", id3(txxx(WELL), size=0x0FFFFFFF) + frames(), "inconclusive", "damaged",
         "标签自称 256 MB", "a tag that says it has 256 MB"),
    case("cut-sound.mp3", "mp3", mp3_of(WELL)[:-300], "compliant", "", "声音被截断, 标识完好",
         "sound that is cut short, its label whole"),
    case("lower.flac", "flac", flac((4, comments(f"aigc={WELL}"))), "compliant", "", "键为小写, Vorbis 注释不分大小写",
         "a name in lower case, which comments of Vorbis take alike"),
    case("comment.flac", "flac", flac((4, comments(f"COMMENT={wrapped()}"))), "compliant", "other_place",
         "写在 COMMENT", "in COMMENT"),
    case("tag.flac", "flac", id3(txxx(WELL)) + flac(), "compliant", "other_place", "前面的 ID3 标签",
         "in an ID3 tag in front"),
    case("count.flac", "flac", flac((4, b"\3\0\0\0own\xff\xff\xff\xff")), "inconclusive", "damaged",
         "自称四十亿条注释", "four thousand million comments, it says"),
    case("twice.opus", "ogg", opus(f"AIGC={WELL}", f"AIGC={OTHER}"), "noncompliant", "duplicate disagree",
         "两条注释, 内容不同", "two comments that differ"),
    case("empty.opus", "ogg", opus("AIGC="), "inconclusive", "empty", "注释在而值空", "a comment that is empty"),
]  # fmt: skip
