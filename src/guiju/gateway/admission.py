"""Who asks, and whether what is asked may reach the model."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Final

from guiju.checks import judged
from guiju.core.check import Finding
from guiju.core.content import Content, Stage
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, Id, RequestAdmitted
from guiju.core.facts.request import Refusal
from guiju.core.language import Lang, lang_of
from guiju.core.policy import Action, Verdict, rewritten
from guiju.gateway.errors import Fault
from guiju.gateway.exchange import Exchange
from guiju.gateway.judgement import Term
from guiju.gateway.parts import Gateway
from guiju.gateway.records import evidence_of, hits_of, name_of
from guiju.gateway.replies import STANDING
from guiju.gateway.request import Asked, refusing
from guiju.gateway.rereading import rereadings
from guiju.gateway.said import Said, as_it_stood, instructing, said, weighable
from guiju.users import Application, Repeated

_LONG: Final = 50_000
"""Characters' work from which a request is judged beside the loop, so that the others need not wait for it."""
_LONGEST_USER: Final = 256


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided on one request. ``refusal`` is empty where it may reach the model; ``reasons`` are the risks
    that refuse it; ``counted`` holds the places of the newest user turn refused for a risk that counts toward standing.
    ``verdicts`` has one for each text; ``beside`` those on what they say together and on other readings of them;
    ``said`` is the conversation."""

    action: Action
    refusal: Refusal
    reasons: frozenset[str]
    verdicts: Sequence[Verdict] = ()
    beside: Sequence[Verdict] = ()
    counted: Sequence[int] = ()
    said: Sequence[Content] = ()


@dataclass(frozen=True, slots=True)
class Admitted:
    """One judged request: whose it is, what was decided, and the evidence of that."""

    asked: Asked
    application: Application
    user: str | None
    demo: bool
    lang: Lang
    at: datetime
    ruling: Ruling
    evidence: Evidence


def application_of(gateway: Gateway, exchange: Exchange) -> Application:
    """The application whose key came along. Raises Fault 401."""
    scheme, _, key = exchange.headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    application = gateway.parts.keys.find(key.strip()) if scheme.lower() == "bearer" else None
    if application is None:
        raise Fault(401, "invalid_api_key", "give a valid key: Authorization: Bearer <key>")
    return application


async def admit(gateway: Gateway, exchange: Exchange, application: Application, asked: Asked) -> Admitted:
    """Judges one request. Raises Fault where it names its user wrongly."""
    demo = gateway.settings.demo or application.role == "demo"
    user = await _user(gateway, exchange, asked)
    if gateway.parts.standings.shut_out(application, user, demo=demo):
        ruling = Ruling(Action.REFUSE, "standing", frozenset((STANDING,)))
    else:
        ruling = _ruling(gateway, asked, await _looked(gateway, asked))
    # What counts is known again by itself, so that a message sent along with the next one does not count twice.
    turn = gateway.parts.people.digest(user, asked.text_at(ruling.counted or asked.turn).encode())
    may_count = bool(ruling.counted) and user is not None and application.role != "operator"
    counted = may_count and not await _seen(gateway, user, turn)
    at = datetime.now(UTC)
    repeated = gateway.repetition.counted(user, asked.text_at(asked.turn), at) if user is not None else Repeated(0, 0)
    facts = _facts(gateway, application, asked, ruling, turn, counted, repeated)
    evidence = evidence_of(exchange.id, user, at, demo, facts)
    return Admitted(asked, application, user, demo, _lang(exchange, asked), at, ruling, evidence)


async def _user(gateway: Gateway, exchange: Exchange, asked: Asked) -> str | None:
    try:
        external = exchange.headers.get(b"x-guiju-user", b"").decode() or asked.user
    except UnicodeDecodeError:
        raise Fault(400, "invalid_user", "the header x-guiju-user must be UTF-8", "x-guiju-user") from None
    if not external:
        return None
    if len(external) > _LONGEST_USER:
        raise Fault(400, "invalid_user", f"the end user's id must have at most {_LONGEST_USER} characters", "user")
    people = gateway.parts.people
    return people.remembered(external) or await asyncio.to_thread(people.pseudonym, external)


@dataclass(frozen=True, slots=True)
class _Look:
    """The verdict on each text of a request, what is said in it, and the verdicts on that and on other readings of
    its texts; ``counting`` holds those whose refusal may count."""

    verdicts: Sequence[Verdict]
    said: Sequence[Said]
    beside: Sequence[tuple[Said, Verdict]]
    counting: Sequence[tuple[Said, Verdict]]


async def _looked(gateway: Gateway, asked: Asked) -> _Look:
    term = Term(gateway.settings.check_seconds)
    look = partial(_look, gateway, asked, term)
    return await gateway.beside(look, term) if gateway.judgement.aside or asked.weight > _LONG else look()


def _look(gateway: Gateway, asked: Asked, term: Term) -> _Look:
    parts, settings, turn = gateway.parts, gateway.settings, frozenset(asked.turn)
    rows = gateway.reading.judged(asked.contents, [place not in turn for place in range(len(asked.slots))])
    verdicts = [parts.policy.decide(Stage.PROMPT, row) for row in rows]
    left = [
        rewritten(slot.text, verdict.edits) if verdict.edits else slot.text
        for slot, verdict in zip(asked.slots, verdicts, strict=True)
    ]
    rereads = rereadings(asked, left)
    spoken = said(asked, left, instructions=settings.weigh_instructions)
    found = gateway.reading.judged([one.content for one in rereads], [turn.isdisjoint(one.places) for one in rereads])
    others = [one for one in rereads if settings.weigh_instructions or not instructing(asked, one)]
    weighed = [one for one in (*map(weighable, spoken), *others) if one.content.text.strip()]
    old = [turn.isdisjoint(one.places) for one in weighed]
    weights = gateway.weighing.judged([one.content for one in weighed], old, term.left)
    beside = [
        (one, parts.policy.decide(Stage.PROMPT, [Finding(f.risk, f.score, f.check) for f in row]))
        for one, row in zip((*rereads, *weighed), (*found, *weights), strict=True)
    ]
    beside = [pair for pair in beside if pair[1].reasons]
    return _Look(verdicts, spoken, beside, _counting(gateway, asked, beside))


def _counting(gateway: Gateway, asked: Asked, beside: Sequence[tuple[Said, Verdict]]) -> list[tuple[Said, Verdict]]:
    """The refusals that may count. Where what came before refuses already, what comes now is taken for itself: nobody
    is counted twice for what stays in a conversation."""
    refused = [pair for pair in beside if pair[1].action >= Action.REFUSE]
    after = [one for one, _ in refused if one.content.context]
    turn = frozenset(asked.turn)
    before = any(turn.isdisjoint(one.places) for one, _ in refused)
    if not after or not (before or _refused_before(gateway, after[0])):
        return refused
    alone = [one.alone for one in after]
    again = zip(alone, _weighed(gateway, [one.content for one in alone]), strict=True)
    return [pair for pair in (*refused, *again) if pair[1].action >= Action.REFUSE and not pair[0].content.context]


def _refused_before(gateway: Gateway, one: Said) -> bool:
    """Whether the conversation was refused as it stood before this was said."""
    return any(verdict.action >= Action.REFUSE for verdict in _weighed(gateway, as_it_stood(one.content)))


def _weighed(gateway: Gateway, contents: Sequence[Content]) -> list[Verdict]:
    """What is decided on these once more, by the checks at hand."""
    inline = [check for check in gateway.judgement.weighing if check.cost == "inline"]
    return [gateway.parts.policy.decide(Stage.PROMPT, row) for row in judged(inline, contents)]


def _ruling(gateway: Gateway, asked: Asked, look: _Look) -> Ruling:
    verdicts, beside = look.verdicts, [verdict for _, verdict in look.beside]
    placed: list[tuple[Sequence[int], Verdict]] = [((p,), verdicts[p]) for p in refusing(asked, verdicts)]
    refused = placed + [(one.places, verdict) for one, verdict in look.beside if verdict.action >= Action.REFUSE]
    action = max((v.action for v in (*verdicts, *beside)), default=Action.ALLOW)
    contents = [one.content for one in look.said]
    if not refused:
        return Ruling(action, "", frozenset(), verdicts, beside, said=contents)
    turn = frozenset(asked.turn)
    reasons = frozenset(f.risk for _, verdict in refused for f in verdict.reasons)
    refusal: Refusal = "check" if all(risk.startswith("check.") for risk in reasons) else "content"
    may = placed + [(one.places, verdict) for one, verdict in look.counting]
    counting = [places for places, v in may if any(f.risk in gateway.parts.counts for f in v.reasons)]
    counted = sorted(turn.intersection(place for places in counting for place in places))
    return Ruling(max(action, Action.REFUSE), refusal, reasons, verdicts, beside, counted, contents)


def _lang(exchange: Exchange, asked: Asked) -> Lang:
    wanted = exchange.headers.get(b"accept-language", b"").strip().lower()
    return lang_of(asked.text_at(asked.turn), "en" if wanted and not wanted.startswith(b"zh") else "zh")


async def _seen(gateway: Gateway, user: str | None, turn: str) -> bool:
    """Whether this turn was counted for this user before. Reads the ledger, so only for what is refused."""
    return await asyncio.to_thread(_counted_before, gateway, user or "", turn)


def _counted_before(gateway: Gateway, user: str, turn: str) -> bool:
    before = gateway.parts.ledger.find(kind=RequestAdmitted.kind, user=user)
    return any(isinstance(e.facts, RequestAdmitted) and e.facts.counted and e.facts.turn == turn for e in before)


def _facts(
    gateway: Gateway,
    application: Application,
    asked: Asked,
    ruling: Ruling,
    turn: Digest,
    counted: bool,
    repeated: Repeated,
) -> RequestAdmitted:
    return RequestAdmitted(
        surface=asked.surface,
        stream=asked.stream,
        application=Id(application.name),
        action=name_of(ruling.action),
        refusal=ruling.refusal,
        policy=Digest(gateway.parts.policy.digest),
        checks=gateway.checks if ruling.refusal != "standing" else (),
        hits=hits_of([*ruling.verdicts, *ruling.beside]),
        fields=len(asked.slots),
        characters=asked.characters,
        turn=turn,
        counted=counted,
        recent=repeated.recent,
        alike=repeated.alike,
    )
