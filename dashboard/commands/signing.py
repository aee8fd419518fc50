"""The options of content credentials: what signs a file, and whom a reader of them trusts."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from dashboard.commands.options import PROGRAM, Refusal, read_given

if TYPE_CHECKING:
    from dashboard.briefing.seal import Seal, SealError

FORMS: Final = ("png", "svg", "pdf", "pptx", "mp4", "gif", "webp")
"""The formats that can be signed, by name, so that `--help` need not import what signs them."""
PEM_MB: Final = 1
_INSTALL: Final = f"install it: pip install '{PROGRAM}[sign]'"
_WHY: Final = {
    "library": "content credentials need c2pa-python, which is not installed; {install}",
    "key": "{key} is no private key to sign with ({detail}); expected PEM without a password: "
    "an elliptic curve (P-256, P-384, P-521), Ed25519, or RSA of 2048 bits or more",
    "certificate": "{chain} is no certificate ({detail}); expected PEM: the signer's, then those "
    "above it",
    "pair": "{key} is not the key of the first certificate in {chain}; expected the signer's own "
    "certificate first, then those above it",
    "refused": "{chain} was refused by C2PA ({detail}); expected a certificate that is valid now, "
    "for digital signatures (key usage) and for e-mail protection or document signing (extended "
    "key usage), that names the key above it. One signed by itself, or below an authority of your "
    "own, is taken, but shows as untrusted to whoever does not name that authority",
    "form": "{detail} cannot be signed; expected one of {forms}, or leave --sign out",
}


def _read_pair(
    context: click.Context, parameter: click.Parameter, paths: tuple[Path, Path] | None
) -> "Seal | None":
    """Return what to sign with, before anything is drawn."""
    if paths is None or context.resilient_parsing:
        return None
    from dashboard.briefing.seal import SealError, read_seal  # noqa: PLC0415 (as above)

    key, chain = paths
    try:
        return read_seal(read_given(key, PEM_MB), read_given(chain, PEM_MB))
    except OSError as error:
        told = f"{error.filename} cannot be read: {error.strerror}; give another file"
        raise click.BadParameter(f"{told}.", context, parameter) from error
    except SealError as error:
        raise refuse_seal(error, key=key, chain=chain) from error


_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)

sign_option = click.option(
    "--sign",
    "seal",
    type=(_FILE, _FILE),
    default=None,
    metavar="KEY CERT",
    callback=_read_pair,
    help="Sign it with content credentials (C2PA): PEM files of a private key and of its "
    "certificates. They say who signed and of what data it is made, not that it is true; a signed "
    "file differs each time.",
)
trust_option = click.option(
    "--trust",
    type=_FILE,
    metavar="FILE.pem",
    help="Certificates of authorities whose content credentials are trusted; without it none is.",
)


def check_signable(form: str, seal: "Seal | None") -> None:
    """Refuse to sign a format that cannot be, before it is made.

    Raises:
        Refusal: so it is.
    """
    if seal and form not in FORMS:
        raise Refusal(f"{_WHY['form'].format(detail=form, forms=', '.join(FORMS))}.")


def sign_made(content: bytes, form: str, seal: "Seal | None") -> bytes:
    """Return a file as it was made, or with content credentials where it is to be signed.

    Raises:
        Refusal: C2PA does not allow the certificate.
    """
    if seal is None:
        return content
    from dashboard.briefing.credentials import sign_file  # noqa: PLC0415
    from dashboard.briefing.seal import SealError  # noqa: PLC0415

    try:
        return sign_file(content, form, seal)
    except SealError as error:
        raise refuse_seal(error) from error


def refuse_seal(error: "SealError", **files: Path) -> Refusal:
    """Return why nothing was signed or read: what was given, what is expected, what to do."""
    named = {"key": "the key", "chain": "the certificate"} | {n: str(p) for n, p in files.items()}
    words = _WHY[error.reason].format(
        detail=error.detail or "empty", install=_INSTALL, forms=", ".join(FORMS), **named
    )
    return Refusal(f"{words}.")
