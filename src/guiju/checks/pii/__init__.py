"""Personal identifiers in text: one file per kind."""

from guiju.checks.pii.check import Pii

__all__ = ["Pii"]
