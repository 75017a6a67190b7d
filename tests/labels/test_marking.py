from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

import pytest

from bench.manifest_files import docx, image, movie, wav
from guiju.core.content import Kind
from guiju.core.label import Label
from guiju.labels import (
    Inspection,
    Manifests,
    Order,
    Seals,
    Sizes,
    Tellings,
    Unlabelled,
    examine,
    generate_key,
    mark,
    save_key,
)
from guiju.labels.carrier import Buffer, Carrier
from guiju.labels.marking import Way
from guiju.labels.provenance import create, manifest
from tests.labels.carriers.test_png import chunk

LABEL = Label("1", "001191320118MAK93FC72D10001", "c3f1-0001")
SIZES = Sizes(0.05, 0.05, 0.05, 2.0, 120.0, 160.0)
PNG = image("PNG")


@dataclass
class Steps:
    """Steps of marking that tell when each is done to what, and do what they are told to."""

    told: list[tuple[str, bytes]] = field(default_factory=list)
    way: Way = "drawn"
    stamps: bool = True
    holds: bool = True
    fails: str = ""

    def order(self, **more: Any) -> Order:
        return Order(telling=self.tell, stamping=self.stamp, sealing=self.seal, manifesting=_Manifesting(self), **more)

    def tell(
        self, source: Path, target: Path, carrier: Carrier, value: str, progress: Callable[[float, float], None]
    ) -> Way:
        progress(1, 2)
        progress(2, 2)
        self._step("tell", source, target, self.way not in ("none", "kept"))
        return self.way

    def stamp(self, source: Path, target: Path, carrier: Carrier, number: str) -> bool:
        assert number == LABEL.produce_id
        self._step("stamp", source, target, self.stamps)
        return self.stamps

    def seal(self, label: Label, carrier: Carrier, data: Buffer) -> Label:
        self._raise("seal")
        self.told.append(("seal", data[:]))
        return changed(label, reserved_code1="sealed")

    def _step(self, name: str, source: Path, target: Path, done: bool) -> None:
        self._raise(name)
        self.told.append((name, source.read_bytes()))
        if done:
            target.write_bytes(_commented(source.read_bytes(), name))

    def _raise(self, name: str) -> None:
        if self.fails == name:
            raise OSError(f"{name} fails")


@dataclass
class _Manifesting:
    steps: Steps

    def prepared(self, source: Path, target: Path) -> bool:
        self.steps._step("prepare", source, target, True)
        return True

    def __call__(self, source: Path, target: Path, carrier: Carrier, label: Label) -> bool:
        assert label.reserved_code1 == "sealed"
        self.steps._step("manifest", source, target, self.steps.holds)
        return self.steps.holds


def _commented(data: bytes, words: str) -> bytes:
    """A PNG with a comment more, which its label does not stand in."""
    return data[:33] + chunk(b"tEXt", b"Step\0" + words.encode()) + data[33:]


def said(data: bytes) -> list[str]:
    return [name for name in ("tell", "stamp", "prepare", "manifest") if b"Step\0" + name.encode() in data]


def test_each_step_is_done_to_what_the_one_before_it_made(tmp_path: Path) -> None:
    source, target, steps = tmp_path / "a.png", tmp_path / "b.png", Steps()
    source.write_bytes(PNG)
    done = mark(source, target, LABEL, steps.order())
    assert [name for name, _ in steps.told] == ["tell", "stamp", "prepare", "seal", "manifest"]
    assert [said(data) for _, data in steps.told] == [
        [], ["tell"], ["tell", "stamp"], ["tell", "stamp", "prepare"], ["tell", "stamp", "prepare"],
    ]  # fmt: skip
    assert examine(steps.told[-1][1]).label == changed(LABEL, reserved_code1="sealed"), "the manifest covers the label"
    made = target.read_bytes()
    assert said(made) == ["tell", "stamp", "prepare", "manifest"]
    assert (done.explicit, done.implicit, done.stamped, done.sealed, done.manifest) == ("drawn", True, True, True, True)
    assert (done.carrier, done.kind, done.label.reserved_code1) == ("png", Kind.IMAGE, "sealed")
    assert (done.size, done.added, done.digest) == (len(made), len(made) - len(PNG), hashlib.sha256(made).hexdigest())
    assert source.read_bytes() == PNG


def test_a_step_that_has_nothing_to_write_is_passed_over(tmp_path: Path) -> None:
    path, steps = tmp_path / "a.png", Steps(way="none", stamps=False, holds=False)
    path.write_bytes(PNG)
    done = mark(path, path, LABEL, steps.order())
    assert said(path.read_bytes()) == ["prepare"]
    assert (done.explicit, done.stamped, done.manifest, done.sealed) == ("none", False, False, True)
    assert examine(path.read_bytes()).label == done.label


@pytest.mark.parametrize("fails", ["tell", "stamp", "prepare", "seal", "manifest"])
@pytest.mark.parametrize("same", [True, False])
def test_a_step_that_raises_leaves_every_file_as_it_was(tmp_path: Path, fails: str, same: bool) -> None:
    source = tmp_path / "a.png"
    target = source if same else tmp_path / "b.png"
    target.write_bytes(b"what was there")
    source.write_bytes(PNG)
    with pytest.raises(OSError, match=f"{fails} fails"):
        mark(source, target, LABEL, Steps(fails=fails).order())
    assert source.read_bytes() == PNG and target.read_bytes() == (PNG if same else b"what was there")
    assert sorted(tmp_path.iterdir()) == sorted({source, target}), "nothing is left beside"


KILLED = """
import os, signal, sys
from pathlib import Path
from guiju.core.label import Label
from guiju.labels import Order, mark
def tell(source, target, carrier, value, progress):
    target.write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)
mark(Path(sys.argv[1]), Path(sys.argv[2]), Label("1", "p", "n"), Order(telling=tell))
"""


def test_a_run_that_is_killed_leaves_the_target_as_it_was(tmp_path: Path) -> None:
    source, target = tmp_path / "a.png", tmp_path / "b.png"
    source.write_bytes(PNG)
    target.write_bytes(b"what was there")
    root = Path(__file__).parents[2]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, source, target], env={**os.environ, "PYTHONPATH": str(root / "src")}, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    assert target.read_bytes() == b"what was there" and source.read_bytes() == PNG


def test_who_waits_is_told_how_far_it_is(tmp_path: Path) -> None:
    path, told = tmp_path / "a.png", list[tuple[float, float]]()
    path.write_bytes(PNG)
    mark(path, path, LABEL, Steps().order(), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_sound_tells_how_far_it_is_while_it_is_told(tmp_path: Path) -> None:
    path, told = tmp_path / "a.wav", list[tuple[float, float]]()
    path.write_bytes(wav(2))
    done = mark(path, path, LABEL, Order(telling=Tellings("zh", SIZES)), progress=lambda *one: told.append(one))
    assert done.explicit == "rhythm" and told and all(0 <= one <= of + 0.01 for one, of in told)
    assert [one for one, _ in told] == sorted(one for one, _ in told)


@pytest.mark.parametrize(("name", "data"), [("a.unknown", b"\0\1\2\3"), ("a.png", b""), ("a.txt", b"\0\0")])
def test_nobody_is_told_by_a_file_that_is_not_known(tmp_path: Path, name: str, data: bytes) -> None:
    path, steps = tmp_path / name, Steps()
    path.write_bytes(data)
    with pytest.raises(Unlabelled):
        mark(path, path, LABEL, steps.order())
    assert steps.told == [] and path.read_bytes() == data


def test_a_file_keeps_the_name_of_its_format(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    source.write_bytes(PNG)
    with pytest.raises(Unlabelled, match=r"a png file stays one; give it the ending .png"):
        mark(source, tmp_path / "b.jpg", LABEL, Order())
    assert not (tmp_path / "b.jpg").exists()
    mark(source, tmp_path / "b", LABEL, Order())
    text = tmp_path / "in"
    text.write_text("words\n")
    assert mark(text, tmp_path / "out", LABEL, Order(), name="a.txt").carrier == "text"


def test_without_an_implicit_label_the_metadata_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    done = mark(path, path, LABEL, Order(implicit=False, way="client"))
    assert path.read_bytes() == PNG and (done.implicit, done.explicit, done.added) == (False, "client", 0)


def test_a_label_that_annex_e_does_not_allow_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(PNG)
    with pytest.raises(ValueError, match="AIGC label"):
        mark(path, path, changed(LABEL, produce_id="a b"), Order())
    assert path.read_bytes() == PNG


FILES = {"a.jpg": lambda: image("JPEG", (640, 480)), "a.png": lambda: image("PNG", (640, 480)),
         "a.mp4": lambda: movie("mp4", (320, 240), 30), "a.docx": docx}  # fmt: skip


def keyed(path: Path) -> None:
    """A new key, and the public one beside it."""
    key = generate_key("ed25519")
    save_key(key, path)
    path.with_name(f"{path.name}.pub").write_text(key.public.pem())


@pytest.mark.parametrize("name", FILES)
def test_notice_signature_label_and_manifest_hold_together(tmp_path: Path, name: str) -> None:
    path, key, folder = tmp_path / name, tmp_path / "label.key", tmp_path / "chain"
    path.write_bytes(FILES[name]())
    keyed(key)
    anchor = create(folder, "示例公司").root
    order = Order(telling=Tellings("zh", SIZES), sealing=Seals(key), manifesting=Manifests(folder))
    done = mark(path, path, LABEL, order)
    assert (done.sealed, done.manifest, done.implicit) == (True, True, True)
    assert done.explicit == {"a.mp4": "film", "a.docx": "notice"}.get(name, "drawn")
    found = manifest(path, anchor)
    assert found and found.state == "trusted" and found.label == done.label
    public = key.with_name("label.key.pub")
    seen = Inspection(keys=(public,), sizes=SIZES, manifests=True, anchors=anchor)(path)
    assert seen.verdict == "compliant" and seen.explicit is True and seen.label == done.label
    assert {"signed", "manifest", "explicit_seen"} <= {remark.code for remark in seen.remarks}


def test_what_is_changed_afterwards_is_told_from_what_was_signed(tmp_path: Path) -> None:
    path, key = tmp_path / "a.docx", tmp_path / "label.key"
    path.write_bytes(docx())
    keyed(key)
    mark(path, path, LABEL, Order(telling=Tellings("zh", SIZES), sealing=Seals(key)))
    other = tmp_path / "other.docx"
    shutil.copyfile(path, other)
    mark(
        other,
        other,
        examine(path.read_bytes(), path.name).label or LABEL,
        Order(telling=Tellings("zh", SIZES, place="end")),
    )
    look = Inspection(keys=(key.with_name("label.key.pub"),))
    assert "signed" in {remark.code for remark in look(path).remarks}
    assert "content_changed" in {remark.code for remark in look(other).remarks}
