"""The command `kursk-front licences`: what is installed with it, and under which terms."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import (
    Distribution,
    PackageMetadata,
    PackageNotFoundError,
    distribution,
)
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import click
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from dashboard.commands.options import give_examples, out_option
from dashboard.commands.output import check_output, write_out

OURS: Final = "kursk-front"
OF_DEVELOPERS: Final = frozenset(("basemap", "check", "test"))
"""The extras that whoever uses the program has no need of."""
COPYLEFT: Final = {"x264": "GPL-2.0-or-later", "x265": "GPL-2.0-or-later"}
"""Libraries inside of wheels whose terms go beyond those that the wheel states."""
NOTICE: Final = (
    "The wheel of {name} states {licence} and holds {libraries} under {terms}: using it asks for "
    "nothing, but whoever passes the program on together with that wheel, on a stick or in a "
    "container, does so under the GPL."
)
_LIBRARY: Final = re.compile(r"^(?:lib)?(.+?)(?:-[0-9a-f]{8,})?(?:[.-]\d+)*\.(?:so|dylib|dll)\b")
_FOLDERS: Final = (".libs", ".dylibs")
_KIND: Final = "License :: "
_TEXT: Final = re.compile(r"(?:LICEN[CS]E|COPYING|NOTICE)", re.IGNORECASE)
_LONGEST: Final = 60  # letters of a licence's name; some packages put its text there


@dataclass(frozen=True, slots=True)
class Component:
    """An installed package: its licence, what it needs, the libraries in it, and its texts."""

    name: str
    version: str
    licence: str
    needs: tuple[str, ...]
    libraries: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def reference(self) -> str:
        """The package URL (https://github.com/package-url) by which others know it."""
        return f"pkg:pypi/{self.name}@{self.version}"


@click.command(
    epilog=give_examples("licences --texts -o LICENCES.txt", "licences --sbom -o bom.json")
)
@click.option("--sbom", is_flag=True, help="Write a bill of materials: CycloneDX 1.6, JSON.")
@click.option("--texts", is_flag=True, help="Add the texts of the licences.")
@out_option("The file to write; standard output if left out.", required=False)
def licences(sbom: bool, texts: bool, out: Path | None) -> None:
    """List what is installed with Kursk Front, and under which licence."""
    if sbom and texts:
        raise click.UsageError("--sbom and --texts exclude each other; give one of them.")
    check_output(out, "json" if sbom else "txt")
    components = list_components()
    content = write_sbom(components) if sbom else write_list(components, texts=texts)
    write_out(content.encode(), out)


def list_components() -> list[Component]:
    """Return this program, then every package that it needs and that is installed, by name."""
    found: dict[str, Component] = {}
    waiting = [OURS]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:  # it is for another system, or an extra that is not wanted
            continue
        found[name] = _describe(package)
        waiting += found[name].needs
    installed = (
        replace(one, needs=tuple(name for name in one.needs if name in found))
        for one in found.values()
    )
    return sorted(installed, key=lambda one: (one.name != OURS, one.name))


def _describe(package: Distribution) -> Component:
    name = canonicalize_name(package.metadata["Name"])
    return Component(
        name=name,
        version=package.version,
        licence=_name_licence(package),
        needs=tuple(sorted(set(_list_needs(package)))),
        libraries=tuple(sorted(set(_list_libraries(package)))),
        texts=tuple(_read_texts(package)) if name != OURS else (),
    )


def _list_needs(package: Distribution) -> Iterator[str]:
    extras = {"", *(package.metadata.get_all("Provides-Extra") or ())} - OF_DEVELOPERS
    ours = canonicalize_name(package.metadata["Name"]) == OURS
    for line in package.requires or ():
        one = Requirement(line)
        asked = extras if ours else {""}
        if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in asked):
            yield canonicalize_name(one.name)


def _name_licence(package: Distribution) -> str:
    """Return what a package says of its licence: an SPDX expression where it has one."""
    told = package.metadata
    if expression := _read_line(told, "License-Expression"):
        return expression
    kinds = [kind for kind in told.get_all("Classifier") or () if kind.startswith(_KIND)]
    named = [kind.rpartition(" :: ")[2] for kind in kinds]
    short = _read_line(told, "License")
    if not named and 0 < len(short) <= _LONGEST and "\n" not in short:
        return short
    return ", ".join(named) or "not stated; see its text"


def _read_line(told: PackageMetadata, name: str) -> str:
    return str(told[name] or "").strip() if name in told else ""


def _list_libraries(package: Distribution) -> Iterator[str]:
    """Yield the names of the compiled libraries that a wheel brings along."""
    for path in package.files or ():
        folder = path.parts[-2] if len(path.parts) > 1 else ""
        if folder.endswith(_FOLDERS) and (found := _LIBRARY.match(path.name)):
            yield found[1]


def _read_texts(package: Distribution) -> Iterator[str]:
    for path in package.files or ():
        if _TEXT.search(path.name) and ".dist-info" in path.parts[0]:
            yield path.read_text(encoding="utf-8").strip()


def list_notices(components: Iterable[Component]) -> list[str]:
    """Return what must be known of libraries whose terms go beyond those of their wheel."""
    notices = []
    for one in components:
        if held := [name for name in one.libraries if name in COPYLEFT]:
            terms = ", ".join(sorted({COPYLEFT[name] for name in held}))
            libraries = " and ".join(f"lib{name}" for name in held)
            given = {"name": one.name, "licence": one.licence}
            notices.append(NOTICE.format(**given, libraries=libraries, terms=terms))
    return notices


def write_list(components: Iterable[Component], *, texts: bool) -> str:
    """Return a line for each component, what must be known of some, and the texts if asked for."""
    components = list(components)
    width = max(len(f"{one.name} {one.version}") for one in components)
    lines = [f"{one.name} {one.version}".ljust(width) + f"  {one.licence}" for one in components]
    lines += ["", *list_notices(components)] if list_notices(components) else []
    for one in components if texts else ():
        for text in one.texts:
            lines += ["", f"== {one.name} {one.version}", "", text]
    return "\n".join(lines) + "\n"


def write_sbom(components: Iterable[Component]) -> str:
    """Return a bill of materials in CycloneDX 1.6 (https://cyclonedx.org), the same each time."""
    ours, *others = components
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**_write_component(ours), "type": "application"}},
        "components": [_write_component(one) for one in others],
        "dependencies": _list_dependencies([ours, *others]),
    }
    number = uuid5(NAMESPACE_URL, json.dumps(told, sort_keys=True))
    return json.dumps({**told, "serialNumber": f"urn:uuid:{number}"}, indent=2) + "\n"


def _list_dependencies(components: Iterable[Component]) -> list[dict[str, object]]:
    components = list(components)
    references = {one.name: one.reference for one in components}
    return [
        {"ref": one.reference, "dependsOn": [references[name] for name in one.needs]}
        for one in components
    ]


def _write_component(one: Component) -> dict[str, object]:
    component: dict[str, object] = {
        "type": "library",
        "bom-ref": one.reference,
        "name": one.name,
        "version": one.version,
        "purl": one.reference,
        "licenses": [{"license": {"name": one.licence}}],
    }
    held = [_write_library(one, name) for name in one.libraries]
    return {**component, "components": held} if held else component


def _write_library(one: Component, name: str) -> dict[str, object]:
    library: dict[str, object] = {
        "type": "library",
        "bom-ref": f"{one.reference}#{name}",
        "name": name,
    }
    if terms := COPYLEFT.get(name):
        library["licenses"] = [{"license": {"id": terms}}]
    return library
