"""TOML as `front.toml` may hold it, read strictly: what could not be told or built is refused."""

import tomllib
from typing import Final

MOST_BITS: Final = 64
"""Of a whole number, its sign among them: what TOML promises, and what Python can write down."""
DEEPEST: Final = 8
"""How deep tables and lists may lie in each other. The bundled front needs three."""
MOST_BYTES: Final = 1_000_000
"""Of a file. The bundled front has 7,000."""
MOST_DOTS: Final = 100
"""On one line: a key has as many parts, and what reads TOML takes the square of them in time and
in memory. The bundled front has four."""


def read_toml(content: bytes) -> dict[str, object]:
    """Return the tables of a TOML file in UTF-8.

    Raises:
        ValueError: `content` is no TOML, is too large, is nested too deep or holds too long a
            number.
    """
    if len(content) > MOST_BYTES:
        raise ValueError(f"has {len(content):,} bytes, expected {MOST_BYTES:,} at most")
    for number, line in enumerate(content.split(b"\n"), 1):
        if (dots := line.count(b".")) > MOST_DOTS:
            rule = f"has {dots:,} dots in line {number:,}, expected {MOST_DOTS} at most"
            raise ValueError(
                f"{rule}: a key of so many parts is nested deeper than {DEEPEST} tables"
            )
    try:
        given = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"cannot be read: {error}") from error
    for key, value in given.items():
        if rule := _find_odd(value):
            raise ValueError(f"{key} {rule}")
    return given


def _find_odd(given: object) -> str:
    """Return what no value of a front holds, or nothing."""
    waiting: list[tuple[object, int]] = [(given, 1)]
    while waiting:  # by hand: values may be nested deeper than calls
        value, depth = waiting.pop()
        if depth > DEEPEST:
            return f"is nested deeper than {DEEPEST} tables or lists"
        if isinstance(value, dict):
            waiting += [(one, depth + 1) for one in value.values()]
        elif isinstance(value, list):
            waiting += [(one, depth + 1) for one in value]
        elif isinstance(value, int) and (bits := value.bit_length() + 1) > MOST_BITS:
            return f"holds a whole number of {bits:,} bits, expected {MOST_BITS} at most"
    return ""
