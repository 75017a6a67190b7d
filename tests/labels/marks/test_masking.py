from __future__ import annotations

import numpy as np

from guiju.labels.marks.masking import GROUND, hiding


def test_texture_hides_more_than_an_even_place():
    luma = np.full((200, 400), 120, np.float32)
    luma[:, 200:] += np.random.default_rng(1).normal(0, 25, (200, 200))
    shares = hiding(luma)
    assert np.allclose(shares[:, :150], GROUND, atol=0.05)
    assert shares[:, 250:].mean() > 2.5 * GROUND


def test_an_edge_does_not_light_up_the_even_places_beside_it():
    luma = np.full((200, 400), 60, np.float32)
    luma[:, 200:] = 200
    assert hiding(luma)[:, :185].max() < 1.5 * GROUND
