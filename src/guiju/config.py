"""The one configuration object: read once by the command line and passed down. The only reader of the environment."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter, ValidationError

from guiju.checks import JudgeSettings
from guiju.core.facts.answer import LabelPlace
from guiju.core.language import Lang


@dataclass(frozen=True)
class Config:
    """Everything an operator can set. In ``guiju.toml`` each field is a key of that name; paths are relative to it.

    ``database`` is an SQLAlchemy URL (SQLite below ``home`` by default, PostgreSQL for several gateways); ``keys``
    holds the signing key, the pepper and the epoch keys and must not live in the database; ``witness`` is a file or
    URL that receives checkpoints; ``packs`` are ids, each with ``:binding`` or ``:reference`` where it shall differ
    from the default; ``words`` are the operator's lexicons; ``appeal`` tells users whom to turn to; ``limits`` are
    the bounds of the gateway by their names in ``gateway.Settings``; ``judge`` are guard models, a table
    ``[[judge]]`` each; ``timezone`` is the one in which times are shown and days begin, those of packs too.
    ``source`` is no key but the file that this was read from.
    """

    home: Path = Path(".guiju")
    database: str = ""
    keys: Path = Path()
    witness: str = ""
    packs: tuple[str, ...] = ()
    words: tuple[Path, ...] = ()
    lang: Lang = "en"
    officer: str = "local"
    upstream: str = ""
    upstream_key: str = field(default="", repr=False)
    models: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8800
    producer: str = ""
    label: LabelPlace = "start"
    demo: bool = False
    timezone: str = "Asia/Shanghai"
    epoch_days: int = 7
    backup_days: int = 30  # own number: a usual life of backups, and the operator's to set
    appeal: str = ""
    limits: dict[str, float] = field(default_factory=dict)
    judge: tuple[JudgeSettings, ...] = ()
    source: str = field(default="guiju.toml", compare=False)

    @classmethod
    def read(cls, path: Path | None = None, **given: Any) -> Self:
        """The configuration from ``path`` (or ``guiju.toml`` here, if there is one), the environment, and what a
        command line gave, which wins. Raises ValueError or FileNotFoundError with the file and the key at fault."""
        told = _file(path) if path or Path("guiju.toml").is_file() else {}
        source = str(path or "guiju.toml")
        known = [f.name for f in fields(cls) if f.name != "source"]
        unknown = sorted(set(told) - set(known) - {"upstream_key_env"})
        if unknown:
            raise ValueError(f"{source}: unknown key {unknown[0]!r}; known are {', '.join(known)}")
        if "upstream_key" in told:
            raise ValueError(
                f"{source}: upstream_key is a secret; name the variable that holds it with upstream_key_env"
            )
        if home := os.environ.get("GUIJU_HOME"):
            told.setdefault("home", home)
        key_env = given.pop("upstream_key_env", None) or told.pop("upstream_key_env", None)
        told.update({name: value for name, value in given.items() if value not in (None, (), "")})
        if key_env:
            told["upstream_key"] = _secret(key_env)
        if "judge" in told:
            told["judge"] = _judges(told["judge"], source)
        told["source"] = source
        told.setdefault("lang", "zh" if os.environ.get("LANG", "").startswith("zh") else "en")
        try:
            config = TypeAdapter(cls).validate_python(told)
        except ValidationError as error:
            raise ValueError(f"{source}: {fault_of(error)}") from None
        return config._completed()

    def _completed(self) -> Self:
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"timezone: {self.timezone!r} is not in the time zone database") from None
        home = self.home.absolute()
        keys = home / "keys" if self.keys == Path() else self.keys.absolute()
        return replace(self, home=home, keys=keys, database=self.database or f"sqlite:///{home / 'guiju.db'}")


def _file(path: Path | None) -> dict[str, Any]:
    path = path or Path("guiju.toml")
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: not valid TOML: {error}") from None
    return {name: _relative(name, value, path.absolute().parent) for name, value in told.items()}


def _relative(name: str, value: Any, folder: Path) -> Any:
    if name == "words" and isinstance(value, list):
        return [str(folder / str(item)) for item in value]
    if name in ("home", "keys") and isinstance(value, str):
        return str(folder / value)
    return value


def _judges(tables: Any, source: str) -> list[JudgeSettings]:
    """Each guard model, with the key that its variable holds."""
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ValueError(f"{source}: judge: write a table [[judge]] for each guard model")
    found: list[JudgeSettings] = []
    for number, table in enumerate(tables, 1):
        try:
            found.append(_judge(table))
        except ValueError as fault:
            why = fault_of(fault) if isinstance(fault, ValidationError) else fault
            raise ValueError(f"{source}: [[judge]] {number}: {why}") from None
        if found[-1].called in [one.called for one in found[:-1]]:
            raise ValueError(
                f"{source}: [[judge]] {number}: name: another one has this style and model; give each a name of its own"
            )
    return found


def _judge(table: dict[str, Any]) -> JudgeSettings:
    known = [f.name for f in fields(JudgeSettings) if f.name != "key"]
    if "key" in table:
        raise ValueError("key is a secret; name the variable that holds it with key_env")
    if unknown := sorted(set(table) - set(known)):
        raise ValueError(f"unknown key {unknown[0]!r}; known are {', '.join(known)}")
    if not isinstance(env := table.get("key_env", ""), str):
        raise ValueError("key_env: must be the name of a variable")
    key = {"key": _secret(env, "a judge's key")} if env else {}
    return TypeAdapter(JudgeSettings).validate_python(table | key)


def fault_of(error: ValidationError) -> str:
    """The first thing that is wrong, in one line: the key, and why."""
    first = error.errors()[0]
    told = str(first["ctx"]["error"]) if first["type"] == "value_error" else first["msg"]
    return ": ".join(part for part in (".".join(map(str, first["loc"])), told) if part)


def _secret(name: str, what: str = "the upstream's key", environment: Mapping[str, str] = os.environ) -> str:
    value = environment.get(name, "")
    if not value:
        raise ValueError(f"the variable {name} that should hold {what} is not set")
    return value
