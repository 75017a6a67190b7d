"""The project's own phrases, hidden as evaders hide them: how many of each family the words check still finds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import pairwise

import opencc

from guiju.checks import Words, shipped_lexicon
from guiju.checks.han import han
from guiju.core.content import Content, Kind, Stage

DRAWN = 1000
WORTH = 0.5
"""Weight from which a phrase counts here."""

PLAIN = ("as it is", "letters as they are")
"""The families that hide nothing."""

Hide = Callable[[str, random.Random], str]

_HAN = re.compile(r"[\u4e00-\u9fff]{3,8}")
_TURN = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ɐqɔpǝɟƃɥᴉɾʞꞁɯuodbɹsʇnʌʍxʎz")
_WIDE = {ord(char): ord(char) + 0xFEE0 for char in "abcdefghijklmnopqrstuvwxyz0123456789"}
_LEET = {"o": "0", "i": "1!", "l": "1", "e": "3", "a": "4@", "s": "5$", "t": "7", "b": "8", "g": "9"}
_FILLS = "0179xl丨ㄧー口的"


def families() -> dict[str, tuple[str, Hide]]:
    """Each family with the phrases it takes, ``han`` or ``letters``, and how it hides them."""
    traditional = opencc.OpenCC("s2t")
    return {
        "as it is": ("han", lambda phrase, chance: phrase),
        "traditional": ("han", lambda phrase, chance: str(traditional.convert(phrase))),
        "zero width": ("han", lambda phrase, chance: "\u200b".join(phrase)),
        "separators": ("han", lambda phrase, chance: chance.choice(" *-./|·_~").join(phrase)),
        "emoji": ("han", lambda phrase, chance: chance.choice("😀🔥👍").join(phrase)),
        "filled": ("han", lambda phrase, chance: chance.choice(_FILLS).join(phrase)),
        "one homophone": ("han", lambda phrase, chance: _homophones(phrase, chance, 1)),
        "homophones": ("han", lambda phrase, chance: _homophones(phrase, chance, len(phrase))),
        "pinyin": ("han", lambda phrase, chance: "".join(_sounds(phrase))),
        "pinyin with spaces": ("han", lambda phrase, chance: " ".join(_sounds(phrase))),
        "one in pinyin": ("han", _one_sound),
        "two in pinyin": ("han", lambda phrase, chance: _initials(phrase, chance, 2, whole=True)),
        "one initial": ("han", lambda phrase, chance: _initials(phrase, chance, 1)),
        "two initials": ("han", lambda phrase, chance: _initials(phrase, chance, 2)),
        "initials": ("han", lambda phrase, chance: _initials(phrase, chance, len(phrase))),
        "parts": ("han", lambda phrase, chance: "".join(han().parts.get(char, char) for char in phrase)),
        "one in parts": ("han", _one_parted),
        "alike": ("han", _alike),
        "backwards": ("han", lambda phrase, chance: phrase[::-1]),
        "letters as they are": ("letters", lambda phrase, chance: phrase),
        "full width": ("letters", lambda phrase, chance: phrase.translate(_WIDE)),
        "leet, one letter": ("letters", lambda phrase, chance: _leet(phrase, chance, 0)),
        "leet, each letter or not": ("letters", lambda phrase, chance: _leet(phrase, chance, 0.5)),
        "leet, all": ("letters", lambda phrase, chance: _leet(phrase, chance, 1)),
        "upside down": ("letters", lambda phrase, chance: phrase.translate(_TURN)[::-1]),
        "letters backwards": ("letters", lambda phrase, chance: phrase[::-1]),
    }  # fmt: skip


def recall(check: Words | None = None) -> dict[str, dict[str, float]]:
    """The share found at its place, and found at all, of phrases drawn from those the family changes."""
    check = check or Words(shipped_lexicon())
    entries = [e for e in shipped_lexicon().entries if e.weight >= WORTH]
    phrases = {
        "han": [e.phrase for e in entries if _HAN.fullmatch(e.phrase)],
        "letters": [e.phrase for e in entries if e.phrase.isascii() and not e.breaks and len(e.phrase) > 3],
    }
    phrases["letters"] += [" ".join(_pieces(e.phrase, e.breaks)) for e in entries if e.phrase.isascii() and e.breaks]
    found = {}
    for family, (kind, hide) in families().items():
        chance = random.Random(7)
        hidden = [(p, hide(p, chance)) for p in chance.sample(phrases[kind], min(DRAWN, len(phrases[kind])))]
        tried = [
            text for phrase, text in hidden if text != phrase or family.endswith("as it is") or "as they" in family
        ]
        rows = check([Content("1", Stage.PROMPT, Kind.TEXT, "user", f"请看 {text} 。") for text in tried])
        at_place = sum(any(f.at == (3, 3 + len(t)) for f in row) for t, row in zip(tried, rows, strict=True))
        any_place = sum(map(bool, rows))
        found[family] = {
            "at its place": at_place / len(tried), "at all": any_place / len(tried), "phrases": float(len(tried)),
        }  # fmt: skip
    return found


def _pieces(phrase: str, breaks: frozenset[int]) -> list[str]:
    edges = [0, *sorted(breaks), len(phrase)]
    return [phrase[a:b] for a, b in pairwise(edges)]


def _sounds(phrase: str) -> list[str]:
    return [han().sounds.get(char, char).rstrip("12345") for char in phrase]


def _homophones(phrase: str, chance: random.Random, count: int) -> str:
    """So many characters, drawn at random, in place of others of their sound."""
    chars = list(phrase)
    for at in chance.sample(range(len(chars)), count):
        sound = han().sounds.get(chars[at], "?").rstrip("12345")
        others = [c for c, s in han().sounds.items() if s[:-1] == sound and c != chars[at]]
        chars[at] = chance.choice(others) if others else chars[at]
    return "".join(chars)


def _one_sound(phrase: str, chance: random.Random) -> str:
    at = chance.randrange(len(phrase))
    return phrase[:at] + _sounds(phrase)[at] + phrase[at + 1 :]


def _initials(phrase: str, chance: random.Random, count: int, whole: bool = False) -> str:
    """So many characters as the first letter of their sound, or as the whole of it."""
    chosen = chance.sample(range(len(phrase)), count)
    sounds = _sounds(phrase)
    return "".join((sounds[at] if whole else sounds[at][0]) if at in chosen else char for at, char in enumerate(phrase))


def _leet(phrase: str, chance: random.Random, share: float) -> str:
    """This share of the letters that have one as a digit or sign, each drawn by itself; one letter at least."""
    able = [at for at, char in enumerate(phrase) if char in _LEET]
    taken = [at for at in able if chance.random() < share] or (able and [chance.choice(able)])
    return "".join(chance.choice(_LEET[char]) if at in taken else char for at, char in enumerate(phrase))


def _one_parted(phrase: str, chance: random.Random) -> str:
    able = [at for at, char in enumerate(phrase) if char in han().parts]
    at = chance.choice(able) if able else 0
    return phrase[:at] + han().parts.get(phrase[at], phrase[at]) + phrase[at + 1 :]


def _alike(phrase: str, chance: random.Random) -> str:
    able = [at for at, char in enumerate(phrase) if char in han().alike]
    if not able:
        return phrase
    at = chance.choice(able)
    return phrase[:at] + chance.choice(han().alike[phrase[at]]) + phrase[at + 1 :]
