"""End users and applications: who may ask, and by which key."""

from guiju.users.history import History
from guiju.users.keys import Application, Key, Keys
from guiju.users.limits import Counts, Limits
from guiju.users.repetition import Repeated, Repetition
from guiju.users.standing import Standings
from guiju.users.waivers import Waivers

__all__ = [
    "Application",
    "Counts",
    "History",
    "Key",
    "Keys",
    "Limits",
    "Repeated",
    "Repetition",
    "Standings",
    "Waivers",
]
