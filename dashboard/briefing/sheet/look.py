"""How a page is to look: its size, colours, extent and words, each of them declared once.

From the declarations alone come the options of the commands, the words in which a file says how it
was made, and the way back from those; what draws a page takes the whole of a `Look`. So a new
option is one field here, and the place in the drawing that heeds it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Final, Generic, TypeVar, cast

from dashboard.briefing.drawing.page_size import (
    LEAST_PX,
    MOST_PX,
    PAGE_SIZES,
    UNITS_AN_INCH,
    PageSize,
)
from dashboard.state.fields import apply_changes
from dashboard.state.selection import Extent
from dashboard.text.catalogues import REFUSALS
from geodata.core.errors import FrontError
from geodata.core.plain import is_place

_SETTING: Final = "setting"
ON: Final = "1"
"""What is written of a choice that is on."""
_MOST_DPI: Final = 1200.0
_LEAST_DPI: Final = (
    LEAST_PX * UNITS_AN_INCH / max(min(one.width, one.height) for one in PAGE_SIZES.values())
)
"""At fewer no page has LEAST_PX on its shorter side."""
PAPER: Final = ("png", "svg", "pdf")
"""The formats of a page that is drawn, in the letters that the faces have."""
_SLIDES: Final = ("pptx", "deck")
_ALL: Final = (*PAPER, *_SLIDES, "html", "film")
_MOST_LINK: Final = 200
"""Characters of a dashboard's address: with a state behind it, it still makes a QR code of the size
that the foot has room for, and the foot of each template has room for both."""

Value = TypeVar("Value")


class RequestError(FrontError):
    """A sheet was asked for with words that name nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Generic[Value]):
    """How one field of a look is written and read, and what it changes.

    `word` names it in a file and, where it has a `help`, on the command line; `read` raises
    ValueError, with what was expected, for a text that is none of its values. `forms` are the
    formats in which it changes something; "deck" is a PPTX of many slides.
    """

    word: str
    read: Callable[[str], Value]
    write: Callable[[Value], str]
    forms: tuple[str, ...] = PAPER
    help: str = ""
    metavar: str | None = None
    choices: tuple[str, ...] = ()
    is_flag: bool = False


def _declare(setting: Setting[Value]) -> Mapping[str, Setting[Value]]:
    return {_SETTING: setting}


def _write_flag(on: bool) -> str:
    return ON if on else ""


def list_settings(look: "type[Look]") -> dict[str, Setting[object]]:
    """Return the setting of each field of a look, by the field's name."""
    return {one.name: cast("Setting[object]", one.metadata[_SETTING]) for one in fields(look)}


def read_size(text: str) -> tuple[int, int]:
    """Return WIDTHxHEIGHT as two numbers of pixels.

    Raises:
        ValueError: it is none.
    """
    sides = text.lower().replace("×", "x").split("x")
    if len(sides) != 2 or not all(side.strip().isdecimal() for side in sides):
        raise ValueError(REFUSALS["size_form"].format(given=text))
    return int(sides[0]), int(sides[1])


def _read_page_px(text: str) -> tuple[int, int]:
    size = read_size(text)
    if not all(1 <= side <= MOST_PX for side in size):
        width, height = size
        raise ValueError(
            REFUSALS["picture_size"].format(
                width=width, height=height, least=LEAST_PX, most=MOST_PX
            )
        )
    return size


def _read_template(text: str) -> str:
    if text not in PAGE_SIZES:
        raise ValueError(REFUSALS["template"].format(given=text, known=", ".join(PAGE_SIZES)))
    return text


def _read_extent(text: str) -> Extent:
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        west = south = east = north = 0.0
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ValueError(REFUSALS["extent_form"].format(given=text))
    return west, south, east, north


def _read_dpi(text: str) -> float:
    try:
        dpi = float(text)
    except ValueError:
        dpi = 0.0
    if not _LEAST_DPI <= dpi <= _MOST_DPI:  # nan is no such number either
        least, most = f"{_LEAST_DPI:g}", f"{_MOST_DPI:g}"
        raise ValueError(REFUSALS["dpi"].format(given=text, least=least, most=most, side=LEAST_PX))
    return dpi


def _read_link(text: str) -> str:
    """Return an address that a browser opens and to which a state can be added, as it was given."""
    if not text:
        return text
    if len(text) > _MOST_LINK:
        raise ValueError(REFUSALS["link_length"].format(given=len(text), most=_MOST_LINK))
    if not is_place(text):
        raise ValueError(REFUSALS["link_form"].format(given=text))
    return text


def _join(sides: tuple[float, ...] | None, sign: str) -> str:
    return sign.join(f"{side!r}" for side in sides or ())


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is to look, whatever it shows; `headline` takes the place of its own.

    `extent` is what the map shows (west, south, east, north in WGS 84 degrees), by default what is
    held; links stand relative to `base_url`. With `outline` the words of an SVG are shapes; with
    `grey` there is no other colour. `marking` stands at the foot of every slide.
    """

    template: str = field(
        default="slide",
        metadata=_declare(
            Setting(
                word="template",
                read=_read_template,
                write=str,
                help="Page.",
                choices=tuple(PAGE_SIZES),
            )
        ),
    )
    dark: bool = field(
        default=False,
        metadata=_declare(Setting(word="dark", read=bool, write=_write_flag, forms=_ALL)),
    )
    extent: Extent | None = field(
        default=None,
        metadata=_declare(
            Setting(
                word="extent",
                read=_read_extent,
                write=lambda sides: _join(sides, ","),
                forms=_ALL,
                help="Degrees to show.",
                metavar="W,S,E,N",
            )
        ),
    )
    base_url: str = field(
        default="",
        metadata=_declare(
            Setting(
                word="link",
                read=_read_link,
                write=str,
                forms=(*PAPER, *_SLIDES, "html"),
                help="The dashboard's own address, by which the foot's link and QR code, the links "
                "in a deck's notes, or those that a page shares, can be followed.",
                metavar="URL",
            )
        ),
    )
    headline: str = field(
        default="",
        metadata=_declare(
            Setting(
                word="title",
                read=str.strip,
                write=str,
                help="The headline, in place of the day's own.",
                metavar="TEXT",
            )
        ),
    )
    size_px: tuple[int, int] | None = field(
        default=None,
        metadata=_declare(
            Setting(
                word="size",
                read=_read_page_px,
                write=lambda sides: _join(sides, "x"),
                forms=("png", "svg", "film"),
                help="Exact pixels of a PNG or an SVG.",
                metavar="WxH",
            )
        ),
    )
    dpi: float | None = field(
        default=None,
        metadata=_declare(
            Setting(
                word="dpi",
                read=_read_dpi,
                write=lambda dpi: f"{dpi!r}" if dpi else "",
                forms=("png",),
                help="Resolution of a PNG, in place of --size; 144 if both are left out.",
                metavar="NUMBER",
            )
        ),
    )
    outline: bool = field(
        default=False,
        metadata=_declare(
            Setting(
                word="outline",
                read=bool,
                write=_write_flag,
                forms=("svg",),
                help="Draw the words of an SVG as shapes, for LibreOffice and other programs that "
                "pass over the fonts inside it and set wider ones.",
                is_flag=True,
            )
        ),
    )
    grey: bool = field(
        default=False,
        metadata=_declare(
            Setting(
                word="grey",
                read=bool,
                write=_write_flag,
                help="Draw in greys, for print without colour.",
                is_flag=True,
            )
        ),
    )
    marking: str = field(
        default="",
        metadata=_declare(
            Setting(
                word="marking",
                read=str.strip,
                write=str,
                forms=_SLIDES,
                help="What stands at the foot of every slide, as TLP:GREEN.",
                metavar="TEXT",
            )
        ),
    )

    def spell(self, form: str = "") -> dict[str, str]:
        """Return the look in words, without what is as by default but the template.

        With `form` there are only words of what changes something in such a file.
        """
        words = {
            one.word: one.write(getattr(self, name))
            for name, one in list_settings(type(self)).items()
            if not form or form in one.forms
        }
        return {word: text for word, text in words.items() if text}

    @classmethod
    def read(cls, words: Mapping[str, str]) -> "Look":
        """Return the look that `spell` put into words; other words are passed over.

        Raises:
            ValueError: a word of it says nothing that there is.
        """
        return cls().change(
            {
                name: one.read(words[one.word])
                for name, one in list_settings(cls).items()
                if one.word in words
            }
        )

    def change(self, changes: Mapping[str, object]) -> "Look":
        """Return this look with other values for the fields that `changes` name."""
        return apply_changes(self, changes)

    def pick_page_size(self) -> PageSize:
        """Return the page, in the proportions of the size in pixels where that has others.

        Raises:
            RequestError: a sheet of so few pixels could not be read.
        """
        page_size = PAGE_SIZES[self.template]
        size = self.size_px or (page_size.count_pixels(self.dpi) if self.dpi else None)
        if size is None or min(size) < 1:
            return page_size
        if min(size) < LEAST_PX:
            width, height = size
            raise RequestError(
                REFUSALS["small_page"].format(width=width, height=height, least=LEAST_PX)
            )
        return page_size.fit_pixels(*self.size_px) if self.size_px else page_size
