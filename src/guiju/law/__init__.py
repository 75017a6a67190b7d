"""Regulation packs: what the law says, as data, and which of it evidence shows met."""

from guiju.law.active import Packs
from guiju.law.loading import available, load

__all__ = ["Packs", "available", "load"]
