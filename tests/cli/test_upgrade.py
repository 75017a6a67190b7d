"""``guiju law upgrade``: shown before it is done, refused whole or done whole, and never a past status changed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guiju.cli.law import law
from guiju.config import Config
from guiju.core.facts import ClockStarted, Digest, Id, PackAdopted
from guiju.law import FOLDER
from guiju.wiring import ledger_of
from tests.law.packs import PACK
from tests.law.records import ADMITTED, CLOSED, record

DRAFT = "cn-draft-2023-04"
SHIPPED = (FOLDER / f"{DRAFT}.yaml").read_text(encoding="utf-8")
OLDER = SHIPPED.replace('version: "2023-04-11"', 'version: "2023-04-10"').replace("within: P3M", "within: P2M")


def run(*words: str, lang: str = "en", packs: tuple[str, ...] = (DRAFT,)) -> Result:
    return CliRunner().invoke(law, words, obj=Config.read(lang=lang, packs=packs))


def upgraded(*words: str, **more: Any) -> dict[str, Any]:
    done = run("upgrade", "--json", *words, **more)
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def status(*words: str, **more: Any) -> dict[str, Any]:
    done = run("status", "--json", *words, **more)
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def versions(**more: Any) -> dict[str, str]:
    return {one["id"]: one["version"] for one in status(**more)["versions"]}


def file(home: Path, text: str, name: str = "pack.yaml") -> str:
    (home.parent / name).write_text(text, encoding="utf-8")
    return str(home.parent / name)


def adoptions() -> list[PackAdopted]:
    with ledger_of(Config.read()) as ledger:
        return [one.facts for one in ledger.find(kind=PackAdopted.kind) if isinstance(one.facts, PackAdopted)]


def left(home: Path) -> dict[str, bytes]:
    """Everything below the home; what the ledger holds changes its file."""
    return {str(one): one.read_bytes() for one in home.rglob("*") if one.is_file()}


def test_a_dry_run_shows_the_change_and_writes_nothing(home: Path) -> None:
    assert run("upgrade", "--dry-run").exit_code == 0
    assert left(home) == {}
    assert run("upgrade", "--pack", file(home, OLDER)).exit_code == 0
    before = left(home)
    told = upgraded("--dry-run")
    [pack] = told["packs"]
    assert (pack["old"]["version"], pack["new"]["version"], pack["mode"]) == ("2023-04-10", "2023-04-11", "binding")
    [head, duty] = pack["changes"]
    assert (duty["part"], duty["id"], duty["how"]) == ("obligations", "15.2", "changed")
    [term] = [one["within"] for field in duty["fields"] for one in field["new"]]
    assert (head["id"], term, told["dry_run"]) == ("pack", "P3M", True)
    lines = run("upgrade", "--dry-run").stdout
    assert "2023-04-10" in lines and "deadlines: violation_found P2M → violation_found P3M" in lines
    assert "nothing was written" in lines and "没有写入" in run("upgrade", "--dry-run", lang="zh").stdout
    assert left(home) == before


def test_the_adopted_version_goes_on_until_the_upgrade_and_past_days_keep_theirs(home: Path) -> None:
    """Adopt, judge, see another version at hand, upgrade: the new status cites the new version, the past the old."""
    assert run("upgrade", "--pack", file(home, OLDER), "--officer", "clerk").exit_code == 0
    with ledger_of(Config.read()) as ledger:
        ledger.append(record(ADMITTED, datetime.now(UTC)), record(CLOSED, datetime.now(UTC)))
    then = datetime.now(UTC).isoformat()
    past = run("status", "--json", "--now", then).stdout
    assert versions() == {DRAFT: "2023-04-10"}
    assert f"{DRAFT}: another version is at hand (2023-04-11 " in run("status").stderr
    assert run("upgrade").exit_code == 0
    assert versions() == {DRAFT: "2023-04-11"}
    assert run("status", "--json", "--now", then).stdout == past
    assert {row["version"] for row in json.loads(past)["obligations"]} == {"2023-04-10"}
    assert "at hand" not in run("status").stderr
    first, second = adoptions()
    assert (first.before, second.before, second.version) == ("", first.digest, "2023-04-11")


def test_an_upgrade_is_done_once(home: Path) -> None:
    run("upgrade", "--pack", file(home, OLDER))
    assert len(upgraded()["packs"]) == 1
    before = left(home)
    assert upgraded()["packs"] == [] and "nothing to adopt" in run("upgrade").stdout
    assert left(home).keys() == before.keys() and len(adoptions()) == 2


def test_the_first_upgrade_adopts_everything_that_is_active(home: Path) -> None:
    assert "adopted for the first time" in run("upgrade", packs=()).stdout
    kept = {one.pack: one for one in adoptions()}
    assert {f"{one.digest}.json" for one in kept.values()} == {one.name for one in (home / "packs").iterdir()}
    assert kept[DRAFT].mode == "binding" and kept["eu-ai-act-2024"].mode == "reference"
    assert all(one["adopted"] for one in status(packs=())["versions"])


def test_running_terms_and_recorded_assessments_are_shown(home: Path) -> None:
    run("upgrade", "--pack", file(home, OLDER))
    assert run("status", "--record").exit_code == 0
    at = datetime(2026, 11, 1, tzinfo=UTC)
    digest = Digest(adoptions()[0].digest)
    term = ClockStarted(
        Id("violation_found"), Id(f"{DRAFT}/15.2"), Id(DRAFT), Id("2023-04-10"), digest, at, at, "dated", False
    )
    with ledger_of(Config.read()) as ledger:
        ledger.append(replace(record(term, datetime.now(UTC), "clock-1", None), place=None))
    [pack] = upgraded("--dry-run")["packs"]
    assert [(one["obligation"], one["then"]) for one in pack["clocks"]] == [(f"{DRAFT}/15.2", ["2027-02-01"])]
    assert [(one["kind"], one["digest"]) for one in pack["assessments"]] == [("status.judged/1", digest)]
    lines = run("upgrade", "--dry-run").stdout
    assert "running terms touched" in lines and "→ 2027-02-01" in lines and "status.judged/1" in lines


OWN = PACK.replace("id: test-pack", "id: own-rules")
FLOOR = OWN.replace(
    "limit: {value: 3, join: min, unit: times",
    "standing.per_day: {value: 99, join: max, unit: refused turns in one day",
)
SEED = """\
obligations:
  - {id: seed/45, clause: "-", duty: {zh: 七, en: Seven}, trigger: periodic, controls: [later], shows: {zh: 证, en: E}}
"""
DECEMBER = SHIPPED.replace('version: "2023-04-11"', 'version: "2023-12-01"')


def without(text: str, entry: str, following: str) -> str:
    """The text without an entry, up to what follows it."""
    begin = text.index(entry)
    return text[:begin] + text[text.index(following, begin + len(entry)) :]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: [", "not YAML"),
        (OWN.replace("trigger: continuous\n", "trigger: whenever\n"), "'whenever' is no trigger"),
        (OWN.replace("version: \"1\"", "version: 版本一"), "version"),
        (SHIPPED.replace("within: P3M", "within: P2M"), "version 2023-04-11 is known with another text"),
        (OWN.replace("since: 2026-01-01", "since: 2026-01-01\nreplaces: [own-rules]"), "replaces itself"),
        (OWN.replace("since: 2026-01-01", "since: 2999-01-01"), "own-rules 1 applies from 2999-01-01"),
        (OWN.replace("since: 2026-01-01", "since: 2025-01-01\nuntil: 2026-01-01"), "or it has ended"),
        (FLOOR, f"own-rules/1 asks for at least 99 refused turns in one day, {DRAFT}/5.3 for at most 5"),
        (OWN.replace("obligations:\n", SEED), f"obligation seed/45 stands in {DRAFT} and own-rules"),
    ],
)  # fmt: skip
def test_what_must_not_be_adopted_is_refused_and_nothing_is_written(home: Path, text: str, said: str) -> None:
    done = run("upgrade", "--pack", file(home, text), packs=(DRAFT, "own-rules"))
    assert isinstance(done.exception, (ValueError, LookupError)), done.output
    assert said in " ".join(str(done.exception).split())
    assert done.stdout == "" and left(home) == {}


def test_a_draft_that_no_longer_knows_what_the_checks_find_is_refused(home: Path) -> None:
    done = run("upgrade", "--pack", file(home, without(DECEMBER, "  a1.a:\n", "  a1.b:\n")))
    assert "no active pack knows the risk a1.a" in str(done.exception) and left(home) == {}


def test_a_duty_that_the_new_text_drops_is_shown_though_others_comment_on_it(home: Path) -> None:
    run("upgrade", "--pack", file(home, OLDER))
    told = upgraded("--pack", file(home, without(DECEMBER, '  - id: "16"\n', "  - id: ")))
    changes = [(one["part"], one["id"], one["how"]) for pack in told["packs"] for one in pack["changes"]]
    assert ("obligations", "16", "removed") in changes


def test_ones_own_pack_is_active_from_its_adoption(home: Path) -> None:
    assert versions(packs=()).get("own-rules") is None
    assert run("upgrade", "--pack", file(home, OWN), packs=()).exit_code == 0
    assert versions(packs=())["own-rules"] == "1"
    [own] = [one for one in adoptions() if one.pack == "own-rules"]
    assert (own.mode, own.version) == ("binding", "1")
    assert run("upgrade", "--pack", file(home, OWN), "--mode", "reference", packs=()).exit_code == 0
    assert not any(row["binding"] for row in status(packs=())["obligations"] if row["pack"] == "own-rules")
    assert run("upgrade", packs=()).exit_code == 0
    assert versions(packs=())["own-rules"] == "1"


def test_a_pack_that_the_configuration_does_not_name_is_refused(home: Path) -> None:
    done = run("upgrade", "--pack", file(home, OWN))
    assert "own-rules is not among the packs of guiju.toml" in str(done.exception)
    assert "--mode is for a pack from a file" in str(run("upgrade", "--mode", "binding").exception)


def test_a_copy_that_cannot_be_read_stops_the_status_and_is_replaced_by_an_upgrade(home: Path) -> None:
    run("upgrade", "--pack", file(home, OLDER))
    [copy] = (home / "packs").iterdir()
    copy.write_bytes(b"{}")
    done = run("status")
    assert isinstance(done.exception, ValueError) and done.stdout == ""
    assert "guiju law upgrade" in str(done.exception) and "\n" not in str(done.exception)
    assert "cannot be read, so nothing is compared" in run("upgrade").stdout
    assert versions() == {DRAFT: "2023-04-11"}


def test_a_missing_copy_of_the_version_at_hand_is_made_again(home: Path) -> None:
    run("upgrade")
    [copy] = (home / "packs").iterdir()
    copy.unlink()
    assert isinstance(run("status").exception, ValueError)
    assert upgraded("--dry-run")["restored"] == [DRAFT] and not copy.is_file()
    lines = run("upgrade", "--dry-run").stdout
    assert f"{DRAFT}: the copy of the version in use cannot be read" in lines and "adopting restores it" in lines
    assert "nothing to adopt" not in lines and "nothing was written" in lines
    assert "is restored from the one at hand" in run("upgrade").stdout and copy.is_file()
    copy.write_bytes(b"{}")
    told = upgraded()
    assert (told["packs"], told["restored"], list(told["unreadable"])) == ([], [DRAFT], [DRAFT])
    assert copy.read_bytes() != b"{}" and len(adoptions()) == 1 and upgraded()["restored"] == []
    assert versions() == {DRAFT: "2023-04-11"}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(terms=st.lists(st.sampled_from(["P1M", "P2M", "P4M", "P5M"]), min_size=1, max_size=3))
def test_no_upgrade_ever_changes_a_past_status(home: Path, terms: list[str]) -> None:
    told: dict[str, str] = {}
    if not adoptions():
        run("upgrade")
    for term in terms:
        then = (datetime.now(UTC) - timedelta(microseconds=1)).isoformat()
        told[then] = run("status", "--json", "--now", then).stdout
        text = SHIPPED.replace('version: "2023-04-11"', f'version: "{term}"').replace("within: P3M", f"within: {term}")
        assert run("upgrade", "--pack", file(home, text)).exit_code == 0
        assert versions() == {DRAFT: term}
    assert {then: run("status", "--json", "--now", then).stdout for then in told} == told


def test_neither_a_further_pack_nor_another_mode_changes_a_past_status(home: Path) -> None:
    own = file(home, OWN)
    run("upgrade", packs=())
    first = datetime.now(UTC).isoformat()
    before = run("status", "--json", "--now", first, packs=()).stdout
    run("upgrade", "--pack", own, packs=())
    second = datetime.now(UTC).isoformat()
    between = run("status", "--json", "--now", second, packs=()).stdout
    run("upgrade", "--pack", own, "--mode", "reference", packs=())
    then = run("status", "--json", "--now", first, packs=())
    assert then.stdout == before and "own-rules: first adopted on" in then.stderr
    assert run("status", "--json", "--now", second, packs=()).stdout == between
    assert {row["binding"] for row in json.loads(between)["obligations"] if row["pack"] == "own-rules"} == {True}
