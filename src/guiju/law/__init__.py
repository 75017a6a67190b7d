"""Regulation packs: what the law says, as data, and which of it evidence shows met."""

from guiju.law.active import Packs
from guiju.law.check import Summary, check, faulty_packs, summary
from guiju.law.decisions import Decision
from guiju.law.diff import Diff, diff
from guiju.law.loading import available, load, read_packs
from guiju.law.search import Hit, search
from guiju.law.status import ControlStatus, ObligationStatus, status
from guiju.law.texts import Official, file_of, supplied
from guiju.law.texts import read as read_text

__all__ = [
    "ControlStatus",
    "Decision",
    "Diff",
    "Hit",
    "ObligationStatus",
    "Official",
    "Packs",
    "Summary",
    "available",
    "check",
    "diff",
    "faulty_packs",
    "file_of",
    "load",
    "read_packs",
    "read_text",
    "search",
    "status",
    "summary",
    "supplied",
]
