"""Checks: batch functions that observe risks in content, and the runner that asks them."""

from guiju.checks.lexicon import Entry, Lexicon, load_lexicon, united
from guiju.checks.pii import Pii
from guiju.checks.runner import judged, tailed
from guiju.checks.shipped import shipped_lexicon
from guiju.checks.words import Words

__all__ = ["Entry", "Lexicon", "Pii", "Words", "judged", "load_lexicon", "shipped_lexicon", "tailed", "united"]
