"""``guiju label apply``: files are labelled whole or not at all, and each is put on record."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from guiju.core.facts import FileLabelled
from tests.cli.labelling import CODE, picture, png, recorded, run, verified, workbook
from tests.labels.carriers.media import film

SOUNDS = {".mp3": "mp3", ".wav": "pcm_s16le"}


def test_one_file_gets_both_labels_and_is_on_record(home: Path) -> None:
    picture(home / "a.png")
    done = run("label", "apply", "a.png", "-o", "b.png", "--producer", CODE, "--id", "n-1")
    assert done.exit_code == 0, done.output
    (row,) = verified("b.png", "--look")
    assert (row["verdict"], row["explicit"], row["label"]["ProduceID"]) == ("compliant", True, "n-1")
    (facts,) = recorded(FileLabelled)
    assert (facts.way, facts.modality, facts.carrier, facts.explicit) == ("command", "image", "png", "drawn")
    assert (facts.read_back, facts.copies, facts.implicit, facts.producer) == ("compliant", 1, True, CODE)
    assert facts.digest == hashlib.sha256((home / "b.png").read_bytes()).hexdigest()
    assert facts.size == (home / "b.png").stat().st_size


def test_only_one_of_the_labels_where_that_is_asked_for(home: Path) -> None:
    picture(home / "a.png")
    assert run("label", "apply", "a.png", "-o", "i.png", "--producer", CODE, "--implicit").exit_code == 0
    assert run("label", "apply", "a.png", "-o", "e.png", "--producer", CODE, "--explicit").exit_code == 0
    (implicit,), (explicit,) = verified("i.png", "--look"), verified("e.png", "--look")
    assert (implicit["label"] is not None, implicit["explicit"]) == (True, False)
    assert (explicit["label"], explicit["explicit"]) == (None, True)


def test_a_folder_goes_file_by_file_and_goes_on(home: Path) -> None:
    (home / "in" / "deep").mkdir(parents=True)
    for name in ("a.png", "deep/b.jpg"):
        picture(home / "in" / name)
    workbook(home / "in" / "c.xlsx")
    (home / "in" / "x.bin").write_bytes(b"\0\1\2")
    (home / "in" / ".hidden.png").write_bytes(b"x")
    done = run("label", "apply", "in", "-o", "out", "--producer", CODE, "--json", "--jobs", "2")
    assert done.exit_code == 1
    rows = [json.loads(line) for line in (done.stdout + done.stderr).splitlines() if line.startswith("{")]
    assert sorted(row["file"] for row in rows if not row["error"]) == ["in/a.png", "in/c.xlsx", "in/deep/b.jpg"]
    (bad,) = [row for row in rows if row["error"]]
    assert bad["file"] == "in/x.bin" and "format" in bad["error"]
    assert sorted(str(p.relative_to(home / "out")) for p in (home / "out").rglob("*") if p.is_file()) == [
        "a.png", "c.xlsx", "deep/b.jpg",
    ]  # fmt: skip
    assert len({row["label"]["ProduceID"] for row in verified("out")}) == 3
    before = (home / "out" / "a.png").read_bytes()
    again = run("label", "apply", "in", "-o", "out", "--producer", CODE, "--resume")
    assert again.stdout.count("passed over") == 3 and (home / "out" / "a.png").read_bytes() == before
    assert len(recorded(FileLabelled)) == 3


def test_several_files_go_into_one_folder(home: Path) -> None:
    picture(home / "a.png")
    workbook(home / "b.xlsx")
    assert run("label", "apply", "a.png", "b.xlsx", "-o", "out/", "--producer", CODE).exit_code == 0
    assert {row["verdict"] for row in verified("out")} == {"compliant"}
    (home / "twin").mkdir()
    picture(home / "twin" / "a.png")
    twice = run("label", "apply", "a.png", "twin/a.png", "-o", "out2/", "--producer", CODE)
    assert isinstance(twice.exception, ValueError) and "come out as" in str(twice.exception)


def test_standard_input_and_output(home: Path) -> None:
    done = run("label", "apply", "-", "-o", "-", "--producer", CODE, input=png())
    assert done.exit_code == 0 and done.stdout_bytes[:4] == b"\x89PNG"
    assert "labelled" in done.stderr
    seen = run("label", "verify", "-", "--json", input=done.stdout_bytes)
    assert json.loads(seen.stdout)["verdict"] == "compliant"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--producer", "0011"), "27 are needed"),
        (("--producer", CODE[:22] + "20001"), "service type"),
        (("--producer", "001191320118MAK93FC72E10001"), "check character"),
        (("--producer", "0011" + "0" * 23), "stand-in"),
        ((), "no provider code"),
        (("--producer", CODE, "--id", "has space"), "not allowed"),
        (("--producer", CODE, "--id", "#x"), "begins with"),
        (("--producer", CODE, "--id", "n" * 200), "1 to 96"),
        (("--producer", CODE, "--words", "made by a machine"), "lacks an element"),
        (("--producer", CODE, "--sign", "nokey"), "nokey"),
    ],
)
def test_bad_use_is_told_and_nothing_is_written(home: Path, words: tuple[str, ...], told: str) -> None:
    picture(home / "a.png")
    done = run("label", "apply", "a.png", "-o", "b.png", *words)
    assert isinstance(done.exception, (ValueError, OSError)) and told in str(done.exception)
    assert not (home / "b.png").exists()


def test_a_file_that_cannot_be_labelled_leaves_the_old_one(home: Path) -> None:
    (home / "cut.png").write_bytes(png()[:-9])
    (home / "out.png").write_bytes(b"what was there")
    done = run("label", "apply", "cut.png", "-o", "out.png", "--producer", CODE, "--implicit")
    assert isinstance(done.exception, ValueError) and "damaged" in str(done.exception)
    assert (home / "out.png").read_bytes() == b"what was there"
    assert sorted(path.name for path in home.glob("*out*")) == ["out.png"]


def test_a_file_stays_of_its_format(home: Path) -> None:
    picture(home / "a.png")
    done = run("label", "apply", "a.png", "-o", "b.jpg", "--producer", CODE)
    assert isinstance(done.exception, ValueError) and ".png" in str(done.exception)


def test_a_file_may_take_its_own_place(home: Path) -> None:
    picture(home / "a.png")
    os.chmod(home / "a.png", 0o640)
    assert run("label", "apply", "a.png", "-o", "a.png", "--producer", CODE).exit_code == 0
    assert verified("a.png")[0]["verdict"] == "compliant"
    assert (home / "a.png").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["Talk:intro.mp3", "-y.wav"])
def test_a_name_is_neither_a_protocol_nor_an_option(home: Path, name: str) -> None:
    (home / name).write_bytes(film(Path(name).suffix[1:], video="", audio=SOUNDS[Path(name).suffix]))
    done = run("label", "apply", "--producer", CODE, "-o", "out/", "--", name)
    assert done.exit_code == 0, done.exception
    assert run("label", "verify", "--look", "--", f"out/{name}").exit_code == 0


def test_a_run_that_is_stopped_leaves_its_records_and_resuming_the_rest(home: Path) -> None:
    (home / "in").mkdir()
    for n in range(400):
        picture(home / "in" / f"{n}.png", (40, 30))
    command = [sys.executable, "-c", "from guiju.cli.main import main; main()", "--lang", "en", "label", "apply", "in",
               "-o", "out", "--producer", CODE, "--implicit", "--jobs", "1"]  # fmt: skip
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # what runs in the background may be deaf to it
    process = subprocess.Popen(command, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=heard)
    assert process.stdout is not None
    begun = process.stdout.readline() + process.stdout.readline()
    process.send_signal(signal.SIGINT)
    told = (begun + process.stdout.read()).decode().count("labelled ")
    assert process.wait() == 130
    assert 2 <= told <= len(recorded(FileLabelled)) < 400
    assert run("label", "apply", "in", "-o", "out", "--producer", CODE, "--implicit", "--resume").exit_code == 0
    numbers = sorted(row["label"]["ProduceID"] for row in verified("out"))
    assert sorted(facts.number for facts in recorded(FileLabelled)) == numbers and len(set(numbers)) == 400


def test_what_was_labelled_and_is_not_on_record_is_recorded_by_resuming(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "in").mkdir()
    picture(home / "in" / "a.png")
    (home / "in" / "b.txt").write_text("正文。\n", "utf-8")
    words = ("label", "apply", "in", "-o", "out", "--producer", CODE)
    monkeypatch.setenv("GUIJU_HOME", str(home / "elsewhere"))
    assert run(*words).exit_code == 0
    before = {facts.number: facts.digest for facts in recorded(FileLabelled)}
    monkeypatch.setenv("GUIJU_HOME", str(home))
    for _ in range(2):
        assert run(*words, "--resume").stdout.count("passed over") == 2
    found = recorded(FileLabelled)
    assert {facts.number: facts.digest for facts in found} == before and len(found) == 2
    assert {(one.carrier, one.explicit, one.implicit, one.read_back, one.producer) for one in found} == {
        ("png", "kept", True, "compliant", CODE), ("text", "kept", False, "compliant", CODE),
    }  # fmt: skip


def test_a_file_without_a_visible_label_is_not_recorded_with_one(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture(home / "a.png")
    words = ("label", "apply", "a.png", "-o", "b.png", "--producer", CODE)
    monkeypatch.setenv("GUIJU_HOME", str(home / "elsewhere"))
    run(*words, "--implicit")
    monkeypatch.setenv("GUIJU_HOME", str(home))
    run(*words, "--resume", "--implicit")
    assert [facts.explicit for facts in recorded(FileLabelled)] == ["none"]


def test_a_text_is_done_with_the_label_beside_it(home: Path) -> None:
    (home / "a.txt").write_text("正文。\n", "utf-8")
    words = ("label", "apply", "a.txt", "-o", "b.txt", "--producer", CODE, "--resume")
    run(*words)
    (home / "b.txt.aigc.json").unlink()
    run(*words)
    (row,) = verified("b.txt")
    assert row["verdict"] == "compliant" and row["label"]["ContentProducer"] == CODE


def test_the_label_beside_a_text_is_signed_too(home: Path) -> None:
    (home / "a.txt").write_text("正文。\n", "utf-8")
    run("label", "key", "k")
    assert run("label", "apply", "a.txt", "-o", "b.txt", "--producer", CODE, "--sign", "k").exit_code == 0
    (row,) = verified("b.txt", "--key", "k.pub")
    assert row["verdict"] == "compliant" and "signed" in [finding["code"] for finding in row["findings"]]


def test_what_standard_output_cannot_take_is_told(home: Path) -> None:
    (home / "a.txt").write_text("正文。\n", "utf-8")
    done = run("label", "apply", "a.txt", "-o", "-", "--producer", CODE)
    assert done.exit_code == 0 and "AI" in done.stdout and "a.txt.aigc.json" in done.stderr
    picture(home / "a.png")
    assert "aigc.json" not in run("label", "apply", "a.png", "-o", "-", "--producer", CODE).stderr


def test_a_name_commands_no_terminal(home: Path) -> None:
    picture(home / "a\x1b[2J.png")
    (home / "b\x1b[2J.png").write_bytes(b"x")
    done = run("label", "apply", "a\x1b[2J.png", "b\x1b[2J.png", "-o", "out/", "--producer", CODE)
    assert done.output.count("<U+001B>[2J.png") == 2 and "\x1b" not in done.output


def test_a_killed_run_leaves_files_as_they_were_or_whole(home: Path) -> None:
    (home / "in").mkdir()
    for n in range(40):
        picture(home / "in" / f"{n}.png", (200, 150))
    originals = {path.name: path.read_bytes() for path in (home / "in").iterdir()}
    command = [sys.executable, "-c", "from guiju.cli.main import main; main()", "label", "apply", "in", "-o", "in",
               "--producer", CODE, "--implicit", "--jobs", "1"]  # fmt: skip
    process = subprocess.Popen(command, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    process.stdout.read(1)
    time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    rows = {Path(row["file"]).name: row for row in verified("in") if not Path(row["file"]).name.startswith(".")}
    assert len(rows) == 40
    for name, row in rows.items():
        same = (home / "in" / name).read_bytes() == originals[name]
        assert row["verdict"] == ("none" if same else "compliant")


def test_resume_sees_what_was_asked_for_and_what_has_changed(home: Path) -> None:
    (home / "in").mkdir()
    picture(home / "in" / "a.png")
    folder = ("label", "apply", "in", "-o", "out", "--producer", CODE)
    assert run(*folder, "--implicit").exit_code == 0
    assert "passed over" not in run(*folder, "--resume").stdout, "the explicit label was never put in"
    assert verified("out", "--look")[0]["explicit"] is True
    assert "passed over" in run(*folder, "--resume").stdout
    picture(home / "in" / "a.png", (200, 100))
    later = (home / "out" / "a.png").stat().st_mtime + 10
    os.utime(home / "in" / "a.png", (later, later))
    assert "passed over" not in run(*folder, "--resume").stdout, "the source has changed"


def test_a_disk_that_is_full_is_no_fault_of_the_file(home: Path) -> None:
    picture(home / "a.png")
    command = [sys.executable, "-c", "from guiju.cli.main import main; main()", "label", "apply", "a.png", "-o",
               "b.png", "--producer", CODE, "--implicit"]  # fmt: skip
    size = (home / "a.png").stat().st_size // 1024
    warm = subprocess.run([*command[:-3], "--producer", CODE], cwd=home, capture_output=True, check=False)
    assert warm.returncode == 0
    limited = ["bash", "-c", f"trap '' XFSZ; ulimit -f {max(1, size // 2)}; exec \"$@\"", "bash", *command]
    limited[limited.index("b.png")] = "c.png"
    done = subprocess.run(limited, cwd=home, capture_output=True, text=True, check=False)
    assert done.returncode == 3, done.stderr
    assert not (home / "c.png").exists() and "\n" not in done.stderr.strip()


def test_what_was_not_asked_for_is_not_missed(home: Path) -> None:
    picture(home / "a.png")
    told = run("label", "apply", "a.png", "-o", "b.png", "--producer", CODE, "--implicit").stdout
    assert "explicit" not in told
