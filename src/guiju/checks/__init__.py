"""Checks: batch functions that observe risks in content, and the runner that asks them."""

from guiju.checks.code import Code
from guiju.checks.grounding import Grounding
from guiju.checks.imported import Imported
from guiju.checks.lexicon import Entry, Lexicon, Origin, lines_of, load_lexicon, united, written
from guiju.checks.pii import Pii
from guiju.checks.runner import judged, tailed
from guiju.checks.shipped import shipped_lexicon
from guiju.checks.words import Words

__all__ = [
    "Code",
    "Entry",
    "Grounding",
    "Imported",
    "Lexicon",
    "Origin",
    "Pii",
    "Words",
    "judged",
    "lines_of",
    "load_lexicon",
    "shipped_lexicon",
    "tailed",
    "united",
    "written",
]
