import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guiju.core.evidence import canonical
from guiju.ledger import (
    Broken,
    Signer,
    SqlLedger,
    export_lines,
    open_ledger,
    sign,
    verify,
    write_jsonl,
)
from guiju.ledger.lines import end
from tests.ledger.conftest import NOW, admitted, check, export

Opened = Callable[[str], SqlLedger]


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
