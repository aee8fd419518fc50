import json
import re
import string
from importlib.resources import files
from pathlib import Path

import folium
import pytest
from streamlit_folium import _get_feature_group_string, generate_js_hash, generate_leaflet_string

from dashboard.text.catalogues import (
    COMPARE,
    FAILURES,
    MODES,
    PRESENTER,
    SHARE,
    STORY_FILE,
    TIMELINE,
)
from dashboard.timeline_map import (
    TimelineCommand,
    asset_files,
    asset_names,
    build_map,
    describe_source,
    render_page,
    write_command,
)
from dashboard.timeline_map.assets import read_scripts, read_styles, version_name
from dashboard.view.style import STYLE
from tests.bundled import read_bundled
from tests.colours import measure_contrast

FOLDER = files("dashboard.timeline_map")
EXTENT = (33.95, 50.85, 36.35, 51.95)
FRAMES = {"front": {"extent": list(EXTENT)}, "text": {"sly": "</script><b>{{ 7 * 7 }}\u2028"}}
SOURCE = Path(str(FOLDER)) / "src"
SOURCES = {
    path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(SOURCE.rglob("*.js"))
}


def make_map(**options):
    return build_map(describe_source("frames.json", "base.json"), "../assets", EXTENT, **options)


def test_ours_is_one_script_and_one_sheet_after_leaflets():
    assert [name for name, _ in read_scripts()] == ["leaflet.js", "timeline.js"]
    assert [name for name, _ in read_styles()] == ["leaflet.css", "timeline.css"]


def test_asset_names_carry_a_digest_of_their_content():
    script, sheet = asset_names()
    served = asset_files()
    assert set(served) == {script, sheet}
    assert b"Leaflet 1.9.4" in served[script][:200]
    assert all(re.fullmatch(r"[\w-]+\.[0-9a-f]{12}\.(js|css)", name) for name in served)
    assert version_name("a.js", b"one") != version_name("a.js", b"two")


def test_leaflet_is_the_pinned_release():
    leaflet = dict(read_scripts())["leaflet.js"]
    assert b"Leaflet 1.9.4" in leaflet[:200]


def test_the_page_holds_every_script_its_data_and_nothing_from_outside():
    html = render_page(json.dumps(FRAMES, ensure_ascii=False).encode(), b'{"layers":[]}', "Front")
    for name, script in read_scripts():
        assert script.decode().partition("//# sourceMappingURL")[0] in html, name
    assert not re.search(r"<(script|link|img)[^>]+(src|href)=[\"'](?!data:)", html)
    assert "url(images" not in html
    assert "default-src 'none'" in html


def test_data_cannot_leave_its_script_element():
    frames = json.dumps(FRAMES, ensure_ascii=False).encode()
    html = render_page(frames, b"{}", "T</title><script>")
    held = re.search(r'id="front-frames">(.*?)</script>', html, re.DOTALL)
    assert held
    assert json.loads(held[1]) == FRAMES
    assert "\u2028" not in held[1]
    assert "T&lt;/title&gt;&lt;script&gt;" in html


def test_map_script_does_not_depend_on_the_shown_date():
    scripts = []
    for day in ("2024-08-12", "2025-06-22"):
        front_map = make_map()
        front_map.get_root().render()
        _get_feature_group_string(write_command({"date": day}), front_map)
        front_map = make_map()
        front_map.get_root().render()
        scripts.append(generate_leaflet_string(front_map))
    assert generate_js_hash(scripts[0], "map") == generate_js_hash(scripts[1], "map")
    assert "kurskFront.mount(map_div" in scripts[0]
    assert "2024-08-12" not in scripts[0]


def test_map_names_only_its_own_assets():
    html = make_map().get_root().render()
    links = re.findall(r"(?:src|href)=\"([^\"]+)\"", html)
    assert links
    assert all(link.startswith("../assets/") for link in links)
    assert "://" not in html
    assert folium.Map.default_js, "folium's own defaults are left alone"


def test_only_a_settling_map_speaks_to_streamlit():
    assert "kurskFront.tellHost" in make_map().get_root().render()
    assert "tellHost" not in make_map(settled=False).get_root().render()


def test_command_empties_the_list_of_groups_and_escapes_its_json():
    front_map = make_map()
    front_map.get_root().render()
    script = _get_feature_group_string(write_command({"date": "</script>", "nonce": 3}), front_map)
    assert script.index("window.feature_group = [];") < script.index("window.feature_group.push(")
    assert "</script>" not in script
    sent = re.search(r"kurskFront\.command\((.*?)\);", script)
    assert sent
    assert json.loads(sent[1]) == {"date": "</script>", "nonce": 3}
    assert TimelineCommand({"date": "2024-08-12"}).command_json == '{"date":"2024-08-12"}'


WORDS = {**TIMELINE, **COMPARE, **MODES, **SHARE, **PRESENTER, **STORY_FILE}


def test_every_word_that_the_scripts_ask_for_exists_and_every_word_is_used():
    joined = "\n".join(SOURCES.values())
    asked = set(re.findall(r"(?:say|count)\(\s*[\"']([a-z0-9_]+)[\"']", joined))
    families = re.findall(r"say\(\s*`([a-z_]+)_\$\{", joined)
    assert asked <= {*WORDS, "dataset", "locale"}  # which name the data and the language
    quoted = set(re.findall(r"[\"']([a-z0-9_]+)[\"']", joined))
    lacking = re.findall(r"keyFor\(\s*\"([a-z0-9_]+)\"", joined)  # said otherwise under a filter
    quoted |= {f"{key}{end}" for key in lacking for end in ("_one", "_filtered", "_filtered_one")}
    quoted |= {f"{key}_one" for key in re.findall(r"ount\(\s*[\"']([a-z0-9_]+)[\"']", joined)}
    unused = {
        key
        for key in WORDS
        if key not in quoted
        and f".{key}" not in joined
        and not any(key.startswith(f"{family}_") for family in families)
    }
    assert not unused


def test_sentences_have_blanks_that_can_be_filled():
    blanks = {
        name for text in WORDS.values() for _, name, *_ in string.Formatter().parse(text) if name
    }
    joined = "\n".join(SOURCES.values())
    phrases = set(read_bundled().front.words)  # Python fills these from the front
    assert all(re.search(rf"\b{blank}\b", joined) for blank in blanks - phrases)
    assert set(FAILURES) == {
        *("frames", "base", "filter", "overlaps", "reading", "modes", "phrases"),
        *("start", "remedy", "no_script"),
    }


def test_data_never_becomes_markup():
    for name, source in SOURCES.items():
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", source
        ), name


def test_modules_are_small_and_say_what_they_are():
    assert [name for name, text in SOURCES.items() if not text.startswith("/** ")] == []
    assert [name for name, text in SOURCES.items() if len(text.splitlines()) > 350] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "paper", 4.5),
        ("ink", "hover", 4.5),
        ("muted", "paper", 4.5),
        ("alarm", "paper", 4.5),
        ("label", "land", 4.5),
        ("label", "foreign", 4.5),
        ("area-label", "land", 4.5),
        ("area-label", "foreign", 4.5),
        ("area-label", "outside", 4.5),
        ("border", "land", 3),
        ("border", "foreign", 3),
        ("oblast", "land", 3),
    ],
)
def test_colours_keep_their_contrast(dark, ink, ground, least):
    theme = {name: tone.pick(dark=dark) for name, tone in STYLE.tones.items()}
    assert measure_contrast(theme[ink], theme[ground]) >= least
