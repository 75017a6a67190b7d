"""Where rooms meet: builds each service from the one configuration object."""

from guiju.wiring.checks import LISTS, TRAILING, checks_of, imported_of, lexicon_of, pictures_of, policy_of, streamed
from guiju.wiring.gateway import parts_of, settings_of
from guiju.wiring.labels import ELEMENTS, SIZES, labels_of, measurements_of, order_of, sizes_of, snippets_of
from guiju.wiring.ledger import found_ledger, ledger_of, vault_of
from guiju.wiring.packs import (
    COPIES,
    Unread,
    adopt,
    archive_of,
    at_hand,
    day_of,
    history_of,
    in_use_of,
    known_of,
    others_at_hand,
    packs_of,
)
from guiju.wiring.users import STANDING_CONTROL, limits_of, standings_of

__all__ = [
    "COPIES",
    "ELEMENTS",
    "LISTS",
    "SIZES",
    "STANDING_CONTROL",
    "TRAILING",
    "Unread",
    "adopt",
    "archive_of",
    "at_hand",
    "checks_of",
    "day_of",
    "found_ledger",
    "history_of",
    "imported_of",
    "in_use_of",
    "known_of",
    "labels_of",
    "ledger_of",
    "lexicon_of",
    "limits_of",
    "measurements_of",
    "order_of",
    "others_at_hand",
    "packs_of",
    "parts_of",
    "pictures_of",
    "policy_of",
    "settings_of",
    "sizes_of",
    "snippets_of",
    "standings_of",
    "streamed",
    "vault_of",
]  # fmt: skip
