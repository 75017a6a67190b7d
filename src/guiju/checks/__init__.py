"""Checks: batch functions that observe risks in content, and the runner that asks them."""

from guiju.checks.abuse import Abuse
from guiju.checks.attack import Attack
from guiju.checks.code import Code
from guiju.checks.fold import folded
from guiju.checks.grounding import Grounding
from guiju.checks.harm import Harm
from guiju.checks.imported import Imported
from guiju.checks.judge import Judge, JudgeSettings
from guiju.checks.learned import placed_windows
from guiju.checks.lexicon import Entry, Lexicon, Origin, lines_of, load_lexicon, united, written
from guiju.checks.media import Judges, judges_of
from guiju.checks.media_kinds import HEAD, kind_of
from guiju.checks.pii import Pii
from guiju.checks.runner import judged, tailed
from guiju.checks.shipped import shipped_lexicon
from guiju.checks.words import Words

__all__ = [
    "HEAD",
    "Abuse",
    "Attack",
    "Code",
    "Entry",
    "Grounding",
    "Harm",
    "Imported",
    "Judge",
    "JudgeSettings",
    "Judges",
    "Lexicon",
    "Origin",
    "Pii",
    "Words",
    "folded",
    "judged",
    "judges_of",
    "kind_of",
    "lines_of",
    "load_lexicon",
    "placed_windows",
    "shipped_lexicon",
    "tailed",
    "united",
    "written",
]
