"""The table panel in the app: rows, downloads on click alone, one citation in three forms."""

import pytest


@pytest.fixture
def table(app):
    """Return the page with the table panel at 13 March 2025."""
    app.query_params.update({"date": "2025-03-13", "panel": "table"})
    app.run()
    assert not app.exception
    return app


def test_the_table_lists_the_claims_of_the_day(table):
    (frame,) = table.dataframe
    figures = list(frame.value["Figure"])
    assert "140\u00a0km²" in figures
    assert "under 168\u00a0km²" in figures
    assert list(frame.value)[:3] == ["Claimant", "km²", "Figure"]
    assert frame.value["km²"].dtype.kind == "f"  # so that it sorts as a number


def test_every_figure_of_a_maker_is_two_clicks_and_a_word_away(table):
    (span,) = (group for group in table.button_group if group.key == "table_span")
    span.set_value("all").run()
    total = len(table.dataframe[0].value)
    table.text_input(key="table_search").set_value("deepstate KM²").run()
    (frame,) = table.dataframe
    assert 10 < len(frame.value) < total
    html = "".join(block.proto.body for block in table.get("html"))
    assert f"{len(frame.value)} of {total} claims" in html
    assert table.code[0].value.startswith(frame.value["Claimant"][0])
    table.text_input(key="table_search").set_value("=nobody says this").run()
    assert not table.dataframe
    assert not table.exception


def test_a_claim_is_cited_in_the_form_that_is_chosen(table):
    (code,) = table.code
    assert "made public" in code.value or "as of" in code.value
    form = next(group for group in table.button_group if group.key == "citation_form")
    form.set_value("bibtex").run()
    assert table.code[0].value.startswith("@online{")


def test_the_panel_is_in_the_address_and_can_be_left(table, read_address):
    panel = next(group for group in table.button_group if group.key == "panel-en-0")
    panel.set_value("claims").run()
    assert not table.dataframe
    assert "panel" not in read_address()


def test_with_every_account_off_it_says_so(app):
    app.query_params.update({"panel": "table", "accounts": "none"})
    app.run()
    assert not app.exception
    assert [info.value for info in app.info]
