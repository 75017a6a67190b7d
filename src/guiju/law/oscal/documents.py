"""Packs as OSCAL documents: a catalog each, one profile of them all, one mapping of how they stand to each other."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import PurePosixPath

import orjson

from guiju.law.oscal.catalog import catalog
from guiju.law.oscal.mapping import mapping
from guiju.law.oscal.profile import profile
from guiju.law.oscal.words import Json, written
from guiju.law.reading.active import Packs

NAME = "guiju"


def documents(packs: Packs, at: datetime | None = None) -> dict[PurePosixPath, bytes]:
    """Every document by its place in a workspace of trestle; the same packs and time give the same bytes.

    The time is that of the packs' own versions unless one is given. Raises ValueError where two packs cannot both bind.
    """
    catalogs = {pack.id: _bytes(catalog(pack, at or written([pack]))) for pack in packs.all}
    hashes = {name: hashlib.sha256(told).hexdigest() for name, told in catalogs.items()}
    whole = at or written(packs.all)
    relations = mapping(packs, whole)
    rest = {f"profiles/{NAME}/profile.json": profile(packs, whole, hashes)}
    if relations is not None:
        rest[f"mapping-collections/{NAME}/mapping-collection.json"] = relations
    found = {f"catalogs/{name}/catalog.json": told for name, told in catalogs.items()}
    return {PurePosixPath(place): told for place, told in (found | {k: _bytes(v) for k, v in rest.items()}).items()}


def _bytes(told: Json) -> bytes:
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
