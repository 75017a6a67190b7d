"""``guiju ledger``: find evidence, export it, and prove that none of it was changed."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import orjson

from guiju.cli.proving import proving
from guiju.config import Config
from guiju.core.evidence import Evidence, encode
from guiju.core.ledger import Cursor
from guiju.ledger import (
    Broken,
    Checkpoint,
    Signer,
    SqlLedger,
    Verifier,
    drafted,
    export_lines,
    find_ledger,
    inspect,
    kept_public,
    read_checkpoints,
    read_public,
    sign,
    verify,
    witness,
    write_jsonl,
    write_parquet,
)
from guiju.wiring import ledger_of

Marks = tuple[Checkpoint, ...]

_STEP = 20_000
_POLL_S = 0.5
_as_json = click.option("--json", "as_json", is_flag=True, help="JSON, one object a line.")
_file = click.Path(path_type=Path, dir_okay=False)


@click.group("ledger")
def ledger() -> None:
    """Evidence: what happened, in chains that nobody can quietly edit."""


@ledger.command("find")
@click.option("--subject", default="", help="The matter: the id of a request (x-guiju-id), a case …")
@click.option("--kind", default="", help="A kind of evidence, such as request.admitted/1.")
@click.option("--user", default="", help="A pseudonym (u-…).")
@_as_json
@click.pass_obj
def find(config: Config, subject: str, kind: str, user: str, as_json: bool) -> None:
    """Evidence by matter, kind and user; everything where none of them is given."""
    with proving(), ledger_of(config) as opened:
        for evidence in opened.find(subject=subject, kind=kind, user=user):
            click.echo(_shown(evidence, as_json))


@ledger.command("tail")
@click.option("-n", "count", type=click.IntRange(1), default=20, show_default=True, help="How many records.")
@click.option("-f", "--follow", is_flag=True, help="Go on with what is recorded from now on, until Ctrl-C.")
@_as_json
@click.pass_obj
def tail(config: Config, count: int, follow: bool, as_json: bool) -> None:
    """The newest records of all writers, oldest first."""
    with proving(), ledger_of(config) as opened:
        cursor = opened.cursor()
        begun = {writer: max(seq - count, 0) for writer, seq in cursor.items()}
        newest = sorted(opened.find(after=begun), key=lambda evidence: evidence.at)[-count:]
        for evidence in newest if not follow else _followed(opened, newest, cursor):
            click.echo(_shown(evidence, as_json))


@ledger.command("export")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "parquet"]), default="jsonl", show_default=True,
    help="Lines of JSON, or a table.",
)  # fmt: skip
@click.option("--out", required=True, type=_file, help="The file to write.")
@click.option("--subject", default="", help="Full records of this matter only.")
@click.option("--kind", default="", help="Full records of this kind only.")
@click.option("--user", default="", help="Full records of this user only.")
@click.pass_obj
def export(config: Config, form: str, out: Path, subject: str, kind: str, user: str) -> None:
    """Write every record and a signed end. With a filter, of all other records the links alone: it still verifies."""
    asked = {name: value for name, value in (("subject", subject), ("kind", kind), ("user", user)) if value}
    write = write_parquet if form == "parquet" else write_jsonl
    with proving(), ledger_of(config) as opened:
        wanted = (lambda row: all(getattr(row, n) == v for n, v in asked.items())) if asked else None
        write(_counted(export_lines(opened, datetime.now(UTC), wanted), "exported"), out)
    click.echo(f"{out} ({out.stat().st_size:,} bytes). Verify it with: guiju ledger verify {out} --key PUB", err=True)


@ledger.command("verify")
@click.argument("file", type=_file, required=False)
@click.option("--key", type=_file, help="The public key (guiju ledger key --out); the ledger's own without FILE.")
@click.option("--against", type=_file, help="Checkpoints, one a line, that were published or kept elsewhere earlier.")
@_as_json
@click.pass_context
def check(context: click.Context, file: Path | None, key: Path | None, against: Path | None, as_json: bool) -> None:
    """Prove an export FILE, or without FILE the database itself: exit 0, or 1 with the first thing that is wrong."""
    if file is not None and key is None:
        raise ValueError("--key PUB is missing: an export is verified with the public key")
    marks = tuple(read_checkpoints(against)) if against else ()
    public = read_public(key) if key else None
    started = time.perf_counter()
    try:
        facts = _proved(context.obj, file, public, marks)
    except Broken as broken:
        click.echo(_told({"ok": False, "line": broken.line, "why": broken.why}, f"BROKEN  {broken}", as_json))
        context.exit(1)
    seconds = time.perf_counter() - started
    told = f"holds: {facts['records']:,} records of {facts['writers']} writers, in {seconds:.1f} s"
    click.echo(_told({"ok": True, **facts, "seconds": round(seconds, 3)}, told, as_json))


@ledger.command("checkpoint")
@click.option("--out", type=_file, help="Write the checkpoint into a file of its own.")
@_as_json
@click.pass_obj
def checkpoint(config: Config, out: Path | None, as_json: bool) -> None:
    """Sign how far every chain has come, and hand that to the witness. Keep it where this machine cannot reach."""
    with proving(), drafted(out) if out else nullcontext() as file, ledger_of(config) as opened:
        signed = sign(opened, datetime.now(UTC), witness(config.witness))
        if file:
            file.write(signed.line + b"\n")
    told = f"checkpoint {signed.number}: {signed.records:,} records of {len(signed.heads)} writers, {signed.digest}"
    click.echo(signed.line if as_json else told)
    if config.witness and not signed.witnessed:
        raise ConnectionError(f"checkpoint {signed.number} is signed, but the witness {config.witness} did not take it")


@ledger.command("key")
@click.option("--out", required=True, type=_file, help="The file to write: PEM.")
@click.pass_obj
def key(config: Config, out: Path) -> None:
    """Write the public key with which anybody verifies; the private one is made where there is none yet."""
    with drafted(out) as file:
        public = Signer(config.keys).public
        file.write(public.pem())
    click.echo(public.id)


def _proved(
    config: Config, file: Path | None, public: Verifier | None, marks: tuple[Checkpoint, ...]
) -> dict[str, Any]:
    if file is not None and public is not None:
        return asdict(verify(file, public, marks, lambda lines: _counted(lines, "verified")))
    with find_ledger(config.database, config.keys) as opened:
        walk = inspect(opened.engine, public or kept_public(config.keys), marks)
    if not walk.records:
        raise Broken(0, "the ledger holds no record: there is nothing to verify")
    return {"records": walk.records, "writers": len(walk.ends), "redacted": len(walk.absent)}


def _followed(opened: SqlLedger, newest: list[Evidence], cursor: Cursor) -> Iterator[Evidence]:
    yield from newest
    while True:
        time.sleep(_POLL_S)
        now = opened.cursor()
        yield from sorted(opened.find(after=cursor), key=lambda evidence: evidence.at)
        cursor = now


def _counted(lines: Iterable[bytes], what: str) -> Iterator[bytes]:
    """The lines, with a count on stderr while a person is watching."""
    shown = sys.stderr.isatty()
    for number, line in enumerate(lines, 1):
        if shown and number % _STEP == 0:
            click.echo(f"\r{what} {number:,} records", nl=False, err=True)
        yield line
    if shown:
        click.echo("\r", nl=False, err=True)


def _shown(evidence: Evidence, as_json: bool) -> str:
    raw = orjson.loads(encode(evidence))
    if as_json:
        return orjson.dumps({**raw, "place": evidence.place}).decode()
    facts = " ".join(f"{name}={_brief(value)}" for name, value in raw["facts"].items())
    marks = f"{evidence.user or '-'} {'demo ' if evidence.demo else ''}{facts}"
    return f"{evidence.at:%Y-%m-%d %H:%M:%S} {evidence.kind} {evidence.subject} {marks}"


def _brief(value: Any) -> str:
    text = value if isinstance(value, str) else orjson.dumps(value).decode()
    return text[:12] + "…" if len(text) == 64 else text


def _told(facts: dict[str, Any], text: str, as_json: bool) -> str:
    return orjson.dumps(facts, option=orjson.OPT_UTC_Z).decode() if as_json else text
