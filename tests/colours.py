"""How two colours stand against each other."""

from dashboard.briefing.drawing.palette import measure_luminance


def measure_contrast(first: str, second: str) -> float:
    """Return the contrast of two colours #rrggbb, from 1 to 21 (WCAG 2.2)."""
    light, dim = sorted((measure_luminance(first), measure_luminance(second)), reverse=True)
    return (light + 0.05) / (dim + 0.05)
