"""The hashes that the sidecars of layers state: of the layers, and of what these were built from.

A sidecar is `<name>.meta.json` in a folder of layers. Its `sha256` is that of `<name>.geojson`
beside it, or a table of the paths of layers in its folder with the hash of each; its `inputs` may
be such a table of any files of the dataset. This holds for any folder of layers, whatever they
show.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from geodata.core.errors import Fault
from geodata.dataset.contents import LAYERS, SIDECAR, Contents, hash_bytes
from geodata.dataset.geojson import check_texts, read_json

MOST_HASHES: Final = 10_000
"""Of one sidecar: every layer that it names and that is not there is a fault. The bundled front's
largest has 45."""
_NAMED: Final = 8  # of the inputs that changed, in a notice
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_BUILDS: Final = {"base": "basemap"}
"""What `python -m geodata.build` calls a folder's layers, where it is not the folder's name."""

Sidecar = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Seals:
    """Sidecars by their path, the paths of what must not be shown, what is wrong and to be told.

    `sealed` are the paths of the layers of which a sidecar states the hash that they have.
    """

    sidecars: Mapping[str, Sidecar]
    sealed: frozenset[str]
    broken: frozenset[str]
    faults: tuple[Fault, ...]
    notices: tuple[Fault, ...]


def check_seals(contents: Contents) -> Seals:
    """Hold every hash that a sidecar states against the bytes that were read.

    A layer that changed is a fault, an input that changed since the build a notice.
    """
    sidecars: dict[str, Sidecar] = {}
    faults: list[Fault] = []
    notices: list[Fault] = []
    for path in _list_sidecars(contents):
        try:
            sidecars[path] = _read_sidecar(contents, path)
        except ValueError as error:
            layer = _name_layer(path)
            file = layer if layer in contents.files else path
            faults.append(Fault(file, "layer", str(error), _find_remedy(path)))
    stated: dict[str, str] = {}
    hash_input = cache(lambda name: hash_bytes(contents.fetch(name)))
    for path, sidecar in sidecars.items():
        hashes, wrong = _list_hashes(contents, path, sidecar)
        faults += wrong
        stated.update(hashes)
        notices += _find_old_inputs(path, sidecar, hash_input)
    faults += [
        Fault(path, "layer", rule, _find_remedy(path))
        for path, digest in stated.items()
        if (rule := _check_hash(contents, path, digest))
    ]
    told = {*stated, *(fault.file for fault in faults)}
    faults += _find_unsealed(contents, sidecars, told)
    notices += _find_bare_folders(contents, {*sidecars, *told})
    broken = frozenset(fault.file for fault in faults)
    return Seals(sidecars, frozenset(stated) - broken, broken, tuple(faults), tuple(notices))


def _list_sidecars(contents: Contents) -> list[str]:
    names = {*contents.files, *contents.unreadable}
    return sorted(name for name in names if name.startswith(LAYERS) and name.endswith(SIDECAR))


def _read_sidecar(contents: Contents, path: str) -> Sidecar:
    content = contents.files.get(path)
    if content is None:
        raise ValueError(f"has no readable sidecar: it {contents.explain(path)}")
    try:
        given = read_json(content)
        check_texts(given)
    except ValueError as error:
        raise ValueError(f"has no readable sidecar: it {error}") from error
    if not isinstance(given, dict):
        raise ValueError("has a sidecar that is not a JSON object")
    return given


def _list_hashes(
    contents: Contents, path: str, sidecar: Sidecar
) -> tuple[dict[str, str], list[Fault]]:
    """Return the hash that a sidecar states of each layer, and what is wrong with how it does."""
    if "sha256" not in sidecar:
        if _name_layer(path) in contents.files:
            return {}, []  # whoever needs it says so
        return {}, [Fault(path, "layer", "has a sidecar but no layer", _find_remedy(path))]
    given = sidecar["sha256"]
    named = given if isinstance(given, dict) else {_name_layer(path): given}
    folder, remedy = PurePosixPath(path).parent, _find_remedy(path)
    if len(named) > MOST_HASHES:
        rule = f"has {len(named):,} hashes, expected {MOST_HASHES:,} at most"
        return {}, [Fault(path, "layer", rule, remedy)]
    beside = [layer for layer in named if PurePosixPath(layer).parent == folder]
    hashes = {
        layer: digest
        for layer in beside
        if isinstance(digest := named[layer], str) and _HASH.fullmatch(digest)
    }
    rule = "has a sidecar without its sha256, expected 64 hexadecimal digits"
    faults = [Fault(layer, "layer", rule, remedy) for layer in beside if layer not in hashes]
    astray = [layer for layer in named if PurePosixPath(layer).parent != folder]
    if astray:
        rule = f"has a hash for '{astray[0]}', expected paths of layers in {folder}"
        faults.append(Fault(path, "layer", rule, remedy))
    return hashes, faults


def _check_hash(contents: Contents, path: str, digest: str) -> str:
    """Return what is wrong with a layer of which a sidecar states the hash, nothing if it holds."""
    content = contents.files.get(path)
    if content is None:
        reason = contents.explain(path)
        has_own = path.removesuffix(".geojson") + SIDECAR in contents.files
        return "has a sidecar but no layer" if has_own and reason == "is missing" else reason
    if hash_bytes(content) != digest:
        return "differs from the SHA-256 in its sidecar: it was changed after it was built"
    return ""


def _find_old_inputs(
    path: str, sidecar: Sidecar, hash_input: Callable[[str], str]
) -> Iterator[Fault]:
    """Yield a notice where files changed since layers were built from them."""
    inputs = sidecar.get("inputs")
    if not isinstance(inputs, dict):
        return  # a list names packages, which are not a part of the dataset
    if len(inputs) > MOST_HASHES:
        rule = f"has {len(inputs):,} inputs, expected {MOST_HASHES:,} at most"
        yield Fault(path, "inputs", rule, _find_remedy(path))
        return
    changed = [
        name
        for name, digest in inputs.items()
        if hash_input(PurePosixPath(name).as_posix()) != digest
    ]
    if changed:
        named = changed if len(changed) <= _NAMED else [*changed[:_NAMED], "others"]
        rule = f"was built before {', '.join(named)} changed; figures and shapes may disagree"
        yield Fault(str(PurePosixPath(path).parent), "inputs", rule, _find_remedy(path))


def _find_unsealed(
    contents: Contents, sidecars: Mapping[str, Sidecar], told: Collection[str]
) -> Iterator[Fault]:
    """Yield a fault for each layer that no sidecar knows in a folder that has one for all."""
    for path in (path for path, one in sidecars.items() if isinstance(one.get("sha256"), dict)):
        for name in _list_layers(contents, str(PurePosixPath(path).parent)):
            if name not in told:
                yield Fault(name, "layer", "is in no sidecar of its folder", _find_remedy(name))


def _find_bare_folders(contents: Contents, told: Collection[str]) -> Iterator[Fault]:
    """Yield a notice for each folder of layers without any sidecar."""
    for folder in sorted({PurePosixPath(name).parent.as_posix() for name in contents.files}):
        if not folder.startswith(f"{LAYERS}/") or any(one.startswith(folder) for one in told):
            continue
        rule = "has no sidecar, so that nobody can tell whether a layer was changed"
        if layers := _list_layers(contents, folder):
            yield Fault(folder, "sidecar", rule, _find_remedy(layers[0]))


def _list_layers(contents: Contents, folder: str) -> list[str]:
    """Return the layers of a folder, whatever is in them, but no sidecar."""
    names = (contents.list_names(folder, suffix) for suffix in (".geojson", ".json"))
    return [name for found in names for name in found if not name.endswith(SIDECAR)]


def _name_layer(path: str) -> str:
    return path.removesuffix(SIDECAR) + ".geojson"


def _find_remedy(path: str) -> str:
    """Return what to do about a layer or its sidecar: nothing builds what lies in no folder."""
    inside = PurePosixPath(path).parent
    if inside.parent.as_posix() != LAYERS:
        return "Remove it, or put it into a folder of layers."
    folder = inside.name
    return f"Run python -m geodata.build {_BUILDS.get(folder, folder)}."
