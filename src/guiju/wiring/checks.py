"""What judges, and the policy over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from guiju.checks import (
    Abuse,
    Attack,
    Code,
    Grounding,
    Harm,
    Imported,
    Judge,
    JudgeSettings,
    Lexicon,
    Pii,
    Words,
    judges_of,
    load_lexicon,
    shipped_lexicon,
    united,
)
from guiju.config import Config
from guiju.core.check import Check, Finding, name_of
from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Policy
from guiju.law import Packs

LISTS = "words"
"""Below the home: the imported lists of words."""


def imported_of(config: Config) -> Imported:
    """The lists that were imported in this home."""
    return Imported(config.home / LISTS)


def lexicon_of(config: Config, words: tuple[Path, ...] = ()) -> Lexicon:
    """The shipped lexicon, the imported lists, and the files ``words`` or else those of the configuration; where two
    have a phrase the later one's weight wins."""
    parts = [shipped_lexicon(), imported_of(config).lexicon()]
    if files := words or config.words:
        parts.append(load_lexicon(files))
    return united(*(part for part in parts if len(part)))


def checks_of(lexicon: Lexicon, judges: Sequence[JudgeSettings] = ()) -> tuple[Check, ...]:
    """Every check of this version and the operator's own guard models, in one list; the same serve gateway, corpus
    and command line."""
    own = Words(lexicon), Pii(), Harm(), Attack(), Abuse(), Grounding(always=False), Code()
    return *own, *(Judge(one) for one in judges)


def streamed(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """The same checks for a stream: what is read place by place and not waited for long, numbers and secrets, apart
    from personal names, which are read phrase by phrase, and from malware, which takes a whole piece of code."""
    return tuple(part for check in checks for part in _parts(check))


def _parts(check: Check) -> tuple[Check, ...]:
    if isinstance(check, Pii):
        return Pii("numbers"), Pii("words")
    return (Code("secrets"), Code("malware")) if isinstance(check, Code) else (check,)


TRAILING = frozenset(("harm", "attack", "abuse", "grounding", "code-malware", "judge"))
"""The checks that see no single place in a text: in a stream they speak at its pauses and at its end, as does every
check whose findings in an answer are but observed."""


def policy_of(packs: Packs, checks: tuple[Check, ...]) -> Policy:
    """The packs' floors over these checks. Raises ValueError for a risk that no active pack knows."""
    for check in checks:
        packs.require(check.risks)
    thresholds = {name_of(check.id): check.threshold for check in checks}
    floors = packs.policy(thresholds)
    observing = {name_of(check.id) for check in checks if floors.observes(Stage.ANSWER, check.risks)}
    return packs.policy(thresholds, trailing=TRAILING | observing)


def pictures_of(texts: tuple[Check, ...]) -> Callable[[Content], list[Finding]]:
    """What judges a picture; what is not installed for it is a finding."""
    judges = judges_of(texts, kinds=(Kind.IMAGE,))
    return lambda content: judges([content])[0]
