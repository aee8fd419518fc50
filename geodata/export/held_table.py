"""The table of held areas: each polygon with its claim, its source and the days it stands for."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Final

from geodata.claims.claims import best_source, grade, list_figures
from geodata.core.model import Claim, Dataset, HeldArea, Side, Source
from geodata.export.tables import (
    Column,
    Lasting,
    Link,
    Sort,
    Table,
    column,
    fill_rows,
)

HELD_COLUMNS: Final = (
    *("date", "account", "claimant", "leading", "edge", "claim_id", "claimed_km2", "area_km2"),
)
"""What is told of a held area in short, by the names that it has in the whole table."""


def list_held(area: HeldArea) -> dict[str, str | bool | float]:
    """Return HELD_COLUMNS of a held area; the day as ISO text, sizes in km² on the ellipsoid."""
    return {
        "date": area.date.isoformat(),
        "account": area.account.value,
        "claimant": area.claimant,
        "leading": area.leading,
        "edge": area.edge.value,
        "claim_id": area.claim_id,
        "claimed_km2": area.claimed_km2,
        "area_km2": area.area_km2,
    }


@dataclass(frozen=True, slots=True)
class Report(Lasting):
    """A held area with what is known of the claim that it draws."""

    area: HeldArea
    claim: Claim
    source: Source
    grade: str
    label: str
    valid_to: date | None
    last: date

    @property
    def since(self) -> date:
        """The first day for which it stands."""
        return self.area.date

    @property
    def area_id(self) -> str:
        """The area's name in the pack: its claim and its edge."""
        return f"{self.area.claim_id}/{self.area.edge.value}"


def list_reports(dataset: Dataset) -> tuple[Report, ...]:
    """Return every held area of the front's accounts, in the dataset's order."""
    labels = {account.side: account.label for account in dataset.front.accounts}
    starts = {side: [f.since for f in list_figures(dataset, side)] for side in labels}
    return tuple(
        Report(
            area=area,
            claim=(claim := dataset.claims[area.claim_id]),
            source=best_source(dataset, claim),
            grade=grade(dataset, claim),
            label=labels[area.account],
            valid_to=_find_end(starts, area),
            last=dataset.front.last,
        )
        for area in dataset.held
        if area.account in labels
    )


def tabulate_areas(dataset: Dataset) -> Table:
    """Return a row for each held area, with its polygon."""
    reports = list_reports(dataset)
    columns = tuple(_list_columns())
    links = (Link("claim_id", "claims", "claim_id"), Link("source_id", "sources", "source_id"))
    return Table(
        name="held-areas",
        title="Held areas",
        part="held areas",
        columns=columns,
        rows=fill_rows(columns, reports),
        key=("area_id",),
        links=links,
        shapes=tuple(report.area.geometry for report in reports),
    )


def _list_columns() -> Iterator[Column[Report]]:
    """Yield the columns: when and whose, how large, who says so and where, how it was drawn."""
    yield column("area_id", "The area's id: its claim and its edge.")
    yield _of_area("date", "The day that the claim describes.", "date")
    valid = "The first day for which the account stands by it: its date."
    yield column("valid_from", valid, "date", attrgetter("area.date"))
    until = "The day before the account's next figure or words; empty for its last."
    yield column("valid_to", until, "date")
    yield column("time_from", "The first second of valid_from, UTC.", "datetime")
    closed = "The last second of valid_to, or of the front's last day, UTC."
    yield column("time_to", closed, "datetime")
    yield column("reported_at", "When it was made public.", get=attrgetter("claim.reported.text"))
    yield _of_area("account", "Whose account it is.")
    yield column("account_label", "What the account is called.", get=attrgetter("label"))
    yield _of_area("claimant", "Who said it.")
    yield _of_area("leading", "Whether it leads its account on that day.", "boolean")
    yield _of_area("edge", "firm, or contested: the outer edge of a range.")
    yield _of_area("claim_id", "The claim that it draws.")
    yield _of_area("claimed_km2", "The claimed size, km².", "number")
    yield _of_area("low_km2", "The lower end of a claimed range, km².", "number")
    yield _of_area("high_km2", "The upper end of a claimed range, km².", "number")
    yield _of_area("area_km2", "The polygon's size on the WGS 84 ellipsoid, km².", "number")
    yield _of_claim("qualifier", "How the claimant hedged the figure.")
    yield _of_claim("basis", "Whether the figure was stated or worked out.")
    yield _of_claim("derivation", "How it was worked out.")
    yield _of_claim("series", "The line of figures of one maker and one definition.")
    yield column("source_id", "Its most reliable source.", get=attrgetter("source.source_id"))
    yield column("publisher", "The publisher of that.", get=attrgetter("source.publisher"))
    yield column("source_title", "The title of that.", get=attrgetter("source.title"))
    yield column("url", "The address of that.", get=attrgetter("source.url"))
    yield column("grade", "Admiralty grade: source A-F, information 1-6.")
    yield _of_area("method", "How the polygon was drawn.")
    control = "Ids of the control intervals that shaped it, joined by ';'."
    yield _of_area("control", control, "ids")
    approximate = "Always true: drawn from reported statements, not surveyed."
    yield column("approximate", approximate, "boolean", lambda _: True)


def _of_area(name: str, about: str, sort: Sort = "string") -> Column[Report]:
    return Column(name, sort, about, attrgetter(f"area.{name}"))


def _of_claim(name: str, about: str) -> Column[Report]:
    return Column(name, "string", about, attrgetter(f"claim.{name}"))


def _find_end(starts: Mapping[Side, list[date]], area: HeldArea) -> date | None:
    """Return the day before the account speaks again of the ground held, None if it does not."""
    days = starts[area.account]
    following = bisect_right(days, area.date)
    return days[following] - timedelta(days=1) if following < len(days) else None
