from __future__ import annotations

import pytest

from guiju.labels.naming import held, named


@pytest.mark.parametrize("key", ["AIGC", "aigc", "TC260:AIGC", "TC260 AIGC", "AIGC_Label", "AIGC\0"])
def test_names_of_a_label(key: str) -> None:
    assert named(key)


@pytest.mark.parametrize("key", ["", "AIGC_TOOL", "AIGCModel", "XAIGC", "TC260", "AIGC AIGC", "Comment"])
def test_other_names(key: str) -> None:
    assert not named(key)


@pytest.mark.parametrize(
    "text", ['{"AIGC":{}}', ' { "AIGC" : {', 'AIGC{"Label"', "AIGC: {", '{"Label":"1","ContentProducer":"x"']
)
def test_texts_that_are_a_label(text: str) -> None:
    assert held(text)


@pytest.mark.parametrize("text", ["", "AIGC", "made with AIGC tools", '{"Label":"x"}', '{"a": {"AIGC": 1}}'])
def test_other_texts(text: str) -> None:
    assert not held(text)
