"""Content credentials: what signs a file, what is below them, and that no change passes in either.

Keys and certificates are made here, and thrown away.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile

import c2pa
import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pptx import Presentation

from dashboard.briefing import credentials
from dashboard.briefing import seal as seals
from dashboard.briefing.credentials import MIMES, sign_file
from dashboard.briefing.drawing.origin import find_origin
from dashboard.briefing.making import make_deck, make_film
from dashboard.briefing.order import FORMATS, Look, order_sheet, read_request
from dashboard.briefing.seal import NO_USES, SealError, read_seal
from dashboard.briefing.verify import verify_file
from dashboard.cli import main
from dashboard.commands.signing import FORMS
from tests.conftest import MADE_UP

PEM = serialization.Encoding.PEM
SHEETS = ("png", "svg", "pdf", "pptx")
SAMPLE, LONG_SAMPLE = 4, 100
UNUSED = dict.fromkeys(NO_USES, False)


def name_one(name):
    parts = {NameOID.ORGANIZATION_NAME: "Made up", NameOID.COMMON_NAME: name}
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts.items()])


def certify(subject, key, issuer, signer, *, ca=False, bare=False):
    now, uses = datetime.now(UTC), {"key_cert_sign": True} if ca else {"digital_signature": True}
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    built = (
        x509.CertificateBuilder(name_one(issuer), name_one(subject), key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
    if bare:
        return built.sign(signer, hashes.SHA256()).public_bytes(PEM)
    built = (
        built.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**UNUSED | uses), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(above, critical=False)
    )
    if not ca:
        mail = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
        built = built.add_extension(mail, critical=False)
    return built.sign(signer, hashes.SHA256()).public_bytes(PEM)


def write_key(key):
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


AUTHORITY, KEY = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
TRUSTED = certify("Authority", AUTHORITY, "Authority", AUTHORITY, ca=True)
CHAIN = certify("Desk", KEY, "Authority", AUTHORITY) + TRUSTED


@pytest.fixture(scope="module")
def seal():
    return read_seal(write_key(KEY), CHAIN)


@pytest.fixture(scope="module")
def made(made_up):
    request = read_request(made_up, {}, [made_up.front.opening])
    order = order_sheet(request, Look("map", headline="<b>&\" 'jumdc2pa"))
    days = {"first": made_up.front.first, "last": made_up.front.opening, "by": "report"}
    look = Look(size_px=(320, 240))
    films = {
        kind: make_film(request, look, kind=kind, card=0.0, **days)
        for kind in ("mp4", "gif", "webp")
    }
    return {form: FORMATS[form](order) for form in SHEETS} | films


@pytest.fixture(scope="module")
def signed(made, seal):
    return {form: sign_file(content, form, seal) for form, content in made.items()}


def read_claim(content, form):
    with c2pa.Reader(MIMES[form], BytesIO(content)) as reader:
        return reader.get_active_manifest()


@pytest.mark.parametrize("form", MIMES)
def test_below_its_credentials_a_file_is_the_same(made_up, made, signed, form):
    assert tuple(MIMES) == FORMS
    assert verify_file(made_up, made[form]).credentials is None
    verdict = verify_file(made_up, signed[form])
    assert (verdict.outcome, verdict.is_sound) == ("same", True)
    told = verdict.credentials
    assert (told.state, told.name, told.organisation) == ("valid", "Desk", "Made up")
    assert verify_file(made_up, signed[form], trusted=TRUSTED).credentials.state == "trusted"


def test_what_is_claimed_is_what_the_file_says_and_where_it_comes_from(made_up, signed):
    manifest = read_claim(signed["svg"], "svg")
    actions, origin = (one["data"] for one in manifest["assertions"])
    assert actions["actions"] == [
        {
            "action": "c2pa.created",
            "digitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia",
        }
    ]
    assert manifest["title"] == origin["title"]
    assert origin["dataset"] == f"sha256:{made_up.digest}"
    assert origin["states"] == list(find_origin(signed["svg"]).states)
    for form in SHEETS:
        assert read_claim(signed[form], form)["title"] == manifest["title"] or form == "pptx"


def test_a_signed_deck_opens_and_names_the_type_of_its_credentials(made_up, seal):
    request = read_request(made_up, {}, [made_up.front.opening])
    deck = sign_file(make_deck(request, Look()), "pptx", seal)
    assert len(Presentation(BytesIO(deck)).slides) > 1
    with ZipFile(BytesIO(deck)) as archive:
        assert b'Extension="c2pa"' in archive.read("[Content_Types].xml")
        assert archive.testzip() is None


def change(content, place):
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


def check_changes(dataset, content, form, count):
    place = credentials._find_store(content, form)
    size = place.stop - place.start
    inside = [place.start + step * size // count + 31 * step % 7 for step in range(count)]
    for one in inside:
        told = verify_file(dataset, change(content, one))
        assert not told.is_sound, one
        assert told.outcome != "same" or told.credentials.state == "broken"
    rest = len(content) - size
    for step in range(count):
        one = step * rest // count + 97 * step % 31
        told = verify_file(dataset, change(content, one if one < place.start else one + size))
        assert told.outcome != "same", one


@pytest.mark.parametrize("form", SHEETS)
def test_no_changed_byte_passes(made_up, signed, form):
    check_changes(made_up, signed[form], form, SAMPLE)


@pytest.mark.long
@pytest.mark.parametrize("form", SHEETS)
def test_of_a_hundred_changed_bytes_none_passes(made_up, signed, form):
    check_changes(made_up, signed[form], form, LONG_SAMPLE)


@pytest.mark.parametrize("form", SHEETS)
def test_a_change_within_is_told_as_broken_credentials_of_the_same_content(made_up, signed, form):
    place = credentials._find_store(signed[form], form)
    padding = signed[form].rindex(b"AAAAAAAA" if form == "svg" else b"\0" * 8, 0, place.stop)
    for one in (place.start + 2000, padding):
        content = bytearray(signed[form])
        content[one] = ord("B") if form == "svg" else content[one] ^ 1
        if form in ("png", "pptx"):
            content = mend_sum(bytes(content), signed[form], form)
        told = verify_file(made_up, bytes(content))
        assert (told.outcome, told.credentials.state) == ("same", "broken")


def mend_sum(content, before, form):
    """Return a file whose check sum over its credentials fits them again."""
    place = credentials._find_store(before, form)
    head, order = (b"caBX", "big") if form == "png" else (b"", "little")
    old, new = (
        credentials.crc32(head + one[place]).to_bytes(4, order) for one in (before, content)
    )
    return content.replace(old, new)


def test_credentials_that_claim_another_making_are_broken(made_up, made, seal, monkeypatch):
    origin = replace(find_origin(made["svg"]), dataset="0" * 64)
    with monkeypatch.context() as patch:
        patch.setattr(credentials, "find_origin", lambda _: origin)
        lying = sign_file(made["svg"], "svg", seal)
    told = verify_file(made_up, lying)
    assert (told.outcome, told.credentials.state, told.is_sound) == ("same", "broken", False)


def test_a_changed_film_below_whole_credentials_is_altered(made_up, made, signed):
    for kind in ("mp4", "gif", "webp"):
        film = change(signed[kind], len(signed[kind]) - len(made[kind]) // 2)
        told = verify_file(made_up, film)
        assert (told.outcome, told.credentials.state) == ("altered", "broken")


def test_every_kind_of_key_that_c2pa_takes_signs(made):
    keys = {
        "es384": ec.generate_private_key(ec.SECP384R1()),
        "ed25519": ed25519.Ed25519PrivateKey.generate(),
        "ps256": rsa.generate_private_key(65537, 2048),
    }
    for algorithm, key in keys.items():
        chain = certify("Desk", key, "Authority", AUTHORITY)
        pair = read_seal(write_key(key), chain)
        assert pair.algorithm == algorithm
        content = sign_file(made["png"], "png", pair)
        assert credentials.read_credentials(content, "png").state == "valid"
        assert credentials.is_below(content, made["png"], "png")


BARE = certify("Desk", KEY, "Desk", KEY, bare=True)
REFUSED = {
    "key": (CHAIN, CHAIN, "is no private key to sign with"),
    "secp": (write_key(ec.generate_private_key(ec.SECP256K1())), CHAIN, "is not the key of"),
    "certificate": (write_key(KEY), b"nothing", "is no certificate"),
    "pair": (write_key(AUTHORITY), CHAIN, "is not the key of the first certificate"),
    "uses": (write_key(KEY), BARE, "shows as untrusted"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_sign_is_refused_in_one_line(tmp_path, case):
    key, chain, words = REFUSED[case]
    paths = [tmp_path / "key.pem", tmp_path / "cert.pem"]
    for path, content in zip(paths, (key, chain), strict=True):
        path.write_bytes(content)
    out = tmp_path / "map.png"
    asked = ["snapshot", "--data", str(MADE_UP), "--template", "map", "-o", str(out)]
    done = CliRunner().invoke(main, [*asked, "--sign", *map(str, paths)])
    assert done.exit_code == 2
    assert words in done.output
    assert done.output.count("\n") == 1
    assert not out.exists()


@pytest.fixture
def pair(tmp_path):
    paths = [tmp_path / "key.pem", tmp_path / "cert.pem"]
    for path, content in zip(paths, (write_key(KEY), CHAIN), strict=True):
        path.write_bytes(content)
    return [str(path) for path in paths]


def test_the_commands_sign_and_verify(tmp_path, pair):
    out, above = tmp_path / "map.svg", tmp_path / "above.pem"
    above.write_bytes(TRUSTED)
    of = ["--data", str(MADE_UP)]
    asked = ["snapshot", *of, "--template", "map", "-o", str(out), "--sign", *pair]
    assert CliRunner().invoke(main, asked).exit_code == 0
    done = CliRunner().invoke(main, ["verify", *of, str(out)])
    assert done.exit_code == 0
    assert "signed by Desk, Made up, for whom nobody vouches here" in done.output
    assert "not that the data is true" in done.output
    told = CliRunner().invoke(main, ["verify", *of, str(out), "--json", "--trust", str(above)])
    assert json.loads(told.output)["credentials"] == {"state": "trusted", "signer": "Desk, Made up"}
    content = bytearray(out.read_bytes())
    content[credentials._find_store(bytes(content), "svg").start + 2000] ^= 1
    out.write_bytes(content)
    done = CliRunner().invoke(main, ["verify", *of, str(out)])
    assert (done.exit_code, ": same:" in done.output) == (1, True)
    assert "credentials are broken" in done.output


def test_what_cannot_be_signed_is_refused_before_it_is_made(tmp_path, pair):
    out = str(tmp_path / "map.html")
    done = CliRunner().invoke(main, ["snapshot", "-o", out, "--sign", *pair])
    assert done.exit_code == 2
    assert "html cannot be signed; expected one of png, svg" in done.output
    asked = ["compare", "--date", "2025-03-12", "--with", "2025-02-13", "--sign", *pair]
    assert "give both, or none" in CliRunner().invoke(main, asked).output
    assert "No such option" in CliRunner().invoke(main, ["page", "-o", out, "--sign", *pair]).output


def test_without_the_library_it_is_said_how_to_get_it(tmp_path, signed, pair, monkeypatch):
    monkeypatch.setattr(seals, "find_spec", lambda _: None)
    with pytest.raises(SealError):
        read_seal(b"", b"")
    file = tmp_path / "signed.png"
    file.write_bytes(signed["png"])
    for asked in (
        ["verify", "--data", str(MADE_UP), str(file)],
        ["snapshot", "-o", str(tmp_path / "map.png"), "--sign", *pair],
    ):
        done = CliRunner().invoke(main, asked)
        assert done.exit_code == 2
        assert "pip install 'kursk-front[sign]'" in done.output


def test_a_file_of_another_day_is_no_base_of_credentials(made_up, made, signed):
    request = read_request(made_up, {}, [made_up.front.opening + timedelta(days=1)])
    other = FORMATS["png"](order_sheet(request, Look("map")))
    assert not credentials.is_below(signed["png"], other, "png")
    assert credentials.is_below(signed["png"], made["png"], "png")
    assert date.min < made_up.front.opening
