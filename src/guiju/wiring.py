"""Where rooms meet: builds each service from the one configuration object."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from guiju.checks import (
    Abuse,
    Attack,
    Code,
    Grounding,
    Harm,
    Imported,
    Judge,
    JudgeSettings,
    Lexicon,
    Pii,
    Words,
    judged,
    judges_of,
    load_lexicon,
    shipped_lexicon,
    united,
)
from guiju.config import Config, fault_of
from guiju.core.check import Check, Finding, name_of
from guiju.core.content import Content, Kind, Stage
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, PackAdopted
from guiju.core.language import LANGS, Lang
from guiju.core.pack import Pack
from guiju.core.policy import Policy
from guiju.gateway import Parts, Settings
from guiju.labels import FileLabels, Order, ProviderCode, Wishes
from guiju.law import FOLDER, Archive, History, InUse, Packs, available, chosen, load, missing, read_pack
from guiju.ledger import SqlLedger, Terms, Vault, find_ledger, open_ledger, tick
from guiju.users import Keys, Limits, Standings

STANDING_CONTROL = "standing"
"""The control of the packs under which users are suspended; its parameters are the limits."""


COPIES, LISTS = "packs", "words"
"""Below the home: whole copies of the packs that were adopted, and the imported lists of words."""


def archive_of(config: Config) -> Archive:
    """The copies of the packs that were adopted in this home."""
    return Archive(config.home / COPIES, FOLDER)


def history_of(config: Config, ledger: SqlLedger | None = None) -> History:
    """Which packs were adopted when, by the ledger; nothing where none lies yet, and none is made."""
    if ledger is not None:
        return History.of(ledger.find(kind=PackAdopted.kind))
    with found_ledger(config) as found:
        return History.of(found.find(kind=PackAdopted.kind)) if found else History()


def in_use_of(config: Config, history: History, moment: datetime) -> InUse:
    """The packs of the configuration as they were adopted by a moment. Raises ValueError where a copy is unreadable."""
    return history.in_use(moment, archive_of(config), tuple(entry.partition(":")[0] for entry in config.packs))


def day_of(config: Config, moment: datetime) -> date:
    """The day of a moment where the service is: by it packs start and end."""
    return moment.astimezone(ZoneInfo(config.timezone)).date()


def packs_of(config: Config, ledger: SqlLedger | None = None) -> Packs:
    """The regulations that are active today, each in the version that was adopted, else as it is at hand."""
    now = datetime.now(UTC)
    return load(config.packs, on=day_of(config, now), in_use=in_use_of(config, history_of(config, ledger), now))


def known_of(config: Config, ledger: SqlLedger | None = None) -> dict[str, Pack]:
    """Every pack there is by its id, active or not: those of the configuration as adopted, the rest as at hand.

    Of what was adopted nothing is read at hand, so a fault there is none here.
    """
    in_use = in_use_of(config, history_of(config, ledger), datetime.now(UTC))
    found = {pack.id: pack for pack, _ in chosen(config.packs, in_use=in_use)}
    return {name: found[name] if name in found else read_pack(FOLDER, name) for name in available(FOLDER)} | found


def adopt(config: Config, ledger: SqlLedger, packs: Packs, actor: str = "gateway") -> tuple[PackAdopted, ...]:
    """Keeps a copy of each of these packs, and records those that are not the ones in use already, all at once."""
    for pack in packs.all:
        archive_of(config).keep(pack)
    adopted, now = tuple(missing(history_of(config, ledger), packs, config.demo)), datetime.now(UTC)
    if adopted:
        ledger.append(*(Evidence(one.kind, one.pack, None, actor, now, one, config.demo) for one in adopted))
    return adopted


@dataclass(frozen=True, slots=True)
class Unread:
    """A pack at hand that cannot be read, and why, in one line."""

    id: str
    why: str


def at_hand(id: str) -> Pack | Unread:
    """A pack that came with this version, or why it cannot be read. Raises LookupError where there is none."""
    try:
        return read_pack(FOLDER, id)
    except ValueError as error:
        return Unread(id, str(error).partition("\n")[0])


def others_at_hand(packs: Packs, adopted: Collection[str]) -> tuple[Pack | Unread, ...]:
    """Of the packs that came with this version those that differ from the adopted ones that are in use."""
    wanted = (pack for pack in packs.all if pack.id in adopted and pack.id in available(FOLDER))
    pairs = ((pack, at_hand(pack.id)) for pack in wanted)
    return tuple(one for pack, one in pairs if isinstance(one, Unread) or one.digest != pack.digest)


def found_ledger(config: Config) -> AbstractContextManager[SqlLedger | None]:
    """The ledger that there is, if there is one: who only reads makes none."""
    try:
        return find_ledger(config.database, config.keys)
    except FileNotFoundError:
        return nullcontext()


def ledger_of(config: Config) -> SqlLedger:
    """The ledger, its tables made where they are missing."""
    config.home.mkdir(parents=True, exist_ok=True)
    return open_ledger(config.database, config.keys)


def vault_of(config: Config, ledger: SqlLedger) -> Vault:
    """The vault beside that ledger. In a restored database later erasures are applied again before anything is read."""
    vault = Vault(ledger, Terms(timedelta(days=config.backup_days), timedelta(days=config.epoch_days)))
    vault.reapply_erasures()
    return vault


def imported_of(config: Config) -> Imported:
    """The lists that were imported in this home."""
    return Imported(config.home / LISTS)


def lexicon_of(config: Config, words: tuple[Path, ...] = ()) -> Lexicon:
    """The shipped lexicon, the imported lists, and the files ``words`` or else those of the configuration; where two
    have a phrase the later one's weight wins."""
    parts = [shipped_lexicon(), imported_of(config).lexicon()]
    if files := words or config.words:
        parts.append(load_lexicon(files))
    return united(*(part for part in parts if len(part)))


def checks_of(lexicon: Lexicon, judges: Sequence[JudgeSettings] = ()) -> tuple[Check, ...]:
    """Every check of this version and the operator's own guard models, in one list; the same serve gateway, corpus
    and command line."""
    own = Words(lexicon), Pii(), Harm(), Attack(), Abuse(), Grounding(always=False), Code()
    return *own, *(Judge(one) for one in judges)


def streamed(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The same checks for a stream: what is read place by place and not waited for long, numbers and secrets, apart
    from personal names, which are read phrase by phrase, and from malware, which takes a whole piece of code."""
    return tuple(part for check in checks for part in _parts(check))


def _parts(check: Check) -> tuple[Check, ...]:
    if isinstance(check, Pii):
        return Pii("numbers"), Pii("words")
    return (Code("secrets"), Code("malware")) if isinstance(check, Code) else (check,)


TRAILING = frozenset(("harm", "attack", "abuse", "grounding", "code-malware", "judge"))
"""The checks that see no single place in a text: in a stream they speak at its pauses and at its end, as does every
check whose findings in an answer are but observed."""


def policy_of(packs: Packs, checks: tuple[Check, ...]) -> Policy:
    """The packs' floors over these checks. Raises ValueError for a risk that no active pack knows."""
    for check in checks:
        packs.require(check.risks)
    thresholds = {name_of(check.id): check.threshold for check in checks}
    floors = packs.policy(thresholds)
    observing = {name_of(check.id) for check in checks if floors.observes(Stage.ANSWER, check.risks)}
    return packs.policy(thresholds, trailing=TRAILING | observing)


def standings_of(packs: Packs, ledger: SqlLedger) -> Standings:
    """Who may ask, under the limits of the packs. Raises LookupError where no binding pack has such limits."""
    return Standings(ledger, limits_of(packs), control=STANDING_CONTROL)


def limits_of(packs: Packs) -> Limits:
    """When users are suspended. A day begins where the control that is held to account has it begin.

    Raises LookupError where no binding pack has such a control.
    """
    consecutive, per_day = _number(packs, "standing.consecutive"), _number(packs, "standing.per_day")
    return Limits(consecutive, per_day, _zone(packs))


def _zone(packs: Packs) -> ZoneInfo:
    for pack in packs.binding:
        control = pack.controls.get(STANDING_CONTROL)
        if control and control.reading and control.reading.reach:
            return ZoneInfo(control.reading.reach.zone)
    raise LookupError(f"no binding pack says when users are suspended: the control {STANDING_CONTROL!r} is missing")


def settings_of(config: Config) -> Settings:
    """The gateway's settings. Raises ValueError where the upstream or the provider code is missing or malformed, or a
    limit out of its bounds."""
    if not config.upstream:
        raise ValueError("no upstream: give --upstream URL, the address of an OpenAI-compatible API (it ends in /v1)")
    if not config.producer:
        raise ValueError("no provider code: give --producer CODE, your 27-character code for labels (TC260-PG-20252A)")
    code = ProviderCode.parse(config.producer, demo=config.demo)
    told = {name: getattr(config, name) for name in ("upstream", "upstream_key", "models", "label", "demo", "appeal")}
    told["producer"] = code.code
    alien = sorted(set(config.limits) - {f.name for f in fields(Settings)} | set(config.limits) & set(told))
    if alien:
        raise ValueError(f"{config.source}: limits: {alien[0]!r} is no limit of the gateway")
    try:
        return TypeAdapter(Settings).validate_python(told | config.limits)
    except ValidationError as error:
        raise ValueError(f"{config.source}: limits.{fault_of(error)}") from None


def labels_of(config: Config, packs: Packs) -> FileLabels:
    """What labels the files of a gateway, by the parameters of the packs."""
    told: dict[Lang, Order] = {lang: order_of(config, packs, Wishes(lang=lang)) for lang in LANGS}
    return FileLabels(config.producer, told, Order(way="waived"))


def order_of(config: Config, packs: Packs, wishes: Wishes) -> Order:
    """Which labels files get, by what is wished for and the parameters of the packs. Raises ValueError, OSError."""
    return Order(implicit=wishes.implicit)


def pictures_of(texts: tuple[Check, ...]) -> Callable[[Content], list[Finding]]:
    """What judges a picture; what is not installed for it is a finding."""
    judges = judges_of(texts, kinds=(Kind.IMAGE,))
    return lambda content: judges([content])[0]


def parts_of(config: Config, ledger: SqlLedger) -> Parts:
    """What a gateway stands on. The packs that it serves by are adopted, where they are not yet."""
    packs, lexicon, vault = packs_of(config, ledger), lexicon_of(config), vault_of(config, ledger)
    checks = streamed(checks_of(lexicon, config.judge))
    policy, standings = policy_of(packs, checks), standings_of(packs, ledger)
    _warmed(checks)
    adopt(config, ledger, packs)
    return Parts(
        ledger=ledger, people=vault, keys=Keys(ledger), standings=standings, checks=checks, policy=policy,
        counts=frozenset(risk.id for risk in packs.risks.values() if risk.counts),
        packs=packs, lexicon=Digest(lexicon.digest), tick=lambda now: tick(ledger, vault, config.witness, now),
        labels=labels_of(config, packs), pictures=pictures_of(checks),
    )  # fmt: skip


def _warmed(checks: tuple[Check, ...]) -> None:
    """Has every check that runs on the loop load what it needs, so that the first request need not wait for it."""
    inline = [check for check in checks if check.cost == "inline"]
    judged(inline, [Content("warm", stage, Kind.TEXT, "user", "a 1 一") for stage in Stage])


def _number(packs: Packs, name: str) -> int:
    value = packs.parameter(name).value
    if not isinstance(value, int):
        raise ValueError(f"parameter {name} must be a whole number, not {value!r}")
    return value
