"""Wording: the digest of what the law says of one obligation, by which it is known whether a decision on it holds."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson

from guiju.core.facts import Digest, DutyDecided
from guiju.core.pack import Obligation, Pack

_OURS = frozenset({"controls", "shows", "feasibility", "source", "seed_rows", "unverified", "holds", "fails"})
"""What a pack says beside the law: how we go about a duty, where else it is told, how sure we are, and explanations."""


def duty_digest(pack: Pack, obligation: str) -> Digest:
    """The digest of what the law says of an obligation of this pack; empty where the pack has none of that id.

    It is over the duty with its clause, terms and scope, its article, its penalties in this pack, the tests of the
    pack's scope, the day from which it binds, and whether its instrument is in force. Of the controls, their texts and
    readings nothing is in it.
    """
    duty = next((one for one in pack.obligations if one.id == obligation), None)
    if duty is None or not pack.canonical:
        return Digest("")
    told = _law(_said(pack, duty, orjson.loads(pack.canonical)))
    return Digest(hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest())


def holds(facts: DutyDecided, pack: Pack) -> bool:
    """Whether a decision still holds under this pack: the law says the same of its obligation.

    A record without the digest of its obligation, as earlier versions wrote it, holds under its very pack alone.
    """
    if facts.pack_digest == pack.digest:
        return True
    return bool(facts.duty_digest) and facts.duty_digest == duty_digest(pack, facts.obligation)


def _said(pack: Pack, duty: Obligation, raw: dict[str, Any]) -> dict[str, Any]:
    articles = [one for one in raw["articles"] if one["number"] == duty.article]
    slugs = [one.get("instrument") or next(iter(raw["instruments"])) for one in articles]
    own = next(one for one in raw["obligations"] if duty.id in (one["id"], f"{pack.id}/{one['id']}"))
    penalties = raw.get("penalties", {})
    return {
        "duty": own,
        "since": duty.since,
        "articles": articles,
        "status": [raw["instruments"][slug]["status"] for slug in slugs],
        "scope": raw.get("scope", {}).get("tests", []),
        "penalties": {name: penalties[name] for name in own.get("penalties", []) if name in penalties},
    }


def _law(value: Any) -> Any:
    """The value without what is ours, at every depth; a condition stays as it is."""
    if isinstance(value, dict):
        return {name: one if name == "when" else _law(one) for name, one in value.items() if name not in _OURS}
    return [_law(one) for one in value] if isinstance(value, list) else value
