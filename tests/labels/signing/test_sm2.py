from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import gmalg
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from guiju.labels.signing import generate, read_key, read_public, save, sm2

# GB/T 32918.5, annex A: the example on the recommended curve.
SECRET = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
POINT = bytes.fromhex(
    "0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
CHOSEN = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
SIGNATURE = bytes.fromhex(
    "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)
MESSAGE = b"message digest"


def test_the_example_of_the_standard() -> None:
    assert sm2.public(SECRET) == POINT
    assert sm2.holds(POINT, MESSAGE, SIGNATURE)
    machine = gmalg.SM2(SECRET, sm2.USER, rnd_fn=lambda bits: CHOSEN)
    assert b"".join(machine.sign(MESSAGE)) == SIGNATURE


def test_sm3_of_the_standard() -> None:
    digest = hashes.Hash(hashes.SM3())
    digest.update(b"abc")
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


@pytest.mark.parametrize("at", [0, 31, 32, 63])
def test_a_signature_that_was_changed_does_not_hold(at: int) -> None:
    changed = bytes(byte ^ (n == at) for n, byte in enumerate(SIGNATURE))
    assert not sm2.holds(POINT, MESSAGE, changed)
    assert not sm2.holds(POINT, MESSAGE + b" ", SIGNATURE)


@pytest.mark.parametrize("signature", [b"", SIGNATURE[:-1], bytes(64), b"\xff" * 64])
def test_what_is_no_signature_does_not_hold(signature: bytes) -> None:
    assert not sm2.holds(POINT, MESSAGE, signature)


def test_a_signature_is_always_64_bytes() -> None:
    for n in range(20):
        assert len(sm2.sign(SECRET, bytes([n]))) == 64


def test_keys_are_read_as_they_were_written() -> None:
    assert sm2.read_private(sm2.private_der(SECRET)) == SECRET
    assert sm2.read_public(sm2.public_der(POINT)) == POINT
    compressed = bytes([2 + POINT[-1] % 2]) + POINT[1:33]
    assert sm2.on_curve(compressed) == POINT


@pytest.mark.parametrize("point", [b"", b"\0", POINT[:-1], POINT[:-1] + b"\0", b"\4" + bytes(64), b"\5" + POINT[1:]])
def test_what_is_no_point_of_the_curve_is_refused(point: bytes) -> None:
    with pytest.raises(ValueError, match="SM2"):
        sm2.on_curve(point)


@pytest.mark.parametrize("secret", [bytes(32), b"\xff" * 32, b"\1" * 31])
def test_a_private_key_out_of_range_is_refused(secret: bytes) -> None:
    with pytest.raises(ValueError, match="out of range"):
        sm2.read_private(sm2.private_der(SECRET).replace(b"\4\x20" + SECRET, b"\4" + bytes([len(secret)]) + secret)
                         if len(secret) == 32 else _short(secret))  # fmt: skip


def _short(secret: bytes) -> bytes:
    whole = bytearray(sm2.private_der(SECRET).replace(b"\4\x20" + SECRET, b"\4\x1f" + secret))
    for at, byte in enumerate(whole):
        if byte in (0x87, 0x6D, 0x6B) and at < 32:
            whole[at] = byte - 1
    return bytes(whole)


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed")
def test_openssl_and_we_take_each_others_keys_and_signatures(tmp_path: Path) -> None:
    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=tmp_path, check=True, capture_output=True)

    how = ("-rawin", "-digest", "sm3", "-pkeyopt", "distid:1234567812345678")
    (tmp_path / "message").write_bytes(MESSAGE)
    openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "theirs.pem")
    openssl("pkey", "-in", "theirs.pem", "-pubout", "-out", "theirs.pub.pem")
    openssl("pkeyutl", "-sign", "-inkey", "theirs.pem", "-in", "message", "-out", "theirs.sig", *how)
    theirs = read_key(tmp_path / "theirs.pem")
    assert theirs.public == read_public(tmp_path / "theirs.pub.pem")
    r, s = decode_dss_signature((tmp_path / "theirs.sig").read_bytes())
    assert theirs.public.holds(MESSAGE, r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    key = generate("sm2sm3")
    save(key, tmp_path / "ours.pem")
    (tmp_path / "ours.pub.pem").write_text(key.public.pem())
    mine = key.sign(MESSAGE)
    halves = (int.from_bytes(half, "big") for half in (mine[:32], mine[32:]))
    (tmp_path / "ours.sig").write_bytes(encode_dss_signature(*halves))
    for ring in (("-inkey", "ours.pem"), ("-pubin", "-inkey", "ours.pub.pem")):
        openssl("pkeyutl", "-verify", *ring, "-in", "message", "-sigfile", "ours.sig", *how)
