"""What a page is on paper: how many sheets, which words, how light, whether there is ground."""

import subprocess
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

BLUER = 25  # of 255, than red: the ground by Kyiv's word, and nothing else on the map


def run(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def assert_printed_on_one_sheet(page: Page, folder: Path, words: list[str]) -> None:
    """Check that all of it is on one light sheet: the words, and ground on the map above them.

    Raises:
        AssertionError: something of it is missing.
    """
    path = folder / "paper.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    sizes = dict(line.split(":", 1) for line in run("pdfinfo", path).splitlines() if ":" in line)
    assert sizes["Pages"].strip() == "1"
    text = "".join(run("pdftotext", "-layout", path, "-").split())  # which guesses where words end
    assert [one for one in words if "".join(one.split()) not in text] == []
    run("pdftoppm", "-r", "60", "-png", "-singlefile", path, path.with_suffix(""))
    with Image.open(path.with_suffix(".png")) as picture:
        assert picture.width > picture.height
        tones = picture.convert("L").resize((16, 12)).tobytes()
        assert min(tones) > 128  # there is nowhere a dark background
        map_alone = (picture.width // 3, 0, picture.width, picture.height // 2)
        red, _, blue = picture.convert("RGB").crop(map_alone).split()
        ground = sum(b - r > BLUER for r, b in zip(red.tobytes(), blue.tobytes(), strict=True))
    assert ground > 40
