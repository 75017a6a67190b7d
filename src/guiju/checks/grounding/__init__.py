"""grounding: whether an answer is supported by the passages given with it."""

from guiju.checks.grounding.check import Grounding

__all__ = ["Grounding"]
