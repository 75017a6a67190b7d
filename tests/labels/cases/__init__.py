"""Small files, good and broken, made from the descriptions of their formats, and what is to be said of each."""

from tests.labels.cases.case import Case
from tests.labels.cases.documents import DOCUMENTS
from tests.labels.cases.films import FILMS
from tests.labels.cases.pictures import PICTURES
from tests.labels.cases.sounds import SOUNDS
from tests.labels.cases.texts import TEXTS

CASES = [*PICTURES, *FILMS, *SOUNDS, *DOCUMENTS, *TEXTS]

__all__ = ["CASES", "Case"]
