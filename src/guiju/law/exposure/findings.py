"""Findings: the breaches that a calculation of exposure is asked about, read from a file beside the facts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import orjson
from pydantic import Field, StrictBool, StrictFloat, StrictInt, ValidationError

from guiju.core.facts import Digest
from guiju.core.language import Lang
from guiju.core.pack import Severity
from guiju.law.reading.loading import FOLDER
from guiju.law.reading.located import parsed, told
from guiju.law.reading.schema import Harm, Shape, Words
from guiju.law.scope.profile import Profile, read_profile

Amount = Annotated[StrictInt | StrictFloat, Field(ge=0, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of an obligation: how severe, which harm came of it, and whether it was first, minor and corrected in
    time (``corrected``). ``note`` is the asker's own."""

    obligation: str
    severity: Severity
    harm: tuple[str, ...] = ()
    corrected: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a calculation is asked: the service, last year's turnover by currency as far as told, and the breaches."""

    profile: Profile
    turnover: Mapping[str, float]
    findings: tuple[Finding, ...]

    @property
    def digest(self) -> Digest:
        """SHA-256 over the profile, the turnover and the breaches, in whatever order they were told."""
        rows = sorted(orjson.dumps(asdict(one)).decode() for one in self.findings)
        told = {"profile": self.profile.digest, "turnover": dict(self.turnover), "findings": rows}
        return Digest(hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest())


class FindingYaml(Shape):
    """One breach."""

    obligation: Words
    severity: Literal["base", "refused", "serious", "grave"]
    harm: list[Harm] = []
    corrected: StrictBool = False
    note: str = ""


class _Beside(Shape):
    """The keys of the file that are no facts."""

    turnover_rmb: Amount | None = None
    turnover_eur: Amount | None = None
    findings: list[FindingYaml] = []


BESIDE = tuple(_Beside.model_fields)
"""The keys of a file of facts that only a calculation of exposure reads."""


def read_findings(text: str, file: Path, *, today: date, lang: Lang = "en", folder: Path = FOLDER) -> Asked:
    """What YAML or JSON asks: the facts of scope, ``turnover_rmb``, ``turnover_eur`` and ``findings``.

    Raises ValueError with every fault, one a line: file, line, what is wrong.
    """
    profile = read_profile(text, file, today=today, lang=lang, beside=BESIDE, folder=folder)
    located = parsed(text, file)
    try:
        beside = _Beside.model_validate({key: located.data[key] for key in BESIDE if key in located.data})
    except ValidationError as error:
        raise ValueError("\n".join(told(located, error))) from error
    amounts = {"RMB": beside.turnover_rmb, "EUR": beside.turnover_eur}
    turnover = {currency: amount for currency, amount in amounts.items() if amount is not None}
    return Asked(profile, turnover, tuple(_finding(one) for one in beside.findings))


def _finding(raw: FindingYaml) -> Finding:
    return Finding(raw.obligation, raw.severity, tuple(dict.fromkeys(raw.harm)), raw.corrected, raw.note)
