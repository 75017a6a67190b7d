"""What the learned checks share: one reading of each text by one small model."""

from guiju.checks.learned.reading import says_anything, windows
from guiju.checks.learned.weigher import Weigher, weigher

__all__ = ["Weigher", "says_anything", "weigher", "windows"]
