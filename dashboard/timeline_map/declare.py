"""The browser's types of what it is sent, written from Python's: src/payload.d.ts."""

import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, Union, get_args, get_origin, get_type_hints

import click

from dashboard.payload import late_records, records
from dashboard.state import messages
from dashboard.state.fields import list_fields
from dashboard.state.selection import Selection

DECLARATIONS: Final = Path(__file__).parent / "src" / "payload.d.ts"
_HEAD: Final = (
    "/* Written by `python -m dashboard.timeline_map.declare` from payload/ and state/. */\n"
)
_THEME: Final = "theme"
"""A part of a wish that is none of the state: a page that shows the map alone may set it."""
_UNIONS: Final = (Union, types.UnionType)
_WORDS: Final = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    types.NoneType: "null",
    object: "unknown",
}


def write_declarations() -> str:
    """Return the records that the map is sent as TypeScript interfaces."""
    found = [
        one
        for module in (records, late_records, messages)
        for one in vars(module).values()
        if isinstance(one, type) and one.__module__ == module.__name__
    ]
    declared = "\n".join([*map(_declare, found), _declare_wish()])
    return f"{_HEAD}declare namespace Payload {{\n{declared}}}\n"


def _declare_wish() -> str:
    """Return the parts of the state that the map may be asked for: whatever fields it knows."""
    parts = [one.message for one in list_fields(Selection).values() if one.message]
    rows = "".join(f"    {part}?: unknown;\n" for part in (*parts, _THEME))
    summary = "What somebody else asks for: each part is looked at before it is believed."
    return f"  /** {summary} */\n  interface MapWish {{\n{rows}  }}\n"


def _declare(record: type) -> str:
    summary = (record.__doc__ or "").strip()
    absent: frozenset[str] = getattr(record, "__optional_keys__", frozenset())
    rows = [
        f"    {name}{'?' if name in absent else ''}: {_spell(hint)};\n"
        for name, hint in get_type_hints(record).items()
    ]
    return f"  /** {summary} */\n  interface {record.__name__} {{\n{''.join(rows)}  }}\n"


def _spell(hint: object) -> str:
    """Return a type as TypeScript writes it.

    Raises:
        TypeError: a kind of type that no record has used so far.
    """
    arguments = get_args(hint)
    origin = get_origin(hint)
    if isinstance(hint, type) and origin is None:
        return _WORDS.get(hint) or hint.__name__
    if origin is Literal:
        return " | ".join(f'"{value}"' for value in arguments)
    if origin in _UNIONS:
        return " | ".join(map(_spell, arguments))
    if origin in (list, Sequence):
        inner = _spell(arguments[0])
        return f"({inner})[]" if get_origin(arguments[0]) in (*_UNIONS, Literal) else f"{inner}[]"
    if origin is tuple and Ellipsis not in arguments:
        return f"[{', '.join(map(_spell, arguments))}]"
    if origin in (dict, Mapping):
        return f"Record<{_spell(arguments[0])}, {_spell(arguments[1])}>"
    msg = f"{hint!r} has no spelling in TypeScript; teach it to dashboard/timeline_map/declare.py"
    raise TypeError(msg)


@click.command(help="Write the browser's types of what it is sent.")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 where they are out of step.")
def main(*, check: bool) -> None:
    """Write src/payload.d.ts, or with `--check` compare it."""
    wanted = write_declarations()
    if DECLARATIONS.is_file() and DECLARATIONS.read_text(encoding="utf-8") == wanted:
        return
    if check:
        msg = f"{DECLARATIONS.name} is out of step; run `python -m dashboard.timeline_map.declare`"
        raise click.ClickException(msg)
    DECLARATIONS.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
