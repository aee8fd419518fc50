"""The commands deck, timelapse and page: a file whole or none, and one clear line of refusal."""

from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image
from pptx import Presentation

from dashboard.cli import main

SPAN = ["--from", "2024-08-06", "--to", "2024-08-16", "--size", "320x240"]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_deck_of_dates(tmp_path: Path) -> None:
    out = tmp_path / "brief.pptx"
    result = run("deck", "--date", "2024-08-12", "--date", "2025-03-12", "--out", out, "--dark")
    assert (result.exit_code, result.stdout) == (0, "")
    titles = [slide.shapes.title.text for slide in Presentation(str(out)).slides]
    assert titles[1:3] == [
        "12 August 2024: Four answers on one day",
        "12 March 2025: Putin at a command post",
    ]


def test_a_deck_of_the_story_in_another_language_to_the_pipe() -> None:
    result = run("deck", "--story", "--language", "uk", "--accounts", "ukraine", "--out", "-")
    deck = Presentation(BytesIO(result.stdout_bytes))
    agenda, first = (
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in (deck.slides[1], deck.slides[2])
        for shape in slide.shapes
        if shape.has_table
    )
    assert len(list(deck.slides)) > 12
    assert agenda[0] == ["Дата й заголовок", "Київ"]
    assert len(agenda) > 10
    assert [row[0] for row in agenda[1:2]] == [deck.slides[2].shapes.title.text]
    assert {row[1] for row in agenda[1:]} >= {"–", "1\u00a0294\u00a0км²", "словами"}
    assert [row[0] for row in first[1:]] == ["Київ"]


def test_films_by_the_ending_of_their_name(tmp_path: Path) -> None:
    for kind, head in (("gif", b"GIF89a"), ("webp", b"RIFF"), ("mp4", b"\0\0\0")):
        out = tmp_path / f"front.{kind}"
        result = run("timelapse", *SPAN, "--out", out)
        assert (result.exit_code, result.stdout) == (0, "")
        assert out.read_bytes().startswith(head)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "front.gif",
        "front.mp4",
        "front.webp",
    ]


def test_a_film_by_the_day_to_the_pipe() -> None:
    asked = ("timelapse", *SPAN, "--by", "day", "--speed", 5, "--format", "gif", "--out", "-")
    for cards, shown in ((("--cards", 0), [200] * 10), (("--cards", 1.5), [1500, *[200] * 10])):
        result = run(*asked, *cards)
        with Image.open(BytesIO(result.stdout_bytes)) as picture:
            assert (picture.size, picture.n_frames) == ((320, 240), 13 if cards[1] else 11)
            times = []
            for place in range(len(shown)):
                picture.seek(place)
                times.append(picture.info["duration"])
            assert times == shown


def test_a_page_that_opens_at_a_date(tmp_path: Path) -> None:
    out = tmp_path / "front.html"
    arguments = ["--date", "2025-03-12", "--clock", "known", "--language", "ru", "--out", out]
    ground = ["--extent", "34.5,50.9,35.3,51.4", "--link", "https://front.example/"]
    result = run("page", *arguments, *ground)
    assert (result.exit_code, result.stdout) == (0, "")
    html = out.read_text(encoding="utf-8")
    assert html.startswith('<!DOCTYPE html>\n<html lang="ru">')
    assert '"date":"2025-03-12"' in html
    assert '"clock":"known"' in html
    assert '"view":"9.' in html
    assert '"home":"https://front.example/"' in html


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("deck", "--date", "2024-13-12"), "2024-13-12"),
        (("deck", "--date", "2023-01-01"), "outside the front"),
        (("deck", "--date", "2024-08-12", "--story"), "expected one of them"),
        (("deck", "--accounts", "mars"), "mars"),
        (("timelapse", "--size", "big"), "WIDTHxHEIGHT"),
        (("timelapse", "--size", "321x240"), "even"),
        (("timelapse", "--from", "2025-08-12", "--to", "2025-01-01"), "later"),
        (("timelapse", "--speed", "900"), "frames a second"),
        (("timelapse", "--speed", "1", "--length", "9"), "expected one of them"),
        (("page", "--mapper", "nobody"), "nobody"),
        (("page", "--date", "2030-01-01"), "outside the front"),
        (("page", "--extent", "10,50,11,51"), "front"),
        (("page", "--link", "javascript:alert(1)"), "javascript"),
    ],
)
def test_bad_input_is_refused_in_one_line_and_nothing_is_written(
    arguments: tuple[str, ...], words: str, tmp_path: Path
) -> None:
    out = tmp_path / {"deck": "x.pptx", "timelapse": "x.mp4", "page": "x.html"}[arguments[0]]
    result = run(*arguments, "--out", out)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_a_film_needs_a_format(tmp_path: Path) -> None:
    result = run("timelapse", "--out", tmp_path / "film")
    assert result.exit_code == 2
    assert "mp4, gif, webp" in result.stderr


def test_a_deck_of_a_front_without_a_story_is_refused(made_up_folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.pptx"
    result = run("deck", "--story", "--data", made_up_folder, "--out", out)
    assert result.exit_code == 2
    assert "story.csv" in result.stderr
    assert not out.exists()


def test_a_made_up_front_gives_deck_film_and_page(made_up_folder: Path, tmp_path: Path) -> None:
    for command, name in (("deck", "x.pptx"), ("timelapse", "x.webp"), ("page", "x.html")):
        size = ["--size", "320x240"] if command == "timelapse" else []
        out = tmp_path / name
        result = run(command, *size, "--data", made_up_folder, "--out", out)
        assert (result.exit_code, result.stdout) == (0, ""), result.output
        assert out.stat().st_size > 1000
