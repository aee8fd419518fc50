"""What a file is signed with: a private key and its certificates, of a signer or of the moment."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from typing import Final

from geodata.core.errors import OutputError

NO_USES: Final = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)
"""The uses of a key that a certificate states; none holds unless it is said."""
_CURVES: Final = {256: "es256", 384: "es384", 521: "es512"}  # by their bits


class SealError(OutputError):
    """What is needed to sign, or to read what was signed, is missing or does not fit.

    `reason` is library, key, certificate, pair, refused or form; `detail` what was found.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        """Keep why."""
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}")


@dataclass(frozen=True, slots=True)
class Seal:
    """What is signed with: a private key and its certificate with those above it, both as PEM."""

    key: bytes
    chain: bytes
    algorithm: str


def read_seal(key: bytes, chain: bytes) -> Seal:
    """Return what to sign with; the algorithm follows from the key.

    Raises:
        SealError: the library is missing, key or certificate are no PEM of that kind, or are not of
            one pair.
    """
    need_library()
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 (of an extra)
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415

    try:
        private = serialization.load_pem_private_key(key, None)
    except (ValueError, TypeError) as error:
        raise SealError("key", _shorten(error)) from error
    try:
        first = load_pem_x509_certificates(chain)[0]
    except (ValueError, IndexError) as error:
        raise SealError("certificate", _shorten(error)) from error
    if first.public_key() != private.public_key():
        raise SealError("pair")
    return Seal(key, chain, _name_algorithm(private))


def _name_algorithm(key: object) -> str:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415

    if isinstance(key, ec.EllipticCurvePrivateKey) and key.key_size in _CURVES:
        return _CURVES[key.key_size]
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(key, rsa.RSAPrivateKey):
        return "ps256"
    raise SealError("key", type(key).__name__)


def make_seal() -> Seal:
    """Return a key of the moment, with a certificate that lasts a day and that nobody trusts."""
    from cryptography import x509  # noqa: PLC0415 (of an extra)
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415
    from cryptography.x509.oid import ExtendedKeyUsageOID  # noqa: PLC0415

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    issuer, subject = (
        x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, name)]) for name in ("a", "b")
    )
    uses = dict.fromkeys(NO_USES, False) | {"digital_signature": True}
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    certificate = (
        x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**uses), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), False)
        .add_extension(above, critical=False)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(
        encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return Seal(private, certificate.public_bytes(encoding), "es256")


def _shorten(error: Exception) -> str:
    """Return the first sentence of what a library says, without its advice."""
    return re.split(r"[.(]", str(error), maxsplit=1)[0].strip()


def need_library() -> None:
    """Refuse where the library of content credentials is missing.

    Raises:
        SealError: it is.
    """
    if find_spec("c2pa") is None:
        raise SealError("library")
