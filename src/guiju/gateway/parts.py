"""What a gateway is built from, and what it holds while it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol, TypeVar

from guiju.checks import folded, judged
from guiju.core.check import Check, Finding
from guiju.core.content import Content, Kind, Stage
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, Id
from guiju.core.label import Label
from guiju.core.language import Lang
from guiju.core.ledger import Ledger
from guiju.core.policy import Action, Policy
from guiju.gateway.durable import Durable
from guiju.gateway.judgement import Judgement, Term
from guiju.gateway.kept import Kept
from guiju.gateway.metrics import Metrics
from guiju.gateway.offered import Offered
from guiju.gateway.remembered import Remembered
from guiju.gateway.replies import Replies
from guiju.gateway.running import Door
from guiju.gateway.settings import Settings
from guiju.gateway.upstream import Upstream
from guiju.labels import Marked, aigc
from guiju.law import Packs
from guiju.users import Keys, Repetition, Standings, Waivers

_STALE: Final = 10.0
_WORKERS: Final = 32
"""Threads that judge beside the loop; a check that asks elsewhere keeps one waiting."""

_T = TypeVar("_T")


class HealthyLedger(Ledger, Protocol):
    """A ledger that says whether it can keep evidence now."""

    @property
    def healthy(self) -> bool: ...


class People(Protocol):
    """The vault as a gateway sees it: pseudonyms and keyed digests."""

    def remembered(self, external_id: str) -> str | None:
        """The pseudonym of an end user met lately; never waits."""
        ...

    def pseudonym(self, external_id: str) -> str:
        """The pseudonym of an end user, made where there is none yet; may wait for the database."""
        ...

    def digest(self, pseudonym: str | None, data: bytes) -> Digest:
        """HMAC under the person's key; without a person, under a key that is dropped."""
        ...

    def follow(self) -> None:
        """Forgets whom others have erased."""
        ...


class Labelling(Protocol):
    """Labels a file that was generated: its bytes, the content's number, the language of the explicit label, whether
    there is to be one, the kind that it has to be (None for any), and its name, empty where it has none. Raises
    ValueError where it cannot be labelled."""

    def __call__(
        self, data: bytes, number: str, lang: Lang, explicit: bool, kind: Kind | None, name: str = ""
    ) -> tuple[bytes, Marked]: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """The rooms below that a gateway stands on.

    ``counts`` holds the risks whose refusal counts toward a user's standing; ``tick`` does what is due each minute.
    ``labels`` labels files and ``pictures`` judges them; without the one no file leaves, without the other none that is
    a picture, where the settings do not say otherwise.
    """

    ledger: HealthyLedger
    people: People
    keys: Keys
    standings: Standings
    checks: tuple[Check, ...]
    policy: Policy
    counts: frozenset[str]
    packs: Packs
    lexicon: Digest
    tick: Callable[[datetime], object]
    labels: Labelling | None = None
    pictures: Callable[[Content], Sequence[Finding]] | None = None

    def clean(self, texts: Sequence[str]) -> list[bool]:
        """Whether each of these names of an upstream may leave as it is; they are no sentences to be weighed whole."""
        judgement = Judgement(self.checks, self.policy)
        rows = judged(judgement.settling, [judgement.content(text) for text in texts])
        return [self.policy.decide(Stage.ANSWER, row).action is Action.ALLOW for row in rows]


@dataclass(slots=True)
class Shown:
    """The state that the status page shows, and the loop time until which it is fresh."""

    making: asyncio.Lock
    body: bytes = b""
    until: float = 0.0


class Gateway:
    """One gateway while it runs; made on the event loop."""

    def __init__(self, parts: Parts, settings: Settings, upstream: Upstream) -> None:
        self.parts = parts
        self.settings = settings
        self.upstream = upstream
        self.offered = Offered(self.upstream, settings.models, parts.clean)
        self.door = Door(settings.most_running, settings.most_waiting)
        self.metrics = Metrics()
        self.repetition = Repetition(folded)
        self.shown = Shown(asyncio.Lock())
        self.waivers, self.kept = Waivers(parts.ledger), Kept()
        self.replies = Replies.load(settings.appeal)
        self.checks = tuple(Id(check.id) for check in parts.checks)
        self._loop = asyncio.get_running_loop()
        self._workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="judging")
        self.durable = Durable(self._loop, parts.ledger)
        self._followed = self._loop.time()
        # A request's id is hexadecimal, so the label of the first is the label of all but for that.
        self.mark = aigc(Label("1", settings.producer, "q"))["AIGC"]
        self.judgement = Judgement(parts.checks, parts.policy)
        self.reading, self.weighing = Remembered(self.judgement.reading), Remembered(self.judgement.weighing)

    def keep(self, *evidence: Evidence) -> asyncio.Future[None]:
        """Hands evidence to the ledger; done when it is durable, fails with a Fault."""
        return self.durable.keep(evidence)

    async def beside(self, judge: Callable[[], _T], term: Term) -> _T:
        """What ``judge`` finds, beside the loop, on threads of its own: it may wait, and nothing else waits for it.

        Its term begins now: where all threads are taken, the wait for one is part of it.
        """
        term.begin()
        return await self._loop.run_in_executor(self._workers, judge)

    def close(self) -> None:
        """Judges nothing more."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    def followed(self) -> None:
        """What others have decided is known here up to now."""
        self._followed = self._loop.time()

    def judgement_on(self, asked: Sequence[Content], term: Term, *, stream: bool) -> Judgement:
        """What an answer to this conversation is judged by."""
        return self.judgement.about(asked, holding=self.settings.hold_sentences or not stream, term=term)

    @property
    def follows(self) -> bool:
        """Whether what others decide (a revoked key, a suspension, an erasure) becomes known here in time."""
        return self._loop.time() - self._followed < _STALE
