from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from guiju.labels.provenance import Chain, create, load, manifest, manifested, renew
from guiju.labels.provenance.chain import SIGNER
from tests.labels.carriers.test_png import png
from tests.labels.provenance.labels import LABEL


def certificates(folder: Path) -> tuple[x509.Certificate, x509.Certificate, x509.Certificate]:
    leaf, middle = x509.load_pem_x509_certificates((folder / SIGNER).read_bytes())
    return leaf, middle, x509.load_pem_x509_certificate((folder / "root.pem").read_bytes())


def test_three_certificates_each_signed_by_the_next(tmp_path: Path) -> None:
    create(tmp_path / "keys", "示例公司", days=100)
    leaf, middle, root = certificates(tmp_path / "keys")
    leaf.verify_directly_issued_by(middle)
    middle.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    assert leaf.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value == "示例公司"
    assert timedelta(days=98) < leaf.not_valid_after_utc - datetime.now(UTC) < timedelta(days=101)
    assert leaf.not_valid_after_utc < middle.not_valid_after_utc < root.not_valid_after_utc


def test_the_leaf_is_what_the_profile_asks_for(tmp_path: Path) -> None:
    create(tmp_path / "keys", "Example")
    leaf, middle, root = certificates(tmp_path / "keys")
    for authority in (middle, root):
        assert authority.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        assert authority.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    assert middle.extensions.get_extension_for_class(x509.BasicConstraints).value.path_length == 0
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    usage = leaf.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical and usage.value.digital_signature and not usage.value.key_cert_sign
    uses = list(leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value)
    assert ExtendedKeyUsageOID.EMAIL_PROTECTION in uses and ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE not in uses
    for one in (leaf, middle, root):
        assert (
            one.version is x509.Version.v3
            and not one.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).critical
        )


def test_keys_are_their_owners_alone(tmp_path: Path) -> None:
    chain = create(tmp_path / "keys", "Example")
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    for name in ("root.key", "intermediate.key", SIGNER):
        assert stat.S_IMODE((tmp_path / "keys" / name).stat().st_mode) == 0o600
    assert "PRIVATE" not in repr(chain) and "PRIVATE" not in chain.certificates


def test_no_chain_is_made_over_another(tmp_path: Path) -> None:
    create(tmp_path / "keys", "Example")
    before = {path.name: path.read_bytes() for path in (tmp_path / "keys").iterdir()}
    with pytest.raises(FileExistsError):
        create(tmp_path / "keys", "Other")
    assert {path.name: path.read_bytes() for path in (tmp_path / "keys").iterdir()} == before


def test_a_renewed_leaf_signs_under_the_same_root_and_old_manifests_hold(tmp_path: Path) -> None:
    old = create(tmp_path / "keys", "Example")
    (tmp_path / "a.png").write_bytes(png())
    manifested(tmp_path / "a.png", tmp_path / "old.png", "", LABEL, old)
    new = renew(tmp_path / "keys", 30)
    manifested(tmp_path / "a.png", tmp_path / "new.png", "", LABEL, new)
    assert new.root == old.root and new.key != old.key and new.until < old.until
    for name in ("old.png", "new.png"):
        found = manifest(tmp_path / name, new.root)
        assert found and found.state == "trusted"
    assert stat.S_IMODE((tmp_path / "keys" / SIGNER).stat().st_mode) == 0o600


def test_signing_needs_neither_key_of_an_authority(tmp_path: Path) -> None:
    made = create(tmp_path / "keys", "Example")
    for name in ("root.key", "intermediate.key", "intermediate.pem"):
        (tmp_path / "keys" / name).unlink()
    kept = load(tmp_path / "keys", "http://time.example/")
    assert (kept.certificates, kept.key, kept.root) == (made.certificates, made.key, made.root)
    assert kept.authority == "http://time.example/" and made.authority == ""
    with pytest.raises(FileNotFoundError):
        renew(tmp_path / "keys")


def test_what_is_no_chain_is_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        create(tmp_path / name, "Example")
    one, two = ((tmp_path / name / SIGNER).read_text() for name in ("one", "two"))
    begin = one.index("-----BEGIN CERTIFICATE"), two.index("-----BEGIN CERTIFICATE")
    (tmp_path / "one" / SIGNER).write_text(one[: begin[0]] + two[begin[1] :])
    with pytest.raises(ValueError, match="not that of the certificate"):
        load(tmp_path / "one")
    (tmp_path / "one" / SIGNER).write_text("nothing")
    with pytest.raises(ValueError, match="holds no chain"):
        load(tmp_path / "one")
    with pytest.raises(ValueError, match="organisation"):
        create(tmp_path / "three", " ")
    with pytest.raises(ValueError, match="intermediate ends on"):
        renew(tmp_path / "two", 40 * 365)


def ended(folder: Path) -> None:
    """Puts a leaf into the folder that ended an hour ago."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    leaf, *_ = certificates(folder)
    draft = x509.CertificateBuilder(leaf.issuer, leaf.subject, key.public_key(), 7)
    draft = draft.not_valid_before(now - timedelta(days=2)).not_valid_after(now - timedelta(hours=1))
    made = draft.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    (folder / SIGNER).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + made)


def test_a_leaf_that_has_ended_does_not_sign(tmp_path: Path) -> None:
    create(tmp_path / "keys", "Example")
    ended(tmp_path / "keys")
    with pytest.raises(ValueError, match="renew it"):
        load(tmp_path / "keys")
    assert renew(tmp_path / "keys").until > datetime.now(UTC)
    with pytest.raises(ValueError, match="a day at least"):
        renew(tmp_path / "keys", 0)


def test_a_chain_is_shown_without_its_key() -> None:
    assert "secret" not in repr(Chain("c", "r", datetime.now(UTC), "secret"))
