from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from guiju.core.facts import StandingChanged
from guiju.ledger import SqlLedger
from guiju.users import History, Limits
from tests.users.requests import MORNING, asked, recorded

LIMITS = Limits(3, 5, ZoneInfo("Asia/Shanghai"))


def test_a_user_without_records_is_in_good_standing(ledger: SqlLedger) -> None:
    history = History.read(ledger, "u-1", demo=False)
    assert (history.standing, history.changes, history.asked) == ("good", (), ())


def test_requests_count_from_the_last_change_on(ledger: SqlLedger) -> None:
    ledger.append(*(recorded(asked(counted=True)) for _ in range(2)))
    before = History.read(ledger, "u-1", demo=False)
    ledger.append(
        before.change("suspended", "officer", "standing", LIMITS, "officer:wang", MORNING + timedelta(days=1))
    )
    later = MORNING + timedelta(days=2)
    ledger.append(recorded(asked(counted=True), at=later))
    after = History.read(ledger, "u-1", demo=False)
    assert (after.standing, [at for at, _ in after.asked]) == ("suspended", [later])
    assert after.changes[0][1] == StandingChanged("good", "suspended", "officer", after.changes[0][1].control, 2, 2)


def test_a_change_comes_after_what_a_faster_clock_recorded(ledger: SqlLedger) -> None:
    ahead = MORNING + timedelta(hours=1)
    ledger.append(recorded(asked(counted=True), at=ahead))
    change = History.read(ledger, "u-1", demo=False).change(
        "good", "officer", "standing", LIMITS, "officer:li", MORNING
    )
    ledger.append(change)
    assert change.at > ahead
    assert History.read(ledger, "u-1", demo=False).asked == ()


def test_users_and_demonstrations_do_not_mix(ledger: SqlLedger) -> None:
    ledger.append(recorded(asked()), recorded(asked(), "u-2"), recorded(asked(), None), recorded(asked(), demo=True))
    assert len(History.read(ledger, "u-1", demo=False).asked) == 1
    assert len(History.read(ledger, "u-1", demo=True).asked) == 1
