"""pii.phone: a mobile number of mainland China, with or without the country code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guiju.checks.pii.identifier import ALONE_AFTER, ALONE_BEFORE, CERTAIN, GAP, Identifier
from guiju.checks.pii.run import Run

RISK = "pii.phone"

_NAMES = ("tel", "phone", "mobile", "mob", "cell", "call", "qq", "wx", "vx", "wechat", "weixin", "whatsapp")
_CALLED = f"(?<=[A-Za-z])(?i:{'|'.join(f'(?<={name})' for name in _NAMES)})[_-]?"
_GROUPS = rf"{GAP}\d{{4}}{GAP}\d{{4}}|{GAP}\d{{3}}{GAP}\d{{5}}|\.\d{{4}}\.\d{{4}}"
_EXTENSION, _WORD = r"-\d{1,4}(?![0-9A-Za-z_-])", "[A-Za-z]{3,}(?![0-9A-Za-z_])"
_PHONE = re.compile(
    rf"(?:{ALONE_BEFORE}|{_CALLED})((?:(?:\+|00)?86{GAP})?1[3-9]\d(?:{_GROUPS}))(?:{ALONE_AFTER}|(?={_EXTENSION}|{_WORD}))"
)


def phones(run: Run) -> Iterator[Identifier]:
    """Eleven digits that start as mobile numbers do, whole or in the groups people write."""
    for found in _PHONE.finditer(run.text):
        yield Identifier(RISK, found.start(1), found.end(1), CERTAIN)
