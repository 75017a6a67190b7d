"""Writes requirements.lock from pyproject.toml, or shows the part of it that some extras need.

    python tools/lock.py                    write the lock anew (needs uv and a package index)
    python tools/lock.py show [EXTRA …]     print the pins of the base install and of these extras

The lock has one section for the base install and one for each extra; a package stands in the first section that needs
it. It is the full closure for every platform and is installed without resolving anything:
``pip install --require-hashes --no-deps -r requirements.lock``.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
HEAD = """\
# Every package Guiju is installed with, pinned with the hashes of all its files. Written by `make lock`.
# pip install --require-hashes --no-deps -r requirements.lock
"""
SECTION = re.compile(r"^# \[(\w+)\]$")
OPTIONS = ("--universal", "--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url", "--upgrade")


def name_of(requirement: str) -> str:
    """The normalised name of the package in a requirement or a pin."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    if found is None:
        raise ValueError(f"no package name in {requirement!r}")
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def sections(project: Mapping[str, Any]) -> dict[str, tuple[list[str], list[str]]]:
    """Section → (requirements with their dependencies, requirements without), in the order of the lock."""
    lock = project["tool"]["guiju"]["lock"]
    parts: dict[str, tuple[list[str], list[str]]] = {
        "base": ([*project["project"]["dependencies"], *lock["build"]], [])
    }
    for extra, wanted in project["project"]["optional-dependencies"].items():
        parts[extra] = (list(wanted), list(lock["bare"].get(extra, [])))
    parts["dev"][0].extend(lock["tools"])
    return parts


def pins(text: str) -> dict[str, str]:
    """``name==version`` → its block with marker and hashes, as it stands in a lock."""
    blocks = re.findall(r"^[A-Za-z0-9][^\n]*(?:\n[ \t]+[^\n]+)*", text, re.MULTILINE)
    return {block.split()[0]: block for block in blocks}


def compiled(requirements: Iterable[str], limits: Iterable[str], python: str, *options: str) -> dict[str, str]:
    """The pins that uv resolves these requirements to. Raises CalledProcessError where it finds no answer."""
    with tempfile.TemporaryDirectory() as folder:
        wanted, constraints = Path(folder, "wanted.in"), Path(folder, "constraints.txt")
        wanted.write_text("\n".join(requirements))
        constraints.write_text("\n".join(limits))
        command = ["uv", "pip", "compile", "-q", *OPTIONS, *options]
        command += ["-c", str(constraints), "--python-version", python, str(wanted)]
        return pins(subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, text=True, check=True).stdout)


def written(project: Mapping[str, Any]) -> str:
    """The whole lock as text."""
    python = project["project"]["requires-python"].removeprefix(">=")
    parts = sections(project)
    everything = compiled([r for full, _ in parts.values() for r in full], (), python)
    limits = [pin.partition(" \\")[0] for pin in everything.values()]
    seen: set[str] = set()
    out = [HEAD]
    for section, (full, bare) in parts.items():
        found = compiled(full, limits, python)
        if bare:
            found |= compiled(bare, (), python, "--no-deps")
        out.append(f"# [{section}]")
        out += [everything.get(name, pin) for name, pin in sorted(found.items()) if name not in seen]
        seen |= found.keys()
    return "\n".join(out) + "\n"


def shown(lock: str, extras: Sequence[str]) -> str:
    """The lines of the lock for the base install and these extras. Raises LookupError for an extra it does not hold."""
    wanted, known, here, lines = {"base", *extras}, set(), "", []
    for line in lock.splitlines():
        if found := SECTION.match(line):
            here = found[1]
            known.add(here)
        if here in wanted:
            lines.append(line)
    if missing := sorted(wanted - known):
        raise LookupError(f"requirements.lock has no section {', '.join(missing)}; it has {', '.join(sorted(known))}")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str]) -> None:
    """Writes or shows the lock."""
    if arguments[:1] == ["show"]:
        try:
            sys.stdout.write(shown(LOCK.read_text(), arguments[1:]))
        except LookupError as error:
            sys.exit(f"lock: {error.args[0]}")
        return
    LOCK.write_text(written(tomllib.loads((ROOT / "pyproject.toml").read_text())))


if __name__ == "__main__":
    main(sys.argv[1:])
