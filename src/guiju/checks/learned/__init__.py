"""What the learned checks share: one reading of each text by one small model."""

from guiju.checks.learned.reading import placed_windows, says_anything
from guiju.checks.learned.weigher import Weigher, weigher

__all__ = ["Weigher", "placed_windows", "says_anything", "weigher"]
