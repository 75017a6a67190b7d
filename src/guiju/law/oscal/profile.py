"""Active packs as an OSCAL profile: their catalogs, and the value that each parameter comes to among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from guiju.core.pack import Pack, Parameter
from guiju.law.oscal.catalog import parameter_id
from guiju.law.oscal.words import Json, both, filled, line, metadata, props, uuid
from guiju.law.reading.active import Packs


def profile(packs: Packs, at: datetime, hashes: Mapping[str, str]) -> Json:
    """The profile of these packs; ``hashes`` are the SHA-256 of their catalogs by pack.

    Raises ValueError where two packs cannot both bind.
    """
    digests = [f"{pack.id} {pack.digest}" for pack in packs.all]
    modes = {"binding": [p.id for p in packs.binding], "reference": [p.id for p in packs.reference], "digest": digests}
    told = {
        "uuid": uuid("profile", *digests, *modes["reference"], at.isoformat()),
        "metadata": metadata("规矩：已启用的法规包 / Guiju: the active packs", at.date().isoformat(), at, modes),
        "imports": [{"href": f"#{_resource(pack.id)}", "include-all": {}} for pack in packs.all],
        "merge": {"as-is": True},
    }
    settings = list(_settings(packs))
    catalogs = {"back-matter": {"resources": [_catalog(pack, hashes[pack.id]) for pack in packs.all]}}
    return {"profile": told | ({"modify": {"set-parameters": settings}} if settings else {}) | catalogs}


def href(pack: str) -> str:
    """Where the catalog of a pack lies, from the folder of another document."""
    return f"../../catalogs/{pack}/catalog.json"


def _resource(pack: str) -> str:
    return uuid("catalog of", pack)


def _catalog(pack: Pack, digest: str) -> Json:
    """A catalog as a resource: first as trestle finds it in a workspace, then as anything else does."""
    hashes = [{"algorithm": "SHA-256", "value": digest}]
    places = (f"trestle://catalogs/{pack.id}/catalog.json", href(pack.id))
    rlinks = [{"href": place, "media-type": "application/json", "hashes": hashes} for place in places]
    return {"uuid": _resource(pack.id), "title": both(pack.title), "rlinks": rlinks}


def _settings(packs: Packs) -> Iterator[Json]:
    """Each parameter of a binding pack set to what it comes to among them, citing the clause that decided."""
    for pack in packs.binding:
        for name in sorted(pack.parameters):
            yield _set(parameter_id(pack, name), packs.parameters[name])


def _set(id: str, merged: Parameter) -> Json:
    values = merged.value if isinstance(merged.value, tuple) else (merged.value,)
    return filled({
        "param-id": id,
        "props": props({"decided-by": merged.decided, "set-by": merged.clauses, "unverified": merged.unverified}),
        "values": [line(str(value)) for value in values],
    })  # fmt: skip
