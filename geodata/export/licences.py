"""Under which terms each part of the pack may be used, and whom to credit."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final

from geodata.core.model import Dataset, Front

FILE: Final = "LICENCES.md"
_OTHER: Final = re.compile(r"[^A-Za-z0-9.]+")  # than SPDX lets stand in a name

TERMS: Final[Mapping[str, tuple[str, str, str]]] = {
    "ODbL-1.0": (
        "Open Data Commons Open Database License 1.0",
        "https://opendatacommons.org/licenses/odbl/1-0/",
        "Share, change and use the data for any purpose, if you credit its makers, offer a "
        "database that you publish and derive from it under the same licence, and keep it open. "
        "A map or picture made from it only needs the credit.",
    ),
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0 International",
        "https://creativecommons.org/licenses/by/4.0/",
        "Share, change and use it for any purpose, if you credit its makers, link to the licence "
        "and say whether you changed it.",
    ),
    "CC0-1.0": (
        "Creative Commons Zero 1.0 Universal",
        "https://creativecommons.org/publicdomain/zero/1.0/",
        "Use it for any purpose without asking or crediting.",
    ),
    "GPL-3.0-or-later": (
        "GNU General Public License 3.0 or later",
        "https://www.gnu.org/licenses/gpl-3.0.html",
        "Share, change and use it for any purpose, if whatever you publish that contains it stays "
        "under the same licence. Here it is the licence of the package from which positions were "
        "read.",
    ),
}
"""Of each licence by its SPDX id: title, address of its text, what it asks for in short."""


def find_spdx_id(text: str) -> str:
    """Return the SPDX id of a licence as a dataset names it, such as 'CC BY 4.0'; else the text."""
    name = text.strip().replace(" ", "-")
    return name if name in TERMS else text


def list_spdx_ids(text: str) -> tuple[str, ...]:
    """Return the SPDX ids of the licences that a dataset names in a text, with ';' between them.

    What says more, such as 'positions of somebody, CC BY 4.0', counts by its end.

    >>> list_spdx_ids("positions are facts; package GPL-3.0-or-later; GeoNames CC BY 4.0")
    ('GPL-3.0-or-later', 'CC-BY-4.0')
    """
    parts = [part.strip().replace(" ", "-") for part in text.split(";")]
    return tuple(name for part in parts for name in TERMS if part.endswith(name))


def describe_licences(names: Iterable[str]) -> list[dict[str, str]]:
    """Return licences as a Data Package lists them, each once and by its SPDX name.

    What SPDX has no id for is a LicenseRef, as it asks for, to what LICENCES.md says.
    """
    described = {}
    for text in names:
        for name in list_spdx_ids(text):
            title, path, _ = TERMS[name]
            described[name] = {"name": name, "title": title, "path": path}
        if not list_spdx_ids(text):
            name = f"LicenseRef-{_OTHER.sub('-', text).strip('-') or 'unnamed'}"
            described[name] = {"name": name, "title": text, "path": FILE}
    return list(described.values())


def list_licences(dataset: Dataset) -> list[str]:
    """Return the licences of a dataset's tables and base layers, as it names them, each once."""
    named = [entry["licence"] for entry in dataset.front.licences]
    named += [str(layer.sidecar["licence"]) for layer in dataset.layers.values()]
    return list(dict.fromkeys(named))


def format_notice(front: Front, part: str) -> str:
    """Return what a file of `part` says wherever it travels: disclaimer, terms, credit."""
    terms = (
        f"{find_spdx_id(entry['licence'])}, {entry['credit']}" for entry in front.find_terms(part)
    )
    return f"{front.disclaimer} {'; '.join(terms)}."


def format_licences(dataset: Dataset) -> str:
    """Return LICENCES.md: each part with its licence and credit, and each licence in short."""
    front, layers = dataset.front, dataset.layers.values()
    lines = ["# Licences and credits", "", "| part | licence | credit |", "|---|---|---|"]
    lines += [
        _join_cells(entry["part"], find_spdx_id(entry["licence"]), entry["credit"])
        for entry in front.licences
    ]
    lines += [
        _join_cells(
            f"base/{layer.layer_id}.geojson",
            find_spdx_id(str(layer.sidecar["licence"])),
            str(layer.sidecar["credit"]),
        )
        for layer in layers
    ]
    named = (name for text in list_licences(dataset) for name in list_spdx_ids(text))
    for name in dict.fromkeys(named):
        title, path, short = TERMS[name]
        lines += ["", f"## {name}: {title}", "", short, f"The text that counts: <{path}>"]
    lines += ["", "The short versions are no legal advice; the texts behind the links are binding."]
    return "\n".join(lines) + "\n"


def _join_cells(*cells: str) -> str:
    """Return a row of a Markdown table, its cells escaped."""
    return f"| {' | '.join(escape_markdown(cell) for cell in cells)} |"


def escape_markdown(text: str) -> str:
    """Return a text from data as Markdown shows it, without markup or line breaks."""
    for sign in "\\|[]*_`#":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(escape(text, quote=False).split())
