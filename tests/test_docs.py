"""The guide says what is: every command stands in it, and every command line marked runnable runs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from guiju.cli.main import guiju
from guiju.core.language import LANGS, Lang
from tests.cli.labelling import picture
from tests.labels.carriers import documents
from tests.labels.carriers.media import film
from tools import label_pages, seed_page
from tools.command_pages import PAGE, commands, page

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
ORIGINALS = [path for path in PAGES if ".zh-CN" not in path.name]
RUNNABLE = re.compile(r"```sh run\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `make docs`"


def test_the_coverage_of_the_commentary_is_what_the_packs_say() -> None:
    assert seed_page.PAGE.read_text(encoding="utf-8") == seed_page.page(), "run `make docs`"


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_good_and_broken_files_is_what_is_said_of_them(lang: Lang) -> None:
    assert label_pages.PAGES[lang].read_text(encoding="utf-8") == label_pages.page(lang), "run `make docs`"


def test_every_command_and_option_explains_itself() -> None:
    silent = []
    for words, told in commands(guiju, "guiju"):
        if len(told.strip().splitlines()) < 3:
            silent.append(words)
    assert silent == []


@pytest.mark.parametrize("words", [words for words, _ in commands(guiju, "guiju")])
def test_every_option_has_a_help_text(words: str) -> None:
    command: click.Command = guiju
    for word in words.split()[1:]:
        assert isinstance(command, click.Group)
        command = command.commands[word]
    bare = [p.name for p in command.params if isinstance(p, click.Option) and not p.help]
    assert bare == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    dead = [to for to in LINK.findall(path.read_text(encoding="utf-8")) if not (path.parent / to).exists()]
    assert dead == []


@pytest.mark.parametrize(
    "path", [p for p in PAGES if ".zh-CN" not in p.name], ids=lambda path: str(path.relative_to(ROOT))
)
def test_what_the_guide_runs_runs(path: Path, home: Path) -> None:
    """Blocks marked ``sh run`` of one page run one after another in an empty home; each line must end with 0.

    A page's translation shows the same commands (below), so they run once. The files that a page labels are there.
    """
    files(home)
    for block in RUNNABLE.findall(path.read_text(encoding="utf-8")):
        for line in filter(None, map(str.strip, block.splitlines())):
            done = ran(line, home)
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"


def files(home: Path) -> None:
    """A provider's configuration, and what it has generated."""
    (home / "guiju.toml").write_text('producer = "001191320118MAK93FC72D10001"\n', "utf-8")
    (home / "terms.txt").write_text("Whoever gets a file without an explicit label labels it.\n", "utf-8")
    picture(home / "photo.png")
    (home / "film.mp4").write_bytes(film("mp4"))
    (home / "report.docx").write_bytes(documents.word())


def ran(line: str, home: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(line, comments=True)
    assert words[0] in ("guiju", ".venv/bin/guiju"), f"{line}: only guiju's own commands run here"
    command = [sys.executable, "-c", "from guiju.cli.main import main; main()", *words[1:]]
    return subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=120, check=False)


def translations() -> list[tuple[Path, Path]]:
    return [(p.with_name(p.name.replace(".zh-CN", "")), p) for p in PAGES if ".zh-CN" in p.name]


@pytest.mark.parametrize(("page", "translated"), translations(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_and_its_translation_have_the_same_parts(page: Path, translated: Path) -> None:
    def shape(path: Path) -> list[int]:
        prose = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        return [len(found) for found in re.findall(r"^(#+) ", prose, re.MULTILINE)]

    assert shape(page) == shape(translated)


@pytest.mark.parametrize(("page", "translated"), translations(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_and_its_translation_show_the_same_commands(page: Path, translated: Path) -> None:
    def shown(path: Path) -> list[str]:
        blocks = re.findall(r"```(?:sh|sh run|python)\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
        return [re.sub(r"\s*#.*", "", line).strip() for block in blocks for line in block.splitlines() if line.strip()]

    assert shown(page) == shown(translated)


def test_the_readme_exists_in_both_languages() -> None:
    assert (ROOT / "README.zh-CN.md") in [translated for _, translated in translations()]


def test_no_page_names_a_place_on_somebodys_machine() -> None:
    named = [p.name for p in PAGES if re.search(r"/(work|home|root|tmp|opt|Users)/", p.read_text(encoding="utf-8"))]
    assert named == []
