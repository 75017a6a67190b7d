"""A workspace of trestle, and trestle's own verdict on what lies in it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from trestle.core.commands.init import InitCmd
from trestle.core.validator_factory import validator_factory


def workspace(place: Path, documents: Mapping[PurePosixPath, bytes]) -> Path:
    """The documents at their places, in a folder that trestle takes for its own."""
    for name, told in documents.items():
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(told)
    assert InitCmd()._run(Namespace(trestle_root=place, verbose=0, full=False, local=True, govdocs=False)) == 0
    return place


def valid(place: Path) -> bool:
    """Whether ``trestle validate --all`` passes."""
    told = Namespace(trestle_root=place, all=True, file=None, type=None, name=None, quiet=True, verbose=0)
    return validator_factory.get(Namespace(mode="all")).validate(told) == 0
