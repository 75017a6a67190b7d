"""The laws that every check with a cut obeys, as assertions for property tests."""

from __future__ import annotations

from guiju.core.check import Check, Finding
from guiju.core.content import Content, Kind, Stage


def content(text: str) -> Content:
    """A prompt."""
    return Content("1", Stage.PROMPT, Kind.TEXT, "user", text)


def findings(check: Check, text: str) -> list[Finding]:
    """What the check finds in one text."""
    return list(check([content(text)])[0])


def assert_cut_is_lawful(check: Check, text: str, rest: str) -> None:
    """Nothing that follows changes what is before the cut, nothing before it is needed again; it never moves back."""
    cut = check.settled(text)
    assert 0 <= cut <= len(text)
    before, behind = findings(check, text[:cut]), findings(check, text[cut:] + rest)
    assert findings(check, text + rest) == before + [f.shifted(cut) for f in behind], (text, rest, cut)
    assert check.settled(text + rest) >= cut, (text, rest)
    assert check.tail(text) == (findings(check, text), cut)


def assert_chunks_agree(check: Check, pieces: list[str]) -> None:
    """Reading piece by piece, each time from the last cut, finds what reading the whole finds."""
    found: list[Finding] = []
    base, window = 0, ""
    for piece in pieces:
        window += piece
        seen, cut = check.tail(window)
        found += [f.shifted(base) for f in seen if f.at and f.at[1] <= cut]
        assert not any(f.at and f.at[0] < cut < f.at[1] for f in seen)
        base, window = base + cut, window[cut:]
    found += [f.shifted(base) for f in findings(check, window)]
    assert found == findings(check, "".join(pieces))
