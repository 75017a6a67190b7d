"""SM2 with SM3 (GB/T 32918.2, GB/T 35276): signatures, and keys as PKCS#8 and SubjectPublicKeyInfo (GM/T 0010)."""

from __future__ import annotations

from typing import Annotated, Any, Final

from cryptography.hazmat import asn1
from cryptography.x509 import ObjectIdentifier

from guiju.labels.extra import library

USER: Final = b"1234567812345678"
"""The identity that is signed with where none was agreed (GB/T 35276, GM/T 0009)."""

SIZE: Final = 32
"""Bytes of a private key, of a coordinate, and of each half of a signature."""

_ORDER: Final = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_EC: Final = ObjectIdentifier("1.2.840.10045.2.1")
_CURVE: Final = ObjectIdentifier("1.2.156.10197.1.301")


@asn1.sequence
class _Algorithm:
    algorithm: ObjectIdentifier
    curve: ObjectIdentifier


@asn1.sequence
class _PublicInfo:
    algorithm: _Algorithm
    key: asn1.BitString


@asn1.sequence
class _PrivateInfo:
    version: int
    algorithm: _Algorithm
    key: bytes


@asn1.sequence
class _PrivateKey:
    version: int
    key: bytes
    curve: Annotated[ObjectIdentifier | None, asn1.Explicit(0)]
    public: Annotated[asn1.BitString | None, asn1.Explicit(1)]


def generated() -> bytes:
    """A new private key, 32 bytes. Raises extra.Missing."""
    return _full(library("gmalg").SM2().generate_keypair()[0])


def public(secret: bytes) -> bytes:
    """The point of a private key, uncompressed: 65 bytes."""
    return bytes(library("gmalg").SM2().generate_pk(secret))


def sign(secret: bytes, message: bytes) -> bytes:
    """The signature, r and s in 64 bytes, with SM3 and the usual identity."""
    r, s = library("gmalg").SM2(secret, USER).sign(message)
    return _full(r) + _full(s)


def holds(point: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature of 64 bytes is that of the message by the key of this point."""
    if len(signature) != 2 * SIZE:
        return False
    machine = library("gmalg").SM2(uid=USER, pk=point)
    return bool(machine.verify(message, signature[:SIZE], signature[SIZE:]))


def on_curve(point: bytes) -> bytes:
    """The point, uncompressed, of one in 65, 33 or 32 bytes (the last is x alone, its y even).

    Raises ValueError for what is no point of the curve.
    """
    point = b"\2" + point if len(point) == SIZE else point
    gmalg: Any = library("gmalg")
    if (len(point), point[:1]) not in ((65, b"\4"), (33, b"\2"), (33, b"\3")):
        raise ValueError("an SM2 key is a point in 65 or 33 bytes")
    try:
        x, y = gmalg.sm2.bytes_to_point(point)
        full: bytes = b"\4" + x.to_bytes(SIZE, "big") + y.to_bytes(SIZE, "big")
        good = gmalg.SM2().verify_pk(full)
    except gmalg.errors.PointNotOnCurveError:
        good = False
    if not good:
        raise ValueError("the point is not on the curve of SM2")
    return full


def private_der(secret: bytes) -> bytes:
    """A private key as PKCS#8."""
    key = _PrivateKey(version=1, key=secret, curve=None, public=asn1.BitString(public(secret), 0))
    info = _PrivateInfo(version=0, algorithm=_Algorithm(algorithm=_EC, curve=_CURVE), key=asn1.encode_der(key))
    return asn1.encode_der(info)


def public_der(point: bytes) -> bytes:
    """A point as SubjectPublicKeyInfo."""
    info = _PublicInfo(algorithm=_Algorithm(algorithm=_EC, curve=_CURVE), key=asn1.BitString(point, 0))
    return asn1.encode_der(info)


def read_private(der: bytes) -> bytes | None:
    """The private key in PKCS#8; None where it is of another kind. Raises ValueError for one out of range."""
    try:
        info = asn1.decode_der(_PrivateInfo, der)
        if not _is_sm2(info.algorithm):
            return None
        secret = asn1.decode_der(_PrivateKey, info.key).key
    except ValueError:
        return None
    if len(secret) != SIZE or not 0 < int.from_bytes(secret, "big") < _ORDER - 1:
        raise ValueError("the private key of SM2 is out of range")
    return secret


def read_public(der: bytes) -> bytes | None:
    """The point in SubjectPublicKeyInfo; None where it is of another kind. Raises ValueError where it is no point."""
    try:
        info = asn1.decode_der(_PublicInfo, der)
    except ValueError:
        return None
    return on_curve(info.key.as_bytes()) if _is_sm2(info.algorithm) else None


def _is_sm2(algorithm: _Algorithm) -> bool:
    return (algorithm.algorithm, algorithm.curve) == (_EC, _CURVE)


def _full(number: bytes) -> bytes:
    return number.rjust(SIZE, b"\0")
