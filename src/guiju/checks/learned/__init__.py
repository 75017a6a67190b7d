"""What the learned checks share: one reading of each text by one small model."""

from guiju.checks.learned.judge import Judge, judge
from guiju.checks.learned.reading import windows

__all__ = ["Judge", "judge", "windows"]
