"""Every parser of what comes from outside, fed with spoilt input: it answers or refuses, always.

A sound file is spoilt in a few places, so that most of what is fed gets past the first check. A
parser may raise what REFUSES says; whatever it tells is short and on one line. The usual run tries
some dozens of inputs for each, `-m long` 100,000 in all; `benchmarks/fuzz_parsers.py` follows the
code and goes on for as long as it is let.
"""

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import parse_qs
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, box

from dashboard.briefing.drawing.origin import BrokenOriginError, Origin, find_origin
from dashboard.panels.claims import list_folds, render_fold
from dashboard.state.exchange import read_kept_deck
from dashboard.state.selection import (
    format_query,
    open_selection,
    parse_extent,
    parse_map_state,
    parse_query,
)
from dashboard.view.view import build_view
from dashboard.view.workspace import open_workspace
from geodata.core.errors import Fault
from geodata.core.measure import area_km2
from geodata.core.plain import UNSAFE
from geodata.core.reading import Reading, name_readings
from geodata.dataset import schema
from geodata.dataset.base_layers import read_base_layers, read_layer_shapes
from geodata.dataset.contents import Contents, read_contents
from geodata.dataset.front import read_front
from geodata.dataset.layers import read_held_areas
from geodata.dataset.load import load_dataset
from geodata.dataset.pictures import check_picture
from geodata.dataset.readings import encode_readings, read_readings
from geodata.dataset.rules import find_row_faults
from geodata.dataset.schema import find_link_faults
from geodata.dataset.seals import check_seals
from geodata.dataset.tables import read_table
from geodata.dataset.translation import read_translations
from geodata.evaluate.references import ReferenceFolderError, read_references
from geodata.geometry.overlaps import (
    encode_overlaps,
    find_overlaps,
    measure_readings,
    read_overlaps,
    read_reading_overlaps,
)

MADE_UP = Path(__file__).parent / "made_up_front"
DATASET = load_dataset(MADE_UP)
SOUND = read_contents(MADE_UP)
HELD = "layers/held/2024-08-10.geojson"
BASE = "layers/base/square-oblast.geojson"
SIDECAR = "layers/base/square-oblast.meta.json"
TABLES = schema.Tables(
    DATASET.front,
    *(
        read_table(table, SOUND.files[table.file])
        for table in (schema.CLAIMS, schema.SOURCES, schema.PLACES, schema.CONTROL, schema.EVENTS)
    ),
    story=read_table(schema.STORY, b"chapter_id,date,title,text,claim_ids\n"),
)
PO = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n#, fuzzy\n'
    'msgctxt "account"\nmsgid "Made up"\nmsgstr "Вигадано"\n\nmsgid "a"\nmsgstr "b"\n'
).encode()
ADDRESS = (
    b"?date=2024-08-10&accounts=ukraine,russia&compare=overlay&account=ukraine&with=2024-10-05"
)
MESSAGE = json.dumps(
    {
        "date": "2024-08-10",
        "accounts": ["ukraine"],
        "layers": [],
        "mapper": "mapper",
        "compare": {"mode": "overlay", "account": "ukraine", "with": "2024-10-05"},
        "extent": [-30.0, 40.0, -29.0, 41.0],
        "view": "9/40/-29.5",
    }
).encode()

STORY = (
    b"chapter_id,date,title,text,claim_ids\n"
    b"start,2024-08-10,Made-up start,Made up: a chapter.,first-0810-100\n"
)
READINGS = tuple(
    Reading(day, size, size / 2, size * 2, shape, (shape,) * 3)
    for day, shape in (
        (date(2024, 8, 10), MultiPolygon([box(-29.5, 40.5, -29.4, 40.6)])),
        (date(2024, 9, 1), MultiPolygon([box(-29.5, 40.5, -29.3, 40.6)])),
    )
    for size in (area_km2(shape),)
)

TOKENS = (
    *(
        b"",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b'"',
        b"'",
        b"\\",
        b"\n",
        b"\r",
        b",",
        b";",
        b"=",
        b"&",
    ),
    *(b"{", b"}", b"[", b"]", b"null", b"true", b"NaN", b"-Infinity", b"1e999", b"9" * 400, b"-0"),
    *(
        b"[" * 2_000,
        b'{"a":' * 2_000,
        b"\\u0000",
        b"\xe2\x80\xae",
        b"\x1b[31m",
        b"<b>",
        b"0001-01-01",
    ),
    *(b"&", b"0001-01-01", b"9999-12-31"),
    *(b"2024-02-30", b"2024-13", b"\xf0\x9f\x87\xba", b"x" * 5_000, b"%00", b"%FF"),
    *(b"msgid", b"msgstr", b"#~", b"charset=klingon", b"\\ud800", b"Polygon", b"Point", b"0"),
)
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg"><style>a{src:url(data:font/ttf;base64,AA)}</style>'
    b'<rect fill="url(#a)" style="x:y"/><use href="#b"/><text>z</text></svg>'
)
spoils = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(TOKENS) | st.binary(max_size=6)),
    min_size=1,
    max_size=4,
)


def spoil(sound: bytes, places: Iterable[tuple[float, int, bytes]]) -> bytes:
    """Put something else in place of a few bytes here and there."""
    for where, length, other in places:
        start = int(where * len(sound))
        sound = sound[:start] + other + sound[start + length :]
    return sound


def check(faults: Iterable[Fault]) -> None:
    for fault in faults:
        assert not [one for one in UNSAFE.findall(str(fault)) if one not in "\u2068\u2069"]
        assert len(str(fault)) < 1_300


def change(name: str, content: bytes) -> Contents:
    return Contents(MADE_UP, {**SOUND.files, name: content}, {})


def feed_table(table: schema.TableSchema[object], part: str) -> Callable[[bytes], None]:
    """Return what reads that table of a front and holds its rows against the others."""

    def feed(content: bytes) -> None:
        rows = read_table(table, content)
        check(rows.faults)
        tables = replace(TABLES, **{part: rows})
        check([*find_row_faults(tables), *find_link_faults(tables)])

    return feed


def feed_readings(content: bytes) -> None:
    for one in read_readings(content, DATASET.front):
        assert one.low_km2 <= one.area_km2 <= one.high_km2
        assert one.outlines


def feed_reading_overlaps(content: bytes) -> None:
    read_reading_overlaps(content, DATASET.held, name_readings(READINGS, {}))


def feed_reference(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / "2024-08-10.geojson").write_bytes(content)
        try:
            (area,) = read_references(Path(folder)).values()
        except ReferenceFolderError as error:
            check(error.faults)
        else:
            assert area.is_valid


def feed_front(content: bytes) -> None:
    front, faults = read_front(content)
    check(faults)
    assert (front is None) == bool(faults)


def feed_base(content: bytes) -> None:
    contents = change(BASE, content)
    seals = check_seals(contents)
    check([*seals.faults, *seals.notices, *read_base_layers(contents, seals)[1]])
    read_layer_shapes(content)


def feed_sidecar(content: bytes) -> None:
    contents = change(SIDECAR, content)
    seals = check_seals(contents)
    check([*seals.faults, *seals.notices, *read_base_layers(contents, seals)[1]])


def feed_held(content: bytes) -> None:
    contents = change(HELD, content)
    held, faults = read_held_areas(contents, TABLES, check_seals(contents), ())
    check(faults)
    assert held


def feed_overlaps(content: bytes) -> None:
    read_overlaps(content, DATASET.held)


def feed_translation(content: bytes) -> None:
    read_translations(content)


def feed_picture(content: bytes) -> None:
    check_picture(content)


def feed_address(content: bytes) -> None:
    text = content.decode("utf-8", "surrogateescape")
    query = parse_qs(text.lstrip("?"), keep_blank_values=True)
    found, notices = parse_query(query, DATASET.front, DATASET_DAYS)
    again, more = parse_query(format_query(found, DATASET.front), DATASET.front, DATASET_DAYS)
    assert (again, more) == (found, ())
    assert all(len(notice) < 1_200 for notice in notices)


def feed_message(content: bytes) -> None:
    message = json.loads(content)
    if isinstance(message, dict):
        start = open_selection(DATASET.front)
        found = parse_map_state(message, DATASET.front, start)
        assert DATASET.front.first <= found.day <= DATASET.front.last
        parse_extent(message)


def feed_origin(content: bytes) -> None:
    """Read a token whose sum is right, whatever it says: anyone can make one."""
    packed = urlsafe_b64encode(content)
    token = b"kursk-front-origin:" + packed + b":" + sha256(packed).hexdigest()[:16].encode()
    origin = find_origin(token)
    assert origin
    assert find_origin(origin.spell().encode())


def feed_archive(content: bytes) -> None:
    find_origin(content)


def feed_deck(content: bytes) -> None:
    _, links = read_kept_deck(content.decode("utf-8", "surrogateescape"))
    for link in links:
        feed_address(link.encode("utf-8", "surrogatepass"))


def feed_fold(content: bytes) -> None:
    name = content.decode("utf-8", "surrogateescape")
    assert bool(render_fold(WORKSPACE, VIEW, name)) == bool(list_folds(WORKSPACE, VIEW).get(name))


def pack(token: str) -> bytes:
    """Return an archive in which a token stands, as in slides."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        archive.writestr("docProps/custom.xml", token)
    return content.getvalue()


DATASET_DAYS = sorted({area.date for area in DATASET.held})
WORKSPACE = open_workspace(MADE_UP)
VIEW = build_view(WORKSPACE, open_selection(DATASET.front))
ORIGIN = Origin("sheet", "svg", ("?date=2024-08-10",), "0" * 64, {"dark": "1"}, "0.0.1")
PARSERS: dict[str, tuple[bytes, Callable[[bytes], None]]] = {
    "claims": (SOUND.files["claims.csv"], feed_table(schema.CLAIMS, "claims")),
    "sources": (SOUND.files["sources.csv"], feed_table(schema.SOURCES, "sources")),
    "settlements": (SOUND.files["settlements.csv"], feed_table(schema.PLACES, "places")),
    "control": (SOUND.files["control.csv"], feed_table(schema.CONTROL, "control")),
    "events": (SOUND.files["events.csv"], feed_table(schema.EVENTS, "events")),
    "story": (STORY, feed_table(schema.STORY, "story")),
    "readings": (encode_readings(READINGS), feed_readings),
    "reading overlaps": (
        encode_overlaps(measure_readings(DATASET.held, name_readings(READINGS, {}))),
        feed_reading_overlaps,
    ),
    "reference": (SOUND.files[HELD], feed_reference),
    "front": (SOUND.files["front.toml"], feed_front),
    "base": (SOUND.files[BASE], feed_base),
    "sidecar": (SOUND.files[SIDECAR], feed_sidecar),
    "held": (SOUND.files[HELD], feed_held),
    "overlaps": (encode_overlaps(find_overlaps(DATASET.held)), feed_overlaps),
    "translation": (PO, feed_translation),
    "picture": (PICTURE, feed_picture),
    "address": (ADDRESS, feed_address),
    "message": (MESSAGE, feed_message),
    "origin": (json.dumps(asdict(ORIGIN)).encode(), feed_origin),
    "archive": (pack(ORIGIN.spell()), feed_archive),
    "deck": (json.dumps([7, ADDRESS.decode()]).encode(), feed_deck),
    "fold": (next(iter(list_folds(WORKSPACE, VIEW))).encode(), feed_fold),
}
REFUSES: dict[str, tuple[type[Exception], ...]] = {
    "base": (ValueError,),
    "overlaps": (ValueError,),
    "readings": (ValueError,),
    "reading overlaps": (ValueError,),
    "translation": (ValueError,),
    "picture": (ValueError,),
    "origin": (BrokenOriginError,),
    "archive": (BrokenOriginError,),
    "deck": (ValueError,),
    "message": (ValueError, RecursionError),  # of the reading of JSON, which is not ours
}
IS_LONG = settings().max_examples >= 2_000
EXAMPLES = -(-100_000 // len(PARSERS)) if IS_LONG else 60


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=EXAMPLES)
@given(places=spoils)
def test_spoilt_input_is_answered_or_refused(
    name: str, places: list[tuple[float, int, bytes]]
) -> None:
    sound, feed = PARSERS[name]
    try:
        feed(spoil(sound, places))
    except (*REFUSES.get(name, ()),):
        return


@pytest.mark.parametrize("name", PARSERS)
def test_sound_input_passes(name: str) -> None:
    sound, feed = PARSERS[name]
    feed(sound)
