"""Films: opened by other programs, with the date, the figures and the playhead in every frame."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image, ImageChops, ImageColor

from dashboard.briefing.drawing.palette import read_palette
from dashboard.briefing.film.card import list_publishers
from dashboard.briefing.film.encode import Pace, Shot
from dashboard.briefing.film.frame import (
    REGULAR,
    Pen,
    Stage,
    cut_lines,
    load_font,
    paint_swatch,
    write_frame,
)
from dashboard.briefing.film.layout import FilmLayout, lay_out_film
from dashboard.briefing.film.timelapse import StoppedError, list_days, render_film
from dashboard.briefing.map.areas import ink_of
from dashboard.briefing.sheet.look import Look
from dashboard.state.selection import Selection, open_selection
from dashboard.text.language import speak
from dashboard.view.figures import format_source
from dashboard.view.style import STYLE
from dashboard.view.view import build_view
from dashboard.view.workspace import Workspace, translate_workspace
from geodata.claims.claims import best_source
from geodata.core.errors import OutputError
from geodata.core.model import Role

FIRST, LAST = date(2024, 8, 6), date(2024, 8, 27)
SIZE = (640, 360)
LOOK = Look(size_px=SIZE)
HELD = 7  # pictures of the last step beyond its own, at four a second

needs_ffmpeg = pytest.mark.skipif(
    not (shutil.which("ffprobe") or os.environ.get("CI")), reason="no ffprobe (Debian: ffmpeg)"
)


@pytest.fixture(scope="module")
def selection(workspace: Workspace) -> Selection:
    return open_selection(workspace.dataset.front)


@pytest.fixture(scope="module")
def film(workspace: Workspace, selection: Selection) -> bytes:
    """Return a film of as few pictures as there may be: one a step, and no cards."""
    span = {"first": FIRST, "last": LAST, "look": LOOK}
    return render_film(workspace, selection, **span, speed=4, fps=4, card=0)


@pytest.fixture(scope="module")
def days(workspace: Workspace, selection: Selection) -> tuple[date, ...]:
    return list_days(workspace, selection, FIRST, LAST, "report")


def probe(path: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-count_frames"]
    answer = subprocess.run([*command, "-of", "json", path], check=True, capture_output=True)
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def list_frames(path: Path, folder: Path) -> list[Image.Image]:
    command = ["ffmpeg", "-v", "error", "-i", path, folder / "frame%03d.png"]
    subprocess.run(command, check=True, capture_output=True)
    return [Image.open(one).convert("RGB") for one in sorted(folder.glob("frame*.png"))]


def lay_out() -> FilmLayout:
    return lay_out_film(*SIZE, "")


def differ(one: Image.Image, other: Image.Image, box: tuple[float, ...]) -> bool:
    cut = tuple(round(edge) for edge in box)
    difference = ImageChops.difference(one.crop(cut), other.crop(cut)).convert("L")
    return difference.getextrema()[1] > 60


@needs_ffmpeg
def test_ffprobe_finds_h264_of_the_size_length_and_speed_asked_for(
    film: bytes, days: tuple[date, ...], tmp_path: Path
) -> None:
    path = tmp_path / "front.mp4"
    path.write_bytes(film)
    found = probe(path)
    (stream,) = found["streams"]
    assert (stream["codec_name"], stream["pix_fmt"]) == ("h264", "yuv420p")
    assert (stream["width"], stream["height"]) == SIZE
    assert int(stream["nb_read_frames"]) == len(days) + HELD
    assert Fraction(stream["r_frame_rate"]) == 4
    length = (len(days) + HELD) / 4
    assert float(found["format"]["duration"]) == pytest.approx(length, abs=0.01)
    assert b"elst" not in film
    assert "creation_time" not in found["format"].get("tags", {})
    assert film.index(b"moov") < film.index(b"mdat")  # plays while it loads


@pytest.mark.parametrize(
    ("speed", "fps", "counts"),
    [
        (1 / 3, 1.0, [3, 3, 3]),
        (4.0, 4.0, [1, 1, 8]),
        (1 / 3, None, [90, 90, 90]),
        (15.0, 30.0, [2, 2, 60]),
        (24.0, 30.0, [1, 1, 60]),
    ],
)
def test_every_step_takes_its_time_and_the_last_two_seconds_at_least(
    speed: float, fps: float | None, counts: list[int]
) -> None:
    picture, pace = Image.new("RGB", (2, 2)), Pace(speed, fps)
    card, steps = Shot(picture, is_card=True), [Shot(picture) for _ in counts]
    shown = [times for _, times in pace.repeat([card, *steps, card], pace.rate)]
    assert shown[1:-2] == counts[:-1]
    assert shown[-2] == pytest.approx(counts[-1], abs=1)
    assert shown[0] == shown[-1] == 3 * pace.rate


@pytest.mark.parametrize("card", [None, 0.0, 1.0])
@pytest.mark.parametrize(("steps", "seconds"), [(11, 12.0), (1, 4.0), (5, 30.0), (40, 60.0)])
def test_a_film_of_a_length_takes_it(steps: int, seconds: float, card: float | None) -> None:
    pace = Pace.fit(steps, seconds, card)
    assert steps / pace.speed + pace.hold + 2 * pace.card == pytest.approx(seconds)
    assert pace.card <= seconds / 6


@pytest.fixture(scope="module")
def posted(workspace: Workspace, selection: Selection) -> bytes:
    """Return a film as it is made if nothing is asked for, of two reports."""
    span = {"first": date(2025, 3, 12), "last": date(2025, 3, 13)}
    return render_film(workspace, selection, **span, look=LOOK)


@needs_ffmpeg
def test_a_film_is_constant_at_30_pictures_a_second_and_every_player_reads_it(
    posted: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "posted.mp4"
    path.write_bytes(posted)
    found = probe(path)
    (stream,) = found["streams"]
    assert stream["r_frame_rate"] == stream["avg_frame_rate"] == "30/1"
    assert int(stream["nb_read_frames"]) == 30 * 12
    command = ["ffmpeg", "-v", "error", "-err_detect", "explode", "-i", path, "-f", "null", "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    assert not told.stdout + told.stderr


def test_a_report_fades_in_and_then_stands_still(posted: bytes) -> None:
    with av.open(BytesIO(posted)) as container:
        pictures = [frame.to_ndarray() for frame in container.decode(video=0)]
    changes = [at for at in range(1, len(pictures)) if (pictures[at] != pictures[at - 1]).any()]
    starts = [90, 180, 270]
    assert {at - at % 90 for at in changes} == set(starts)
    for start in starts:
        mine = [at for at in changes if at - at % 90 == start]
        assert mine[0] == start
        assert max(mine) < start + 10
        old, mixed, new = (pictures[at].astype(int) for at in (start - 1, start + 3, start + 20))
        between = (np.minimum(old, new) - 12 <= mixed) & (mixed <= np.maximum(old, new) + 12)
        assert between.mean() > 0.99


def test_cards_say_whose_film_it_is_and_on_whose_word_it_rests(
    workspace: Workspace, selection: Selection, posted: bytes
) -> None:
    views = [build_view(workspace, replace(selection, day=day)) for day in (FIRST, LAST)]
    names = list_publishers(workspace, views)
    claims = [one.figure.claim for one in views[1].accounts if one.figure]
    assert claims
    assert {format_source(best_source(workspace.dataset, one)) for one in claims} <= set(names)
    assert len(names) == len(set(names))
    with av.open(BytesIO(posted)) as container:
        frames = [frame.to_image() for frame in container.decode(video=0)]
    for card in (frames[0], frames[-1]):
        left, top, right, bottom = lay_out().map
        box = (round(left), round(top), round(right), round(bottom))
        assert card.getpixel((2, 2)) == pytest.approx(frames[100].getpixel((2, 2)), abs=3)
        assert len(card.crop(box).convert("L").quantize(8).getcolors()) > 1
        assert differ(card, frames[100], box)


def test_a_sample_is_drawn_as_its_account_is_on_the_map(
    workspace: Workspace, selection: Selection
) -> None:
    """It pales with its area, and of words in place of a figure, as on 15 March, it is hollow."""
    palette, layout = read_palette(dark=False), lay_out()
    pen = Pen(workspace, layout, palette)
    fills = []
    for day, is_ghost in (
        (date(2025, 2, 13), False),
        (date(2025, 3, 12), False),
        (date(2025, 3, 15), True),
    ):
        view = build_view(workspace, replace(selection, day=day))
        frame = Image.new("RGB", SIZE, palette["paper"])
        write_frame(frame, view, pen, Stage(frame, None))
        kyiv = view.accounts[0]
        days = STYLE.find_age(kyiv.age).days
        swatch = paint_swatch(kyiv.account.side, 0, days, layout.body, palette, is_ghost=is_ghost)
        x, y = round(layout.panel[0]), round(layout.panel[1] + 0.12 * layout.body)
        plain = Image.new("RGB", swatch.size, palette["paper"])
        plain.paste(swatch, (0, 0), swatch)
        found = frame.crop((x, y, x + swatch.width, y + swatch.height))
        assert ImageChops.difference(found, plain).getbbox() is None
        fills.append(swatch.getpixel((swatch.width // 2, swatch.height // 2))[3])
    assert fills[0] > fills[1] > fills[2] == 0


def test_type_can_be_read_on_a_telephone() -> None:
    for width, height, shown in ((1080, 1920, 390), (1080, 1080, 390), (1920, 1080, 844)):
        layout = lay_out_film(width, height, "")
        assert layout.body * shown / width >= 10.9
        assert (layout.chart is None) == (width == height)


@needs_ffmpeg
def test_date_figures_and_playhead_change_from_frame_to_frame(
    film: bytes, days: tuple[date, ...], tmp_path: Path
) -> None:
    path = tmp_path / "front.mp4"
    path.write_bytes(film)
    frames = list_frames(path, tmp_path)
    assert len(frames) == len(days) + HELD
    frames = frames[: len(days)]
    layout = lay_out()
    for one, other in pairwise(frames):
        assert differ(one, other, layout.head)
        assert differ(one, other, layout.chart)
    assert differ(frames[0], frames[-1], layout.panel)
    assert differ(frames[0], frames[-1], layout.map)


def test_no_colour_of_an_account_is_lost_in_a_gif(
    workspace: Workspace, selection: Selection
) -> None:
    """A film that begins on a day on which nothing is held has no account's colour there."""
    palette = read_palette(dark=False)
    tones = [ImageColor.getrgb(one) for one in (ink_of(Role.HOLDER, palette), palette["land"])]
    look = Look(size_px=(480, 600))
    first, last = date(2024, 8, 6), date(2024, 8, 12)
    content = render_film(workspace, selection, first=first, last=last, look=look, kind="gif")
    with Image.open(BytesIO(content)) as film:
        film.seek(film.n_frames - 2)  # before the card at its end
        shown = film.convert("RGB")
    colours = np.array([colour for count, colour in shown.getcolors(480 * 600) if count > 20])
    for tone in tones:
        assert np.abs(colours - tone).max(axis=1).min() < 4


@pytest.mark.parametrize("kind", ["gif", "webp"])
def test_moving_pictures_have_all_frames_and_go_on_for_ever(
    workspace: Workspace, selection: Selection, days: tuple[date, ...], kind: str
) -> None:
    content = render_film(
        workspace, selection, first=FIRST, last=LAST, look=Look(size_px=(480, 720)), kind=kind
    )
    with Image.open(BytesIO(content)) as picture:
        assert (picture.format or "").lower() == kind
        assert (picture.size, picture.n_frames) == ((480, 720), len(days) + 2)
        assert picture.info["loop"] == 0
        picture.seek(1)
        first = picture.convert("RGB")
        picture.seek(len(days))
        assert differ(first, picture.convert("RGB"), (0, 0, 480, 80))


@pytest.mark.parametrize("kind", ["mp4", "gif", "webp"])
def test_the_same_days_give_the_same_bytes(
    workspace: Workspace, selection: Selection, kind: str
) -> None:
    span = {"first": FIRST, "last": date(2024, 8, 12)}
    look = Look(size_px=SIZE)
    films = [render_film(workspace, selection, **span, look=look, kind=kind) for _ in range(2)]
    assert films[0] == films[1]


def test_frames_are_reports_of_the_clock_or_days(
    workspace: Workspace, selection: Selection
) -> None:
    by_report = list_days(workspace, selection, FIRST, LAST, "report")
    assert by_report[0] == FIRST
    assert set(by_report[1:]) == {day for day in workspace.timeline.dates if FIRST < day <= LAST}
    known = replace(selection, clock="known")
    in_known = list_days(workspace, known, FIRST, LAST, "report")
    assert set(in_known[1:]) == {day for day in workspace.known.dates if FIRST < day <= LAST}
    assert len(list_days(workspace, selection, FIRST, LAST, "day")) == (LAST - FIRST).days + 1


@needs_ffmpeg
def test_on_the_clock_of_what_was_known_the_chart_grows(
    workspace: Workspace, selection: Selection, tmp_path: Path
) -> None:
    known = replace(selection, clock="known")
    path = tmp_path / "known.mp4"
    span = {"first": date(2024, 8, 10), "last": date(2024, 10, 16)}
    look = Look(dark=True, size_px=SIZE)
    path.write_bytes(render_film(workspace, known, look=look, **span, fps=1, card=0))
    frames = list_frames(path, tmp_path)
    left, top, right, bottom = lay_out().chart
    strip = (left + 0.08 * (right - left), top, left + 0.15 * (right - left), bottom)
    assert differ(frames[0], frames[-1], strip)


def test_every_language_is_spoken_in_the_frames(workspace: Workspace, selection: Selection) -> None:
    films = set()
    for language in ("en", "uk", "ru"):
        told = translate_workspace(workspace, language)
        with speak(language):
            day = date(2024, 8, 12)
            films.add(render_film(told, selection, first=day, last=day, look=LOOK, kind="gif"))
    assert len(films) == 3


def test_a_film_can_be_stopped_and_tells_how_far_it_is(
    workspace: Workspace, selection: Selection
) -> None:
    told: list[tuple[int, int, str]] = []
    span = {"first": FIRST, "last": LAST, "look": LOOK}
    with pytest.raises(StoppedError):
        render_film(
            workspace,
            selection,
            **span,
            on_step=lambda *step: told.append(step),
            cancelled=lambda: len(told) == 2,
        )
    assert [done for done, _, _ in told] == [1, 2]


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"look": Look(size_px=(641, 360))}, "even numbers"),
        ({"look": Look(size_px=(100, 100))}, "between 240 and 4096"),
        ({"speed": 0.0}, "frames a second"),
        ({"card": -1.0}, "expected 0 to 60"),
        ({"card": float("nan")}, "expected 0 to 60"),
        ({"first": LAST, "last": FIRST}, "later last day"),
        ({"look": Look(size_px=(4096, 4096)), "by": "day", "last": date(2025, 12, 31)}, "too many"),
    ],
)
def test_what_makes_no_film_is_refused(
    workspace: Workspace, selection: Selection, wish: dict[str, Any], words: str
) -> None:
    with pytest.raises(OutputError, match=words):
        render_film(workspace, selection, **{"first": FIRST, "last": LAST, **wish})


def test_a_refusal_speaks_the_language_that_is_spoken(
    workspace: Workspace, selection: Selection
) -> None:
    with speak("uk"), pytest.raises(OutputError, match=f"Фільм від {LAST} до {FIRST} не має"):
        render_film(workspace, selection, first=LAST, last=FIRST)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1080), (720, 1280), (480, 270), (2048, 858)])
def test_no_two_parts_of_a_frame_overlap(size: tuple[int, int]) -> None:
    layout = lay_out_film(*size, "a word and another " * 20)
    boxes = [layout.map, layout.head, layout.panel, layout.foot]
    boxes += [layout.chart] if layout.chart else []
    for place, (left, top, right, bottom) in enumerate(boxes):
        assert 0 <= left < right <= size[0]
        assert 0 <= top < bottom <= size[1]
        for other in boxes[place + 1 :]:
            apart = left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
            assert apart
    left, top, right, bottom = layout.map
    assert (right - left) * (bottom - top) > 0.2 * size[0] * size[1]


def test_lines_that_are_too_many_or_too_wide_end_in_a_mark() -> None:
    font = load_font(REGULAR, 20)
    lines = cut_lines("a sentence that goes on and on without any end at all", font, 120, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(font.getlength(line) <= 120 for line in lines)
    assert cut_lines("Unaussprechlichkeiten", font, 60, 2)[0].endswith("…")
    assert cut_lines("short", font, 120, 2) == ["short"]
