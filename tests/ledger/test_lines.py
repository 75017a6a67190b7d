import orjson
import pytest

from guiju.core.evidence import canonical
from guiju.ledger import SqlLedger
from guiju.ledger.lines import again, line
from guiju.ledger.reading import rows
from tests.ledger.conftest import admitted


def test_a_line_is_canonical_json_and_is_spelled_again_from_what_it_says(filled: SqlLedger) -> None:
    filled.append(admitted())
    for record in rows(filled.engine):
        for withhold in (False, True):
            text = line(record, withhold=withhold)
            assert canonical(text) == text
            assert again(orjson.loads(text)) == text


def test_what_is_withheld_shows_no_body_and_no_salt(sqlite_ledger: SqlLedger) -> None:
    sqlite_ledger.append(admitted("req-secret"))
    last = list(rows(sqlite_ledger.engine))[-1]
    assert b"req-secret" in line(last)
    hidden = line(last, withhold=True)
    assert b"req-secret" not in hidden
    assert b"salt" not in hidden


@pytest.mark.parametrize("raw", [{}, {"writer": "w"}, {"absent": 1}])
def test_what_is_no_record_has_no_spelling(raw: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, AttributeError)):
        again(raw)
