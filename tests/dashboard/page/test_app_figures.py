"""The panels of rival figures without a browser: their controls go to dates, the map is told."""

from datetime import date


def read_html(app):
    return "".join(block.proto.body for block in app.get("html"))


def test_the_address_opens_the_panel_and_a_button_goes_to_its_date(app, read_address):
    app.query_params.update({"date": "2024-08-12", "panel": "disagreement"})
    app.run()
    assert not app.exception
    assert "520 km² apart · 2.1 to 1" in read_html(app)
    app.button(key="go-2024-12-31").click().run()
    assert read_address()["date"] == "2024-12-31"
    assert read_address()["panel"] == "disagreement"
    assert app.session_state["record"].selection.day == date(2024, 12, 31)
    assert "340 km² apart · 1.7 to 1" in read_html(app)


def test_any_step_can_be_chosen_and_the_box_is_emptied(app, read_address):
    app.query_params["panel"] = "disagreement"
    app.run()
    app.selectbox(key="spread_step-en-0").set_value(date(2025, 6, 22)).run()
    assert read_address()["date"] == "2025-06-22"
    assert app.selectbox(key="spread_step-en-0").value is None
    assert "90 km² apart · one says none" in read_html(app)


def test_the_ranking_can_be_by_ratio(app):
    app.query_params["panel"] = "disagreement"
    app.run()
    keys = [button.key for button in app.button if str(button.key).startswith("go-")]
    assert len(keys) == 10
    app.segmented_control(key="ranking").set_value("ratio").run()
    assert app.button(key="go-2025-04-19").label.startswith("19 April 2025 · 55 km²")


def test_beyond_ground_follows_the_date(app):
    app.query_params.update({"date": "2025-04-26", "panel": "beyond"})
    app.run()
    assert not app.exception
    html = read_html(app)
    for words in ("North Korean troops", "over 90", "62,400", "76,000"):
        assert words in html
