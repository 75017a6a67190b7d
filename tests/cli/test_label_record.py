"""On record stand the operator's own code and number, and of anyone else's nothing."""

from __future__ import annotations

import pytest

from guiju.cli.label_record import account, numbered
from guiju.config import Config
from guiju.core.label import Label
from tests.cli.labelling import CODE

DIGEST = "ab" * 32
UUID = "0190a5b2-1111-4222-8333-444455556666"
REQUEST = "q" + "0a" * 14


@pytest.mark.parametrize(
    ("producer", "number", "named"),
    [
        (CODE, UUID, True),
        (CODE, REQUEST, True),
        (CODE, f"{REQUEST}-2", True),
        (CODE, "n-1", True),
        (CODE, "13800138000", False),
        (CODE, "someone@example.com", False),
        ("001191440300708461136T1XGW3", UUID, False),
        ("someone@example.com", UUID, False),
        ("", "", False),
    ],
)
def test_a_number_names_a_file_where_it_is_ours(producer: str, number: str, named: bool) -> None:
    whose = account(Config(producer=CODE), "officer:x", number="n-1")
    subject = whose.subject(Label("1", producer, number), lambda: DIGEST)
    assert subject == (number if named else f"sha256:{DIGEST[:32]}")


def test_a_code_that_is_none_is_nobodys() -> None:
    whose = account(Config(producer="someone@example.com"), "officer:x")
    assert whose.producers == frozenset()


@pytest.mark.parametrize("number", ["#x", "n" * 97, "a b", "n\n", "某"])
def test_a_number_that_goes_on_no_record_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="--id"):
        numbered(number)
    assert numbered("") == "" and numbered("n-1") == "n-1"
