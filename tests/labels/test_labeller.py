from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.core.content import Content, Kind, Stage
from guiju.core.label import Label
from guiju.labels import FileLabeller, Remark, Unlabelled, examine
from guiju.labels.aigc import ALLOWED, value
from guiju.labels.carrier import Buffer, Damaged, Encrypted, Found, Scan, Splice
from guiju.labels.carriers.png import PNG
from guiju.labels.labeller import confirm, known, labelling
from tests.labels.carriers.laws import FIRST, SECOND
from tests.labels.carriers.test_png import chunk, png

WRITTEN = png()


def content(body: bytes | str) -> Content:
    return Content("c7", Stage.ANSWER, Kind.IMAGE, "assistant", body)


def body(made: Content) -> bytes:
    assert isinstance(made.body, bytes)
    return made.body


VALUES = st.text(sorted(ALLOWED), min_size=1, max_size=30).filter(lambda text: not text.startswith("00"))
PAIRS = st.tuples(VALUES, VALUES)


@given(st.sampled_from("123"), PAIRS, PAIRS | st.just(("", "")), VALUES | st.just(""), VALUES | st.just('{"a":"b"}'))
@settings(max_examples=60, deadline=None)
def test_what_is_applied_is_read(
    one: str, made: tuple[str, str], passed: tuple[str, str], first: str, second: str
) -> None:
    label = Label(one, *made, first, *passed, second)
    labelled = FileLabeller().apply(content(WRITTEN), label)
    assert FileLabeller().read(labelled) == label
    assert replace(labelled, body=WRITTEN) == content(WRITTEN), "nothing of the content but its bytes is another"
    assert FileLabeller().apply(labelled, label) == labelled


@given(st.lists(st.sampled_from([FIRST, SECOND]), min_size=1, max_size=5))
@settings(max_examples=20, deadline=None)
def test_the_last_label_is_the_only_one(labels: list[Label]) -> None:
    made = content(WRITTEN)
    for label in labels:
        made = FileLabeller().apply(made, label)
    assert FileLabeller().read(made) == labels[-1]
    assert body(made) == body(FileLabeller().apply(content(WRITTEN), labels[-1]))


def test_no_label_is_read_where_none_holds() -> None:
    labelled = body(FileLabeller().apply(content(WRITTEN), FIRST))
    two = labelled[:33] + chunk(b"tEXt", b"AIGC\0" + value(FIRST).encode()) + labelled[33:]
    for data in (WRITTEN, two, labelled.replace(b'"Label":"1"', b'"Label":"7"'), b"", b"words"):
        assert FileLabeller().read(content(data)) is None


def test_text_is_no_file() -> None:
    for act in (lambda: FileLabeller().apply(content("words"), FIRST), lambda: FileLabeller().read(content("words"))):
        with pytest.raises(TypeError, match="c7 is text"):
            act()


def test_a_format_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(Unlabelled, match=r"known are .*png"):
        FileLabeller("a.unknown").apply(content(b"\0\1\2\3"), FIRST)
    with pytest.raises(Unlabelled, match="the file is empty"):
        known(b"")
    assert known(WRITTEN).name == "png"


@pytest.mark.parametrize("size", [9, 40, len(WRITTEN) - 20, len(WRITTEN) - 1])
def test_a_damaged_file_is_not_written_to_and_told_where(size: int) -> None:
    with pytest.raises(Unlabelled, match=r"this png file is damaged: .*\(byte \d+\)"):
        FileLabeller().apply(content(WRITTEN[:size]), FIRST)


@pytest.mark.parametrize(
    "label",
    [Label("1", "", "n"), Label("1", "规矩", "n"), Label("4", "p", "n"), Label("1", "p", "n n"), Label("1", "p", "")],
)
def test_a_label_that_annex_e_does_not_allow_is_not_written(label: Label) -> None:
    with pytest.raises(ValueError, match="AIGC label"):
        FileLabeller().apply(content(WRITTEN), label)


def test_a_false_code_is_not_written() -> None:
    with pytest.raises(Unlabelled, match="check character"):
        FileLabeller().apply(content(WRITTEN), replace(FIRST, content_producer="001191320118MAK93FC72X10001"))


@dataclass(frozen=True, slots=True)
class Slate:
    """A format of lines: a line that begins with ``#`` is a label, all others are content."""

    implicit: bool = True
    remarks: tuple[Remark, ...] = ()
    broken: bool = False
    unread: bool = False
    damage: Damaged = field(default_factory=lambda: Damaged("a crack", 3))
    name: str = "slate"
    kind: Kind = Kind.TEXT
    endings: tuple[str, ...] = (".slate",)

    def knows(self, data: Buffer, name: str) -> bool:
        return name.endswith(self.endings)

    def scan(self, data: Buffer) -> Scan:
        lines = (line for line in bytes(data[:]).splitlines() if line.startswith(b"#"))
        return Scan(tuple(Found(line[1:].decode(), 0, "line") for line in lines), self.remarks)

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        if self.broken:
            raise self.damage
        return (Splice(0, 0, f"#{value}\n".encode()),)

    def payload(self, data: Buffer) -> Iterable[tuple[int, int]]:
        at = 0
        if self.unread:
            raise self.damage
        for line in bytes(data[:]).splitlines(keepends=True):
            if not line.startswith(b"#"):
                yield at, at + len(line)
            at += len(line)


GOOD = f"#{value(FIRST)}\n".encode()


def test_a_file_that_reads_back_is_let_go() -> None:
    confirm(Slate(), b"words\n", GOOD + b"words\n", FIRST)
    confirm(Slate(), b"#old\nwords\n", b"words\n" + GOOD, FIRST)


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (b"words\n", "does not read back from this slate file: it differs"),
        (f"#{value(SECOND)}\nwords\n".encode(), "it differs"),
        (GOOD * 2 + b"words\n", "2 implicit labels"),
        (GOOD[:-20] + b"\nwords\n", "half written"),
        (GOOD + b"others\n", "would change its content; nothing was written"),
        (GOOD + b"words\nmore\n", "would change its content"),
    ],
)
def test_a_file_that_does_not_read_back_is_refused(after: bytes, why: str) -> None:
    with pytest.raises(Unlabelled, match=why):
        confirm(Slate(), b"words\n", after, FIRST)


def test_what_cannot_be_judged_is_refused() -> None:
    doubtful = Slate(remarks=(Remark("damaged", 3, "a crack"),))
    with pytest.raises(Unlabelled, match="the container is damaged: a crack"):
        confirm(doubtful, b"words\n", GOOD + b"words\n", FIRST)


def test_damage_that_is_met_in_writing_is_told() -> None:
    with pytest.raises(Unlabelled, match=r"this slate file is damaged: a crack \(byte 3\)"):
        labelling(Slate(broken=True), b"words\n", FIRST)


def test_what_takes_a_password_is_told_as_that_and_not_as_damage() -> None:
    with pytest.raises(Unlabelled, match="this slate file is encrypted: it has a lock"):
        labelling(Slate(broken=True, damage=Encrypted("it has a lock")), b"words\n", FIRST)


def test_content_that_is_not_read_is_not_let_go() -> None:
    with pytest.raises(Unlabelled, match=r"this slate file is damaged: a crack \(byte 3\)"):
        confirm(Slate(unread=True), b"words\n", GOOD + b"words\n", FIRST)


def test_the_carrier_of_pictures_goes_through_the_same_gate() -> None:
    labelled = body(FileLabeller().apply(content(WRITTEN), FIRST))
    confirm(PNG(), WRITTEN, labelled, FIRST)
    with pytest.raises(Unlabelled, match="differs"):
        confirm(PNG(), WRITTEN, labelled, SECOND)
    other = body(FileLabeller().apply(content(png("L")), FIRST))
    with pytest.raises(Unlabelled, match="content"):
        confirm(PNG(), WRITTEN, other, FIRST)
    assert examine(labelled).verdict == "compliant"
