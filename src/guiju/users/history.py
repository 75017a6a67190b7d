"""What the ledger holds on one user's standing: the changes, and the requests since the last one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from guiju.core.evidence import Evidence
from guiju.core.facts import Facts, Id, RequestAdmitted, StandingChanged
from guiju.core.facts.standing import Cause, StandingName
from guiju.core.ledger import Ledger
from guiju.users.limits import Asked, Counts, Limits, Reached

_TICK = timedelta(microseconds=1)
_F = TypeVar("_F", bound=Facts)
Change = tuple[datetime, StandingChanged]


@dataclass(frozen=True, slots=True)
class History:
    """A user's changes of standing in order of time, and the requests that count anew since the last of them."""

    user: str
    demo: bool
    changes: tuple[Change, ...]
    asked: tuple[Asked, ...]

    @classmethod
    def read(cls, ledger: Ledger, user: str, demo: bool) -> History:
        """The history as the ledger holds it now. A demonstration's records are one history, the service's another."""
        changes = tuple(sorted(_facts(ledger, StandingChanged, user, demo), key=lambda change: change[0]))
        start = changes[-1][0] if changes else None
        asked = tuple(one for one in _facts(ledger, RequestAdmitted, user, demo) if start is None or one[0] > start)
        return cls(user, demo, changes, asked)

    @property
    def standing(self) -> StandingName:
        """The standing after the last change; good where there was none."""
        return self.changes[-1][1].after if self.changes else "good"

    def counts(self, limits: Limits) -> tuple[Counts, Reached]:
        """The counts since the last change, and the limit they reach."""
        return limits.counted(self.asked)

    def change(
        self, after: StandingName, cause: Cause, control: str, limits: Limits, actor: str, now: datetime
    ) -> Evidence:
        """The evidence of the next change: now, or just after what another machine's faster clock has recorded."""
        counts, _ = self.counts(limits)
        at = max([now, *(at + _TICK for at, _ in self.changes), *(at + _TICK for at, _ in self.asked)])
        facts = StandingChanged(self.standing, after, cause, Id(control), counts.consecutive, counts.per_day)
        return Evidence(StandingChanged.kind, self.user, self.user, actor, at, facts, self.demo)


def _facts(ledger: Ledger, shape: type[_F], user: str, demo: bool) -> Iterator[tuple[datetime, _F]]:
    for evidence in ledger.find(kind=shape.kind, user=user):
        if isinstance(evidence.facts, shape) and evidence.demo == demo:
            yield evidence.at, evidence.facts
