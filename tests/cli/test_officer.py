from __future__ import annotations

from dataclasses import replace

import pytest

from guiju.cli.officer import actor
from guiju.config import Config

CONFIG = replace(Config(), officer="wang")


def test_the_command_line_goes_before_the_configuration() -> None:
    assert actor(CONFIG, "") == "officer:wang"
    assert actor(CONFIG, "li") == "officer:li"


@pytest.mark.parametrize("name", ["-li", "li wang", "王", "a" * 97])
def test_a_name_that_evidence_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"^officer: a name is"):
        actor(CONFIG, name)
