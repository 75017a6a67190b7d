"""Words: the closed vocabularies of the packs in both languages, such as events, severities and measures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from guiju.core.text import Text
from guiju.law.reading.library import WORDS
from guiju.law.reading.loading import FOLDER
from guiju.law.reading.located import read_yaml


@cache
def words(folder: Path = FOLDER) -> Mapping[str, Mapping[str, Text]]:
    """Every vocabulary by its name, and in it the words by theirs. Raises ValueError for a file that is no YAML."""
    raw = read_yaml(folder / WORDS).data
    return {name: {word: Text(**text) for word, text in told.items()} for name, told in raw.items()}
