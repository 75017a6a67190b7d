"""judge: a guard model of the operator's own, asked through an OpenAI-compatible API."""

from guiju.checks.judge.check import Judge
from guiju.checks.judge.settings import JudgeSettings

__all__ = ["Judge", "JudgeSettings"]
