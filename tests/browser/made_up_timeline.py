"""A made-up front for the browser tests: no claim, place, line or figure in it is real."""

import math
from datetime import date, timedelta
from typing import Any

from dashboard.payload.address import describe_address
from dashboard.payload.records import AddressField
from dashboard.state.repair import FOREIGN
from dashboard.text.catalogues import COMPARE, PRESENTER, SHARE, STORY_FILE, TIMELINE, fill_phrases
from dashboard.text.spelling import spell_calendar
from geodata.core.codes import LAYER_GROUPS
from tests.bundled import read_bundled

FIRST, LAST, OPENING = date(2024, 8, 6), date(2025, 12, 31), "2024-08-12"
MIDDLE = (35.2, 51.25)
HOSTILE = (
    "</script><img src=x onerror=\"window.hostile = 1\"><b onclick='window.hostile = 1'>{{ 7 }}"
)
LABELS = {
    "kyiv": "First side",
    "moscow": "Second side",
    "mapper-a": "Mapper A",
    "mapper-b": "Mapper B",
}
SIDES = {
    "kyiv": "ukraine",
    "moscow": "russia",
    "mapper-a": "independent",
    "mapper-b": "independent",
}
DRAWINGS = (
    ("ukraine", "First", "#0072B2", "#56B4E9", "solid", 0.28, "", 2.2, "circle"),
    ("independent", "Mappers", "#2B2B2B", "#E6E2D8", "hatch", 0.85, "", 1.6, "diamond"),
    ("russia", "Second", "#B84700", "#F08A4B", "none", 0.0, "7 5", 2.2, "square"),
    ("third_party", "Others", "#6B3FA0", "#C3A6E8", "none", 0.0, "2 4", 1.6, "triangle"),
)

PLACES = (
    ("Alphaville", 35.27, 51.19, 1),
    ("Betatown", 34.9, 51.41, 1),
    ("Gammaburg", 34.8, 50.91, 1),
    ("Delta", 35.1, 51.3, 2),
    ("Epsilon", 35.4, 51.33, 3),
)
SPLIT_DAY = "2024-10-01"  # from here on the sides differ about Alphaville
WORDS = (
    ("alphaville", "ukraine", "held", "2024-08-12", None),
    ("alphaville", "russia", "held", "2024-08-12", "2024-09-30"),
    ("alphaville", "russia", "lost", SPLIT_DAY, None),
    ("betatown", "independent", "lost", "2024-08-06", None),
    ("delta", "independent", "contested", "2024-08-12", "2025-05-31"),
)
STRENGTH = "n" * 100 + "i" * 100 + "f" * 80 + "b" * 20  # of the 300 edges of every ring

Report = tuple[str, str, float | None, float | None, float | None]


def list_reports() -> list[Report]:
    """Return (as-of day, series, value, low, high): waves of figures that nobody ever gave."""
    reports: list[Report] = []
    for number in range(24):
        day = (date(2024, 8, 12) + timedelta(days=17 * number)).isoformat()
        reports.append((day, "kyiv", round(900 + 380 * math.sin(number / 3)), None, None))
        if number % 3 == 0:
            reports.append((day, "moscow", max(480 - 20 * number, 0), None, None))
        if number % 4 == 0:
            reports.append((day, "mapper-a", None, 600 - 10 * number, 900 - 15 * number))
        if number % 5 == 2:
            reports.append((day, "mapper-b", 700 - 12 * number, None, None))
    return reports


def make_ring(km2: float, seed: int) -> list[list[float]]:
    """Return a wavy closed ring of roughly `km2`, WGS 84 degrees."""
    radius = math.sqrt(km2 / math.pi)
    ring = []
    for index in range(300):
        angle = 2 * math.pi * index / 300
        reach = radius * (1 + 0.18 * math.sin(3 * angle + seed) + 0.07 * math.sin(11 * angle))
        lon = MIDDLE[0] + reach * math.cos(angle) / 50
        lat = MIDDLE[1] + reach * math.sin(angle) / 155
        ring.append([round(lon, 5), round(lat, 5)])
    return [*ring, ring[0]]


def make_claim(series: str, day: str, figure: str, taint: str) -> dict[str, Any]:
    """Return a claim whose every word is made up; `taint` is added to all that data can bring."""
    return {
        "account": SIDES[series],
        "series": series,
        "claimant": LABELS[series] + taint,
        "figure": figure + taint,
        "as_of": day,
        "reported": day,
        "grade": "B2",
        "source": "A made-up paper" + taint,
        "url": "javascript:window.hostile=1" if taint else "https://made-up.example/claim",
        "more_sources": 1,
        "public": day,
        "lag": "",
        "disputed_on": ["2024-08-06", "2025-06-01"],
        "basis": taint,
        "summary": "A made-up claim for the tests." + taint,
        "measured": "made up" + taint,
        "beside": "made up" + taint,
    }


def _fill(sentences: dict[str, str]) -> dict[str, str]:
    words = {"held_by": "held by Ukraine", "lost_by": "lost by Ukraine"}
    return {key: fill_phrases(sentence, words) for key, sentence in sentences.items()}


def make_frames(*, hostile: bool = False) -> dict[str, Any]:
    """Return a made-up frames.json; `hostile` puts markup into every text that data can bring."""
    taint = HOSTILE if hostile else ""
    names = ("id", "label", "light", "dark", "fill", "fill_opacity", "dash", "weight", "symbol")
    accounts = [dict(zip(names, row, strict=True)) for row in DRAWINGS]
    for account in accounts:
        account |= {"description": "Made up." + taint, "label": str(account["label"]) + taint}
    claims, areas, points, steps = _lay_out(taint)
    words = make_words(taint)
    series = [
        {"id": key, "account": SIDES[key], "label": label, "joined": True, "points": points[key]}
        for key, label in LABELS.items()
    ]
    events = [
        {"id": f"e{n}", "date": day, "title": f"Made up {n}{taint}", "summary": taint, "weight": n}
        for n, day in enumerate(("2024-08-12", "2024-10-20", "2025-03-12"), start=1)
    ]
    front = {
        "id": "made-up",
        "title": "A made-up front",
        "subtitle": "For the tests",
        "first": FIRST.isoformat(),
        "last": LAST.isoformat(),
        "opening": OPENING,
        "extent": [33.95, 50.85, 36.35, 51.95],
        "disclaimer": "Made up for the tests." + taint,
        "lands": [{"label": "Beyond" + taint, "abroad": True}],
        "periods": [{"label": "Early" + taint, "start": "2024-08-06", "end": "2024-08-31"}],
        "folds": [],
    }
    return {
        "schema": 5,
        "front": front,
        "text": {
            **_fill({**TIMELINE, **COMPARE}),
            "dataset": "Dataset made up",
            **spell_calendar(),
        },
        "phrases": _fill({**SHARE, **PRESENTER, **STORY_FILE}),
        "accounts": accounts,
        "series": series,
        "words": [{"claim": "made-up-0", "account": "ukraine", "start": "2025-10-01"}],
        "claims": claims,
        "areas": areas,
        "overlaps": make_overlaps(areas),
        "evidence": [
            {"place": row["place"], "status": row["status"], "weight": "strong", "intervals": [n]}
            for n, row in enumerate(words)
        ],
        "modes": "modes.json",  # nobody turns to one
        "readings": [],
        "chances": [20, 80, 95],
        "outlines": {"corners": [], "days": []},
        "shared": {"starts": {}, "turns": []},
        "own": {},
        "strength": {"near_km": 2.5, "inferred_km": 7.5},
        "places": make_places(taint),
        "control": words,
        "steps": steps,
        "known_steps": steps,
        "events": events,
        "gaps": [{"start": "2025-09-09", "end": "2025-12-31"}],
        "known_control": [[start, end or LAST.isoformat()] for *_, start, end in WORDS],
        "known_gaps": [
            {"start": "2025-09-09", "end": "2025-12-31", "known": ["2025-11-07", "2025-12-31"]}
        ],
        "address": make_address([account["id"] for account in accounts]),
        "foreign": FOREIGN.pattern,
    }


def make_address(accounts: list[str]) -> list[AddressField]:
    """Return the fields of an address as the state declares them, for the made-up accounts."""
    rows = describe_address(read_bundled().front, LAYER_GROUPS)
    for row in rows:
        if row["part"] == "accounts":
            row["start"] = row["allowed"] = accounts
    return rows


def make_overlaps(areas: list[dict[str, Any]]) -> list[list[int]]:
    """Return made-up overlaps of the firm areas in hectares: the smaller lies in the larger."""
    sizes = [round(area["km2"] * 100) for area in areas if area["edge"] == "firm"]
    return [[min(size, other) for other in (*sizes[:row], size)] for row, size in enumerate(sizes)]


def make_places(taint: str) -> list[dict[str, Any]]:
    """Return the made-up places of which some side speaks."""
    spoken = {place for place, *_ in WORDS}
    return [
        {
            "id": name.lower(),
            "latin": name + taint,
            "russian": "Выдумка" + taint,
            "ukrainian": "Вигадка" + taint,
            "lat": lat,
            "lon": lon,
        }
        for name, lon, lat, _ in PLACES
        if name.lower() in spoken
    ]


def make_words(taint: str) -> list[dict[str, Any]]:
    """Return made-up control intervals, each resting on the first claim of all."""
    return [
        {
            "place": place,
            "account": account,
            "status": status,
            "start": start,
            "end": end,
            "certainty": "high",
            "claims": ["made-up-0"],
            "note": "a made-up note" + taint,
        }
        for place, account, status, start, end in WORDS
    ]


def _lay_out(taint: str) -> tuple[dict[str, Any], list[Any], dict[str, list[Any]], list[Any]]:
    claims: dict[str, Any] = {}
    areas: list[Any] = []
    points: dict[str, list[Any]] = {key: [] for key in LABELS}
    steps: dict[str, Any] = {}
    in_force: dict[str, Any] = {}
    for number, (day, key, value, low, high) in enumerate(list_reports()):
        claim = f"made-up-{number}"
        figure = f"about {value:,} km²" if value is not None else f"{low:,}–{high:,} km²"
        claims[claim] = make_claim(key, day, figure, taint)
        span = {
            "claim": claim,
            "start": day,
            "end": day,
            "leading": True,
            "known_leading": [day, LAST.isoformat()],
            "line": True,
            "known_line": [day, LAST.isoformat()],
            "peak": False,
        }
        points[key].append({**span, "value": value, "low": low, "high": high})
        sizes = {"firm": value} if value is not None else {"firm": low, "contested": high}
        drawn = []
        for edge, size in sizes.items():
            drawn.append(len(areas))
            shapes = [[make_ring(size, number)]] if size else []
            of = {"date": day, "account": SIDES[key], "series": key, "claim": claim}
            areas.append({**of, "edge": edge, "leading": True, "km2": size, "polygons": shapes})
            areas[-1] |= {"strength": [[STRENGTH]] if size else [], "evidence": [0, 2, 3, 4]}
        state = {"claim": claim, "since": day, "areas": drawn, "others": []}
        state |= {"ghost": [], "words": ""}
        in_force[SIDES[key]] = state
        if key.startswith("mapper"):
            in_force[f"independent:{key}"] = state
        told = steps.get(day, {}).get("changes", {})
        told |= dict.fromkeys([SIDES[key]], f"{LABELS[key]}: {figure}{taint}")
        steps[day] = {"date": day, "changes": told}
        steps[day]["figures"] = dict(in_force)
    spoken = {**in_force["ukraine"], "since": "2025-10-01", "areas": [], "others": drawn}
    spoken["ghost"] = in_force["ukraine"]["areas"]
    spoken["words"] = "no figure – only made-up words" + taint
    words = {
        "date": "2025-10-01",
        "changes": {"ukraine": "Words only"},
        "figures": {**in_force, "ukraine": spoken},
    }
    return claims, areas, points, [*(steps[day] for day in sorted(steps)), words]


def make_base() -> dict[str, Any]:
    """Return a made-up base.json: a slanted border, an oblast, a river, a road and five places."""
    line = [[33.0, 51.75], [34.2, 51.2], [35.0, 51.1], [35.6, 50.85], [36.6, 50.3]]
    south = [*line, [36.6, 49.8], [33.0, 49.8], line[0]]
    oblast = [*line, [36.9, 52.0], [34.5, 52.3], line[0]]
    district = [[34.9, 51.2], [35.6, 51.0], [35.6, 51.5], [34.9, 51.5], [34.9, 51.2]]
    points = [
        {
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "place_id": name.lower(),
            "latin": name,
            "rank": rank,
        }
        for name, lon, lat, rank in PLACES
    ]

    def shape(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
        return {"geometry": {"type": kind, "coordinates": coordinates}, **properties}

    rows = (
        ("oblast", "base", [shape("Polygon", [oblast], latin="Made-up Oblast")]),
        ("neighbour", "base", [shape("Polygon", [south], latin="Made-up land")]),
        ("border", "base", [shape("LineString", line)]),
        ("districts", "districts", [shape("Polygon", [district], latin="Made-up District")]),
        ("river", "water", [shape("LineString", [[34.0, 51.5], [35.0, 51.6], [36.3, 51.7]])]),
        ("roads-schematic", "roads", [shape("LineString", [[34.8, 50.91], [35.27, 51.19]])]),
        ("settlements", "settlements", points),
    )
    return {"layers": [_make_layer(*row) for row in rows]}


def _make_layer(role: str, group: str, shapes: list[dict[str, Any]]) -> dict[str, Any]:
    features = [
        {"type": "Feature", "geometry": shape.pop("geometry"), "properties": shape}
        for shape in shapes
    ]
    return {
        "id": f"made-up-{role}",
        "label": role,
        "role": role,
        "group": group,
        "on": True,
        "schematic": role.endswith("schematic"),
        "credit": "Made up",
        "geojson": {"type": "FeatureCollection", "features": features},
    }
