from pathlib import Path

import pytest

from guiju.ledger import Signer, kept_public, read_public


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first, again = Signer(tmp_path / "keys"), Signer(tmp_path / "keys")
    assert first.public.id == again.public.id
    assert (tmp_path / "keys" / "ledger.key").stat().st_mode & 0o777 == 0o600


def test_a_signature_holds_for_its_body_its_domain_and_its_key_alone(tmp_path: Path) -> None:
    signer, other = Signer(tmp_path / "one"), Signer(tmp_path / "two")
    signature = signer.sign("a", b"body")
    assert signer.public.holds("a", b"body", signature)
    assert not signer.public.holds("a", b"bodY", signature)
    assert not signer.public.holds("b", b"body", signature)
    assert not other.public.holds("a", b"body", signature)
    assert not signer.public.holds("a", b"body", signature.upper())
    assert not signer.public.holds("a", b"body", "no signature")


def test_the_public_key_travels_as_pem(tmp_path: Path) -> None:
    signer, file = Signer(tmp_path / "keys"), tmp_path / "pub.pem"
    file.write_bytes(signer.public.pem())
    assert read_public(file).holds("a", b"body", signer.sign("a", b"body"))


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "pub.pem"
    file.write_bytes(b"no key")
    with pytest.raises(ValueError, match=r"pub\.pem"):
        read_public(file)
    (tmp_path / "ledger.key").write_bytes(b"no key")
    with pytest.raises(ValueError, match=r"ledger\.key"):
        Signer(tmp_path)


def test_asking_for_the_key_makes_none(tmp_path: Path) -> None:
    assert kept_public(tmp_path) is None
    assert not list(tmp_path.iterdir())
    made = Signer(tmp_path).public
    kept = kept_public(tmp_path)
    assert kept is not None
    assert kept.id == made.id
