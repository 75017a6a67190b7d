"""Decoding pictures of unknown make: whatever the libraries raise over a broken one is one thing to the caller."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from guiju.labels.explicit.lettering import Unwritable
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import Missing, library

_BROKEN: Final = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, RuntimeError, OverflowError,
)  # fmt: skip
"""What Pillow, OpenCV and libheif were seen to raise over damaged files."""


@contextmanager
def decoding() -> Iterator[None]:
    """Within it, a picture that is broken or too large raises Unfit. Raises Missing without Pillow."""
    too_large, unknown = library("PIL.Image").DecompressionBombError, library("PIL").UnidentifiedImageError
    try:
        yield
    except (Unfit, Unwritable, Missing):
        raise
    except too_large as error:
        raise Unfit(f"the picture is too large: {error}") from None
    except unknown:  # whose words name an object of Python
        raise Unfit("the picture does not decode: it is of no format that is known here, or is damaged") from None
    except _BROKEN as error:
        raise Unfit(f"the picture does not decode: {error}") from None
