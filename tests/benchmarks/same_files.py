"""Whether two trees of the program make the same files, by hand.

    python -m tests.benchmarks.same_files OLD NEW [DATE …]

Every format of six dates, a deck, a comparison and the data pack are made by either tree and held
against each other, byte for byte. What a file says of the program that made it differs with every
change of the code; that stamp is told apart from all else. Takes minutes.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

DATES = ("2024-08-12", "2024-08-27", "2025-02-20", "2025-03-12", "2025-04-26", "2025-06-22")
FORMATS = ("png", "svg", "pdf", "pptx", "html")
STAMP = re.compile(
    rb"kursk-front-origin:[\w=-]+:[0-9a-f]{16}"  # which holds the fingerprint of the code
    rb"|(?<=\+)[0-9a-f]{12}(?=, typst)"  # the same in the open
    rb"|(?<=/Keywords<)[0-9A-F]+(?=>)"  # and in a PDF once more, as UTF-16
    rb"|/ID\s*\[[^\]]*\]|(?<=ID>)[\w+/=-]+(?=</xmpMM:)"  # a PDF's own sums over all of this
)
_ZIP, _PNG = b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"
_INSIDE = re.compile(rb"(<(?:script|style)[^>]*>)(.*?)(?=</(?:script|style)>)", re.DOTALL)


def list_commands(dates: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each file and the words by which `kursk-front` makes it."""
    for day in dates:
        for form in FORMATS:
            yield f"{day}.{form}", ["snapshot", "--date", day]
        yield f"{day}-page.html", ["page", "--date", day]
    yield "claims.json", ["claims"]
    yield "compare.svg", ["compare", "--date", dates[-1], "--with", dates[0]]
    yield "story.pptx", ["deck", "--story"]
    yield "pack.zip", ["datapack"]


def make_files(tree: Path, folder: Path, dates: Sequence[str]) -> None:
    """Write the files that a tree makes; `-m` finds the tree's packages, as it starts there."""
    for name, words in list_commands(dates):
        command = [sys.executable, "-m", "dashboard.cli", *words, "--out", str(folder / name)]
        subprocess.run(command, cwd=tree, check=True, stdout=subprocess.DEVNULL)


def list_parts(content: bytes) -> list[tuple[str, bytes]]:
    """Return the members of an archive, the chunks of a PNG without their sums, else the whole.

    Of a page they are its scripts and styles, and what is left of it.
    """
    if content.startswith(_ZIP):
        with ZipFile(BytesIO(content)) as archive:
            return [(one.filename, archive.read(one)) for one in archive.infolist()]
    if not content.startswith(_PNG):
        inside = [(one[1].decode(), one[2]) for one in _INSIDE.finditer(content)]
        return [("all else" if inside else "", _INSIDE.sub(b"", content)), *inside]
    parts, at = [], len(_PNG)
    while at < len(content):
        long = int.from_bytes(content[at : at + 4], "big")
        parts.append((content[at + 4 : at + 8].decode(), content[at + 8 : at + 8 + long]))
        at += long + 12
    return parts


def compare_files(old: bytes, new: bytes) -> str:
    """Return what two files have in common: all, all but the stamp, or which parts differ."""
    if old == new:
        return "same"
    pairs = zip_longest(list_parts(old), list_parts(new), fillvalue=("", b""))
    apart = [
        second[0] or first[0] or "all of it"
        for first, second in pairs
        if first[0] != second[0] or STAMP.sub(b"", first[1]) != STAMP.sub(b"", second[1])
    ]
    return f"DIFFERS in {', '.join(apart)}" if apart else "same but for the stamp"


def main(old: str, new: str, *dates: str) -> int:
    """Print a line for each file; return 1 where one differs by more than its stamp."""
    asked, told = dates or DATES, []
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        for tree, folder in ((old, first), (new, second)):
            make_files(Path(tree), Path(folder), asked)
        for name, _ in list_commands(asked):
            pair = ((Path(folder) / name).read_bytes() for folder in (first, second))
            told.append(compare_files(*pair))
            print(f"{name:20} {told[-1]}")
    return int(any(one.startswith("DIFFERS") for one in told))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
