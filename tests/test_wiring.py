"""Where rooms meet: a gateway serves by the packs as they were adopted, and its start adopts what is new."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from guiju.cli.version_text import other_lines
from guiju.config import Config
from guiju.core.facts import PackAdopted
from guiju.core.pack import Pack
from guiju.labels import DEMO_CODE
from guiju.law import FOLDER, Packs, compare, read_file, read_pack
from guiju.ledger import SqlLedger
from guiju.wiring import (
    Unread,
    adopt,
    day_of,
    history_of,
    known_of,
    ledger_of,
    others_at_hand,
    packs_of,
    parts_of,
    settings_of,
)

DRAFT = "cn-draft-2023-04"
AT_HAND = read_pack(FOLDER, DRAFT)


@pytest.fixture
def older(home: Path) -> Pack:
    """The draft in an earlier version, with another limit for users."""
    text = (
        (FOLDER / f"{DRAFT}.yaml").read_text(encoding="utf-8").replace('version: "2023-04-11"', 'version: "2023-04-10"')
    )
    place = text.index("standing.consecutive:\n    value: 3")
    file = home.parent / "older.yaml"
    file.write_text(text[:place] + text[place:].replace("value: 3", "value: 2", 1), encoding="utf-8")
    return read_file(file)


def config(**more: object) -> Config:
    return replace(Config.read(), packs=(DRAFT,), **more)


def adoptions(ledger: SqlLedger) -> list[tuple[str, bool, str]]:
    """Version, whether a demonstration recorded it, and mode of each adoption."""
    found = ((one, one.facts) for one in ledger.find(kind=PackAdopted.kind))
    return [(facts.version, one.demo, facts.mode) for one, facts in found if isinstance(facts, PackAdopted)]


def test_a_start_adopts_what_is_new_and_only_once(home: Path) -> None:
    with ledger_of(config()) as ledger:
        assert packs_of(config(), ledger).binding == (AT_HAND,)
        for _ in range(2):
            assert parts_of(config(), ledger).packs.binding == (AT_HAND,)
        assert adoptions(ledger) == [("2023-04-11", False, "binding")]
    assert [one.name for one in (home / "packs").iterdir()] == [f"{AT_HAND.digest}.json"]


def test_a_gateway_goes_on_with_the_adopted_version(older: Pack) -> None:
    assert [one.id for one in compare(older, AT_HAND).of("parameters")] == ["standing.consecutive"]
    with ledger_of(config()) as ledger:
        adopt(config(), ledger, Packs((older,)), "officer:clerk")
        parts = parts_of(config(), ledger)
        assert parts.packs.binding == (older,) and parts.standings.limits.consecutive == 2
        assert adoptions(ledger) == [("2023-04-10", False, "binding")]
        assert others_at_hand(parts.packs, parts.packs.ids) == (AT_HAND,)
    assert packs_of(config()).binding == (older,), "what reads no ledger of its own goes by the adopted version too"
    assert known_of(config())[DRAFT] == older
    assert known_of(config()).keys() > {DRAFT, "cn-statutes"}


@pytest.fixture
def spoilt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The packs that came with this version, the draft among them not readable."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "at-hand"))
    (folder / f"{DRAFT}.yaml").write_text("id: [\n", encoding="utf-8")
    monkeypatch.setattr("guiju.wiring.packs.FOLDER", folder)
    return folder


def test_what_was_adopted_goes_on_though_the_pack_at_hand_is_broken(older: Pack, spoilt: Path) -> None:
    with ledger_of(config()) as ledger:
        adopt(config(), ledger, Packs((older,)))
        parts = parts_of(config(), ledger)
    [unread] = others_at_hand(parts.packs, parts.packs.ids)
    assert isinstance(unread, Unread) and unread.id == DRAFT and "\n" not in unread.why
    assert f"{DRAFT}: the pack at hand cannot be read" in next(other_lines([unread], "en"))
    assert known_of(config())[DRAFT] == older


def test_the_day_is_the_one_of_the_service() -> None:
    moment = datetime(2026, 7, 14, 16, 30, tzinfo=UTC)
    days = [day_of(config(timezone=zone), moment).day for zone in ("Asia/Shanghai", "UTC", "America/New_York")]
    assert days == [15, 14, 14]


def test_what_a_demonstration_adopted_the_service_records_for_itself(older: Pack) -> None:
    shown = config(demo=True)
    with ledger_of(shown) as ledger:
        adopt(shown, ledger, Packs((older,)))
        adopt(shown, ledger, packs_of(shown, ledger))
        assert parts_of(config(), ledger).packs.binding == (older,)
        parts_of(shown, ledger)
        assert adoptions(ledger) == [("2023-04-10", True, "binding"), ("2023-04-10", False, "binding")]


def test_another_mode_is_adopted_too(home: Path) -> None:
    with ledger_of(config()) as ledger:
        adopt(config(), ledger, packs_of(config(), ledger))
        other = replace(config(), packs=(f"{DRAFT}:reference",))
        adopt(other, ledger, packs_of(other, ledger))
        assert [mode for *_, mode in adoptions(ledger)] == ["binding", "reference"]
        first, second = history_of(config(), ledger).adoptions
        assert first.digest == second.digest
        assert packs_of(config(), ledger).reference == (AT_HAND,), "without a word in the configuration the last mode"


def test_a_copy_that_cannot_be_read_stops_the_start(older: Pack, home: Path) -> None:
    with ledger_of(config()) as ledger:
        adopt(config(), ledger, Packs((older,)))
        (home / "packs" / f"{older.digest}.json").unlink()
        with pytest.raises(ValueError, match="the copy is missing; .* adopt the one at hand with `guiju law upgrade`"):
            parts_of(config(), ledger)
    with pytest.raises(ValueError, match="guiju law upgrade"):
        packs_of(config())


def test_where_no_ledger_lies_none_is_made(home: Path) -> None:
    assert packs_of(config()).binding == (AT_HAND,)
    assert not history_of(config()).adoptions
    assert list(home.iterdir()) == []


def test_packs_that_cannot_serve_are_not_adopted(home: Path) -> None:
    none = replace(config(), packs=("eu-ai-act-2024",))
    with ledger_of(none) as ledger:
        with pytest.raises(ValueError, match="no active pack knows the risk"):
            parts_of(none, ledger)
        assert adoptions(ledger) == []


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        ("check_seconds = -1", "limits.check_seconds: -1.0 is not between 0.001 and 86,400"),
        ("check_seconds = nan", "limits.check_seconds: nan is not"),
        ("check_seconds = inf", "limits.check_seconds: inf is not"),
        ("hold_sentences = 2", "limits.hold_sentences: "),
        ("most_bytes = 1.5", "limits.most_bytes: "),
        ("most_running = inf", "limits.most_running: "),
        ("retries = -1", "limits.retries: -1 is not"),
        ('check_seconds = "x"', "limits.check_seconds: "),
        ("chek_seconds = 1", "limits: 'chek_seconds' is no limit"),
        ('upstream = "x"', "limits"),
    ],
)
def test_a_limit_that_cannot_be_is_told_with_its_file(home: Path, limits: str, why: str) -> None:
    file = home / "mine.toml"
    head = f'upstream = "http://a/v1"\nproducer = "{DEMO_CODE}"\ndemo = true\n'
    file.write_text(f"{head}limits = {{ {limits} }}\n")
    with pytest.raises(ValueError, match="^" + re.escape(f"{file}: {why}")) as fault:
        settings_of(Config.read(file))
    assert "\n" not in str(fault.value) and "pydantic" not in str(fault.value)


def test_limits_become_settings(home: Path) -> None:
    file = home / "guiju.toml"
    head = f'upstream = "http://a/v1"\nproducer = "{DEMO_CODE}"\ndemo = true\n'
    file.write_text(f"{head}limits = {{ hold_sentences = true, check_seconds = 3, most_running = 7 }}\n")
    settings = settings_of(Config.read())
    assert (settings.hold_sentences, settings.check_seconds, settings.most_running) == (True, 3.0, 7)
