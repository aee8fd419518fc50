"""One owner of the state: each control changes what it names, and what the map shows stands."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.page import record
from dashboard.page.controls import list_options
from dashboard.page.record import name_control
from dashboard.state.fields import write_values
from dashboard.state.selection import format_query
from dashboard.text.language import speak
from tests.bundled import read_bundled


def tell(app, revision, shown=0, *, talk=None, obeyed=0, **parts):
    """Put a message of the map where the next run finds it."""
    record = app.session_state["record"]
    record.message = {
        "talk": talk or record.exchange.talk,
        "revision": revision,
        "obeyed": obeyed,
        "shown": shown,
        "changes": {
            part: {"value": value, "revision": revision, "touched": revision}
            for part, value in parts.items()
        },
    }


def read_shown(app):
    """How often the page says that it set its controls anew."""
    bodies = [one.proto.body for one in app.get("html")]
    (mark,) = [body for body in bodies if body.startswith("<i data-kf-shown")]
    return int(mark.split("'")[1])


DOUBT = record.doubt_controls


@pytest.fixture(autouse=True)
def _runs_of_the_fragment(monkeypatch):
    """Let each run stand for one of the fragment, since AppTest knows whole runs alone."""
    monkeypatch.setattr(record, "doubt_controls", lambda: None)


@pytest.fixture
def open_app(app):
    app.session_state["more"] = True
    app.run()
    return app


def test_a_control_changes_only_what_it_names(open_app):
    tell(open_app, 1, date="2024-08-20", others=True)
    open_app.multiselect(key="accounts-en-0").set_value(["russia"]).run()
    selection = open_app.session_state["record"].selection
    assert selection.day == date(2024, 8, 20)
    assert selection.others
    assert selection.accounts == ("russia",)


def test_every_control_that_stands_for_a_field_is_heard(app, workspace):
    app.session_state["more"] = app.session_state["filter"] = True
    app.run()
    record = app.session_state["record"]
    kinds = (app.multiselect, app.selectbox, app.checkbox, app.radio, app.segmented_control)
    fields = write_values(record.selection)
    fields["language"] = fields.pop("language")  # last: what follows would speak another
    for name, shown in fields.items():
        key = name_control(record, name, "en")
        (control,) = [one for kind in kinds for one in kind if one.key == key]
        options = list_options(workspace, name) or (not shown,)
        wanted = (
            [options[-1]] if isinstance(shown, list) else next(o for o in options if o != shown)
        )
        control.set_value(wanted).run()
        assert write_values(record.selection)[name] == wanted, name


def test_a_control_that_repeats_what_it_showed_before_is_not_believed(open_app):
    tell(open_app, 1, panel="table")
    open_app.run()
    assert read_shown(open_app) == 1
    assert open_app.segmented_control(key="panel-en-0").value == "table"
    tell(open_app, 2, panel="beyond")
    open_app.segmented_control(key="panel-en-0").set_value("claims")  # it has not heard of either
    open_app.checkbox(key="others-en-0").check().run()
    selection = open_app.session_state["record"].selection
    assert selection.panel == "beyond"
    assert selection.others
    assert open_app.segmented_control(key="panel-en-0").value == "beyond"


def test_a_control_that_shows_what_it_was_set_to_is_believed(open_app):
    tell(open_app, 1, panel="table")
    open_app.run()
    tell(open_app, 2, shown=read_shown(open_app))  # as a reader puts the hand to it
    open_app.run()
    open_app.segmented_control(key="panel-en-0").set_value("claims").run()
    assert open_app.session_state["record"].selection.panel == "claims"


def test_a_choice_is_heard_that_comes_with_the_word_that_its_control_knew(open_app):
    tell(open_app, 1, panel="table")
    open_app.run()
    tell(open_app, 2, shown=read_shown(open_app), others=True)  # a busy server hears both at once
    open_app.segmented_control(key="panel-en-0").set_value("claims").run()
    selection = open_app.session_state["record"].selection
    assert (selection.panel, selection.others) == ("claims", True)


def test_a_choice_before_last_is_heard_of_a_control_that_knew_all_but_the_last_setting(open_app):
    for revision, panel in ((1, "table"), (2, "beyond")):
        tell(open_app, revision, shown=1, panel=panel)
        open_app.run()
    open_app.segmented_control(key="panel-en-0").set_value("claims").run()
    assert open_app.session_state["record"].selection.panel == "claims"


def test_a_choice_on_a_control_that_is_behind_is_no_echo(open_app):
    tell(open_app, 1, panel="places")
    open_app.run()
    tell(open_app, 2, shown=read_shown(open_app) - 1)  # the page still shows the panel of claims
    open_app.segmented_control(key="panel-en-0").set_value("table").run()
    assert open_app.session_state["record"].selection.panel == "table"


def test_a_list_of_steps_that_has_yet_to_stand_empty_takes_no_day_back(app):
    app.query_params.update({"panel": "disagreement", "date": "2024-08-20"})
    app.run()
    steps, days = "spread_step-en-0", (date(2025, 4, 26), date(2025, 5, 20))
    tell(app, 1, shown=read_shown(app))
    app.run()
    app.selectbox(key=steps).set_value(days[0]).run()
    assert app.session_state["record"].selection.day == days[0]
    tell(app, 2, shown=read_shown(app) - 1, date=days[1].isoformat())
    app.selectbox(key=steps).set_value(days[0]).run()  # as it stands there still
    assert app.session_state["record"].selection.day == days[1]
    assert app.selectbox(key=steps).value is None
    tell(app, 3, shown=read_shown(app))
    app.run()
    app.selectbox(key=steps).set_value(days[0]).run()
    assert app.session_state["record"].selection.day == days[0]


def test_what_a_control_names_stands_above_what_another_brings_along(open_app):
    open_app.session_state["record"].selection = replace(
        open_app.session_state["record"].selection, panel="places"
    )
    open_app.run()
    tell(open_app, 1, shown=read_shown(open_app))
    open_app.text_input(key="place_query").set_value("Sudzha").run()
    open_app.segmented_control(key="panel-en-0").set_value("table")
    open_app.pills(key="found_places-en-0").set_value("sudzha").run()
    selection = open_app.session_state["record"].selection
    assert (selection.panel, selection.place) == ("table", "sudzha")


def test_a_list_of_places_in_which_none_is_chosen_any_more_leaves_the_place(open_app):
    open_app.session_state["record"].selection = replace(
        open_app.session_state["record"].selection, panel="places"
    )
    open_app.run()
    open_app.text_input(key="place_query").set_value("Sudzha").run()
    open_app.pills(key="found_places-en-0").set_value("sudzha").run()
    open_app.text_input(key="place_query").set_value("Sudzha").run()  # as it was last heard of
    open_app.session_state["found_places-en-0"] = "sudzha"
    open_app.pills(key="found_places-en-0").set_value(None).run()
    assert open_app.session_state["record"].selection.place == "sudzha"


def test_a_message_is_taken_once_and_never_after_a_control(open_app):
    tell(open_app, 1, date="2024-08-20", clock="known")
    open_app.run()
    tell(open_app, 1, shown=read_shown(open_app), date="2024-08-20", clock="known")
    open_app.run()
    open_app.radio(key="clock-en-0").set_value("event").run()
    assert open_app.session_state["record"].selection.clock == "event"
    open_app.run()
    assert open_app.session_state["record"].selection.clock == "event"


@pytest.mark.parametrize("touched", [0, 1])
def test_what_the_map_puts_right_by_itself_hides_no_notice(app, touched):
    app.query_params.update({"chapter": "99", "grade": "Z9"})
    app.run()
    tell(app, 1, chapter="2")
    app.session_state["record"].message["changes"]["chapter"]["touched"] = touched
    app.run()
    assert app.session_state["record"].selection.chapter == "2"
    assert bool(app.session_state["record"].notices) == (not touched)


def test_what_a_former_session_was_told_is_not_heard(open_app):
    front = read_bundled().front
    before = format_query(open_app.session_state["record"].selection, front)
    tell(open_app, 9, talk="former", date="2025-01-01")
    open_app.run()
    assert format_query(open_app.session_state["record"].selection, front) == before


def test_an_act_just_before_a_cut_stands_above_what_the_map_says_when_it_comes_back(open_app):
    tell(open_app, 1, clock="known")
    open_app.run()
    open_app.checkbox(key="others-en-0").check().run()  # of which the map is to hear no more
    tell(open_app, 2, date="2024-08-20")
    open_app.text_input(key="link").set_value("1 date=2024-08-20&clock=known").run()
    selection = open_app.session_state["record"].selection
    assert (selection.day, selection.clock, selection.others) == (date(2024, 8, 20), "known", True)


def test_controls_are_told_after_a_cut_what_to_show_until_they_are_known_to(open_app):
    tell(open_app, 1, panel="disagreement")
    open_app.run()
    open_app.segmented_control(key="ranking").set_value("ratio").run()
    open_app.text_input(key="link").set_value("1 date=2024-08-20&panel=disagreement")
    for _ in range(2):  # the browser forgot what it showed; a run that is overtaken tells nobody
        open_app.run()
        assert open_app.multiselect(key="accounts-en-0").proto.set_value
        for key, shown in (("panel-en-0", "disagreement"), ("ranking", "ratio")):
            control = open_app.segmented_control(key=key)
            assert (control.value, control.proto.set_value) == (shown, True)
    tell(open_app, 2, shown=read_shown(open_app))
    open_app.run()
    open_app.run()
    assert not open_app.segmented_control(key="panel-en-0").proto.set_value


def test_a_control_that_is_drawn_after_a_cut_is_nobody_s_to_set(open_app):
    tell(open_app, 1, panel="places")
    open_app.run()
    open_app.text_input(key="link").set_value("1 date=2024-08-20&panel=places").run()
    open_app.segmented_control(key="panel-en-0").set_value("disagreement").run()
    open_app.segmented_control(key="ranking").set_value("ratio").run()
    assert open_app.segmented_control(key="panel-en-0").proto.set_value  # not known to show it yet
    control = open_app.segmented_control(key="ranking")
    assert (control.value, control.proto.set_value) == ("ratio", False)


def test_controls_are_told_in_another_language_what_to_show_until_they_are_known_to(open_app):
    tell(open_app, 1, panel="places")
    open_app.run()
    open_app.segmented_control(key="language").set_value("uk").run()
    for _ in range(2):  # what the browser heard of the first of two runs is lost in the second
        control = open_app.segmented_control(key="panel-uk-1")
        assert (control.value, control.proto.set_value) == ("places", True)
        with speak("uk"):  # in whose words the controls say what they show
            open_app.run()
    tell(open_app, 2, shown=read_shown(open_app))
    with speak("uk"):
        open_app.run()  # a choice may be on its way already, which nothing must cover any more
    assert not open_app.segmented_control(key="panel-uk-1").proto.set_value


def test_controls_are_told_after_a_whole_run_what_to_show_until_they_are_known_to(app, monkeypatch):
    app.run()
    tell(app, 1, shown=read_shown(app))
    with monkeypatch.context() as patch:
        patch.setattr(record, "doubt_controls", DOUBT)
        app.run()
    for _ in range(2):  # a browser that drew it along with the next run may have forgotten them
        tell(app, 2)
        app.run()
        assert app.segmented_control(key="panel-en-0").proto.set_value
    tell(app, 3, shown=read_shown(app))
    app.run()
    assert not app.segmented_control(key="panel-en-0").proto.set_value


def test_a_choice_stands_that_meets_what_the_control_is_being_set_to(open_app):
    tell(open_app, 1, panel="places")
    open_app.run()
    open_app.segmented_control(key="language").set_value("uk").run()
    control = open_app.segmented_control(key="panel-uk-1")
    with speak("uk"):
        control.set_value("table").run()
        assert open_app.segmented_control(key="panel-uk-1").proto.set_value  # it may be covered
        tell(open_app, 2, date="2024-08-20")
        open_app.segmented_control(key="panel-uk-1").set_value("places").run()  # as it was covered
        control = open_app.segmented_control(key="panel-uk-1")
        assert (control.value, control.proto.set_value) == ("table", True)
        tell(open_app, 3, shown=read_shown(open_app))
        open_app.run()
        open_app.segmented_control(key="panel-uk-1").set_value("places").run()
    assert open_app.session_state["record"].selection.panel == "places"


def test_a_choice_is_confirmed_where_the_map_had_set_its_control_just_before(open_app):
    tell(open_app, 1)
    open_app.run()
    tell(open_app, 2, panel="places")
    open_app.run()
    open_app.segmented_control(key="panel-en-0").set_value("table").run()
    control = open_app.segmented_control(key="panel-en-0")
    assert (control.value, control.proto.set_value) == ("table", True)
    tell(open_app, 3, shown=read_shown(open_app))
    open_app.run()
    assert not open_app.segmented_control(key="panel-en-0").proto.set_value


@pytest.mark.parametrize("chosen", ["table", None])
def test_what_is_chosen_on_a_page_that_is_turning_into_another_language_is_heard(open_app, chosen):
    control = open_app.segmented_control(key="panel-en-0").set_value(chosen or "claims")
    sent = control._widget_state
    control.set_value("claims")
    open_app.segmented_control(key="language").set_value("uk").run()
    tell(open_app, 1, panel="places")
    with speak("uk"):
        states = open_app._tree.get_widget_states()
        states.widgets.append(sent)  # in the words of the page before, which it sends with each act
        open_app._run(states)
    wanted = chosen or "places"
    assert open_app.session_state["record"].selection.panel == wanted
    assert open_app.segmented_control(key="panel-uk-1").value == wanted


def test_a_page_that_outlived_its_session_is_not_believed_before_it_shows_this_one_s_state(app):
    app.run()  # at the address with which the page was opened
    app.text_input(key="link").set_value("1 date=2025-06-22&panel=places")
    app.segmented_control(key="panel-en-0").set_value("table").run()  # of the session before
    selection = app.session_state["record"].selection
    assert (selection.day, selection.panel) == (date(2025, 6, 22), "places")
    tell(app, 4, obeyed=1)
    app.segmented_control(key="panel-en-0").set_value("claims").run()  # as the first run had set it
    assert app.session_state["record"].selection.panel == "places"
    tell(app, 5, shown=read_shown(app), obeyed=1)
    app.run()
    app.segmented_control(key="panel-en-0").set_value("claims").run()
    assert app.session_state["record"].selection.panel == "claims"


def test_what_a_map_tells_a_new_session_is_newer_than_what_it_wrote_as_it_came_back(app):
    app.run()  # at the address with which the page was opened
    app.text_input(key="link").set_value("1 date=2025-06-22&panel=places")
    tell(app, 4, date="2025-06-23")  # a busy server hears of both at once
    app.run()
    selection = app.session_state["record"].selection
    assert (selection.day, selection.panel) == (date(2025, 6, 23), "places")


def take_off(app):
    """Let the page be drawn without its further controls, of which the browser is to hear."""
    app.session_state["record"].standing = frozenset({"panel-en-0", "language"})


def test_what_a_control_still_says_that_left_the_page_is_no_choice(open_app):
    open_app.checkbox(key="others-en-0").check().run()
    take_off(open_app)
    open_app.session_state["record"].shown["others-en-0"] = False  # as it was last heard of
    open_app.checkbox(key="others-en-0").uncheck().run()
    assert open_app.session_state["record"].selection.others


def test_a_choice_on_a_control_that_left_the_page_while_it_was_used_is_heard(open_app):
    open_app.checkbox(key="others-en-0").check().run()
    take_off(open_app)
    open_app.checkbox(key="others-en-0").uncheck().run()
    assert not open_app.session_state["record"].selection.others


def test_a_control_that_comes_back_to_the_page_is_told_what_to_show(open_app):
    open_app.checkbox(key="others-en-0").check().run()
    open_app.run()
    assert not open_app.checkbox(key="others-en-0").proto.set_value
    take_off(open_app)
    open_app.run()
    assert open_app.checkbox(key="others-en-0").proto.set_value
    assert open_app.checkbox(key="others-en-0").value


def test_a_choice_is_heard_in_a_box_that_was_closed_and_opened(open_app):
    tell(open_app, 1)
    open_app.checkbox(key="others-en-0").check().run()
    for is_open in (False, True):
        open_app.session_state["more"] = is_open
        open_app.run()
    open_app.checkbox(key="others-en-1").uncheck().run()
    assert not open_app.session_state["record"].selection.others
    assert read_shown(open_app) == 0  # nothing but the reader has set any control


def test_a_control_is_heard_though_the_run_that_drew_it_never_ended(app, monkeypatch):
    app.run()
    with monkeypatch.context() as patch:
        patch.setattr(record, "end_drawing", lambda _: None)
        app.session_state["more"] = True
        app.run()
    app.radio(key="clock-en-0").set_value("known").run()
    assert app.session_state["record"].selection.clock == "known"


def test_a_run_that_was_overtaken_says_nothing_of_what_stands_on_the_page(open_app, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(record, "end_drawing", lambda _, end=record.end_drawing: end(set()))
        open_app.run()
    open_app.radio(key="clock-en-0").set_value("known").run()
    assert open_app.session_state["record"].selection.clock == "known"


def test_the_page_never_tells_a_box_whether_it_is_open(app):
    for is_open in (True, True, False, True):
        app.session_state["more"] = is_open
        app.run()
        boxes = {box.key: box.proto.popover.open for box in app.get("popover")}
        assert boxes["more"] is boxes["filter"] is False
        drawn = [one for one in app.checkbox if one.key.startswith("others")]
        assert len(drawn) == is_open


def test_a_control_that_comes_back_has_another_key_and_the_one_before_last_is_forgotten(app):
    for is_open in (True, False) * 3:
        app.session_state["more"] = is_open
        app.run()
    kept = app.session_state["record"]
    assert name_control(kept, "others", "en") == "others-en-3"
    assert {key for key in kept.shown if key.startswith("others")} == {"others-en-2"}
