"""Marks of others, by trained models, for operators who have their packages and weights: nothing is fetched from here.

Both packages fetch weights when they are first used, and one of them only says so much later: TrustMark's constructor
succeeds without its weights, and writing then fails. So the files are looked for before the package is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from guiju.labels.extra import Missing, library
from guiju.labels.marks.writing import Image


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a foreign mark can be used here; ``why`` says what is missing and where it belongs."""

    ready: bool
    why: str = ""


class Foreign(Protocol):
    """A mark of others: what it is called, and how many bits it carries."""

    @property
    def name(self) -> str: ...
    @property
    def bits(self) -> int: ...

    def present(self) -> Presence:
        """Whether its package and its weights are here."""
        ...

    def write(self, content: NDArray[Any], number: int) -> NDArray[Any]:
        """The content with a mark that says ``number``. Raises Missing; ValueError for a number that does not fit."""
        ...

    def read(self, content: NDArray[Any]) -> int | None:
        """The number of the mark; None where there is none. Raises Missing."""
        ...


@dataclass(frozen=True)
class TrustMarkMark:
    """TrustMark for pictures (RGB in 8 bits): ``variant`` Q is the usual one, P the least visible. ``weights`` is the
    folder of its models, by default the one inside its package."""

    variant: str = "Q"
    weights: Path | None = None
    name: ClassVar[str] = "TrustMark"
    bits: ClassVar[int] = 61
    """What BCH_5 leaves of its 100."""

    def present(self) -> Presence:
        """Whether its package and its weights are here."""
        spec = find_spec("trustmark")
        if spec is None or spec.origin is None:
            return Presence(False, "the package trustmark is not installed: pip install trustmark")
        inside = Path(spec.origin).parent / "models"
        if self.weights and self.weights.resolve() != inside.resolve():
            return Presence(
                False, f"trustmark reads its weights from {inside} alone: put those of {self.weights} there"
            )
        wanted = [f"trustmark_{self.variant}.yaml", f"encoder_{self.variant}.ckpt", f"decoder_{self.variant}.ckpt"]
        return _presence("TrustMark", inside, wanted)

    def write(self, content: Image, number: int) -> Image:
        """The picture with a mark that says ``number``. Raises Missing; ValueError for a number that does not fit."""
        told = _told(number, self.bits)
        pictures = library("PIL.Image")
        return np.asarray(self._model.encode(pictures.fromarray(content), told, MODE="binary"))

    def read(self, content: Image) -> int | None:
        """The number of the mark; None where there is none. Raises Missing."""
        told, found, _ = self._model.decode(library("PIL.Image").fromarray(content), MODE="binary")
        return int(told, 2) if found else None

    @cached_property
    def _model(self) -> Any:
        _ready(self.present())
        # The remover is left out: it takes marks off, and has weights of its own.
        return library("trustmark").TrustMark(verbose=False, model_type=self.variant, loadRemover=False)


@dataclass(frozen=True)
class AudioSealMark:
    """AudioSeal for sound (one channel, 32-bit floats, 16,000 samples a second). ``weights`` is a folder with
    ``generator_base.pth`` and ``detector_base.pth``."""

    weights: Path
    name: ClassVar[str] = "AudioSeal"
    bits: ClassVar[int] = 16
    least: float = 0.5
    """The share of samples that have to be judged marked. Own number: calibrate it on sound of one's own."""

    def present(self) -> Presence:
        """Whether its package and its weights are here."""
        if find_spec("audioseal") is None:
            return Presence(False, "the package audioseal is not installed: pip install audioseal")
        return _presence("AudioSeal", self.weights, ["generator_base.pth", "detector_base.pth"])

    def write(self, content: NDArray[np.float32], number: int) -> NDArray[np.float32]:
        """The sound with a mark that says ``number``. Raises Missing; ValueError for a number that does not fit."""
        told = _told(number, self.bits)
        (generator, _), torch = self._models, library("torch")
        message = torch.tensor([[int(bit) for bit in told]])
        with torch.no_grad():
            added = generator.get_watermark(torch.from_numpy(content)[None, None], message=message)
        return np.asarray(content + added[0, 0].numpy(), dtype=np.float32)

    def read(self, content: NDArray[np.float32]) -> int | None:
        """The number of the mark; None where there is none. Raises Missing."""
        (_, detector), torch = self._models, library("torch")
        with torch.no_grad():
            share, message = detector.detect_watermark(torch.from_numpy(content)[None, None])
        if float(share) < self.least:
            return None
        return int("".join(str(int(bit)) for bit in message.flatten().tolist()), 2)

    @cached_property
    def _models(self) -> tuple[Any, Any]:
        _ready(self.present())
        loading = library("audioseal").AudioSeal
        generator = loading.load_generator(str(self.weights / "generator_base.pth"), nbits=self.bits)
        return generator, loading.load_detector(str(self.weights / "detector_base.pth"), nbits=self.bits)


def _presence(name: str, folder: Path, wanted: Sequence[str]) -> Presence:
    lacking = [file for file in wanted if not (folder / file).is_file() or not (folder / file).stat().st_size]
    if lacking:
        return Presence(False, f"the weights of {name} are not in {folder}: {', '.join(lacking)}")
    return Presence(True)


def _ready(presence: Presence) -> None:
    if not presence.ready:
        raise Missing(presence.why)


def _told(number: int, bits: int) -> str:
    if not 0 <= number < 1 << bits:
        raise ValueError(f"this mark carries {bits} bits; {number} does not fit")
    return format(number, f"0{bits}b")
