"""What is raised where evidence does not hold."""

from __future__ import annotations


class Broken(ValueError):
    """What was checked does not hold: ``why``, first seen at ``line`` (0 where no one line is to blame)."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}" if line else why)
        self.line, self.why = line, why
