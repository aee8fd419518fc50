"""The tables of what was said: claims, sources, events and the story."""

from collections.abc import Callable
from operator import attrgetter as _read

from geodata.claims.claims import best_source, grade
from geodata.core.model import Chapter, Claim, Dataset, Event, Source
from geodata.export.table import Column, Link, Table, column, fill_rows


def tabulate_claims(dataset: Dataset) -> Table:
    """Return every claim with its grade and the best of its publications."""
    columns = list_claim_columns(dataset)
    links = (Link("source_id", "sources", "source_id"),)
    rows = fill_rows(columns, dataset.claims.values())
    return Table("claims", "Claims", "claims", columns, rows, ("claim_id",), links)


def list_claim_columns(dataset: Dataset) -> tuple[Column[Claim], ...]:
    """Return the columns of a claim: as it was said, its grade, where to read it."""

    def read_best(name: str) -> Callable[[Claim], object]:
        return lambda claim: getattr(best_source(dataset, claim), name)

    def read_grade(claim: Claim) -> str:
        return grade(dataset, claim)

    return (
        column("claim_id", "The claim's id."),
        column("kind", "What the claim is about."),
        column("account", "Whose account the claim belongs to.", get=_read("side")),
        column("claimant", "Who said it."),
        column(
            "as_of",
            "What the claim describes: ISO day, month or interval.",
            get=_read("as_of.text"),
        ),
        *_span_columns("as_of", "The {end} day that the claim describes."),
        column("reported", "When it was made public.", get=_read("reported.text")),
        *_span_columns("reported", "The {end} day on which it may have been made public."),
        column("value", "The figure.", "number"),
        column("low", "The lower end of a range.", "number"),
        column("high", "The upper end of a range.", "number"),
        column("unit", "The unit of value, low and high."),
        column("qualifier", "How the claimant hedged the figure."),
        column("basis", "Whether the figure was stated or worked out."),
        column("derivation", "How it was worked out."),
        column("words", "What was said where no figure was given."),
        column("series", "The line of figures of one maker and one definition."),
        column("within", "The place, smaller than the whole front, that the claim is limited to."),
        column("places", "Ids of the places that the claim names, joined by ';'.", "ids"),
        column(
            "grade",
            "Admiralty grade: source A-F, information 1-6.",
            get=read_grade,
        ),
        column("summary", "The claim in a sentence."),
        column("disputed_by", "Ids of the claims that contradict it, joined by ';'.", "ids"),
        column("restates", "The id of the claim that it repeats."),
        column("core", "Whether it comes from a core document.", "boolean"),
        column("source_ids", "Ids of all its publications, joined by ';'.", "ids"),
        column("source_id", "The most reliable of its publications.", get=read_best("source_id")),
        column("publisher", "The publisher of that.", get=read_best("publisher")),
        column("url", "The address of that.", get=read_best("url")),
    )


def tabulate_sources(dataset: Dataset) -> Table:
    """Return every publication."""
    columns: tuple[Column[Source], ...] = (
        column("source_id", "The publication's id."),
        column("publisher", "Who published it."),
        column("title", "Its title; in square brackets where translated or descriptive."),
        column("url", "Its address."),
        column("published", "When: ISO year, month or day, as far as known."),
        column("language", "Its language, ISO 639-1."),
        column("via", "The agency whose text it carries."),
        column("reliability", "Admiralty letter A-F."),
        column("reason", "Why it is graded so."),
    )
    rows = fill_rows(columns, dataset.sources.values())
    return Table("sources", "Sources", "claims", columns, rows, ("source_id",))


def tabulate_events(dataset: Dataset) -> Table:
    """Return every event on the timeline."""
    columns: tuple[Column[Event], ...] = (
        column("event_id", "The event's id."),
        column("date", "When: ISO day, month or interval.", get=_read("when.text")),
        column("start", "Its first day.", "date", _read("when.start")),
        column("end", "Its last day.", "date", _read("when.end")),
        column("title", "The event in a few words."),
        column("summary", "The event in a sentence."),
        column("weight", "1: always labelled, 3: only on request.", "integer"),
        column("claim_ids", "Ids of the claims that it rests on, joined by ';'.", "ids"),
    )
    rows = fill_rows(columns, dataset.events)
    return Table("events", "Events", "events", columns, rows, ("event_id",))


def tabulate_story(dataset: Dataset) -> Table:
    """Return the chapters of the story."""
    columns: tuple[Column[Chapter], ...] = (
        column("chapter_id", "The chapter's id."),
        column("day", "The day at which it stops.", "date"),
        column("title", "Its title."),
        column("text", "What it tells."),
        column("claim_ids", "Ids of the claims that it rests on, joined by ';'.", "ids"),
    )
    rows = fill_rows(columns, dataset.story)
    return Table("story", "Story", "claims", columns, rows, ("chapter_id",))


def _span_columns(name: str, about: str) -> tuple[Column[Claim], Column[Claim]]:
    start, end = _read(f"{name}.start"), _read(f"{name}.end")
    return (
        column(f"{name}_start", about.format(end="first"), "date", start),
        column(f"{name}_end", about.format(end="last"), "date", end),
    )
