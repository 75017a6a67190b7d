"""The tables of Han characters: what the other modules rest on."""

from __future__ import annotations

from guiju.checks.fold import fold
from guiju.checks.han import han


def test_every_character_is_as_it_is_matched() -> None:
    for table in (han().sounds, han().parts, han().alike):
        assert [char for char in table if fold().dense(char) != char] == []
    assert [whole for whole, parts in han().parts.items() if fold().dense(parts) != parts or len(parts) != 2] == []


def test_sounds_parts_and_likes() -> None:
    assert (han().sounds["红"], han().parts["烤"]) == ("hong2", "火考")
    assert "沦" in han().alike["轮"]
    assert "北京" in han().common
    assert "发轮" not in han().common


def test_characters_of_one_sound_have_one_code() -> None:
    one, other, third = (han().coded(text) for text in ("红烧肉a", "宏勺柔a", "红烧鱼a"))
    assert one == other != third
    assert len(one) == 4
    assert one[-1] == "a"
