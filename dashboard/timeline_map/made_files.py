"""The command that writes what the browser's code has from Python, or proves it current.

From the style table `made_tones.css` has the custom properties and `made_table.js` the numbers that
scripts draw with; `made_rules.js` has what is fixed elsewhere. All go into the bundle.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Final
from urllib.parse import quote

import click

from dashboard.state.comparison import MODES as COMPARE_MODES
from dashboard.state.selection import LAYERS, MAP_MODES
from dashboard.text.language import LANGUAGES
from dashboard.view.sizes import LEAST_TOLD
from dashboard.view.style import STYLE
from dashboard.view.style.entries import Shadow, Sign, Stroke, Tone
from dashboard.view.witness import NEAR_DAYS
from geodata.core.codes import LAYER_GROUPS
from geodata.core.reading import EVEN, READING
from geodata.dataset.layers import TOLERANCE

FOLDER: Final = Path(__file__).parent / "src"
COMMAND: Final = "python -m dashboard.timeline_map.made_files"
_LAST_AGE: Final = 1_000_000  # days: no end, which JSON has no word for
_PLAIN: Final = " =:/'"  # what stands in the address of a picture as it is
# The line below the map of a page that stands alone lies beside the map, not in it.
_DARK: Final = '.kf[data-theme="dark"],\n:root:has(.kf[data-theme="dark"]) .front-foot'
_NOTE: Final = f"Made from dashboard/view/style/style.toml by `{COMMAND}`."
_RULES: Final = {
    "LANGUAGES": LANGUAGES,
    "MAP_MODES": MAP_MODES,
    "COMPARE_MODES": COMPARE_MODES,
    "ON_TOP": LAYERS[len(LAYER_GROUPS) :],
    "READING": READING,
    "EVEN": EVEN,
    "NEAR_DAYS": NEAR_DAYS,
    "LEAST_TOLD": LEAST_TOLD,
    "EXACT": TOLERANCE,
}
"""Where each is explained: `text.language`, `state`, `view.witness`, `view.sizes`, `geodata`."""


def write_files() -> dict[str, str]:
    """Return the name, below src/, and the text of each file."""
    return {
        "style/made_tones.css": write_tones(),
        "style/made_table.js": write_table(),
        "util/made_rules.js": _write_script(
            f"Made from what Python declares by `{COMMAND}`.", _RULES
        ),
    }


def write_tones() -> str:
    """Return the style sheet of the custom properties: tones in both themes, type and strokes."""
    family = ", ".join(f'"{one}"' if " " in one else one for one in STYLE.type.family)
    shared = {
        "family": family,
        "size": f"{STYLE.type.body:g}px",
        "leading": f"{STYLE.type.leading:g}",
        **_list_strokes({**STYLE.strokes, "rival": STYLE.rival}),
        **_list_patterns(),
    }
    rules = [
        (":root", {**shared, **_list_tones(dark=False)}),
        (_DARK, _list_tones(dark=True)),
    ]
    return "\n".join([f"/* {_NOTE} */", *(_write_rule(*rule) for rule in rules), ""])


def write_table() -> str:
    """Return the script module of the numbers that the map's scripts draw with."""
    parts = {
        "GROUND": {name: asdict(one) for name, one in STYLE.ground.items()},
        "EDGES": {edge.value: asdict(one) for edge, one in STYLE.edges.items()},
        "MAKERS": [asdict(one) for one in STYLE.makers],
        "AGES": [{**asdict(one), "days": min(one.days, _LAST_AGE)} for one in STYLE.ages],
        "GHOST": asdict(STYLE.ghost),
        "STRENGTHS": {name: asdict(one) for name, one in STYLE.strengths.items()},
        "BOUNDS": {name: asdict(one) for name, one in STYLE.bounds.items()},
        "AGREEMENT": _list_agreement(),
        "DAYS": asdict(STYLE.days),
        "READING": asdict(STYLE.reading),
        "PATTERNS": {name: asdict(one) for name, one in STYLE.patterns.items()},
    }
    return _write_script(_NOTE, parts)


def _write_script(note: str, parts: Mapping[str, object]) -> str:
    texts = [f"export const {name} = {json.dumps(one, indent=2)};" for name, one in parts.items()]
    return "\n".join([f"/** {note} */", *texts, ""])


def _list_agreement() -> dict[str, object]:
    """Return all but what goes by the role of an account, which comes with the map's data."""
    style = STYLE.agreement
    steps = [asdict(one) for one in style.steps]
    kept = ("gap", "weight", "line", "tone", "alone")
    return {"steps": steps, **{name: getattr(style, name) for name in kept}}


def _list_tones(*, dark: bool) -> dict[str, str]:
    shadow = STYLE.shadow.dark if dark else STYLE.shadow.light
    return {
        **{name: _write_tone(tone, dark=dark) for name, tone in STYLE.tones.items()},
        "shadow": _write_shadow(shadow),
        **{name: _write_sign(sign, dark=dark) for name, sign in STYLE.signs.items()},
    }


def _list_strokes(strokes: Mapping[str, Stroke]) -> dict[str, str]:
    listed = {}
    for name, stroke in strokes.items():
        listed[f"{name}-weight"] = f"{stroke.weight:g}px"
        if stroke.dash:
            listed[f"{name}-dash"] = stroke.dash
        if stroke.opacity < 1.0:
            listed[f"{name}-opacity"] = f"{stroke.opacity:g}"
    return listed


def _list_patterns() -> dict[str, str]:
    listed = {}
    for name, one in STYLE.patterns.items():
        if one.tint:
            listed[f"{name}-tint"] = f"{one.tint:g}"
        if one.mark:
            listed[f"{name}-mark"] = f"{one.mark:g}px"
    return listed


def _write_tone(tone: Tone, *, dark: bool) -> str:
    colour = tone.pick(dark=dark)
    return colour if tone.opacity == 1.0 else _write_translucent(colour, tone.opacity)


def _write_translucent(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({red} {green} {blue} / {opacity:g})"


def _write_shadow(shadow: Shadow) -> str:
    return ", ".join(
        f"0 {one.drop:g}px {one.blur:g}px {_write_translucent(shadow.tone, one.opacity)}"
        for one in (shadow.near, shadow.far)
    )


def _write_sign(sign: Sign, *, dark: bool) -> str:
    colour = STYLE.tones[sign.tone].pick(dark=dark)
    box = f"viewBox='0 0 {sign.size:g} {sign.size:g}'"
    line = f"fill='none' stroke='{colour}' stroke-width='{sign.weight:g}'"
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' {box}><path d='{sign.path}' {line}/></svg>"
    return f'url("data:image/svg+xml,{quote(drawing, safe=_PLAIN)}")'


def _write_rule(selector: str, properties: Mapping[str, str]) -> str:
    lines: Iterable[str] = (f"  --kf-{name}: {value};" for name, value in properties.items())
    return "\n".join([f"{selector} {{", *lines, "}"])


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 naming each stale file.")
def main(check: bool) -> None:
    """Write the style sheet and the script modules that are made into src/."""
    texts = write_files()
    paths = {FOLDER / name: text for name, text in texts.items()}
    stale = [
        path
        for path, text in paths.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    names = ", ".join(path.name for path in stale) or "nothing"
    if check and stale:
        raise click.ClickException(f"{names} differs from what it is made of; run `{COMMAND}`")
    for path in stale:
        path.write_text(paths[path], encoding="utf-8")
    click.echo(f"{names} {'differs' if check else 'written anew'}")


if __name__ == "__main__":
    main()
