"""What is shown of a file says what can be done."""

from __future__ import annotations

import re

from guiju.cli.label import label
from guiju.labels.remark import Remark, codes


def test_every_option_that_a_remark_names_is_one_of_a_command() -> None:
    options = {one for command in label.commands.values() for option in command.params for one in option.opts}
    for code in codes():
        repair = Remark(code).repair
        assert set(re.findall(r"--[a-z\d-]+", f"{repair.zh} {repair.en}")) <= options, code
