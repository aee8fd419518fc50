"""A file proves itself: made again it is the same, and nothing in it can be changed unseen."""

import json
import os
import re
from base64 import urlsafe_b64encode
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from xml.etree.ElementTree import XML
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from click.testing import CliRunner
from PIL import Image

from dashboard.briefing import verify
from dashboard.briefing.drawing import origin as origin_module
from dashboard.briefing.drawing.metadata import write_packet
from dashboard.briefing.drawing.origin import BrokenOriginError, Origin, find_origin, name_program
from dashboard.briefing.making import make_deck, make_film, make_page
from dashboard.briefing.order import FORMATS, Look, RequestError, order_sheet, read_request
from dashboard.briefing.verify import verify_file
from dashboard.cli import main
from dashboard.text.language import speak
from geodata.core.plain import UNSAFE

DAY = date(2025, 3, 12)
HOSTILE = "<b>&\" ' ]]> kursk-front-origin:"
SAMPLE, LONG_SAMPLE = 3, 100
SHEETS = ("png", "svg", "pdf", "pptx", "html")
FILM = {"first": date(2024, 8, 6), "last": date(2024, 8, 12), "by": "report"}
FILM_LOOK = Look(size_px=(320, 240))
NEAR = (34.9, 51.0, 35.6, 51.4)


@pytest.fixture(scope="module")
def request_of_day(kursk):
    wishes = {"lang": "uk", "accounts": "ukraine,russia", "others": "1"}
    return read_request(kursk, wishes, [DAY])


@pytest.fixture(scope="module")
def order(request_of_day):
    look = Look(
        "social",
        dark=True,
        extent=NEAR,
        base_url="https://a.example/",
        headline=HOSTILE,
        outline=True,
    )
    with speak("uk"):
        return order_sheet(request_of_day, look)


@pytest.fixture(scope="module")
def files(order):
    with speak("uk"):
        return {form: FORMATS[form](order) for form in SHEETS}


def change(content, place):
    return content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


GREY_WISHES = [
    ({"accounts": "ukraine,independent,russia", "others": "1"}, [DAY]),
    ({"mode": "agreement"}, [date(2025, 1, 20)]),
    ({"mode": "days"}, [DAY]),
    ({}, [date(2024, 8, 12), date(2025, 6, 22)]),
]


def is_grey(picture):
    red, green, blue = picture.convert("RGB").split()
    return red.tobytes() == green.tobytes() == blue.tobytes()


@pytest.mark.parametrize(("wishes", "days"), GREY_WISHES)
def test_a_sheet_for_print_without_colour_has_none_and_proves_itself(kursk, wishes, days):
    request = read_request(kursk, wishes, days)
    for grey in (True, False):
        order = order_sheet(request, Look(grey=grey, size_px=(960, 540)))
        content = FORMATS["png"](order)
        assert is_grey(Image.open(BytesIO(content))) == grey
    assert (
        verify_file(kursk, FORMATS["pdf"](order_sheet(request, Look(grey=True)))).outcome == "same"
    )


@pytest.mark.parametrize("form", SHEETS)
def test_a_sheet_is_the_same_and_says_what_it_was_made_of(kursk, files, form):
    verdict = verify_file(kursk, files[form])
    assert verdict.outcome == "same"
    assert verdict.origin.dataset == kursk.digest
    assert "date=2025-03-12" in verdict.origin.states[0]


def check_changes(kursk, content, count):
    places = [step * len(content) // count + 97 * step % 31 for step in range(count)]
    for place in places:
        assert verify_file(kursk, change(content, place)).outcome != "same", place


@pytest.mark.parametrize("form", SHEETS)
def test_no_changed_byte_passes(kursk, files, form):
    check_changes(kursk, files[form], SAMPLE if form in SHEETS[:3] else 1)


@pytest.mark.long
@pytest.mark.parametrize("form", SHEETS)
def test_of_a_hundred_changed_bytes_none_passes(kursk, files, form):
    check_changes(kursk, files[form], LONG_SAMPLE)


def test_the_words_of_its_making_cannot_be_changed(kursk, files):
    for form in SHEETS[:3]:
        content = files[form]
        start = content.index(b"kursk-front-origin:") + 40
        changed = change(content, start)
        assert verify_file(kursk, changed).outcome == "altered"


def test_other_data_another_version_and_a_stranger_s_file_are_told_apart(kursk, files, order):
    content = files["svg"]
    other = replace(kursk, digest="0" * 64)
    assert verify_file(other, content).outcome == "other data"
    assert verify_file(kursk, b"<svg/>").outcome == "unknown"
    old = replace(order.tell("svg"), origin=replace(order.tell("svg").origin, program="0.0.1"))
    told = write_packet(old).encode()
    assert verify_file(kursk, told).outcome == "other version"


@pytest.mark.parametrize("kind", ["mp4", "gif", "webp"])
def test_a_film_is_judged_by_its_pictures(kursk, kind):
    request = read_request(kursk, {"lang": "en"}, [DAY])
    asked = {"mp4": {"fps": 24.0, "card": 0.5}, "gif": {"card": 0.0}, "webp": {"speed": 2.0}}
    look = replace(FILM_LOOK, extent=NEAR) if kind == "mp4" else FILM_LOOK
    film = make_film(request, look, kind=kind, **FILM, **asked[kind])
    verdict = verify_file(kursk, film)
    assert (verdict.outcome, verdict.to_the_byte) == ("same", True)
    cut = change(film, len(film) // 2)
    assert verify_file(kursk, cut).outcome == "altered"


@pytest.fixture(scope="module")
def films(kursk):
    request = read_request(kursk, {"lang": "en"}, [DAY])
    return {kind: make_film(request, FILM_LOOK, kind=kind, **FILM) for kind in ("mp4", "gif")}


CREDIT = b"photoshop:Credit="


@pytest.mark.parametrize("kind", ["mp4", "gif"])
def test_the_words_of_a_film_s_container_cannot_be_changed(kursk, films, kind):
    film = films[kind]
    credit = film.index(CREDIT) + len(CREDIT) + 1
    title = film.index(b"Kursk front")
    assert title < film.index(b"<x:xmpmeta")
    for place in (credit, title, film.index(b"<dc:title>") + 60):
        assert verify_file(kursk, change(film, place)).outcome == "altered", place


def test_a_film_packed_otherwise_is_the_same_but_not_to_the_byte(films, tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(films["mp4"] + b"\0\0\0\x08free")
    told = CliRunner().invoke(main, ["verify", str(path)]).output
    assert "same pictures" in told
    assert "nothing in it differs" not in told
    listed = json.loads(CliRunner().invoke(main, ["verify", str(path), "--json"]).output)
    assert (listed["verdict"], listed["to_the_byte"]) == ("same", False)


def test_what_the_maker_of_a_file_chose_is_told(kursk, films, tmp_path):
    path = tmp_path / "fake.svg"
    words = ("--title", "Ukraine holds 9,999 km²", "--link", "https://a.example/", "--grey")
    made = ["snapshot", *words, "--template", "a4", "--extent", "34.9,51,35.6,51.4"]
    assert CliRunner().invoke(main, [*made, "-o", str(path)]).exit_code == 0
    told = CliRunner().invoke(main, ["verify", str(path)]).output
    assert "Its headline was given by whoever made it: 'Ukraine holds 9,999 km²'." in told
    assert "Where its links lead was given by whoever made it: 'https://a.example/'." in told
    assert "Its maker chose, too: extent 34.9,51.0,35.6,51.4, grey, template a4." in told
    listed = json.loads(CliRunner().invoke(main, ["verify", str(path), "--json"]).output)
    assert listed["chosen"]["title"] == "Ukraine holds 9,999 km²"
    assert listed["chosen"]["extent"] == "34.9,51.0,35.6,51.4"
    film = tmp_path / "film.gif"
    film.write_bytes(films["gif"])
    told = CliRunner().invoke(main, ["verify", str(film)]).output
    assert "It runs from 2024-08-06 to 2024-08-12." in told


def test_nothing_is_said_to_be_chosen_of_a_sheet_as_it_is_made(tmp_path):
    path = tmp_path / "plain.svg"
    assert CliRunner().invoke(main, ["snapshot", "-o", str(path)]).exit_code == 0
    told = CliRunner().invoke(main, ["verify", str(path)]).output
    assert "whoever made it" not in told
    assert "Its maker chose" not in told
    listed = json.loads(CliRunner().invoke(main, ["verify", str(path), "--json"]).output)
    assert listed["chosen"] == {}


def test_pictures_shown_at_other_times_are_another_film(kursk, films):
    film = bytearray(films["gif"])
    delay = film.index(b"\x21\xf9\x04", len(film) // 2) + 4
    film[delay] ^= 0x40
    assert verify_file(kursk, bytes(film)).outcome == "altered"


def test_a_token_of_more_states_than_are_ever_shown_is_altered(kursk, order, monkeypatch):
    monkeypatch.setattr(verify, "read_request", None)  # whoever reads one of them fails
    sound = json.loads(json.dumps(asdict(order.tell("svg").origin)))
    sound["program"] = name_program()
    for make, most in (("sheet", 12), ("deck", 100), ("film", 1), ("page", 1), ("nothing", 0)):
        said = {**sound, "make": make, "states": sound["states"] * (most + 1)}
        assert verify_file(kursk, seal(said)).outcome == "altered"


def test_a_deck_of_more_views_than_are_shown_is_refused(request_of_day):
    many = replace(request_of_day, selections=request_of_day.selections * 101)
    with pytest.raises(RequestError, match="101 dates were given, expected 1 to 100"):
        make_deck(many, Look())


def test_a_pipe_is_refused_since_it_may_never_end(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    result = CliRunner().invoke(main, ["verify", str(path)])
    assert result.exit_code == 2
    assert "is no ordinary file" in result.output


def test_a_deck_and_a_page_prove_themselves(kursk):
    request = read_request(kursk, {"lang": "ru"}, [DAY])
    with speak("ru"):
        look = Look(dark=True, marking="TLP:GREEN", extent=NEAR, base_url="https://a.example/")
        made = [make_deck(request, look), make_page(request, look)]
    assert [verify_file(kursk, one).outcome for one in made] == ["same", "same"]


def test_a_broken_archive_is_altered_and_no_fault_of_the_program(kursk, files):
    assert verify_file(kursk, files["pptx"][:2000]).outcome == "altered"
    with pytest.raises(BrokenOriginError):
        find_origin(b"kursk-front-origin:abc:0")


def seal(said):
    """Return a token that anyone can forge: its sum is right, and what it says is not."""
    packed = urlsafe_b64encode(said if isinstance(said, bytes) else json.dumps(said).encode())
    return b"kursk-front-origin:" + packed + b":" + sha256(packed).hexdigest()[:16].encode()


FORGED = {
    "a dataset that is a number": {"dataset": 5},
    "states that are numbers": {"states": [1]},
    "no states": {"states": []},
    "states in one text": {"states": "?date=2025-03-12"},
    "options in a list": {"options": [1]},
    "an option that is a number": {"options": {"fps": 3}},
    "half a letter": {"options": {"marking": "\ud800"}},
    "a form that is none": {"form": None},
    "a part too many": {"secret": "x"},
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_token_is_altered_and_no_fault_of_the_program(kursk, order, name):
    sound = json.loads(json.dumps(asdict(order.tell("svg").origin)))
    sound["program"] = name_program()
    assert find_origin(seal(sound)) is not None
    assert verify_file(kursk, seal(sound | FORGED[name])).outcome == "altered"


def test_what_is_no_token_is_altered(kursk):
    for said in (b"[" * 100_000, b"null", b"\xff", b"{}"):
        assert verify_file(kursk, seal(said)).outcome == "altered"


def pack(compression, size):
    content = BytesIO()
    with ZipFile(content, "w", compression) as archive:
        archive.writestr("a.xml", b"hello" * size)
    return content.getvalue()


@pytest.mark.parametrize("compression", [ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_an_archive_with_a_broken_member_is_altered(kursk, compression):
    content = bytearray(pack(compression, 1000))
    for place in range(36, 60):
        content[place] ^= 0xFF
    assert verify_file(kursk, bytes(content)).outcome == "altered"


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(kursk, monkeypatch):
    monkeypatch.setattr(origin_module, "MOST_BYTES", 4_000)
    monkeypatch.setattr(ZipFile, "read", None)  # whoever unpacks it fails
    assert verify_file(kursk, pack(ZIP_DEFLATED, 1000)).outcome == "altered"


def test_no_code_of_a_forged_token_reaches_the_terminal(tmp_path, order):
    codes = "\x1b]0;pwned\x07\x9b31m"
    said = asdict(order.tell("svg").origin) | {"dataset": codes, "form": codes, "program": codes}
    said["options"] = {**said["options"], "title": codes, codes: codes}
    path = tmp_path / "forged.svg"
    path.write_bytes(seal(said))
    for wish in ([], ["--json"]):
        result = CliRunner().invoke(main, ["verify", str(path), *wish])
        assert result.exit_code == 1
        assert not [one for one in UNSAFE.findall(result.output) if one != "\n"]


def test_a_look_comes_back_from_its_words():
    looks = [
        Look(),
        Look("a4", dark=True, extent=(34.1, 51.0, 36.0, 51.9), headline="Made up"),
        Look("map", size_px=(640, 360)),
        Look("column", dpi=200.5, base_url="https://a.example/"),
    ]
    looks.append(Look(grey=True, outline=True, marking=HOSTILE))
    assert [Look.read(look.spell()) for look in looks] == looks
    assert looks[-1].spell("deck") == {"marking": HOSTILE}
    with pytest.raises(ValueError, match="nonsense"):
        Look.read({"template": "nonsense"})


def test_pictures_carry_what_a_picture_desk_asks_for(files, order):
    packet = XML(write_packet(order.tell("svg")))
    words = " ".join(
        [*packet.itertext(), *(v for one in packet.iter() for v in one.attrib.values())]
    )
    for part in (
        "© OpenStreetMap contributors",
        "CC BY 4.0, ODbL 1.0",
        "digitalsourcetype/dataDrivenMedia",
        order.title,
        order.alt,
        f"sha256:{order.workspace.dataset.digest}",
        "?date=2025-03-12",
    ):
        assert part in words
    with Image.open(BytesIO(files["png"])) as picture:
        assert "dataDrivenMedia" in picture.info["XML:com.adobe.xmp"]
    assert XML(files["svg"].decode()).find("{http://www.w3.org/2000/svg}metadata") is not None


def test_an_origin_says_nothing_but_what_it_was_given():
    origin = Origin("sheet", "png", ("?date=2025-03-12",), "0" * 64, {"title": HOSTILE})
    token = origin.spell()
    assert re.fullmatch(r"kursk-front-origin:[\w=-]+:[0-9a-f]{16}", token)
    assert replace(find_origin(token.encode()), program="") == origin
