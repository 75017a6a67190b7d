import click
import pytest

from guiju.cli.proving import proving
from guiju.ledger import Broken


def test_what_does_not_hold_is_one_line_and_exit_1(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(click.exceptions.Exit) as left, proving():
        raise Broken(3, "its link is another")
    assert left.value.exit_code == 1
    assert capsys.readouterr().err == "BROKEN  line 3: its link is another\n"


def test_any_other_error_passes() -> None:
    with pytest.raises(LookupError), proving():
        raise LookupError("no such user")
