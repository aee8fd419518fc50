"""The story: chapters in story.csv, which a front may do without; every figure is a claim's."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from geodata.core.errors import Fault
from geodata.core.model import Chapter, Dataset
from geodata.dataset.load import load_dataset

HEADER = "chapter_id,date,title,text,claim_ids\n"
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
DATE = re.compile(r"\b\d{1,2} (?:January|February|March|August)(?: 20\d\d)?")

FindFaults = Callable[[], tuple[Fault, ...]]


def write_story(folder: Path, *rows: str) -> None:
    (folder / "story.csv").write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")


def test_a_front_may_have_no_story(made_up: Dataset) -> None:
    assert not (made_up.folder / "story.csv").exists()
    assert made_up.story == ()


def test_chapters_keep_the_order_of_the_file(made_up_folder: Path) -> None:
    write_story(
        made_up_folder,
        "late,2024-09-01,Made up late,Made up.,first-0810-100",
        "early,2024-08-10,Made up early,Made up.,first-0810-100;mapper-0810-range",
    )
    late, early = load_dataset(made_up_folder).story
    assert (late.chapter_id, late.day) == ("late", date(2024, 9, 1))
    assert early.claim_ids == ("first-0810-100", "mapper-0810-range")


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("a,2023-01-01,Made up,Made up.,first-0810-100", "date 2023-01-01 is outside"),
        ("a,2024-08,Made up,Made up.,first-0810-100", "date:"),
        ("a,2024-08-10,,Made up.,first-0810-100", "title: is empty"),
        ("a,2024-08-10,Made up,,first-0810-100", "text: is empty"),
        ("a,2024-08-10,Made up,Made up.,", "claim_ids: is empty"),
        ("a,2024-08-10,Made up,Made up.,no-such-claim", "'no-such-claim' is not in claims.csv"),
        (f"a,2024-08-10,{'x' * 45},Made up.,first-0810-100", "is over 44 characters"),
        (f"a,2024-08-10,Made up,{'x' * 421},first-0810-100", "text is over 420 characters"),
    ],
)
def test_a_bad_chapter_is_named(
    made_up_folder: Path, find_faults: FindFaults, row: str, rule: str
) -> None:
    write_story(made_up_folder, row)
    (fault,) = find_faults()
    assert (fault.file, fault.row) == ("story.csv", "a")
    assert rule in fault.rule


def test_the_bundled_story_walks_forward_through_eight_to_twelve_days(kursk: Dataset) -> None:
    days = [chapter.day for chapter in kursk.story]
    assert 8 <= len(days) <= 12
    assert days == sorted(set(days))
    assert {date(2024, 8, 12), date(2025, 4, 26), date(2025, 6, 22)} <= set(days)


def _count_sentences(chapter: Chapter) -> int:
    return len(re.findall(r"[.](?=\s+[A-Z]|$)", chapter.text))


def test_each_chapter_has_two_sentences_and_names_both_sides(kursk: Dataset) -> None:
    assert kursk.story
    for chapter in kursk.story:
        assert _count_sentences(chapter) == 2, chapter.chapter_id
        sides = {kursk.claims[claim_id].side.value for claim_id in chapter.claim_ids}
        assert "russia" in sides, chapter.chapter_id
        assert re.search(r"Kyiv|Ukrain|Syrskyi", chapter.text), chapter.chapter_id
        assert re.search(r"Moscow|Russia", chapter.text), chapter.chapter_id


def test_every_figure_of_a_chapter_comes_from_a_claim_that_it_names(kursk: Dataset) -> None:
    told = 0
    for chapter in kursk.story:
        claims = [kursk.claims[claim_id] for claim_id in chapter.claim_ids]
        said = " ".join(f"{claim.summary} {claim.derivation}" for claim in claims)
        known = {float(word.replace(",", "")) for word in NUMBER.findall(said)}
        for claim in claims:
            known |= {end for end in (claim.value, claim.low, claim.high) if end is not None}
        words = DATE.sub("", f"{chapter.title} {chapter.text}")
        for figure in NUMBER.findall(words):
            assert float(figure.replace(",", "")) in known, (chapter.chapter_id, figure)
            told += 1
    assert told > 10
