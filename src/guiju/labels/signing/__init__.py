"""Signed labels: what shows that a label, or the content it stands in, was changed after it was written."""

from guiju.labels.signing.keys import ALGORITHMS, Algorithm, Key, PublicKey, generate, read_key, read_public, save
from guiju.labels.signing.signature import Party, checked, signed

__all__ = [
    "ALGORITHMS",
    "Algorithm",
    "Key",
    "Party",
    "PublicKey",
    "checked",
    "generate",
    "read_key",
    "read_public",
    "save",
    "signed",
]
