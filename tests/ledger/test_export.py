import random
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guiju.core.evidence import canonical
from guiju.ledger import (
    Broken,
    Checkpoint,
    Signer,
    SqlLedger,
    export_lines,
    open_ledger,
    read_checkpoints,
    redact,
    sign,
    verify,
    write_jsonl,
    write_parquet,
)
from guiju.ledger.lines import end
from tests.ledger.conftest import NOW, admitted

Opened = Callable[[str], SqlLedger]


def export(ledger: SqlLedger) -> list[bytes]:
    return list(export_lines(ledger, NOW))


def check(folder: Path, ledger: SqlLedger, lines: Sequence[bytes], against: tuple[Checkpoint, ...] = ()) -> int:
    """Verifies these lines; how many records held."""
    path = folder / "export.jsonl"
    path.write_bytes(b"".join(lines))
    return verify(path, Signer(ledger.keys).public, against).records


@pytest.fixture
def filled(sqlite_url: str, opened: Opened) -> SqlLedger:
    """A ledger of three writers, a redaction and a checkpoint."""
    for life in range(3):
        with opened(sqlite_url) as ledger:
            ledger.append(*(admitted(f"req-{life}-{n}", f"u-{n}", NOW + timedelta(seconds=n)) for n in range(6)))
    ledger = opened(sqlite_url)
    writer = min(ledger.cursor())
    redact(ledger, [(writer, 3), (writer, 4)], "erasure", NOW)
    sign(ledger, NOW)
    return ledger


def test_an_export_verifies_and_ends_in_a_signed_line(ledger: SqlLedger, tmp_path: Path) -> None:
    ledger.append(*(admitted(f"req-{n}") for n in range(10)))
    lines = export(ledger)
    assert check(tmp_path, ledger, lines) == 11
    last = orjson.loads(lines[-1])["end"]
    assert (last["count"], last["withheld"], last["checkpoint"]["checkpoint"]["number"]) == (11, 0, 1)
    assert orjson.loads(lines[1])["body"]["subject"] == "req-0"


def test_an_empty_ledger_exports_and_verifies(sqlite_ledger: SqlLedger, tmp_path: Path) -> None:
    assert check(tmp_path, sqlite_ledger, export(sqlite_ledger)) == 0


def test_a_thousand_random_mutations_are_each_found(filled: SqlLedger, tmp_path: Path) -> None:
    lines = export(filled)
    assert check(tmp_path, filled, lines) == len(lines) - 1
    chance = random.Random(20261122)
    survived = [how for _ in range(1_000) if (how := _survives(filled, tmp_path, lines, chance))]
    assert survived == []


def _survives(ledger: SqlLedger, folder: Path, lines: list[bytes], chance: random.Random) -> str:
    how, changed = _mutated(lines, chance)
    try:
        check(folder, ledger, changed)
    except Broken as broken:
        assert broken.why
        return ""
    return how


def _mutated(lines: list[bytes], chance: random.Random) -> tuple[str, list[bytes]]:
    how = chance.choice(["byte", "insert", "cut", "delete", "double", "swap", "truncate", "field", "shuffle", "append"])
    at, changed = chance.randrange(len(lines)), list(lines)
    line = changed[at]
    place = chance.randrange(len(line))
    if how == "byte":
        changed[at] = line[:place] + bytes([line[place] ^ (1 << chance.randrange(8))]) + line[place + 1 :]
    elif how == "insert":
        changed[at] = line[:place] + bytes([chance.randrange(256)]) + line[place:]
    elif how == "cut":
        changed[at] = line[:place] + line[place + 1 :]
    elif how == "delete":
        del changed[at]
    elif how == "double":
        changed.insert(at, line)
    elif how == "swap":
        other = chance.choice([n for n in range(len(lines)) if n != at])
        changed[at], changed[other] = changed[other], changed[at]
    elif how == "truncate":
        changed = [b"".join(lines)[: chance.randrange(sum(map(len, lines)))]]
    elif how == "field":
        changed[at] = _field_changed(line, chance)
    elif how == "shuffle":
        while changed == lines:
            chance.shuffle(changed)
    else:
        changed.append(chance.choice([b"\n", b" ", b"{}\n", line]))
    return f"{how} at line {at + 1}", changed


def _field_changed(line: bytes, chance: random.Random) -> bytes:
    """The line with one field, at any depth, of another value, spelled as an export spells."""
    raw = orjson.loads(line)
    inside = raw.get("body") or raw.get("end") or raw
    target = chance.choice([raw, inside, inside.get("facts", inside)])
    name = chance.choice(sorted(target))
    target[name] = {str: "x", int: 7_777_777}.get(type(target[name]), [])
    return canonical(orjson.dumps(raw)) + b"\n"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_random_chains_verify_and_the_loss_of_any_record_is_found(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("chain")
    lives = data.draw(st.lists(st.integers(1, 5), min_size=1, max_size=3))
    for life, count in enumerate(lives):
        with open_ledger(f"sqlite:///{folder}/a.db", folder / "keys") as ledger:
            ledger.append(*(admitted(f"req-{life}-{n}", at=NOW + timedelta(seconds=-n)) for n in range(count)))
    with open_ledger(f"sqlite:///{folder}/a.db", folder / "keys") as ledger:
        lines = export(ledger)
        assert check(folder, ledger, lines) == sum(lives) + len(lives)
        gone = data.draw(st.integers(0, len(lines) - 1))
        with pytest.raises(Broken):
            check(folder, ledger, lines[:gone] + lines[gone + 1 :])


def test_the_first_bad_line_is_named_and_why(filled: SqlLedger, tmp_path: Path) -> None:
    lines = export(filled)
    lines[8] = lines[8].replace(b'"characters":3', b'"characters":4')
    with pytest.raises(Broken, match=r"line 9: .*body is not the one committed"):
        check(tmp_path, filled, lines)


@pytest.mark.parametrize("double", [b'"kind":"request.admitted/1","kind"', b'"kind": "request.admitted/1","kind"'])
def test_a_double_key_or_a_space_is_found(filled: SqlLedger, tmp_path: Path, double: bytes) -> None:
    lines = export(filled)
    lines[1] = lines[1].replace(b'"kind"', double, 1)
    with pytest.raises(Broken, match=r"line 2: .*spelled"):
        check(tmp_path, filled, lines)


def test_a_wrong_key_is_found(filled: SqlLedger, tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    write_jsonl(export_lines(filled, NOW), path)
    with pytest.raises(Broken, match="not signed by this key"):
        verify(path, Signer(tmp_path / "other").public)


def resigned(ledger: SqlLedger, lines: list[bytes], **changes: object) -> list[bytes]:
    """The lines with an end signed anew by the true key over a changed statement."""
    statement = canonical(orjson.dumps({**orjson.loads(lines[-1])["end"], **changes}))
    return [*lines[:-1], end(statement, Signer(ledger.keys).sign("guiju.export/1", statement)) + b"\n"]


def test_a_forged_head_is_found_even_when_signed(filled: SqlLedger, tmp_path: Path) -> None:
    lines = export(filled)
    signed = orjson.loads(lines[-1])["end"]["checkpoint"]
    signed["checkpoint"]["heads"][0][1] += 1
    with pytest.raises(Broken, match="checkpoint in the end is not signed"):
        check(tmp_path, filled, resigned(filled, lines, checkpoint=signed))
    body = canonical(orjson.dumps(signed["checkpoint"]))
    signed["signature"] = Signer(filled.keys).sign("guiju.checkpoint/1", body)
    with pytest.raises(Broken, match="do not end where"):
        check(tmp_path, filled, resigned(filled, lines, checkpoint=signed))


def test_a_wrong_count_or_digest_is_found_even_when_signed(filled: SqlLedger, tmp_path: Path) -> None:
    lines = export(filled)
    with pytest.raises(Broken, match="were signed"):
        check(tmp_path, filled, resigned(filled, lines, count=3))
    with pytest.raises(Broken, match="not those that were signed"):
        check(tmp_path, filled, resigned(filled, lines, digest="0" * 64))


def test_an_older_whole_export_is_found_against_a_checkpoint(filled: SqlLedger, tmp_path: Path) -> None:
    older = export(filled)
    filled.append(admitted("later"))
    checkpoint = sign(filled, NOW)
    assert check(tmp_path, filled, older) == len(older) - 1
    with pytest.raises(Broken, match="older"):
        check(tmp_path, filled, older, (checkpoint,))
    assert check(tmp_path, filled, export(filled), (checkpoint,)) == len(older) + 1


def test_a_history_rewritten_by_the_holder_of_the_key_is_found_against_a_checkpoint(
    sqlite_url: str, opened: Opened, tmp_path: Path
) -> None:
    ledger = opened(sqlite_url)
    ledger.append(*(admitted(f"req-{n}") for n in range(3)))
    checkpoint = sign(ledger, NOW)
    rewritten = opened(f"sqlite:///{tmp_path}/other.db")
    rewritten.append(admitted("req-0"))
    lines = export(rewritten)
    assert check(tmp_path, rewritten, lines) == 2
    with pytest.raises(Broken, match=f"checkpoint {checkpoint.number}"):
        check(tmp_path, rewritten, lines, (checkpoint,))


def test_a_rewritten_record_in_a_chain_of_the_same_name_is_found_against_a_checkpoint(
    sqlite_ledger: SqlLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = sqlite_ledger
    monkeypatch.setattr("guiju.ledger.writer.time.time_ns", lambda: 0)
    monkeypatch.setattr("guiju.ledger.writer.secrets.token_hex", lambda size: "same")
    ledger.append(admitted("req-0"))
    checkpoint = sign(ledger, NOW)
    with open_ledger(f"sqlite:///{tmp_path}/other.db", ledger.keys) as rewritten:
        rewritten.append(admitted("req-0", characters=4), admitted("req-1"))
        with pytest.raises(Broken, match="rewritten"):
            check(tmp_path, rewritten, export(rewritten), (checkpoint,))


def test_a_body_may_be_absent_only_where_a_record_redacts_it(filled: SqlLedger, tmp_path: Path) -> None:
    lines = export(filled)
    assert sum(b'"absent":"redacted"' in line for line in lines) == 2
    with filled.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE records SET body = NULL, salt = NULL, subject = '', user = NULL WHERE seq = 5"
        )
    with pytest.raises(Broken, match="no body and no later record redacts it"):
        check(tmp_path, filled, export(filled))


def test_a_partial_export_verifies_and_withholds_all_but_what_was_asked_for(filled: SqlLedger, tmp_path: Path) -> None:
    lines = list(export_lines(filled, NOW, lambda record: record.user == "u-5"))
    text = b"".join(lines)
    assert b'"user":"u-5"' in text
    assert b'"user":"u-1"' not in text
    path = tmp_path / "partial.jsonl"
    path.write_bytes(text)
    verified = verify(path, Signer(filled.keys).public)
    assert (verified.records, verified.withheld, verified.redacted) == (len(lines) - 1, 13, 2)
    hidden = next(n for n, line in enumerate(lines) if b"withheld" in line)
    lines[hidden] = lines[hidden].replace(b"withheld", b"redacted")
    with pytest.raises(Broken):
        check(tmp_path, filled, lines)


def test_parquet_holds_the_same_and_verifies_alike(filled: SqlLedger, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow.parquet", reason="pyarrow is missing: pip install 'guiju[corpus]'")
    path, key = tmp_path / "export.parquet", Signer(filled.keys).public
    write_parquet(export_lines(filled, NOW), path)
    lines = export(filled)
    assert verify(path, key).records == len(lines) - 1
    table = arrow.read_table(path)
    seq = table.schema.get_field_index("seq")
    changed = table.slice(0, 5).set_column(seq, "seq", [[1, 2, 3, 4, 6]])
    arrow.write_table(changed, path)
    with pytest.raises(Broken):
        verify(path, key)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ValueError, match="Parquet"):
        verify(path, key)


def test_an_export_that_fails_leaves_no_file(filled: SqlLedger, tmp_path: Path) -> None:
    def broken() -> object:
        yield b"{}\n"
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        write_jsonl(broken(), tmp_path / "out.jsonl")  # type: ignore[arg-type]
    assert not list(tmp_path.glob("*out*"))


def test_checkpoints_travel_as_lines(filled: SqlLedger, tmp_path: Path) -> None:
    one, two = sign(filled, NOW), sign(filled, NOW)
    path = tmp_path / "checkpoints.jsonl"
    path.write_bytes(one.line + b"\n" + two.line + b"\n")
    read = read_checkpoints(path)
    assert [c.digest for c in read] == [one.digest, two.digest]
    assert read[1].previous == read[0].digest
    path.write_bytes(one.line.replace(b'"number":2', b'"number": 2') + b"\n")
    with pytest.raises(ValueError, match="line 1: this is no checkpoint"):
        read_checkpoints(path)
    path.write_bytes(one.line.replace(b'"number":2', b'"number":3') + b"\n")
    with pytest.raises(Broken, match="not signed"):
        check(tmp_path, filled, export(filled), tuple(read_checkpoints(path)))
