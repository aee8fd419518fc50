"""The page without a browser: it starts, obeys its address and controls, and shows every panel."""

import json
import re
import shutil
from contextlib import contextmanager
from datetime import date
from html import unescape

from dashboard.page import jobs
from dashboard.page.files import FILES, ROOT
from dashboard.page.folds import write_fold
from dashboard.state.selection import parse_map_state
from dashboard.text.catalogues import PANELS
from dashboard.view.workspace import DATA_VARIABLE
from geodata.dataset.load import bundled_folder
from tests.bundled import read_bundled


def read_html(app):
    bodies = [block.proto.body for block in app.get("html")]
    return "".join(body for body in bodies if not body.startswith("<style>"))


def read_messages(app):
    """What the page says above the map: notices, and faults of the data."""
    bodies = [block.proto.body for block in app.get("html")]
    return "".join(body for body in bodies if "class='kf-message" in body)


def read_map(app):
    """What reaches the browser: the arguments of the one map component."""
    (component,) = app.get("component_instance")
    return component.proto, json.loads(component.proto.json_args)


def read_command(app):
    script = read_map(app)[1]["feature_group"]
    start = script.index("kurskFront.command(") + len("kurskFront.command(")
    return json.JSONDecoder().raw_decode(script, start)[0]


def test_it_starts_on_the_opening_date(app):
    app.run()
    assert not app.exception
    assert read_command(app)["date"] == "2024-08-12"
    html = read_html(app)
    for words in ("Claims on 12 August 2024", "about 1,000", "480", "at least 800"):
        assert words in html
    assert read_command(app)["address"] == "date=2024-08-12"


def test_the_address_restores_the_screen(app):
    app.query_params.update({"date": "2025-06-22", "accounts": "ukraine", "layers": "water"})
    app.run()
    command = read_command(app)
    assert command["date"] == "2025-06-22"
    assert command["accounts"] == ["ukraine"]
    assert command["layers"] == ["water"]
    html = read_html(app)
    assert "about 90" in html
    assert "data-account='russia'" not in html
    assert not read_messages(app)


def test_a_bad_address_falls_back_with_a_notice(app):
    app.query_params.update({"date": "2202-02-02", "accounts": "mars"})
    app.run()
    assert not app.exception
    text = read_messages(app)
    assert "2202-02-02" in text
    assert "mars" in text
    assert read_html(app).count("kf-message") == 1, "in one box"
    app.segmented_control(key="panel-en-0").set_value("table").run()
    assert not read_messages(app), "the notice outlives its cause"


def test_a_notice_goes_once_it_is_closed(app):
    app.query_params["date"] = "2202-02-02"
    app.run()
    next(one for one in app.button if one.label == PANELS["close"]).click().run()
    assert not read_messages(app)


def test_a_date_that_a_panel_leads_to_moves_panel_address_and_map(app, read_address):
    app.query_params["panel"] = "disagreement"
    app.run()
    first, arguments = read_map(app)
    before = read_command(app)
    app.selectbox(key="spread_step-en-0").set_value(date(2025, 4, 26)).run()
    second, later = read_map(app)
    command = read_command(app)
    assert command["date"] == "2025-04-26"
    assert command["nonce"] > before["nonce"]
    assert "26 April 2025</h2>" in read_html(app)
    expected = {"date": "2025-04-26", "panel": "disagreement"}
    assert read_address() == expected, "a choice that nobody made is in the address"
    assert second.id == first.id, "the map would be mounted anew"
    assert later["script"] == arguments["script"]


def test_every_file_of_the_map_is_local(app):
    app.run()
    _, arguments = read_map(app)
    links = [*arguments["js_links"], *arguments["css_links"]]
    assert links
    assert all(link.startswith(f"{ROOT}/") for link in links)
    assert "http" not in arguments["script"]


def test_a_settled_date_from_the_map_reaches_every_panel(app, read_address):
    app.run()
    settled = {
        "date": "2025-03-13",
        "accounts": ["independent", "russia"],
        "layers": [],
        "mapper": "deepstate",
        "others": True,
    }
    front = read_bundled().front
    selection = parse_map_state(settled, front, app.session_state["record"].selection)
    app.session_state["record"].selection = selection
    app.run()
    html = read_html(app)
    assert "Claims on 13 March 2025" in html
    assert "data-account='ukraine'" not in html.split("Said in the days")[0]
    assert read_address()["mapper"] == "deepstate"
    assert read_address()["layers"] == "none"


def test_controls_switch_accounts_and_layers(app):
    app.session_state["more"] = True
    app.run()
    app.multiselect(key="accounts-en-0").set_value(["russia"]).run()
    assert read_command(app)["accounts"] == ["russia"]
    app.multiselect(key="layers-en-0").set_value([]).run()
    assert read_command(app)["layers"] == []
    app.checkbox(key="others-en-0").check().run()
    assert read_command(app)["others"] is True
    app.selectbox(key="mapper-en-0").set_value("deepstate").run()
    assert read_command(app)["mapper"] == "deepstate"


def test_what_a_closed_box_was_set_to_stays(app):
    app.session_state["more"] = True
    app.run()
    app.multiselect(key="accounts-en-0").set_value(["russia"]).run()
    app.session_state["more"] = False
    app.segmented_control(key="panel-en-0").set_value("table").run()
    assert not [box for box in app.multiselect if box.key.startswith("accounts")]
    assert read_command(app)["accounts"] == ["russia"]
    app.session_state["more"] = True
    app.run()
    assert app.multiselect(key="accounts-en-1").value == ["russia"]  # another one


def test_about_tells_method_limits_and_licences_and_shows_its_pictures(app):
    app.run()
    text = " ".join(block.value for block in app.markdown)
    for word in ("approximate", "Admiralty", "OpenStreetMap", "MIT", "control intervals"):
        assert word in text
    shown = "".join(block.proto.body for block in app.get("html"))
    names = re.findall(r"<img src=\"files/((?:method|reading)-[^\"]+)\"", shown)
    assert len(names) == 2
    assert all(FILES.read(name).startswith(b"<svg") for name in names)


def test_statements_forces_and_casualties_are_shown(app):
    app.query_params["date"] = "2025-04-26"
    app.run()
    html = read_html(app)
    addresses = re.findall(r"href='files/folds/([^?']+)\?([^']+)'", html)
    html += "".join(write_fold(name, unescape(query)) for name, query in addresses)
    for word in ("Statements", "Forces", "Casualties", "76,000", "62,400", "Sumy Oblast"):
        assert word in html


def test_a_broken_layer_is_named_and_the_rest_shows(app, tmp_path, monkeypatch):
    folder = tmp_path / "front"
    shutil.copytree(bundled_folder(), folder)
    (folder / "layers" / "held" / "2025-06-22.geojson").write_text("{")
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    app.run()
    assert not app.exception
    assert "2025-06-22" in read_messages(app)
    assert "about 1,000" in read_html(app)


def test_a_broken_table_is_refused_with_its_faults(app, tmp_path, monkeypatch):
    folder = tmp_path / "front"
    shutil.copytree(bundled_folder(), folder)
    path = folder / "claims.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",km2,", ",miles,", 1))
    monkeypatch.setenv(DATA_VARIABLE, str(folder))
    app.run()
    assert not app.exception
    assert "miles" in read_messages(app)


def test_a_panel_that_waited_for_other_readers_says_so(app, monkeypatch):
    class Busy:
        @contextmanager
        def take_turn(self):
            yield 3.2

    monkeypatch.setattr(jobs, "PANELS", Busy())
    app.run()
    assert PANELS["busy"].format(seconds=3) in read_messages(app)
    monkeypatch.undo()
    app.run()
    assert not read_messages(app)
