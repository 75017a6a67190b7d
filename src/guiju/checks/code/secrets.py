"""Secrets: keys by the shapes that their makers gave them, and values that are set as a password, key or token."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, NamedTuple

from guiju.checks.code.likeness import is_key, is_password, looked_up, stands_in
from guiju.checks.code.stretches import (
    CLIENT,
    CLIENT_NEEDS,
    LIMIT,
    LOGIN,
    LOGIN_NEEDS,
    NAME,
    NAME_NEEDS,
    SETS,
    last_run,
    stretches,
)
from guiju.checks.code.trigger import Trigger
from guiju.core.check import Span

CERTAIN, LIKELY, WEAK = 1.0, 0.9, 0.3
"""Scores: a shape that nothing else has · a value set as a secret · a key for tests."""

_ALONE: Final = r"(?<![A-Za-z0-9_+-])(?<![^/:]/)"
_AFTER: Final = r"(?![A-Za-z0-9_])"


class Secret(NamedTuple):
    """One secret: its place and how sure it is."""

    at: Span
    score: float


class _Shape(NamedTuple):
    """A pattern whose group 1 is the secret, the words one of which it needs, and what must hold of the value."""

    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    score: float
    holds: Callable[[str], bool]


def _random(value: str) -> bool:
    return not stands_in(value)


def _shape(needs: str, pattern: str, score: float = CERTAIN, holds: Callable[[str], bool] = _random) -> _Shape:
    return _Shape(tuple(needs.split()), re.compile(f"{_ALONE}({pattern}){_AFTER}"), score, holds)


_SHAPES: Final = (
    _shape("akia asia", r"(?:AKIA|ASIA)[A-Z2-7]{16}"),
    _shape("ltai", r"LTAI[A-Za-z0-9]{12,24}"),
    _shape("akid", r"AKID[A-Za-z0-9]{32}"),
    _shape("aiza", r"AIza[0-9A-Za-z_-]{35}"),
    _shape("gocspx", r"GOCSPX-[\w-]{28}"),
    _shape("ya29.", r"ya29\.[\w-]{20,200}"),
    _shape("ghp_ gho_ ghu_ ghs_ ghr_", r"gh[opusr]_[A-Za-z0-9]{36,255}"),
    _shape("github_pat_", r"github_pat_[A-Za-z0-9_]{60,100}"),
    _shape("glpat-", r"glpat-[\w-]{20,64}"),
    _shape("xox", r"xox[abeoprs]-[A-Za-z0-9-]{10,250}"),
    _shape("sk_live_ rk_live_", r"[sr]k_live_[0-9A-Za-z]{16,120}"),
    _shape("sk_test_", r"[sr]k_test_[0-9A-Za-z]{16,120}", WEAK, lambda value: True),
    _shape("sk-", r"sk-(?:proj-|svcacct-|admin-|ant-[a-z0-9]{2,8}-|or-v1-)?[A-Za-z0-9_-]{20,200}", LIKELY,
           lambda value: is_key(value[3:])),
    _shape("hf_", r"hf_[A-Za-z0-9]{30,40}"),
    _shape("sg.", r"SG\.[\w-]{20,24}\.[\w-]{39,50}"),
    _shape("npm_", r"npm_[A-Za-z0-9]{36}"),
    _shape("pypi-", r"pypi-AgE[\w-]{50,300}"),
    _shape("_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    _shape("shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    _shape("dapi", r"dapi[0-9a-f]{32}(?:-\d)?"),
    _shape(":aa", r"\d{8,10}:AA[\w-]{33}"),
    _shape("age-secret-key-", r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    _shape("hooks.slack.com/services/", r"https://hooks\.slack\.com/services/T\w{6,12}/B\w{6,12}/\w{20,30}"),
    _shape("/api/webhooks/", r"https://(?:\w{2,8}\.)?discord(?:app)?\.com/api/webhooks/\d{16,20}/[\w-]{50,80}"),
    _shape("eyj", r"eyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}", LIKELY,
           lambda value: not stands_in(value.rpartition(".")[2])),
    _shape("key=", r"(?<=Key=)[A-Za-z0-9+/]{42,86}={1,2}"),
)  # fmt: skip

_ASSIGNED: Final = re.compile(
    rf"({NAME})\d{{0,2}}[\"'`]?\]?[ \t]{{0,8}}"
    rf"(?::[ \t]*(?:str|string|String|&str)[ \t]*=|{SETS})[ \t]{{0,8}}"
    r"(?:[rbuf]?\"([^\"\n]{6,400})\"|[rbuf]?'([^'\n]{6,400})'|`([^`\n]{6,400})`|"
    r"[“「『【]?([^\s\"'`,;，；。、）)<>|“”「」『』【】\u4e00-\u9fff]{6,400}+(?![位个])))",
    re.IGNORECASE,
)
_ELEMENT: Final = re.compile(rf"<(?:[\w.-]{{0,40}}[:._-])?[a-z]{{0,20}}({NAME})>([^<>\s]{{6,400}})</", re.IGNORECASE)
_OPTION: Final = re.compile(
    rf"(?<![!-~])--?[a-z-]{{0,20}}({NAME})[ \t]{{1,4}}[\"']?([^\s\"'`<>|;&-][^\s\"'`<>|;&]{{5,400}})", re.IGNORECASE
)
_LOGIN: Final = re.compile(
    rf"(?<![!-~])-?{LOGIN}[ \t=]{{0,4}}[\"']?[\w.@%+-]{{1,64}}:([^\s\"'`<>|;&/]{{6,128}})(?![^\s\"'`<>|;&])"
)
_CLIENT: Final = re.compile(
    rf"{CLIENT}(?:[ \t][^\n]{{0,600}}?)??[ \t](?:-p|(?<=sshpass )-p[ \t]{{1,4}}|-a[ \t]{{1,4}})"
    r"[\"']?([^\s\"'`<>|;&]{6,128})"
)
_DIGITS: Final = re.compile("[0-9]{6,20}")
_URL: Final = re.compile(
    r"(?<![A-Za-z0-9])[a-z][a-z0-9+.-]{1,20}://[!#-&(-.0-9;=?A-~]{0,64}:([!#-&(-.0-;=?A-~]{3,128})@[\w.\[-]"
)
_HEADER: Final = re.compile(
    r"Authorization[\"']?\s{0,4}[:=,]\s{0,4}[\"']?(?:Bearer|Basic|Token|token)\s{1,4}([A-Za-z0-9+/=._~-]{16,2000})"
)
_PRIVATE: Final = re.compile(
    r"-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    r"(?:\s|\\[nrt]|[\"'+,]|(?:Proc-Type|DEK-Info|Version|Comment):[^\n\\]{0,80}|[A-Za-z0-9+/]{20,}={0,2}){2,}+"
    r"(?:[A-Za-z0-9+/]{1,20}={0,2}(?:\s|\\n){0,4})?(?:-----END [A-Z0-9 ]{0,40}-----)?"
)
_NOTHING: Final = "\n"
"""What a private key is read as by those that look for other secrets."""
_BEGIN: Final = re.compile("-----BEGIN")
_END: Final = re.compile("-----END [A-Z0-9 ]{0,40}-----")
_SHORT: Final = "pw"
"""A name so short that it is one only by itself, and where its value has quotes."""
_TOLD: Final = frozenset(("密码", "口令"))
_HIDDEN_ONLY: Final = re.compile("pass|pw|密码|口令", re.IGNORECASE)
_JOINED: Final = re.compile("password|passwd|secret|api_?key|access_?key|[密口令]", re.IGNORECASE)
_SETS_NONE: Final = re.compile(
    r"(?:public|max|min|num|n|pad|eos|bos|unk|sep|cls|mask|next|page|csrf|stop|special|reset|forgot|confirm|show|hide|is|has|no|"
    r"count|total|prompt|completion|input|output|invalid|wrong|hash|hashed|encrypted|valid|per|com|by|tres)[_.-]?\Z",
    re.IGNORECASE,
)
_BEFORE: Final = 24
_LEAST: Final = 9
"""Characters without which there is no secret, with what it is set by."""


def secrets(text: str) -> tuple[list[Secret], int]:
    """The secrets of a text in order, and the place before which nothing that follows changes them.

    They are looked for in each stretch by itself; of two that overlap the surer one stays, then the longer one.
    """
    wanted = _trigger()(text)
    if wanted.isdisjoint(_OPENING) and "-----" not in text:
        cut, found = last_run(text), []
        if wanted:
            found = [one for span in stretches(text) for one in _within(text, span)]
        return found, cut
    found, cut = [], len(text)
    for start, end in stretches(text):
        found += _within(text, (start, end))
        if end == len(text) and (end - start < LIMIT or _holds_key(text, start, end)):
            cut = start
    return found, cut


def _holds_key(text: str, start: int, end: int) -> bool:
    return end - start > LIMIT or text.find("-----BEGIN", start, end) >= 0


def _within(text: str, span: Span) -> list[Secret]:
    start, end = span
    if end - start < _LEAST:
        return []
    return sorted(Secret((start + s, start + e), score) for (s, e), score in _chosen(_all(text[start:end])))


def _all(text: str) -> Iterator[Secret]:
    for key in _private_keys(text) if "-----BEGIN" in text else ():
        start, end = key.at
        text = f"{text[:start]}{_NOTHING * (end - start)}{text[end:]}"
        yield key
    for number in _trigger()(text):
        if number < len(_SHAPES):
            shape = _SHAPES[number]
            for found in shape.pattern.finditer(text):
                if shape.holds(found[1]):
                    yield Secret(found.span(1), shape.score)
        else:
            yield from _FURTHER[number - len(_SHAPES)][1](text)


def _chosen(found: Iterator[Secret]) -> list[Secret]:
    kept: list[Secret] = []
    for one in sorted(found, key=lambda s: (-s.score, s.at[0] - s.at[1], s.at)):
        if all(one.at[1] <= other.at[0] or other.at[1] <= one.at[0] for other in kept):
            kept.append(one)
    return kept


def _assigned(text: str) -> Iterator[Secret]:
    for found in _ASSIGNED.finditer(text):
        name, number = found[1], next(n for n in (2, 3, 4, 5) if found[n])
        value, quoted = found[number], number < 5
        if _part_of_a_word(text, found) or (not quoted and (looked_up(value) or name.lower() == _SHORT)):
            continue
        if _is_secret(name, value) or (name in _TOLD and _DIGITS.fullmatch(value)):
            yield Secret(found.span(number), LIKELY)


def _is_secret(name: str, value: str) -> bool:
    return is_password(value) if _HIDDEN_ONLY.search(name) else is_key(value)


def _marked(text: str) -> Iterator[Secret]:
    """Values in an element or behind an option that is named as a secret."""
    for found in (*_ELEMENT.finditer(text), *_OPTION.finditer(text)):
        if not _part_of_a_word(text, found) and not looked_up(found[2]) and _is_secret(found[1], found[2]):
            yield Secret(found.span(2), LIKELY)


def _logins(text: str) -> Iterator[Secret]:
    for found in (*_LOGIN.finditer(text), *_CLIENT.finditer(text)):
        if is_password(found[1]) and not looked_up(found[1]):
            yield Secret(found.span(1), LIKELY)


def _part_of_a_word(text: str, found: re.Match[str]) -> bool:
    """Whether the name found is the end of a longer one that names no secret, as in compass and max_token."""
    before = text[max(0, found.start(1) - _BEFORE) : found.start(1)]
    joined = before[-1:].islower() and found[1][0].islower() and not _JOINED.match(found[1])
    if found[1].lower() == _SHORT and before[-1:].isalnum():
        joined = not (before[-1:].islower() and found[1][0].isupper())
    return joined or bool(_SETS_NONE.search(before))


def _in_urls(text: str) -> Iterator[Secret]:
    for found in _URL.finditer(text):
        if not stands_in(found[1]) and not looked_up(found[1]) and len(set(found[1])) > 3:
            yield Secret(found.span(1), LIKELY)


def _headers(text: str) -> Iterator[Secret]:
    for found in _HEADER.finditer(text):
        if not stands_in(found[1]) and any(map(str.isdigit, found[1])):
            yield Secret(found.span(1), LIKELY)


def _private_keys(text: str) -> Iterator[Secret]:
    for found in _PRIVATE.finditer(text):
        if not stands_in(found[0][:200].partition("KEY")[2]):
            yield Secret((found.start(), _ended(text, found.end())), CERTAIN)


def _ended(text: str, at: int) -> int:
    """The end of the last line of a private key whose body is known as far as ``at``."""
    following = _BEGIN.search(text, at)
    last = _END.search(text, at, following.start() if following else len(text))
    return last.end() if last else at


def _named(text: str) -> Iterator[Secret]:
    yield from _assigned(text)
    yield from _marked(text)


_FURTHER: Final = (
    (NAME_NEEDS, _named),
    (("://",), _in_urls),
    (("authorization",), _headers),
    ((*LOGIN_NEEDS, *CLIENT_NEEDS), _logins),
)


_OPENING: Final = frozenset(len(_SHAPES) + number for number in (0, 2, 3))
"""Of what is looked for, that which may open a stretch beyond its run, private keys apart."""


@cache
def _trigger() -> Trigger:
    return Trigger.of([*(shape.needs for shape in _SHAPES), *(needs for needs, _ in _FURTHER)])
