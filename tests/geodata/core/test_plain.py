"""What may be shown as it is."""

import pytest

from geodata.core.plain import UNSAFE, find_unshown, isolate

ODD = [*range(0x300), *range(0x1100, 0x1200), *range(0x2000, 0x2900), *range(0xFE00, 0x10000)]


def test_no_unsafe_character_passes_as_printable():
    """The quick look at a text rests on it."""
    assert [code for code in ODD if chr(code).isprintable() and UNSAFE.search(chr(code))] == []


@pytest.mark.parametrize(
    "text", ["\x1b", "a\x1b", "a\u202e", "\u3164", "\u115f \u2800", " ", "a\ufffe"]
)
def test_what_is_not_seen_or_turns_others_is_told(text):
    assert find_unshown(text)


@pytest.mark.parametrize("text", ["", "a", "\u3164a", "5 km²", "שלום 5", "– Курськ", "新"])
def test_any_script_may_be_shown(text):
    assert find_unshown(text) == ""


def test_names_that_keep_to_themselves_are_marked_once():
    once = isolate("א 5")
    assert isolate(once) == once
    assert isolate(f"{once} · {once}") == f"{once} · {once}"
    assert isolate(f"{once} ב") == f"\u2068{once} ב\u2069"
