"""Marks: what tells generated content inside the pixels, the text or the sound itself, where metadata has been lost."""

from guiju.labels.marks.files import Stamp, marked_file, read_file
from guiju.labels.marks.foreign import AudioSealMark, Presence, TrustMarkMark
from guiju.labels.marks.payload import NUMBER_BITS, number_of
from guiju.labels.marks.reading import Mark, read
from guiju.labels.marks.text import TextEvidence, TextMark
from guiju.labels.marks.writing import Unmarkable, marked

__all__ = [
    "NUMBER_BITS",
    "AudioSealMark",
    "Mark",
    "Presence",
    "Stamp",
    "TextEvidence",
    "TextMark",
    "TrustMarkMark",
    "Unmarkable",
    "marked",
    "marked_file",
    "number_of",
    "read",
    "read_file",
]
