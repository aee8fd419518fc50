"""Where what a command makes goes: a file whose name is true, a pipe, or a terminal."""

import json
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from geodata.build.console import Refusal
from geodata.core.plain import plain_text

STDOUT: Final = Path("-")
TEXT: Final = "txt"
READABLE: Final = frozenset(("svg", "html", "csv", "json", "bib", "ris", "txt"))
"""The formats that a terminal can show."""
_ALIASES: Final = {"htm": "html"}
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SIDES: Final = slice(16, 24)  # bytes of a PNG: its width and its height


def read_suffix(out: Path | None) -> str:
    """Return the suffix of a file's name, without its dot and in lower case."""
    suffix = out.suffix.removeprefix(".").lower() if out else ""
    return _ALIASES.get(suffix, suffix)


def check_output(out: Path | None, form: str) -> None:
    """Refuse a file whose name says another format than it will have, and bytes in a terminal.

    Raises:
        Refusal: the suffix is not that of the format, or nobody could read what is printed.
    """
    suffix = read_suffix(out)
    if suffix and suffix != form:
        raise Refusal(
            f"{out} ends in .{suffix}, but the file would be {form}; end its name in .{form}, or "
            "ask for another format."
        )
    if out in (None, STDOUT) and form not in READABLE and is_terminal():
        raise Refusal(f"{form} is nothing to read in a terminal; give --out FILE, or pipe it.")


def choose_form(form: str | None, out: Path | None, forms: Sequence[str], *, as_json: bool) -> str:
    """Return which of `forms` to write: as asked, else by the file's suffix, else the first.

    The first is a table in words, for which TEXT is returned, the suffix that its file has.

    Raises:
        Refusal: two forms were asked for, or one that does not fit the file or the terminal.
    """
    if as_json and form not in (None, "json"):
        raise Refusal(f"--json and --format {form} were given, expected one of them.")
    suffix = read_suffix(out)
    chosen = "json" if as_json else form or (suffix if suffix in forms else forms[0])
    chosen = TEXT if chosen == forms[0] else chosen
    check_output(out, chosen)
    return chosen


def is_terminal() -> bool:
    """Whether standard output goes to a terminal."""
    return sys.stdout.isatty()


def write_out(content: bytes, out: Path | None) -> None:
    """Write a whole file to `out`, or to standard output when that is '-' or left out.

    In a terminal a line says what was written, or replaced.

    Raises:
        OSError: the file cannot be written.
    """
    from geodata.files.output import write_file  # noqa: PLC0415

    if out is None or out == STDOUT:
        click.echo(content, nl=False)
        return
    verb = "Replaced" if out.is_file() else "Wrote"
    write_file(out, content)
    tell(f"{verb} {out}: {_describe(content)}")


def tell(line: str) -> None:
    """Say in a terminal, and nowhere else, what was done."""
    if sys.stderr.isatty():
        click.echo(plain_text(line), err=True)


def warn(line: str) -> None:
    """Say on standard error what whoever asked for something may not have meant."""
    click.echo(f"Warning: {plain_text(line)}", err=True)


def encode_json(value: object) -> bytes:
    """Return `value` as indented JSON; half a character, as of a file's name, as its code."""
    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
    return text.encode(errors="backslashreplace")


def echo_json(value: object) -> None:
    """Print `value` as indented JSON."""
    click.echo(encode_json(value), nl=False)


def format_bytes(count: int) -> str:
    """Return a number of bytes in the unit that suits it, of 1,000 a step."""
    if count < 1_000:
        return f"{count} bytes"
    return f"{count / 1e3:.0f} kB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"


def _describe(content: bytes) -> str:
    if not content.startswith(_PNG):
        return format_bytes(len(content))
    width, height = struct.unpack(">II", content[_SIDES])
    return f"{width}×{height} pixels, {format_bytes(len(content))}"
