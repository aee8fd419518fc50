"""How each account is drawn: one table for map, chart, legend, panels and exports."""

from dataclasses import dataclass
from typing import Literal

from geodata.core.model import Side


@dataclass(frozen=True, slots=True)
class Drawing:
    """An account's colour (per theme), fill pattern and outline, told apart without colour too."""

    light: str
    dark: str
    fill: Literal["solid", "hatch", "none"]
    fill_opacity: float
    dash: str
    weight: float
    symbol: Literal["circle", "diamond", "square", "triangle"]


# Okabe-Ito blue and vermilion; the independent account is told by hatching, not by hue. The dark
# variants are lightened to keep 4.5:1 for text and 3:1 for edges on the dark ground.
DRAWINGS: dict[Side, Drawing] = {
    Side.UKRAINE: Drawing("#0072B2", "#56B4E9", "solid", 0.28, "", 2.2, "circle"),
    Side.INDEPENDENT: Drawing("#2B2B2B", "#E6E2D8", "hatch", 0.85, "", 1.6, "diamond"),
    Side.RUSSIA: Drawing("#B84700", "#F08A4B", "none", 0.0, "7 5", 2.2, "square"),
    Side.THIRD_PARTY: Drawing("#6B3FA0", "#C3A6E8", "none", 0.0, "2 4", 1.6, "triangle"),
}


def list_colours() -> dict[Side, str]:
    """Return each account's colour on a light ground as #RRGGBB."""
    return {side: drawing.light for side, drawing in DRAWINGS.items()}


def write_ink_rules(*, dark: bool) -> str:
    """Return the style rules that give each account's swatches their colour in a theme."""
    return "\n".join(
        f"[data-account='{side.value}'] {{ --kf-ink: {drawing.dark if dark else drawing.light}; }}"
        for side, drawing in DRAWINGS.items()
    )
