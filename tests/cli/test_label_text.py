"""What is shown of a file says what can be done."""

from __future__ import annotations

import re

from guiju.cli.label import label
from guiju.cli.label_text import lines, told
from guiju.labels import Examined
from guiju.labels.remark import Remark, codes


def test_every_option_that_a_remark_names_is_one_of_a_command() -> None:
    options = {one for command in label.commands.values() for option in command.params for one in option.opts}
    for code in codes():
        repair = Remark(code).repair
        assert set(re.findall(r"--[a-z\d-]+", f"{repair.zh} {repair.en}")) <= options, code


def test_a_file_with_very_many_findings_is_told_with_the_first_and_how_many_there_are_beside() -> None:
    every = (Remark("key_missing", 0, "Label"), *(Remark("checksum", at, "tEXt") for at in range(1_000)))
    seen = Examined("noncompliant", "png", None, None, every)
    rows = told("a.png", seen, "en")["findings"]
    assert (rows[0]["code"], rows[-1]["code"], len(rows)) == ("key_missing", "too_large", 101)
    assert "+901" in rows[-1]["what"]
    shown = list(lines("a.png", seen, "en"))
    assert len(shown) < 120 and "+901" in "".join(shown)
    few = Examined("noncompliant", "png", None, None, every[:100])
    assert len(told("a.png", few, "en")["findings"]) == 100
