"""``guiju label``: the labels of files, written, read, verified, mended and put to the test."""

from __future__ import annotations

import click

from guiju.cli.label_apply import apply
from guiju.cli.label_keys import chain, key
from guiju.cli.label_pass import pass_
from guiju.cli.label_repair import repair
from guiju.cli.label_snippet import snippet
from guiju.cli.label_strip import strip_test
from guiju.cli.label_test import test
from guiju.cli.label_verify import read, verify


@click.group("label")
def label() -> None:
    """Labels of files: written, read, verified, mended and put to the test."""


for command in (apply, read, verify, repair, pass_, key, chain, test, strip_test, snippet):
    label.add_command(command)
