"""The standing of end users: a projection of the ledger, and the decision that suspends."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Lock

from guiju.core.evidence import Evidence
from guiju.core.facts import RequestAdmitted, StandingChanged
from guiju.core.facts.standing import Cause, StandingName
from guiju.core.ledger import Cursor
from guiju.ledger import SqlLedger
from guiju.users.history import History
from guiju.users.keys import Application
from guiju.users.limits import Limits

_SHUT_OUT = ("suspended", "closed")


class Standings:
    """Who may ask. Follows ``standing.changed/1`` by cursor; decides under the user's lock in the database.

    ``control`` is the id of the control under which users are suspended. A demonstration's users are kept apart: what
    they do never changes the standing of a user of the service. Only users whose standing ever changed are held in
    memory. All methods may be called from any thread; all but ``standing`` and ``shut_out`` read the database.
    """

    def __init__(self, ledger: SqlLedger, limits: Limits, *, control: str) -> None:
        self._ledger = ledger
        self.limits = limits
        self._control = control
        self._known: dict[tuple[str, bool], tuple[datetime, StandingName]] = {}
        self._cursor: Cursor | None = None
        self._applying, self._deciding, self._polling = Lock(), Lock(), Lock()
        self.poll()

    def standing(self, user: str, *, demo: bool = False) -> StandingName:
        """The standing of a pseudonym as of the last poll or own decision."""
        known = self._known.get((user, demo))
        return known[1] if known else "good"

    def shut_out(self, application: Application, user: str | None, *, demo: bool = False) -> bool:
        """True where this user's request must be refused. Operators' keys and requests without a user never are."""
        return user is not None and application.role != "operator" and self.standing(user, demo=demo) in _SHUT_OUT

    def history(self, user: str, *, demo: bool = False) -> History:
        """What the ledger holds on the user's standing."""
        return History.read(self._ledger, user, demo)

    def poll(self) -> None:
        """Follows what other gateways and officers have decided since the last poll."""
        with self._polling:
            upto = self._ledger.cursor()
            for change in self._ledger.find(kind=StandingChanged.kind, after=self._cursor):
                self._follow(change)
            self._cursor = upto

    def judge(self, request: Evidence) -> StandingName:
        """The standing of the request's user after it, suspended where a limit is reached: once, across all gateways.

        The evidence must be durable already. Call it, off the event loop, before the answer to the request ends.
        An operator's own requests must not be marked as counted.
        """
        facts, user, demo = request.facts, request.user, request.demo
        if user is None:
            return "good"
        if isinstance(facts, RequestAdmitted) and facts.counted and self.standing(user, demo=demo) == "good":
            self._decide(user, demo)
        return self.standing(user, demo=demo)

    def suspend(self, user: str, *, actor: str, demo: bool = False) -> bool:
        """An officer (``actor`` is ``officer:NAME``) shuts a user out. False where the user is suspended already."""
        return self._set(user, "suspended", actor, demo)

    def restore(self, user: str, *, actor: str, demo: bool = False) -> bool:
        """An officer lets a user in again, and counts start anew. False where the standing is good already."""
        return self._set(user, "good", actor, demo)

    def _decide(self, user: str, demo: bool) -> None:
        # One decision at a time in this process: each holds a connection while it needs others from the same pool.
        with self._deciding:
            if self.standing(user, demo=demo) != "good":
                return
            with self._ledger.locked(user):
                history = History.read(self._ledger, user, demo)
                _, reached = history.counts(self.limits)
                if history.standing != "good":
                    self._apply((user, demo), history.changes[-1][0], history.standing)
                elif reached:
                    self._change(history, "suspended", reached, "gateway")

    def _set(self, user: str, after: StandingName, actor: str, demo: bool) -> bool:
        with self._deciding, self._ledger.locked(user):
            history = History.read(self._ledger, user, demo)
            if history.standing != after:
                self._change(history, after, "officer", actor)
            return history.standing != after

    def _change(self, history: History, after: StandingName, cause: Cause, actor: str) -> None:
        change = history.change(after, cause, self._control, self.limits, actor, datetime.now(UTC))
        self._ledger.append(change)
        self._follow(change)

    def _follow(self, change: Evidence) -> None:
        if isinstance(change.facts, StandingChanged) and change.user is not None:
            self._apply((change.user, change.demo), change.at, change.facts.after)

    def _apply(self, key: tuple[str, bool], at: datetime, standing: StandingName) -> None:
        with self._applying:
            known = self._known.get(key)
            if known is None or known[0] <= at:
                self._known[key] = (at, standing)
