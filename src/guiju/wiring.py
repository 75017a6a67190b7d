"""Where rooms meet: builds each service from the one configuration object."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from guiju.checks import Lexicon, Pii, Words, load_lexicon, starter_lexicon, united
from guiju.config import Config
from guiju.core.check import Check, name_of
from guiju.core.facts import Digest
from guiju.core.policy import Policy
from guiju.gateway import Parts, Settings
from guiju.labels import ProviderCode
from guiju.law import Packs, load
from guiju.ledger import SqlLedger, Terms, Vault, open_ledger, tick
from guiju.users import Keys, Limits, Standings

STANDING_CONTROL = "standing"
"""The control of the packs under which users are suspended; its parameters are the limits."""


def packs_of(config: Config) -> Packs:
    """The regulations that are active today."""
    return load(config.packs)


def ledger_of(config: Config) -> SqlLedger:
    """The ledger, its tables made where they are missing."""
    config.home.mkdir(parents=True, exist_ok=True)
    return open_ledger(config.database, config.keys)


def vault_of(config: Config, ledger: SqlLedger) -> Vault:
    """The vault beside that ledger. In a restored database later erasures are applied again before anything is read."""
    vault = Vault(ledger, Terms(timedelta(days=config.backup_days), timedelta(days=config.epoch_days)))
    vault.reapply_erasures()
    return vault


def lexicon_of(words: tuple[Path, ...]) -> Lexicon:
    """The project's starter list and the operator's word lists; the operator's weight wins where both have a phrase."""
    return united(starter_lexicon(), load_lexicon(words)) if words else starter_lexicon()


def checks_of(lexicon: Lexicon) -> tuple[Check, ...]:
    """Every check of this version, in one list; the same serve gateway, corpus and command line."""
    return Words(lexicon), Pii()


def policy_of(packs: Packs, checks: tuple[Check, ...]) -> Policy:
    """The packs' floors over these checks. Raises ValueError for a risk that no active pack knows."""
    for check in checks:
        packs.require(check.risks)
    return packs.policy({name_of(check.id): check.threshold for check in checks})


def standings_of(packs: Packs, ledger: SqlLedger) -> Standings:
    """Who may ask, under the limits of the packs. A day begins where the control that is held to account has it begin.

    Raises LookupError where no binding pack has such a control.
    """
    consecutive, per_day = _number(packs, "standing.consecutive"), _number(packs, "standing.per_day")
    return Standings(ledger, Limits(consecutive, per_day, _zone(packs)), control=STANDING_CONTROL)


def _zone(packs: Packs) -> ZoneInfo:
    for pack in packs.binding:
        control = pack.controls.get(STANDING_CONTROL)
        if control and control.reading and control.reading.reach:
            return ZoneInfo(control.reading.reach.zone)
    raise LookupError(f"no binding pack says when users are suspended: the control {STANDING_CONTROL!r} is missing")


def settings_of(config: Config) -> Settings:
    """The gateway's settings. Raises ValueError where the upstream or the provider code is missing or malformed."""
    if not config.upstream:
        raise ValueError("no upstream: give --upstream URL, the address of an OpenAI-compatible API (it ends in /v1)")
    if not config.producer:
        raise ValueError("no provider code: give --producer CODE, your 27-character code for labels (TC260-PG-20252A)")
    code = ProviderCode.parse(config.producer, demo=config.demo)
    told = {name: getattr(config, name) for name in ("upstream", "upstream_key", "models", "label", "demo", "appeal")}
    told["producer"] = code.code
    alien = sorted(set(config.limits) - {f.name for f in fields(Settings)} | set(config.limits) & set(told))
    if alien:
        raise ValueError(f"limits: {alien[0]!r} is no limit of the gateway")
    return TypeAdapter(Settings).validate_python(told | config.limits)


def parts_of(config: Config, ledger: SqlLedger) -> Parts:
    """What a gateway stands on."""
    packs, lexicon, vault = packs_of(config), lexicon_of(config.words), vault_of(config, ledger)
    checks = checks_of(lexicon)
    return Parts(
        ledger=ledger, people=vault, keys=Keys(ledger), standings=standings_of(packs, ledger), checks=checks,
        policy=policy_of(packs, checks), counts=frozenset(risk.id for risk in packs.risks.values() if risk.counts),
        packs=packs, lexicon=Digest(lexicon.digest), tick=lambda now: tick(ledger, vault, config.witness, now),
    )  # fmt: skip


def _number(packs: Packs, name: str) -> int:
    value = packs.parameter(name).value
    if not isinstance(value, int):
        raise ValueError(f"parameter {name} must be a whole number, not {value!r}")
    return value
