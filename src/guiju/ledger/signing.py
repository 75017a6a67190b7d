"""The ledger's Ed25519 key: what signs checkpoints and exports, and what checks them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from guiju.ledger.files import create

FILE = "ledger.key"


class Signer:
    """The private key in the folder of keys, made at its first use and readable by its owner alone."""

    def __init__(self, folder: Path) -> None:
        self._key = _private(folder / FILE)
        self.public = Verifier(self._key.public_key())

    def sign(self, domain: str, body: bytes) -> str:
        """The signature, hexadecimal, of a body within a domain: one for a checkpoint is none for an export."""
        return self._key.sign(_framed(domain, body)).hex()


class Verifier:
    """A public key. ``id`` is the SHA-256 of its 32 bytes."""

    def __init__(self, key: Ed25519PublicKey) -> None:
        self._key = key
        raw = key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.id = hashlib.sha256(raw).hexdigest()

    def pem(self) -> bytes:
        """The key as PEM."""
        return self._key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)

    def holds(self, domain: str, body: bytes, signature: str) -> bool:
        """Whether this key signed the body within this domain. Only the one spelling of a signature is accepted."""
        try:
            raw = bytes.fromhex(signature)
            self._key.verify(raw, _framed(domain, body))
        except (ValueError, InvalidSignature):
            return False
        return raw.hex() == signature


def kept_public(folder: Path) -> Verifier | None:
    """The public half of the key in the folder of keys, or None where none was made yet. Raises ValueError."""
    return Signer(folder).public if (folder / FILE).exists() else None


def read_public(path: Path) -> Verifier:
    """The public key in a PEM file. Raises FileNotFoundError, and ValueError for anything but an Ed25519 key."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (ValueError, UnsupportedAlgorithm):
        raise ValueError(f"{path} holds no public key: give the file that `guiju ledger key --out` wrote") from None
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(f"{path} holds another kind of key than Ed25519")
    return Verifier(key)


def _private(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        made = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        create(path, made)
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError(f"{path} holds no private key that can be read") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds another kind of key than Ed25519")
    return key


def _framed(domain: str, body: bytes) -> bytes:
    return domain.encode() + b"\0" + body
