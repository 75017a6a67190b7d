"""Keys that sign labels: made, read from PEM and written to it, whatever their algorithm."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from guiju.labels.signing import sm2

Algorithm = Literal["sm2sm3", "ed25519", "es256"]
"""SM2 with SM3 (GB/T 32918.2), Ed25519 (RFC 8032), ECDSA on P-256 with SHA-256 (FIPS 186-5)."""

ALGORITHMS: Final[tuple[Algorithm, ...]] = ("sm2sm3", "ed25519", "es256")

_ID: Final = 12  # own number: 96 bits name a key beyond chance, in 16 characters
_HALF: Final = 32
_BEGIN, _END = "-----BEGIN {}-----", "-----END {}-----"
_PRIVATE, _PUBLIC = "PRIVATE KEY", "PUBLIC KEY"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The key that checks: its algorithm, and itself as SubjectPublicKeyInfo (DER)."""

    algorithm: Algorithm
    der: bytes
    _holds: Callable[[bytes, bytes], bool] = field(repr=False, compare=False)

    @property
    def id(self) -> str:
        """Names the key: the first 96 bits of the SHA-256 of ``der``, base64url, 16 characters."""
        return base64.urlsafe_b64encode(hashlib.sha256(self.der).digest()[:_ID]).decode()

    def holds(self, message: bytes, signature: bytes) -> bool:
        """Whether this key signed the message."""
        return self._holds(message, signature)

    def pem(self) -> str:
        """The key for others."""
        return _pem(_PUBLIC, self.der)


@dataclass(frozen=True, slots=True)
class Key:
    """The key that signs, and its public half. A signature is 64 bytes with each algorithm."""

    public: PublicKey
    _der: bytes = field(repr=False)
    _sign: Callable[[bytes], bytes] = field(repr=False, compare=False)

    @property
    def algorithm(self) -> Algorithm:
        """What it signs with."""
        return self.public.algorithm

    def sign(self, message: bytes) -> bytes:
        """The signature of a message, 64 bytes."""
        return self._sign(message)

    def pem(self) -> str:
        """The private key, not encrypted, as PKCS#8."""
        return _pem(_PRIVATE, self._der)


def generate(algorithm: Algorithm) -> Key:
    """A new key. Raises ValueError for an unknown algorithm, extra.Missing where SM2 is not installed."""
    if algorithm == "sm2sm3":
        return _private(sm2.private_der(sm2.generated()))
    if algorithm == "ed25519":
        return _private(_pkcs8(Ed25519PrivateKey.generate()))
    if algorithm == "es256":
        return _private(_pkcs8(ec.generate_private_key(ec.SECP256R1())))
    raise ValueError(f"signing key: the algorithm {algorithm} is none of {', '.join(ALGORITHMS)}")


def save(key: Key, path: Path) -> None:
    """Writes a new PEM file that its owner alone can read. Raises FileExistsError: no key is ever overwritten."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(key.pem())


def read_key(path: Path) -> Key:
    """The private key in a PEM file (PKCS#8). Raises OSError, ValueError."""
    try:
        return _private(_der(_PRIVATE, path.read_text("ascii")))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ValueError(
            f"{path} holds no private key to sign labels with: {error}; it must be PKCS#8, not encrypted, of "
            f"{', '.join(ALGORITHMS)}"
        ) from None


def read_public(path: Path) -> PublicKey:
    """The public key in a PEM file, or the public half of a private one. Raises OSError, ValueError."""
    try:
        text = path.read_text("ascii")
        return _private(_der(_PRIVATE, text)).public if _PRIVATE in text else public_key(_der(_PUBLIC, text))
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ValueError(f"{path} holds no public key to check labels with: {error}") from None


def public_key(der: bytes) -> PublicKey:
    """The key in a SubjectPublicKeyInfo. Raises ValueError, UnsupportedAlgorithm."""
    point = sm2.read_public(der)
    if point is not None:
        return PublicKey("sm2sm3", sm2.public_der(point), lambda message, it: sm2.holds(point, message, it))
    key = serialization.load_der_public_key(der)
    if isinstance(key, Ed25519PublicKey):
        return PublicKey("ed25519", _spki(key), lambda message, it: _ed25519(key, message, it))
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return PublicKey("es256", _spki(key), lambda message, it: _es256(key, message, it))
    raise ValueError("it is a key of another algorithm")


def _private(der: bytes) -> Key:
    secret = sm2.read_private(der)
    if secret is not None:
        public = public_key(sm2.public_der(sm2.public(secret)))
        return Key(public, sm2.private_der(secret), lambda message: sm2.sign(secret, message))
    key = serialization.load_der_private_key(der, None)
    if isinstance(key, Ed25519PrivateKey):
        return Key(public_key(_spki(key.public_key())), _pkcs8(key), key.sign)
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return Key(public_key(_spki(key.public_key())), _pkcs8(key), lambda message: _es256_signed(key, message))
    raise ValueError("it is a key of another algorithm")


def _ed25519(key: Ed25519PublicKey, message: bytes, signature: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _es256(key: ec.EllipticCurvePublicKey, message: bytes, signature: bytes) -> bool:
    if len(signature) != 2 * _HALF:
        return False
    r, s = int.from_bytes(signature[:_HALF], "big"), int.from_bytes(signature[_HALF:], "big")
    try:
        key.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _es256_signed(key: ec.EllipticCurvePrivateKey, message: bytes) -> bytes:
    r, s = utils.decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")


def _spki(key: Ed25519PublicKey | ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _pkcs8(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, plain)


def _pem(kind: str, der: bytes) -> str:
    body = base64.b64encode(der).decode()
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return "\n".join([_BEGIN.format(kind), *lines, _END.format(kind), ""])


def _der(kind: str, text: str) -> bytes:
    begin, end = _BEGIN.format(kind), _END.format(kind)
    _, found, rest = text.partition(begin)
    body, closed, _ = rest.partition(end)
    if not found or not closed:
        raise ValueError(f"there is no {begin}")
    try:
        return base64.b64decode("".join(body.split()), validate=True)
    except binascii.Error:
        raise ValueError("its Base64 is damaged") from None
