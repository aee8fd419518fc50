"""The story as the timeline map tells it: each chapter with its day, two sentences and sources."""

from dashboard.payload.records import Chapter as ChapterRow
from dashboard.payload.records import Citation
from dashboard.view.figures import format_source
from geodata.claims.claims import best_source
from geodata.core.model import Chapter, Dataset


def describe_story(dataset: Dataset) -> list[ChapterRow]:
    """Return every chapter in the order of the story, complete in itself so that it can be saved.

    Each claim is cited by claimant and best source; a source that serves several is named once.
    """
    return [
        {
            "date": chapter.day.isoformat(),
            "title": chapter.title,
            "text": chapter.text,
            "sources": _cite_claims(dataset, chapter),
        }
        for chapter in dataset.story
    ]


def _cite_claims(dataset: Dataset, chapter: Chapter) -> list[Citation]:
    cited: dict[str, Citation] = {}
    for claim_id in chapter.claim_ids:
        source = best_source(dataset, dataset.claims[claim_id])
        cited.setdefault(source.source_id, {"label": format_source(source), "url": source.url})
    return list(cited.values())
