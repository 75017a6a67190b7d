from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels.aigc import ALLOWED
from guiju.labels.signing import ALGORITHMS, Algorithm, Key, generate, read_key, read_public, save

KEYS: dict[Algorithm, Key] = {algorithm: generate(algorithm) for algorithm in ALGORITHMS}


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_key_is_kept_for_its_owner_alone_and_never_overwritten(algorithm: Algorithm, tmp_path: Path) -> None:
    path = tmp_path / "label.key"
    save(KEYS[algorithm], path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text().startswith("-----BEGIN PRIVATE KEY-----\n")
    kept = read_key(path)
    assert kept.public == KEYS[algorithm].public and kept.algorithm == algorithm
    assert kept.public.holds(b"m", KEYS[algorithm].sign(b"m")) and KEYS[algorithm].public.holds(b"m", kept.sign(b"m"))
    with pytest.raises(FileExistsError):
        save(generate("ed25519"), path)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_the_public_half_is_given_to_others(algorithm: Algorithm, tmp_path: Path) -> None:
    path = tmp_path / "label.pub"
    path.write_text(KEYS[algorithm].public.pem())
    assert "PRIVATE" not in path.read_text()
    assert read_public(path) == KEYS[algorithm].public
    whole = tmp_path / "label.key"
    save(KEYS[algorithm], whole)
    assert read_public(whole) == KEYS[algorithm].public


@pytest.mark.parametrize("algorithm", ["ed25519", "es256"])
def test_the_files_are_those_of_the_field(algorithm: Algorithm) -> None:
    serialization.load_pem_private_key(KEYS[algorithm].pem().encode(), None)
    serialization.load_pem_public_key(KEYS[algorithm].public.pem().encode())


@given(st.sampled_from(ALGORITHMS), st.binary(max_size=200), st.integers(0, 63), st.integers(1, 255))
@settings(max_examples=40, deadline=None)
def test_a_signature_holds_for_its_message_and_key_alone(
    algorithm: Algorithm, message: bytes, at: int, flip: int
) -> None:
    key = KEYS[algorithm]
    made = key.sign(message)
    assert len(made) == 64
    assert key.public.holds(message, made)
    assert not key.public.holds(message + b"\0", made)
    assert not key.public.holds(message, made[:at] + bytes([made[at] ^ flip]) + made[at + 1 :])
    assert not generate(algorithm).public.holds(message, made)
    assert not key.public.holds(message, made[:-1])


def test_an_id_names_the_key_in_characters_of_a_label() -> None:
    ids = [key.public.id for key in KEYS.values()]
    assert len(set(ids)) == len(ids)
    assert all(len(one) == 16 and set(one) <= ALLOWED for one in ids)


def test_no_secret_is_shown() -> None:
    for key in KEYS.values():
        assert "PRIVATE" not in repr(key) and "_der" not in repr(key)


def _pem(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, secret: bytes = b"") -> bytes:
    how = serialization.BestAvailableEncryption(secret) if secret else serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, how)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n",
        b"-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
        b"-----BEGIN PRIVATE KEY-----\nMAA=\n",
        b"\xff\xfe",
        _pem(rsa.generate_private_key(65537, 2048)),
        _pem(ec.generate_private_key(ec.SECP384R1())),
        _pem(ec.generate_private_key(ec.SECP256R1()), b"secret"),
    ],
)
def test_what_is_no_key_is_refused_with_its_file(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.pem"
    path.write_bytes(data)
    with pytest.raises(ValueError, match="x.pem holds no private key"):
        read_key(path)
    with pytest.raises(ValueError, match="x.pem holds no public key"):
        read_public(path)


def test_an_unknown_algorithm_is_refused() -> None:
    with pytest.raises(ValueError, match="md5 is none of sm2sm3"):
        generate("md5")  # type: ignore[arg-type]
