"""The foot of a page: the legend of what is visible, the scale bar, disclaimer and credits."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from dashboard.briefing.drawing.lettering import (
    LEADING,
    measure_width,
    wrap_text,
    write,
    write_lines,
)
from dashboard.briefing.drawing.palette import Palette
from dashboard.briefing.drawing.svg import Element, make
from dashboard.briefing.map.areas import SWATCH, make_swatch
from dashboard.briefing.map.ground import list_drawn
from dashboard.text.pictures import FOOT
from geodata.core.model import Account, Dataset, Edge, HeldArea

SIZE: Final = 17.0
SMALL: Final = 15.0
_STEP: Final = 22.0  # between the entries of the legend


def draw_legend(
    accounts: Sequence[Account],
    areas: Sequence[HeldArea],
    x: float,
    y: float,
    palette: Palette,
) -> tuple[Element, float]:
    """Return a line that names the drawings of `areas`, and how far right it runs."""
    shown = {(area.account, area.edge) for area in areas if not area.geometry.is_empty}
    parts = [write(FOOT["legend"], x, y, SIZE, palette["muted"])]
    x += measure_width(FOOT["legend"], SIZE) + 14.0
    for account in accounts:
        for edge, words in ((Edge.FIRM, account.label), (Edge.CONTESTED, FOOT["contested"])):
            if (account.side, edge) not in shown:
                continue
            parts.append(make_swatch(account.side, x, y - 15.0, palette, edge=edge))
            x += SWATCH[0] + 8.0
            parts.append(write(words, x, y, SIZE, palette["ink"]))
            x += measure_width(words, SIZE) + _STEP
    return make("g", *parts), x


def write_credits(
    dataset: Dataset, groups: Collection[str], palette: Palette, x: float, y: float, *, width: float
) -> tuple[list[Element], float]:
    """Return disclaimer and credits as lines from `y` on, and the baseline of the last."""
    lines = wrap_text(dataset.front.disclaimer, SMALL, width)
    lines += wrap_text(_list_credits(dataset, groups), SMALL, width)
    drawn = write_lines(lines, x, y, SMALL, palette["muted"])
    return drawn, y + LEADING * (len(lines) - 1)


def name_makers(credited: Iterable[str]) -> str:
    """Return the makers that credits name, parted by semicolons, each maker once."""
    makers = [maker.strip() for credit in credited for maker in credit.split("; ")]
    unique = {maker.casefold(): maker for maker in makers}
    return FOOT["map"].format(makers=", ".join(unique.values()))


def _list_credits(dataset: Dataset, groups: Collection[str]) -> str:
    """Return who made what is on the page, each maker once, with the licences."""
    layers = list_drawn(dataset, groups)
    parts = [f"{one['part']}: {one['credit']}, {one['licence']}" for one in dataset.front.licences]
    base = name_makers(str(one.sidecar["credit"]) for one in layers)
    return " · ".join([FOOT["figures"], base, *parts])
