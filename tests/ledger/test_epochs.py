from datetime import timedelta
from pathlib import Path

from guiju.ledger.epochs import Epochs, Terms
from tests.ledger.conftest import NOW

DAY = timedelta(days=1)
TERMS = Terms(backups=timedelta(days=30), epoch=timedelta(days=7))


def test_an_epoch_serves_its_term_and_then_another_begins(tmp_path: Path) -> None:
    epochs = Epochs(tmp_path / "epochs", TERMS)
    first = epochs.current(NOW)
    assert epochs.rotate(NOW + 6 * DAY) == first
    second = epochs.rotate(NOW + 7 * DAY)
    assert (second.number, second.began) == (2, NOW + 7 * DAY)
    assert second.key != first.key
    assert epochs.rotate(NOW + 7 * DAY) == second
    assert first.finder("alice") != second.finder("alice")


def test_several_processes_share_the_folder_and_agree(tmp_path: Path) -> None:
    one, two = Epochs(tmp_path / "epochs", TERMS), Epochs(tmp_path / "epochs", TERMS)
    assert one.current(NOW) == two.current(NOW + DAY)
    assert one.rotate(NOW + 7 * DAY) == two.rotate(NOW + 8 * DAY)
    assert [epoch.number for epoch in two.all()] == [1, 2]


def test_a_key_dies_on_its_day_unless_it_is_needed(tmp_path: Path) -> None:
    epochs = Epochs(tmp_path / "epochs", TERMS)
    epochs.current(NOW)
    assert epochs.bury(NOW + 99 * DAY, []) == []
    epochs.rotate(NOW + 7 * DAY)
    assert epochs.bury(NOW + 37 * DAY - timedelta(seconds=1), []) == []
    assert epochs.bury(NOW + 37 * DAY, [1]) == []
    assert epochs.bury(NOW + 37 * DAY, [2]) == [1]
    assert [epoch.number for epoch in epochs.all()] == [2]
    assert epochs.of(1) is None


def test_a_key_shows_in_no_representation(tmp_path: Path) -> None:
    epoch = Epochs(tmp_path / "epochs", TERMS).current(NOW)
    assert epoch.key.hex() not in repr(epoch)
    assert repr(epoch.key) not in repr(epoch)
