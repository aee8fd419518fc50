"""Under which terms each part of the pack may be used, and whom to credit."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

from geodata.core.model import Front, Layer

FILE: Final = "LICENCES.md"

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
}
"""Of each licence by its SPDX id: title, address of its text, what it asks for in short."""


def find_spdx_id(text: str) -> str:
    """Return the SPDX id of a licence as a dataset names it, such as 'CC BY 4.0'; else the text."""
    name = text.strip().replace(" ", "-")
    return name if name in TERMS else text


def describe_licences(names: Iterable[str]) -> list[dict[str, str]]:
    """Return licences as a Data Package lists them, each once."""
    described = []
    for name in dict.fromkeys(map(find_spdx_id, names)):
        if name in TERMS:
            title, path, _ = TERMS[name]
            described.append({"name": name, "title": title, "path": path})
        else:
            described.append({"title": name, "path": FILE})
    return described


def format_notice(front: Front, part: str) -> str:
    """Return what a file of `part` says wherever it travels: disclaimer, terms, credit."""
    terms = (
        f"{find_spdx_id(entry['licence'])}, {entry['credit']}" for entry in front.find_terms(part)
    )
    return f"{front.disclaimer} {'; '.join(terms)}."


def format_licences(front: Front, layers: Sequence[Layer]) -> str:
    """Return LICENCES.md: each part with its licence and credit, and each licence in short."""
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
    named = [entry["licence"] for entry in front.licences]
    named += [str(layer.sidecar["licence"]) for layer in layers]
    for name in dict.fromkeys(map(find_spdx_id, named)):
        if name in TERMS:
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
