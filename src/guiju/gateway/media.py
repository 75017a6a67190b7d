"""Files that a model generates, on their way out: judged where that can be, labelled always, or they do not leave."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Final, Literal, cast

import orjson

from guiju.core.check import Finding
from guiju.core.content import Content, Kind, Stage
from guiju.core.evidence import Evidence
from guiju.core.facts import AnswerClosed, Digest, FileLabelled, Id, LabelValue, Modality, WaiverUsed
from guiju.core.facts.answer import Outcome
from guiju.core.policy import Action, Verdict
from guiju.gateway.admission import Admitted
from guiju.gateway.errors import Broken, Fault
from guiju.gateway.exchange import Exchange
from guiju.gateway.judgement import Term
from guiju.gateway.parts import Gateway
from guiju.gateway.records import Course, evidence_of, hits_of, name_of, unanswered
from guiju.gateway.request import Asked, rewrite
from guiju.gateway.running import Ending, Running
from guiju.gateway.upstream import Reply, refused
from guiju.labels import Marked, kind_of_file

WAIVED: Final = b"x-guiju-unlabelled"
"""The header by which a user asks for a file without an explicit label."""

_OUTCOMES: Final[dict[Ending, Outcome]] = {"client_left": "client_left", "shut_down": "shut_down"}
_MODALITIES: Final[dict[Kind, Modality]] = {Kind.IMAGE: "image", Kind.AUDIO: "audio", Kind.VIDEO: "video"}
_UNJUDGED: Final = "check.not_run"
_ABOUT: Final = 64 * 1024
_OUTPUT: Final = "_output"
"""How the purposes end that OpenAI-compatible servers give to files which a model made."""

Way = Literal["images", "speech", "videos", "download"]


@dataclass(frozen=True, slots=True)
class File:
    """A file that left the labeller: its bytes, and what became of them."""

    data: bytes
    marked: Marked


@dataclass(frozen=True, slots=True)
class Route:
    """How one address works: the kind of its files (None for any), the path and the bytes that go upstream, how the
    files are read out of what comes back, and how they are answered with. Of what lies at the upstream, ``about`` is
    the path that tells whether the model made it, and its name; ``name`` stands where that is known without asking."""

    way: Way
    kind: Kind | None
    path: str
    body: Callable[[Asked], tuple[bytes, str] | None]
    files: Callable[[bytes, Asked], list[bytes]]
    answer: Callable[[Exchange, Sequence[File]], Awaitable[None]]
    about: str = ""
    name: str = ""


async def generate(gateway: Gateway, exchange: Exchange, admitted: Admitted, running: Running, route: Route) -> None:
    """Passes a judged request on, and labelled files back. Raises Fault, with the evidence kept."""
    loop = asyncio.get_running_loop()
    making = _Making(gateway, exchange, admitted, route, loop.time())
    running.until(making.begun + gateway.settings.first_byte_seconds, "slow_upstream")
    durable = gateway.keep(admitted.evidence)
    watcher = asyncio.create_task(exchange.left())
    watcher.add_done_callback(lambda task: None if task.cancelled() else running.stop("client_left"))
    try:
        await making.run()
        making.outcome = "finished"
    except asyncio.CancelledError:
        if running.ending is None:
            raise
        running.task.uncancel()
        making.outcome = _OUTCOMES.get(running.ending, "upstream_failed")
        if making.outcome != "client_left":
            raise _ended(making.outcome) from None
    finally:
        watcher.cancel()
        running.closing = True
        await gateway.keep(*making.evidence())
        await durable
    if making.outcome == "client_left":
        exchange.give_up()
    else:
        await route.answer(exchange, making.made)


@dataclass(slots=True)
class _Making:
    """One request for files under way."""

    gateway: Gateway
    exchange: Exchange
    admitted: Admitted
    route: Route
    begun: float
    terms: Digest | None = None
    outcome: Outcome = "upstream_failed"
    retries: int = 0
    judged: bool = True
    made: list[File] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)

    async def run(self) -> None:
        """Asks, judges, labels. Raises Fault."""
        asked, gateway = self.admitted.asked, self.gateway
        self.outcome = "refused"
        self.terms = await _terms(gateway, self.exchange, self.admitted)
        await self._incoming()
        self.outcome = "upstream_failed"
        rewrite(asked, self.admitted.ruling.verdicts)
        name = await self._made() if self.route.about else self.route.name
        sent = self.route.body(asked)
        reply = await gateway.upstream.ask(self.route.path, *(sent or (None,)))
        files = await self._read(reply)
        made = list[File]()
        for place, data in enumerate(files, 1):
            await self._judge(data, name)
            number = f"{self.exchange.id}-{place}" if len(files) > 1 else self.exchange.id
            made.append(await self._label(data, name, number))
        self.made = made

    async def _read(self, reply: Reply) -> list[bytes]:
        try:
            if reply.status != 200:
                raise refused(reply)
            raw = await reply.whole(self.gateway.settings.most_file_bytes)
            self.retries = reply.retries
            return self.route.files(raw, self.admitted.asked)
        except (Broken, ValueError, TypeError, RecursionError):
            raise Fault(502, "upstream_failed", "the model behind this gateway failed; try again later") from None
        finally:
            reply.close()

    async def _incoming(self) -> None:
        """Judges the pictures that came along. Raises Fault where one may not pass."""
        for upload in self.admitted.asked.uploads:
            content = Content(self.exchange.id, Stage.PROMPT, Kind.IMAGE, "user", upload.data)
            self._pass(await picture(self.gateway, content))

    def _pass(self, verdict: Verdict) -> None:
        """Puts a verdict on record. Raises Fault where the picture may not pass."""
        self.verdicts.append(verdict)
        if verdict.action >= Action.REFUSE:
            reasons = frozenset(finding.risk for finding in verdict.reasons)
            if _UNJUDGED in reasons:
                raise not_judged()
            raise Fault(
                403, "content_filter", self.gateway.replies.refusal(reasons, self.admitted.lang, self.exchange.id)
            )

    async def _made(self) -> str:
        """The name of a file that lies at the upstream. Raises Fault where the model did not make it: what users have
        put there is not given out, and is no generated content."""
        reply = await self.gateway.upstream.ask(self.route.about, None)
        try:
            if reply.status != 200:
                raise refused(reply)
            told = orjson.loads(await reply.whole(_ABOUT))
        except (Broken, orjson.JSONDecodeError):
            raise Fault(502, "upstream_failed", "the model behind this gateway failed; try again later") from None
        finally:
            reply.close()
        purpose, name = (told.get("purpose"), told.get("filename")) if type(told) is dict else (None, None)
        if type(purpose) is not str or not purpose.endswith(_OUTPUT):
            raise Fault(403, "not_generated", "only files that the model made leave here")
        return PurePosixPath(name).name if type(name) is str else ""

    async def _judge(self, data: bytes, name: str) -> None:
        """Judges a picture. Raises Fault where it may not leave; whatever else lies at the upstream is not judged."""
        if kind_of_file(data, name) is not Kind.IMAGE:
            self.judged = self.judged and self.route.way != "download"
            return
        content = Content(self.exchange.id, Stage.ANSWER, Kind.IMAGE, "assistant", data)
        verdict = await picture(self.gateway, content)
        if verdict.action >= Action.REFUSE:
            self.outcome = "stopped"
        self._pass(verdict)

    async def _label(self, data: bytes, name: str, number: str) -> File:
        labels = self.gateway.parts.labels
        if labels is None:
            raise Fault(501, "not_labelled", "this gateway has nothing to label files with, so none leave")
        work = partial(labels, data, number, self.admitted.lang, self.terms is None, self.route.kind, name)
        try:
            return File(*await self.gateway.beside(work, Term(self.gateway.settings.first_byte_seconds)))
        except ValueError:
            raise Fault(
                502, "not_labelled", "the file that was generated cannot be labelled, so it does not leave"
            ) from None

    def evidence(self) -> list[Evidence]:
        """What is on record of it all."""
        at, user, demo = datetime.now(UTC), self.admitted.user, self.admitted.demo
        spent = round((asyncio.get_running_loop().time() - self.begun) * 1000)
        facts: list[FileLabelled | WaiverUsed | AnswerClosed] = []
        for one in self.made:
            facts.append(self._labelled(one.marked))
            if self.terms is not None:
                facts.append(WaiverUsed(self.terms, _modality(one.marked), Digest(one.marked.digest)))
        closed = self._closed(Course(self.outcome, spent, spent, self.retries))
        self.gateway.metrics.closed(closed)
        return [evidence_of(self.exchange.id, user, at, demo, one) for one in (*facts, closed)]

    def _closed(self, course: Course) -> AnswerClosed:
        asked = self.admitted.asked
        hits = hits_of(self.verdicts)
        if course.outcome != "finished":
            return replace(unanswered(self.gateway, asked.surface, False, course), hits=hits)
        return AnswerClosed(
            surface=asked.surface, stream=False, outcome=course.outcome, action=name_of(self.admitted.ruling.action),
            policy=Digest(self.gateway.parts.policy.digest), checks=self.gateway.checks, hits=hits, judged=self.judged,
            released_before=False, choices=len(self.made), characters=0, digest=Digest(""), explicit_label="none",
            implicit_label=all(one.marked.implicit for one in self.made), producer=Id(self.gateway.settings.producer),
            first_byte_ms=course.first, closed_ms=course.closed, retries=course.retries, spoken=False,
        )  # fmt: skip

    def _labelled(self, marked: Marked) -> FileLabelled:
        return FileLabelled(
            way=self.route.way, modality=_modality(marked), carrier=Id(marked.carrier),
            value=cast(LabelValue, marked.label.label), producer=Id(marked.label.content_producer),
            number=Id(marked.label.produce_id), implicit=marked.implicit, explicit=marked.explicit,
            read_back="compliant" if marked.confirmed else "none", copies=int(marked.implicit), signed=marked.sealed,
            manifest=marked.manifest, marked=marked.stamped, digest=Digest(marked.digest), size=marked.size,
            added=marked.added, took_ms=marked.took_ms,
        )  # fmt: skip


async def picture(gateway: Gateway, content: Content) -> Verdict:
    """What the policy decides on a picture; that nothing is installed which judges it is a finding like others."""
    if gateway.parts.pictures is None:
        return gateway.parts.policy.decide(content.stage, [Finding(_UNJUDGED, 1.0, "image@none")])
    term = Term(gateway.settings.check_seconds)
    found: Sequence[Finding] = await gateway.beside(partial(gateway.parts.pictures, content), term)
    return gateway.parts.policy.decide(content.stage, found)


def not_judged() -> Fault:
    """Pictures cannot be judged here, so they do not pass."""
    return Fault(501, "not_judged", "pictures cannot be judged at this gateway, so they do not pass; its operator "
                 "installs guiju[media]")  # fmt: skip


async def _terms(gateway: Gateway, exchange: Exchange, admitted: Admitted) -> Digest | None:
    """The terms under which this user gets files without an explicit label, None where none was asked for. Raises Fault
    where there is no agreement."""
    if WAIVED not in exchange.headers:
        return None
    terms = None
    if admitted.user is not None:
        terms = await asyncio.to_thread(partial(gateway.waivers.terms, admitted.user, demo=admitted.demo))
    if terms is None:
        raise Fault(403, "no_agreement", "a file without an explicit label goes only to a user who has agreed to label "
                    "it; name the user, whose agreement the operator puts on record")  # fmt: skip
    return terms


def _modality(marked: Marked) -> Modality:
    return _MODALITIES.get(marked.kind, "text")


def _ended(outcome: Outcome) -> Fault:
    if outcome == "shut_down":
        return Fault(503, "shutting_down", "this gateway is shutting down; try again", retry_after=5)
    return Fault(504, "upstream_timeout", "the model did not answer in time; try again later")
