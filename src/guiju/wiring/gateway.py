"""What a gateway stands on."""

from __future__ import annotations

from dataclasses import fields

from pydantic import TypeAdapter, ValidationError

from guiju.checks import (
    judged,
)
from guiju.config import Config, fault_of
from guiju.core.check import Check
from guiju.core.content import Content, Kind, Stage
from guiju.core.facts import Digest
from guiju.gateway import Parts, Settings
from guiju.labels import ProviderCode
from guiju.ledger import SqlLedger, tick
from guiju.users import Keys
from guiju.wiring.checks import checks_of, lexicon_of, pictures_of, policy_of, streamed
from guiju.wiring.labels import labels_of
from guiju.wiring.ledger import vault_of
from guiju.wiring.packs import adopt, packs_of
from guiju.wiring.users import standings_of


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
