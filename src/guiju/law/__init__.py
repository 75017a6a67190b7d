"""Regulation packs: what the law says, as data, and which of it evidence shows met."""

from guiju.law.active import Packs
from guiju.law.check import check, faulty_packs
from guiju.law.loading import available, load
from guiju.law.status import ControlStatus, ObligationStatus, status

__all__ = ["ControlStatus", "ObligationStatus", "Packs", "available", "check", "faulty_packs", "load", "status"]
