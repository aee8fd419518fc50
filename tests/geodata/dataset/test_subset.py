"""A dataset narrowed to some claims: what stays, what goes, and that nothing else is named."""

from hypothesis import given
from hypothesis import strategies as st

from geodata.dataset.subset import keep_claims
from tests.bundled import read_bundled

DATASET = read_bundled()
IDS = st.sets(st.sampled_from(sorted(DATASET.claims)))


def test_all_claims_keep_all():
    assert keep_claims(DATASET, set(DATASET.claims)) == DATASET


@given(IDS)
def test_nothing_names_a_claim_that_went(kept):
    narrowed = keep_claims(DATASET, kept)
    assert set(narrowed.claims) == kept
    named = {name for claim in narrowed.claims.values() for name in claim.disputed_by}
    for rows in (narrowed.control, narrowed.events, narrowed.story):
        assert all(row.claim_ids for row in rows)
        named |= {name for row in rows for name in row.claim_ids}
    assert named | {area.claim_id for area in narrowed.held} <= kept


@given(IDS)
def test_what_rests_on_any_kept_claim_stays(kept):
    narrowed = keep_claims(DATASET, kept)
    for rows in ("control", "events"):
        stayed = [row for row in getattr(DATASET, rows) if kept & set(row.claim_ids)]
        assert len(getattr(narrowed, rows)) == len(stayed)
    assert narrowed.held == tuple(area for area in DATASET.held if area.claim_id in kept)


def test_a_chapter_stays_only_with_all_its_claims():
    chapter = next(one for one in DATASET.story if len(one.claim_ids) > 1)
    whole = keep_claims(DATASET, set(chapter.claim_ids))
    part = keep_claims(DATASET, set(chapter.claim_ids[1:]))
    assert chapter in whole.story
    assert chapter not in part.story
