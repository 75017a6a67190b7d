"""The control over suspensions and the code that suspends read the same rule: what one decides, the other finds met."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from guiju.core.facts import StandingChanged
from guiju.law import load
from guiju.users import Limits
from tests.law.records import ADMITTED, NOW, SUSPENDED, record

PACKS = load(on=date(2026, 11, 22))
CONTROL = PACKS.binding[0].controls["standing"]
CONSECUTIVE, PER_DAY = (int(PACKS.parameter(f"standing.{name}").number) for name in ("consecutive", "per_day"))
LIMITS = Limits(CONSECUTIVE, PER_DAY, ZoneInfo("Asia/Shanghai"))

asked = st.lists(
    st.tuples(st.sampled_from(["served", "counted", "refused", "restored"]), st.integers(1, 5), st.integers(1, 500)),
    max_size=40,
)


def history(steps, suspends=True):
    """What the ledger holds after these steps of one user: kind, which turn, minutes since the step before."""
    records, since, at, shut_out = [], [], NOW - timedelta(days=20), False
    for what, turn, minutes in steps:
        at += timedelta(minutes=minutes)
        if what == "restored":
            if shut_out:
                records.append(record(SUSPENDED, at, "u-1", before="suspended", after="good", cause="officer"))
                since, shut_out = [], False
            continue
        refusal = "standing" if shut_out else "" if what == "served" else "content"
        counted = what == "counted" and not shut_out
        request = record(ADMITTED, at, refusal=refusal, counted=counted, turn=f"{turn:064x}")
        records.append(request)
        since.append((at, request.facts))
        _, reached = LIMITS.counted(since)
        if reached and not shut_out and suspends:
            records.append(record(SUSPENDED, at + timedelta(seconds=1), "u-1", cause=reached))
            since, shut_out = [], True
    return records


@given(asked)
def test_what_the_rule_suspends_the_control_finds_met(steps):
    records = history(steps)
    suspensions = sum(isinstance(r.facts, StandingChanged) and r.facts.after == "suspended" for r in records)
    tally = CONTROL.status(records, NOW).live
    assert tally.events == tally.covered == suspensions
    assert tally.value == ("met" if suspensions else "no_evidence")


@given(asked)
def test_a_suspension_that_did_not_come_is_found(steps):
    due = any(isinstance(r.facts, StandingChanged) for r in history(steps))
    status = CONTROL.status(history(steps, suspends=False), NOW)
    assert (status.value, status.reason) == (("not_met", "missing") if due else ("no_evidence", "no_events"))
