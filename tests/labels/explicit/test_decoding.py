from __future__ import annotations

import pytest

pytest.importorskip("PIL", reason="needs the extra labels")
from PIL import Image

from guiju.labels.explicit.decoding import decoding
from guiju.labels.explicit.lettering import Unwritable
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import Missing


@pytest.mark.parametrize("error", (OSError("cut"), SyntaxError("no"), TypeError("no size"), RuntimeError("codec")))
def test_whatever_a_library_says_of_a_broken_picture_is_one_thing(error: Exception) -> None:
    with pytest.raises(Unfit, match="does not decode"), decoding():
        raise error


def test_too_large_is_told_as_such() -> None:
    with pytest.raises(Unfit, match="too large"), decoding():
        raise Image.DecompressionBombError("many pixels")


@pytest.mark.parametrize("error", (Unfit("no room"), Unwritable("no letter"), Missing("no library")))
def test_what_is_no_damage_goes_through(error: Exception) -> None:
    with pytest.raises(type(error), match=str(error)), decoding():
        raise error
