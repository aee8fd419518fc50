"""The table of texts: every sentence and name of the data in each language that it is told in."""

from collections.abc import Mapping
from functools import partial

from geodata.core.model import Dataset
from geodata.dataset.translation import list_texts
from geodata.export.tables import Column, Table, column, fill_rows

Text = tuple[str, str]
"""What sort of text it is, and the text."""


def tabulate_texts(dataset: Dataset) -> Table:
    """Return a row for each text, with a column for each language that the dataset has.

    Titles and names of publications are not among them: they are what a reader finds them by.
    """
    columns: tuple[Column[Text], ...] = (
        column("sort", "What sort of text it is.", get=lambda one: one[0]),
        column("text", "The text as it stands in the other tables.", get=lambda one: one[1]),
        *(
            column(code, f"The same in {code} (ISO 639-1).", get=partial(_find, known))
            for code, known in sorted(dataset.translations.items())
        ),
    )
    rows = fill_rows(columns, list_texts(dataset))
    return Table("texts", "Texts", "claims", columns, rows, ("sort", "text"))


def _find(known: Mapping[Text, str], text: Text) -> str:
    return known.get(text, "")
