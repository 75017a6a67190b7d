"""Waivers: users who have agreed to label what they get without an explicit label (measures on labels, article 9)."""

from __future__ import annotations

from datetime import datetime

from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, WaiverAgreed
from guiju.core.ledger import Ledger


class Waivers:
    """The agreements on record; the ledger is the only place where they stand."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def terms(self, user: str, *, demo: bool = False) -> Digest | None:
        """The digest of what a user (a pseudonym) agreed to last, None where there is no agreement or it has ended.
        What a demonstration left counts in demonstrations alone."""
        last: WaiverAgreed | None = None
        for record in sorted(self._ledger.find(kind=WaiverAgreed.kind, user=user), key=lambda record: record.at):
            if isinstance(record.facts, WaiverAgreed) and record.demo == demo:
                last = record.facts
        return None if last is None or last.ends else last.terms

    def agree(self, user: str, terms: Digest, *, ends: bool, actor: str, now: datetime, demo: bool = False) -> None:
        """Puts an agreement, or its end, on record."""
        facts = WaiverAgreed(terms, ends)
        self._ledger.append(Evidence(facts.kind, user, user, actor, now, facts, demo))
