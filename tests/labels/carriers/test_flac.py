from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.flac import FLAC
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws
from tests.labels.carriers.sound import decoded, exiftool, ffprobe, run, sound
from tests.labels.carriers.test_id3 import OURS, TITLE, tag

WELL = value(FIRST).encode()


def plain() -> bytes:
    return sound("flac", "flac", title="曲")


def blocks(data: bytes) -> tuple[list[tuple[int, bytes]], bytes]:
    found, at, last = list[tuple[int, bytes]](), 4, False
    while not last:
        last, size = bool(data[at] & 0x80), int.from_bytes(data[at + 1 : at + 4], "big")
        found.append((data[at] & 0x7F, data[at + 4 : at + 4 + size]))
        at += 4 + size
    return found, data[at:]


def built(*some: tuple[int, bytes]) -> bytes:
    """A file of these blocks behind STREAMINFO."""
    old, sound_ = blocks(plain())
    every = [old[0], *some]
    written = (
        bytes((kind | (n == len(every) - 1) << 7,)) + len(body).to_bytes(3, "big") + body
        for n, (kind, body) in enumerate(every)
    )
    return b"fLaC" + b"".join(written) + sound_


def comments(*some: bytes) -> bytes:
    counted = [len(one).to_bytes(4, "little") + one for one in (b"them", *some)]
    return counted[0] + len(some).to_bytes(4, "little") + b"".join(counted[1:])


def picture(size: int) -> bytes:
    return b"\0\0\0\3\0\0\0\x09image/png" + bytes(20) + size.to_bytes(4, "big") + b"p" * size


FILES = {
    "by ffmpeg": plain(),
    "nothing but STREAMINFO": built(),
    "padding only": built((1, bytes(500))),
    "little padding": built((1, bytes(5)), (4, comments(b"TITLE=x"))),
    "padding behind": built((4, comments(b"TITLE=x")), (6, picture(7)), (1, bytes(4000))),
    "a label of another": built((4, comments(b"aigc={}", b"TITLE=x", b"AIGC=" + WELL * 2)), (1, b"")),
    "two blocks of comments": built((4, comments(b"A=b")), (4, comments(b"AIGC=" + WELL, b"C=d"))),
    "behind ID3": tag(3, TITLE + OURS) + plain(),
    "other blocks": built((2, b"appl"), (3, bytes(36)), (100, b"?"), (6, picture(70_000))),
}


@pytest.mark.parametrize("name", FILES)
def test_laws(name: str) -> None:
    made = check_laws(FLAC(), FILES[name])
    assert decoded(made, "flac") == decoded(FILES[name], "flac")


@pytest.mark.parametrize("name", FILES)
def test_hostile(name: str) -> None:
    check_hostile(FLAC(), check_laws(FLAC(), FILES[name]), rounds=60)


@pytest.mark.parametrize("name", ["by ffmpeg", "nothing but STREAMINFO", "padding behind", "two blocks of comments"])
def test_others_show_the_label(name: str, tmp_path: Path) -> None:
    path = tmp_path / "made.flac"
    path.write_bytes(check_laws(FLAC(), FILES[name]))
    assert ffprobe(path)["AIGC"] == WELL.decode()
    assert any(text == WELL.decode() for text in exiftool(path).values())
    assert run("sox", str(path), "-n", "stat").returncode == 0


@given(st.lists(st.tuples(st.sampled_from((1, 2, 4, 6)), st.integers(0, 700)), max_size=5))
@settings(max_examples=40, deadline=None)
def test_other_blocks_stay(some: list[tuple[int, int]]) -> None:
    wanted = [(kind, comments(b"X=" + b"y" * size) if kind == 4 else bytes(size)) for kind, size in some]
    made = check_laws(FLAC(), built(*wanted))
    kinds = [kind for kind, _ in blocks(made)[0][1:]]
    assert [kind for kind in kinds if kind != 4] == [kind for kind, _ in wanted if kind != 4]
    assert [block for block in blocks(made)[0] if block[0] in (2, 6)] == [one for one in wanted if one[0] in (2, 6)]


def test_padding_is_used() -> None:
    for name in ("padding only", "padding behind"):
        assert len(check_laws(FLAC(), FILES[name])) == len(FILES[name])


CASES = {
    "well": (built((4, comments(b"AIGC=" + WELL))), "compliant", None),
    "lower case": (built((4, comments(b"aigc=" + WELL))), "compliant", None),
    "wrapped": (built((4, comments(b'AIGC={"AIGC":' + WELL + b"}"))), "compliant", None),
    "in a comment": (built((4, comments(b'COMMENT={"AIGC":' + WELL + b"}"))), "compliant", "other_place"),
    "in ID3": (tag(3, OURS) + plain(), "compliant", "other_place"),
    "in both": (tag(3, OURS) + built((4, comments(b"AIGC=" + WELL))), "noncompliant", "duplicate"),
    "cut off": (built((4, comments(b"AIGC=" + WELL[:-9]))), "noncompliant", "half_written"),
    "empty": (built((4, comments(b"AIGC="))), "inconclusive", "empty"),
    "other words": (built((4, comments(b"COMMENT=AIGC", b"AIGC_MODEL=x"))), "none", None),
    "a comment too long": (built((4, comments(b"x")[:-2])), "inconclusive", "damaged"),
    "a file cut short": (plain()[:60], "inconclusive", "damaged"),
}


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    data, verdict, code = CASES[name]
    seen = examine(data)
    assert (seen.verdict, seen.carrier) == (verdict, "flac"), seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}
    if code == "damaged":
        with pytest.raises(Damaged):
            FLAC().splices(data, WELL.decode())
    else:
        check_laws(FLAC(), data)
