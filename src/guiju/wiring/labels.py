"""Which labels files get, by wishes and packs."""

from __future__ import annotations

from collections.abc import Iterator

from guiju.config import Config
from guiju.core.language import LANGS, Lang
from guiju.labels import (
    FileLabels,
    Manifests,
    Measurement,
    Order,
    Seals,
    Sizes,
    Snippets,
    Stamps,
    Tellings,
    Wishes,
    checked,
    measurements,
)
from guiju.law import FOLDER, Packs, read_pack

LABELS = "cn-labels-2025-09"
"""The pack of the measures on labels."""

ELEMENTS = "label.ai_element_words", "label.generation_element_words"
"""The words of which a label has one each."""


SIZES = (
    "label.image_text_height_share", "label.video_text_height_share", "label.scene_text_height_share",
    "label.video_prompt_seconds", "label.voice_characters_per_minute_min", "label.voice_characters_per_minute_max",
)  # fmt: skip
"""The parameters of the packs that ``Sizes`` holds, in its order."""


def labels_of(config: Config, packs: Packs) -> FileLabels:
    """What labels the files of a gateway, by the parameters of the packs."""
    told: dict[Lang, Order] = {lang: order_of(config, packs, Wishes(lang=lang)) for lang in LANGS}
    return FileLabels(config.producer, told, Order(way="waived"))


def order_of(config: Config, packs: Packs, wishes: Wishes) -> Order:
    """Which labels files get, by what is wished for and the parameters of the packs. Raises ValueError, OSError."""
    return Order(
        wishes.implicit,
        "client" if wishes.explicit else "none",
        telling=_telling(config, packs, wishes),
        stamping=Stamps(wishes.mark) if wishes.mark else None,
        sealing=Seals(wishes.sign) if wishes.sign else None,
        manifesting=Manifests(wishes.chain) if wishes.chain else None,
    )


def _telling(config: Config, packs: Packs, wishes: Wishes) -> Tellings | None:
    """How people are told in a file itself; None where the client tells them, or nobody does."""
    if wishes.place == "client" or not wishes.explicit:
        return None
    words = _checked(packs, wishes.words)
    return Tellings(wishes.lang or config.lang, sizes_of(packs), words, wishes.voice, wishes.place)


def snippets_of(config: Config, packs: Packs, lang: Lang, value: str, words: str = "") -> Snippets:
    """The explicit labels that a client shows, by the sizes of the packs. Raises ValueError for an operator's words
    that lack an element."""
    return Snippets(sizes_of(packs), lang, value, _checked(packs, words))


def measurements_of(packs: Packs, words: str = "") -> Iterator[Measurement]:
    """The explicit labels in use, or an operator's wording, measured against the packs. Raises Missing."""
    return measurements(sizes_of(packs), _words(packs, ELEMENTS[0]), _words(packs, ELEMENTS[1]), words)


def sizes_of(packs: Packs) -> Sizes:
    """How large and how long the packs want explicit labels; where none that binds says, as the measures on labels."""
    told = (float(_measure(packs, name)) for name in SIZES)
    return Sizes(*told)


def _value(packs: Packs, name: str) -> object:
    known = packs.parameters if name in packs.parameters else read_pack(FOLDER, LABELS).parameters
    return known[name].value


def _measure(packs: Packs, name: str) -> float:
    value = _value(packs, name)
    if not isinstance(value, (int, float)):
        raise ValueError(f"parameter {name} must be a number, not {value!r}")
    return value


def _checked(packs: Packs, words: str) -> str:
    """An operator's wording, empty where there is none. Raises ValueError for one that lacks an element."""
    return words and checked(words, *(_words(packs, name) for name in ELEMENTS))


def _words(packs: Packs, name: str) -> tuple[str, ...]:
    value = _value(packs, name)
    if not isinstance(value, list | tuple):
        raise ValueError(f"parameter {name} must be words, not {value!r}")
    return tuple(str(word) for word in value)
