"""The certificates that sign manifests: a root, an intermediate, and the leaf that signs, all on P-256.

They are what C2PA's certificate profile asks for (Content Credentials 2.x, "X.509 Certificates"): version 3, ECDSA with
SHA-256, key identifiers on each; the leaf is no authority, is for digital signatures alone, names an organisation, and
is for C2PA's claim signing and for e-mail protection, which readers that know only the older profile ask for.

Who checks has to be given ``root.pem``: a chain of one's own is on nobody's list. Without a time stamp a manifest holds
as long as its leaf does, so a leaf that signs without an authority of time is made to last. Of the folder only
``signer.pem`` and ``root.pem`` are needed to sign; ``root.key`` and ``intermediate.key`` belong elsewhere, offline.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

ROOT: Final = "root"
INTERMEDIATE: Final = "intermediate"
SIGNER: Final = "signer.pem"

# own number: authorities outlive what they sign, and a leaf without time stamps has to outlive the files it signed
ROOT_DAYS: Final = 20 * 365  # own number: how long a certificate of our chain lasts
INTERMEDIATE_DAYS: Final = 15 * 365  # own number: how long a certificate of our chain lasts
LEAF_DAYS: Final = 5 * 365  # own number: how long a certificate of our chain lasts

_CLAIM_SIGNING: Final = ObjectIdentifier("1.3.6.1.4.1.62558.2.1")
_EARLIER: Final = timedelta(hours=1)  # own number: a reader's clock may be slow


@dataclass(frozen=True, slots=True)
class Chain:
    """What signs a manifest, in PEM: leaf and intermediate, the leaf's key, and the root that a reader has to trust.

    ``until`` is when the leaf ends. ``authority`` is the URL of a time stamp authority (RFC 3161), empty for none: with
    one, signing goes out to that host; without, nothing does.
    """

    certificates: str
    root: str
    until: datetime
    key: str = field(repr=False)
    authority: str = ""


def create(folder: Path, organisation: str, country: str = "CN", days: int = LEAF_DAYS) -> Chain:
    """A new chain in an empty or new folder, its keys for their owner alone. ``organisation`` is the name that readers
    of a manifest are shown, ``country`` two letters, ``days`` how long the leaf lasts.

    Raises FileExistsError where a chain is there, ValueError for an empty organisation or a wrong country.
    """
    if not organisation.strip():
        raise ValueError("C2PA chain: the organisation that signs must be named")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    root_key, key = _generated(), _generated()
    root_name, name = _name(organisation, country, "root"), _name(organisation, country, "intermediate")
    root = _signed(_draft(root_name, root_name, root_key, root_key, ROOT_DAYS), root_key, _authority(None))
    middle = _signed(_draft(name, root_name, key, root_key, INTERMEDIATE_DAYS), root_key, _authority(0))
    for file, data in (
        (f"{ROOT}.key", _pem_key(root_key)), (f"{ROOT}.pem", _pem(root)),
        (f"{INTERMEDIATE}.key", _pem_key(key)), (f"{INTERMEDIATE}.pem", _pem(middle)),
    ):  # fmt: skip
        _new(folder / file, data)
    return renew(folder, days)


def renew(folder: Path, days: int = LEAF_DAYS) -> Chain:
    """A new leaf with a new key from the intermediate in the folder; manifests signed before keep the old one.

    Raises OSError, ValueError where the intermediate does not last as long.
    """
    if days < 1:
        raise ValueError("C2PA chain: a leaf lasts a day at least")
    middle = x509.load_pem_x509_certificate((folder / f"{INTERMEDIATE}.pem").read_bytes())
    issuer = serialization.load_pem_private_key((folder / f"{INTERMEDIATE}.key").read_bytes(), None)
    if not isinstance(issuer, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{folder / INTERMEDIATE}.key is no key on P-256")
    if datetime.now(UTC) + timedelta(days=days) > middle.not_valid_after_utc:
        raise ValueError(f"C2PA chain: the intermediate ends on {middle.not_valid_after_utc:%F}, before {days} days")
    key = _generated()
    named = {part.oid: str(part.value) for part in middle.subject}
    name = _name(named[NameOID.ORGANIZATION_NAME], named[NameOID.COUNTRY_NAME], "content credentials")
    leaf = _signed(_draft(name, middle.subject, key, issuer, days), issuer, _leaf())
    draft = folder / f".{SIGNER}.new"
    draft.unlink(missing_ok=True)
    _new(draft, _pem_key(key) + _pem(leaf) + _pem(middle))
    draft.replace(folder / SIGNER)
    return load(folder)


def load(folder: Path, authority: str = "") -> Chain:
    """The chain in a folder. Raises OSError, ValueError where a file of it is damaged or the leaf has ended."""
    text = (folder / SIGNER).read_text("ascii")
    try:
        leaf = x509.load_pem_x509_certificates(text.encode())[0]
        key = serialization.load_pem_private_key(text.encode(), None)
        root = x509.load_pem_x509_certificate((folder / f"{ROOT}.pem").read_bytes())
    except (ValueError, TypeError) as error:
        raise ValueError(f"{folder} holds no chain that signs manifests: {error}; make one anew") from None
    if key.public_key() != leaf.public_key():
        raise ValueError(f"{folder / SIGNER}: the key is not that of the certificate")
    if leaf.not_valid_after_utc < datetime.now(UTC):
        raise ValueError(f"{folder / SIGNER} ended on {leaf.not_valid_after_utc:%F}: renew it")
    begin = text.index("-----BEGIN CERTIFICATE")
    chain = Chain(text[begin:], _pem(root), leaf.not_valid_after_utc, text[:begin])
    return replace(chain, authority=authority)


def _generated() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _name(organisation: str, country: str, what: str) -> x509.Name:
    return x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, country),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
        x509.NameAttribute(NameOID.COMMON_NAME, f"{organisation[:40]} {what}"),
    ])  # fmt: skip


def _draft(
    name: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, by: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    draft = x509.CertificateBuilder(issuer, name, key.public_key(), x509.random_serial_number())
    draft = draft.not_valid_before(now - _EARLIER).not_valid_after(now + timedelta(days=days))
    draft = draft.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    return draft.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)


def _signed(
    draft: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey, extensions: list[tuple[x509.ExtensionType, bool]]
) -> x509.Certificate:
    for extension, critical in extensions:
        draft = draft.add_extension(extension, critical=critical)
    return draft.sign(key, hashes.SHA256())


def _authority(length: int | None) -> list[tuple[x509.ExtensionType, bool]]:
    return [(x509.BasicConstraints(ca=True, path_length=length), True), (_usage(authority=True), True)]


def _leaf() -> list[tuple[x509.ExtensionType, bool]]:
    uses = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION, _CLAIM_SIGNING])
    plain = x509.BasicConstraints(ca=False, path_length=None)
    return [(plain, True), (_usage(authority=False), True), (uses, False)]


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=authority, crl_sign=authority, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _pem_key(key: ec.EllipticCurvePrivateKey) -> str:
    how = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, how, serialization.NoEncryption()).decode()


def _new(path: Path, data: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(data)
