from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from guiju.cli.ledger import ledger as command
from guiju.config import Config
from guiju.ledger import newest
from guiju.wiring import ledger_of
from tests.ledger.conftest import NOW, admitted

Run = Callable[..., Result]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A home with five requests of two users in its ledger."""
    config = Config.read(home=str(tmp_path / "home"))
    with ledger_of(config) as opened:
        opened.append(*(admitted(f"req-{n}", f"u-{n % 2}", NOW) for n in range(5)))
    return config


@pytest.fixture
def run(config: Config) -> Run:
    return lambda *arguments, **changed: CliRunner().invoke(
        command, [str(argument) for argument in arguments], obj=changed.get("config", config)
    )


@pytest.fixture
def exported(run: Run, tmp_path: Path) -> tuple[Path, Path]:
    """An export and the public key."""
    export, key = tmp_path / "export.jsonl", tmp_path / "pub.pem"
    assert run("export", "--out", export).exit_code == 0
    assert run("key", "--out", key).exit_code == 0
    return export, key


def test_find_prints_one_json_object_a_line_with_its_place(run: Run) -> None:
    result = run("find", "--subject", "req-3", "--json")
    (found,) = [orjson.loads(line) for line in result.stdout.splitlines()]
    assert (found["kind"], found["user"], found["facts"]["surface"]) == ("request.admitted/1", "u-1", "chat")
    assert found["place"][1] == 5
    assert len(run("find", "--kind", "request.admitted/1", "--user", "u-0").stdout.splitlines()) == 3


def test_tail_prints_the_newest(run: Run, config: Config) -> None:
    with ledger_of(config) as opened:
        opened.append(admitted("newest", at=datetime.now(UTC)))
    assert "newest" in run("tail", "-n", "1").stdout
    assert len(run("tail", "-n", "3", "--json").stdout.splitlines()) == 3


def test_verify_passes_and_fails_after_one_changed_byte(run: Run, exported: tuple[Path, Path]) -> None:
    export, key = exported
    result = run("verify", export, "--key", key, "--json")
    assert result.exit_code == 0
    told = orjson.loads(result.stdout)
    assert (told["ok"], told["records"], told["writers"]) == (True, 6, 1)
    content = bytearray(export.read_bytes())
    content[content.index(b'"characters":3') + 13] ^= 1
    export.write_bytes(content)
    result = run("verify", export, "--key", key)
    assert result.exit_code == 1
    assert result.stdout.startswith("BROKEN  line 2")
    assert orjson.loads(run("verify", export, "--key", key, "--json").stdout)["line"] == 2


def test_verify_against_a_checkpoint_finds_an_older_export(
    run: Run, exported: tuple[Path, Path], config: Config, tmp_path: Path
) -> None:
    export, key = exported
    with ledger_of(config) as opened:
        opened.append(admitted("later"))
    mark = tmp_path / "checkpoint.json"
    assert run("checkpoint", "--out", mark).exit_code == 0
    assert run("verify", export, "--key", key).exit_code == 0
    assert run("verify", export, "--key", key, "--against", mark).exit_code == 1
    assert run("export", "--out", export).exit_code == 0
    assert run("verify", export, "--key", key, "--against", mark).exit_code == 0


def test_verify_without_a_file_proves_the_database(run: Run, config: Config) -> None:
    assert run("verify").exit_code == 0
    with ledger_of(config) as opened, opened.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE records SET subject = 'req-9' WHERE subject = 'req-2'")
    result = run("verify")
    assert (result.exit_code, "column differs" in result.stdout) == (1, True)


def test_bad_use_says_what_to_do(run: Run, exported: tuple[Path, Path], tmp_path: Path) -> None:
    export, key = exported
    assert "--key PUB is missing" in str(run("verify", export).exception)
    assert isinstance(run("verify", tmp_path / "none", "--key", key).exception, FileNotFoundError)
    assert "holds no public key" in str(run("verify", export, "--key", export).exception)
    assert "no checkpoint" in str(run("verify", export, "--key", key, "--against", key).exception)


def test_a_witness_gets_the_checkpoint_and_its_refusal_is_a_failure(
    run: Run, tmp_path: Path, exported: tuple[Path, Path]
) -> None:
    seen, (export, key) = tmp_path / "witness.jsonl", exported
    config = Config.read(home=str(tmp_path / "home"), witness=str(seen))
    for _ in range(2):
        assert run("checkpoint", config=config).exit_code == 0
    assert run("export", "--out", export).exit_code == 0
    assert run("verify", export, "--key", key, "--against", seen).exit_code == 0
    (tmp_path / "folder").mkdir()
    refused = Config.read(home=str(tmp_path / "home"), witness=str(tmp_path / "folder"))
    assert isinstance(run("checkpoint", config=refused).exception, ConnectionError)
    kept = run("find", "--kind", "checkpoint.signed/1", "--json").stdout.splitlines()
    assert [orjson.loads(line)["facts"]["witnessed"] for line in kept][-3:] == [True, True, False]


def test_a_partial_export_holds_in_full_only_what_was_asked_for(run: Run, exported: tuple[Path, Path]) -> None:
    export, key = exported
    assert run("export", "--user", "u-1", "--out", export).exit_code == 0
    told = orjson.loads(run("verify", export, "--key", key, "--json").stdout)
    assert (told["records"], told["withheld"]) == (6, 3)


def test_parquet(run: Run, exported: tuple[Path, Path], tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is missing: pip install 'guiju[corpus]'")
    table = tmp_path / "export.parquet"
    assert run("export", "--format", "parquet", "--out", table).exit_code == 0
    assert run("verify", table, "--key", exported[1]).exit_code == 0


def test_an_edited_history_is_neither_exported_nor_signed(run: Run, config: Config, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with ledger_of(config) as opened, opened.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE records SET body = x'ff00' WHERE subject = 'req-2'")
    for words in (["checkpoint", "--out", out], ["export", "--out", out], ["find"], ["tail"], ["verify"]):
        result = run(*words)
        assert (result.exit_code, "record 4 of w" in result.output) == (1, True)
    assert not out.exists()
    with ledger_of(config) as opened:
        assert newest(opened.engine) is None


def test_without_a_ledger_nothing_is_verified_and_nothing_made(run: Run, tmp_path: Path) -> None:
    config = Config.read(home=str(tmp_path / "nowhere"))
    assert isinstance(run("verify", config=config).exception, FileNotFoundError)
    assert not (tmp_path / "nowhere").exists()
    ledger_of(config).close()
    result = run("verify", config=config)
    assert (result.exit_code, "nothing to verify" in result.stdout) == (1, True)


def test_a_file_that_cannot_be_written_leaves_no_checkpoint_and_no_key(
    run: Run, config: Config, tmp_path: Path
) -> None:
    for word in ("checkpoint", "key"):
        assert isinstance(run(word, "--out", tmp_path / "none" / "out").exception, FileNotFoundError)
    assert not (config.keys / "ledger.key").exists()
    with ledger_of(config) as opened:
        assert newest(opened.engine) is None
