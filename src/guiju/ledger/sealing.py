"""AES-256-GCM under one key: what is sealed opens only with that key and for that owner."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12


def seal(key: bytes, content: bytes, owner: str) -> bytes:
    """Nonce and ciphertext, bound to ``owner``."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, owner.encode())


def unseal(key: bytes, sealed: bytes, owner: str) -> bytes:
    """The content. Raises LookupError for another key, another owner, or bytes that were changed."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], owner.encode())
    except (InvalidTag, ValueError):
        raise LookupError(f"{owner}: what is sealed does not open with this key") from None
