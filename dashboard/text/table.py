"""The words of the table of claims, its downloads and its citations."""

from typing import Final

from dashboard.text.language import Catalogue

CITATION: Final = Catalogue(
    "citation",
    {
        "as_of": "as of {day}",
        "reported": ", made public {day}",
    },
)

COLUMNS: Final = Catalogue(
    "columns",
    {
        "claim_id": "Claim",
        "account": "Account",
        "topic": "About",
        "figure": "Figure",
        "value": "Value",
        "low": "Low",
        "high": "High",
        "unit": "Unit",
        "as_of": "As of",
        "reported": "Made public",
        "claimant": "Claimant",
        "grade": "Grade",
        "basis": "Basis",
        "summary": "Summary",
        "publisher": "Publisher",
        "title": "Title",
        "published": "Published",
        "url": "Address",
        "disputed_by": "Disputed by",
    },
)
"""The heading of each column, in their order."""

TABLE: Final = Catalogue(
    "table",
    {
        "none": "No claims to list: every account is switched off.",
        "label": "Claims shown on {day}, one a row; sort by a heading, search with Ctrl+F",
        "csv": "CSV",
        "xlsx": "XLSX",
        "bib": "BibTeX",
        "open": "open",
        "download": "Download what is listed",
        "cite": "Cite one claim",
        "form": "Form",
        "plain": "Plain",
        "bibtex": "BibTeX",
        "ris": "RIS",
        "sheet": "Claims",
        "subject": "Claims in force and statements around {day}",
    },
)
