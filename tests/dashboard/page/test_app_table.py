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
    assert list(frame.value)[:3] == ["Account", "Figure", "About"]


def test_a_claim_is_cited_in_the_form_that_is_chosen(table):
    (code,) = table.code
    assert "made public" in code.value or "as of" in code.value
    form = next(group for group in table.button_group if group.key == "citation_form")
    form.set_value("bibtex").run()
    assert table.code[0].value.startswith("@online{")


def test_the_panel_is_in_the_address_and_can_be_left(table, read_address):
    panel = next(group for group in table.button_group if group.key == "panel")
    panel.set_value("claims").run()
    assert not table.dataframe
    assert "panel" not in read_address()


def test_with_every_account_off_it_says_so(app):
    app.query_params.update({"panel": "table", "accounts": "none"})
    app.run()
    assert not app.exception
    assert [info.value for info in app.info]
