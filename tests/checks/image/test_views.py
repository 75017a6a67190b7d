"""What one reader sees and another does not: each is a view of its own."""

from __future__ import annotations

import numpy as np
import pytest

from tests.checks.image.drawing import drawn

pytest.importorskip("PIL")

from PIL import Image

from guiju.checks.image.views import views


def test_an_ordinary_picture_has_one_view() -> None:
    assert len(list(views(drawn()))) == 1
    assert len(list(views(drawn().convert("RGBA")))) == 1
    assert len(list(views(Image.new("RGB", (1, 1))))) == 1


def test_noise_is_no_faint_text() -> None:
    grain = np.random.default_rng(1).normal(128, 8, (90, 120, 3)).clip(0, 255).astype(np.uint8)
    assert len(list(views(Image.fromarray(grain)))) == 1


def test_what_is_white_on_clear_shows_on_black_and_what_lies_under_clear_shows_too() -> None:
    clear = Image.new("RGBA", (60, 20), (255, 255, 255, 0))
    clear.paste((255, 255, 255, 255), (10, 5, 30, 15))
    assert {view.getpixel((20, 10)) for view in views(clear)} == {(255, 255, 255)}
    assert (0, 0, 0) in {view.getpixel((0, 0)) for view in views(clear)}
    under = Image.new("RGBA", (60, 20), (255, 255, 255, 0))
    under.paste((9, 9, 9, 0), (10, 5, 30, 15))
    assert (9, 9, 9) in {view.getpixel((20, 10)) for view in views(under)}


def test_faint_traces_are_made_strong() -> None:
    plain, strong = views(drawn(ink=(252, 252, 252)))
    assert np.asarray(plain).min() == 252
    assert np.asarray(strong).min() == 0
