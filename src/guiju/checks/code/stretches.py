"""Stretches: the parts of a text that may hold a secret each; no secret crosses the end of one.

A stretch is a run of characters that keys are made of, and with it what a name of a secret, a header or the first line
of a private key opens. It is read from left to right, so nothing that follows changes one that has ended.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from guiju.core.check import Span

LIMIT: Final = 16_384
"""Characters of a stretch; a longer one is read as several, so that none has to be held without end. Only a private key
is read whole, however long it is."""

NAME: Final = (
    r"(?:pass(?:word|wd|phrase)?|pwd|pw(?!\d)|secret(?:[_-]?(?:key|id))?|(?:api|access|private|app|encryption|signing|account|license)[_-]?"
    r"(?:key|secret|token)(?:[_-]?id)?|(?:auth|bearer|refresh|access|bot|session)[_-]?token|token|client[_-]?secret|"
    r"credentials?|密码|口令|密钥|令牌)"
)
NAME_NEEDS: Final = (
    *("pass", "pwd", "secret", "token", "credential", "密码", "口令", "密钥", "令牌"),
    *(f"pw{sign}" for sign in " \t=:\"'`]>：是为成设改换就都"),
    *(f"{of}{dash}key" for of in ("api", "access", "private", "app", "encryption", "signing", "account", "license")
      for dash in ("", "_", "-")),
)  # fmt: skip
"""Of these words a name in lower case has at least one."""

SETS: Final = r"(?:(?:设置?|改|换|就|都)?[为成是]了?[:：]?|:=|=>|==|[=:：])"
"""What stands between a name and what it is set to."""

LOGIN: Final = r"-(?:u|user|proxy-user)"
LOGIN_NEEDS: Final = ("-u ", "-u\t", "-u'", '-u"', "-user ", "-user\t", "-user=")
CLIENT: Final = r"(?:mysql(?:dump|admin|import|show|check)?|mariadb(?:-dump|-admin)?|sshpass|redis-cli)"
CLIENT_NEEDS: Final = ("mysql", "mariadb", "sshpass", "redis-cli")
"""Options and commands that a login follows."""

_RUN_OF: Final = "".join(map(chr, range(0x21, 0x7F))) + "密口令"
_RUN: Final = re.compile(f"[!-~密口令]{{1,{LIMIT}}}")
_VALUE: Final = r"(?:[rbuf]?(?:\"[^\"\n]{0,400}|'[^'\n]{0,400}|`[^`\n]{0,400})|[^\s\"'`,;，；。、）)<>|]{1,400})"
_OPENED: Final = re.compile(
    rf"{NAME}\d{{0,2}}[\"'`]?\]?[ \t]{{0,8}}"
    rf"(?:(?::[ \t]{{0,8}}&?str(?:ing)?[ \t]{{0,8}}=|{SETS})[ \t]{{0,8}}(?:&?str(?:ing)?[ \t]{{1,8}}|{_VALUE})?"
    r"|设置?|改|换|就|都)?"
    rf"|{LOGIN}[ \t]{{1,4}}"
    rf"|{CLIENT}(?:[ \t]{{1,4}}-[!-~]{{1,64}}(?:[ \t]{{1,4}}[!-,.-~][!-~]{{0,63}})?){{0,8}}[ \t]{{0,4}}"
    r"|Authorization[\"']?\s{0,4}(?:[:=,]\s{0,4}[\"']?(?:(?:Bearer|Basic|Token)\s{0,4})?)?"
    r"|-----BEGIN(?: [A-Z0-9]{0,12}){0,6}"
    r"(?:(?:(?<=PRIVATE KEY)|(?<=KEY BLOCK))-----(?P<key>(?:[\sA-Za-z0-9+/=\"',\\]++|-(?!-)|:[^\n\\]{0,80})*+"
    r"(?:-----END[ A-Z0-9]{0,40}-{0,5})?))?",
    re.IGNORECASE | re.ASCII,
)
"""What opens a stretch beyond its run. Of each part every beginning is a match too, so that what may yet become one is
held; ASCII, for a name in other letters is none."""


def stretches(text: str) -> Iterator[Span]:
    """The stretches of a text, in order."""
    run, opened, sought = _RUN.search(text), _OPENED.search(text), 0
    while run:
        start, end = run.span()
        limit = bound = min(len(text), start + LIMIT)
        while opened and opened.start() < end < limit + 1:
            sought = opened.end()
            if opened["key"] and opened.start() < bound:
                limit = max(limit, sought)
            end = max(end, sought)
            if more := _RUN.match(text, end, max(end, limit)):
                end = more.end()
            opened = _OPENED.search(text, sought)
        end = min(end, limit)
        yield start, end
        if end < sought or (opened and opened.start() < end):
            opened, sought = _OPENED.search(text, end), end
        run = _RUN.search(text, end)


def last_run(text: str) -> int:
    """Where the stretch begins that the end of a text may still belong to, of a text in which nothing is opened."""
    start = len(text.rstrip(_RUN_OF))
    return start + (len(text) - start) // LIMIT * LIMIT
