"""The story in frames.json: complete in itself, each claim cited by its best source."""

import json

from dashboard.payload.payload import encode_frames
from dashboard.payload.story import describe_story
from geodata.claims.claims import best_source


def test_frames_carry_the_story(workspace):
    story = json.loads(encode_frames(workspace))["story"]
    assert story == describe_story(workspace.dataset)
    assert [chapter["date"] for chapter in story] == [
        chapter.day.isoformat() for chapter in workspace.dataset.story
    ]


def test_each_chapter_cites_the_best_source_of_each_of_its_claims_once(workspace):
    dataset = workspace.dataset
    for chapter, told in zip(dataset.story, describe_story(dataset), strict=True):
        sources = {best_source(dataset, dataset.claims[claim]) for claim in chapter.claim_ids}
        assert sorted(one["url"] for one in told["sources"]) == sorted(one.url for one in sources)
        assert all(one["label"] for one in told["sources"])


def test_a_front_without_a_story_has_no_chapters(made_up):
    assert describe_story(made_up) == []
