"""Claims as of a date, as known on a date: which figure is in force, who contradicts whom.

Two clocks run through this module. `day` is the as-of clock: what a claim describes. `known_on`,
where given, leaves out every claim that had not been made public by that day.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from geodata.core.model import Basis, Claim, Dataset, Front, Kind, Side, Source, Topic

HELD_KINDS = frozenset({Kind.AREA_HELD, Kind.AREA_PEAK})
"""What is charted and drawn as ground held."""

TOTAL_KINDS = frozenset(
    {
        *HELD_KINDS,
        Kind.AREA_RETAKEN,
        Kind.AREA_ACROSS,
        Kind.SHARE_RETAKEN,
        Kind.SETTLEMENTS_HELD,
        Kind.SETTLEMENTS_RETAKEN,
        Kind.STANDING,
    }
)
"""Running totals, and the words that stand for one: in force until the next of its kind."""

WORKED_OUT = frozenset({Basis.COMPUTED, Basis.IMPLIED})
"""The bases of a figure that nobody stated: arithmetic of an outlet, or of this dataset."""

LEADING_LETTERS = frozenset("ABC")
"""The reliability that a figure's best source needs to lead an account or a line."""

Rank = tuple[str, str, int, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """What an account says of the ground held from `since` (as of) until its next figure.

    `others` are the account's other claims of that same day, best graded first. `in_words` means
    that the account spoke without giving a figure, which ended the figure before; `ghost` is then
    the last figure that it gave, whose shape is all that is known of where, None without one.
    """

    since: date
    claim: Claim
    others: tuple[Claim, ...]
    ghost: Claim | None = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All that the account said of that day, the claim that leads first."""
        return (self.claim, *self.others)

    @property
    def in_words(self) -> bool:
        """Whether the account gave words in place of a figure."""
        return self.claim.kind is Kind.STANDING


def pick_source(claim: Claim, sources: Mapping[str, Source]) -> Source:
    """Return the most reliable of the claim's sources.

    Of equals one that was out by the day on which the claim was made public, then the first named.
    """
    found, by = (sources[name] for name in claim.source_ids), claim.reported.end.isoformat()
    return min(found, key=lambda one: (one.reliability, one.published > by))


def best_source(dataset: Dataset, claim: Claim) -> Source:
    """Return the most reliable source of `claim`, the one to cite beside its figure."""
    return pick_source(claim, dataset.sources)


def grade(dataset: Dataset, claim: Claim) -> str:
    """Return the Admiralty grade: best reliability letter, then credibility digit, as in B2."""
    return best_source(dataset, claim).reliability + claim.credibility


def rank_claim(claim: Claim, sources: Mapping[str, Source]) -> Rank:
    """Return a key that sorts claims of one day best first.

    By reliability of the best source, credibility, the later report, and at last the claim id.
    """
    letter = pick_source(claim, sources).reliability
    return letter, claim.credibility, -claim.reported.start.toordinal(), claim.claim_id


def sort_claims(dataset: Dataset, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return `claims` best graded first."""
    return tuple(sorted(claims, key=lambda claim: rank_claim(claim, dataset.sources)))


def is_held_figure(claim: Claim) -> bool:
    """Return whether `claim` gives ground held on one day, and so has a held area."""
    return claim.kind in HELD_KINDS and claim.as_of.is_day


def find_voice(front: Front, account: Side) -> str:
    """Return the series that speaks for an account, "" where it opens on none."""
    return next((one.opens for one in front.accounts if one.side == account), "")


def may_lead(
    front: Front, sources: Mapping[str, Source], claim: Claim, series: str | None = None
) -> bool:
    """Return whether `claim` may lead: its account, or the line of `series` where one is named.

    A figure leads its account only in the series that speaks for it, so that no account's line
    runs through several makers, and neither where it was worked out. What rests on sources of
    reliability D to F alone leads nothing. Words speak for the account, or for their series.
    """
    opens = find_voice(front, claim.side)
    voice = series or opens
    if claim.kind is Kind.STANDING:
        return not voice or claim.series in ("", voice)
    if pick_source(claim, sources).reliability not in LEADING_LETTERS:
        return False
    if series is not None:
        return claim.series == series
    return claim.basis not in WORKED_OUT and (not opens or claim.series == opens)


def pick_leader(
    front: Front, sources: Mapping[str, Source], claims: Iterable[Claim]
) -> Claim | None:
    """Return which of the figures that an account gives for one day leads it, None if none may."""
    leading = (claim for claim in claims if may_lead(front, sources, claim))
    return min(leading, key=lambda claim: rank_claim(claim, sources), default=None)


def is_known(claim: Claim, known_on: date | None) -> bool:
    """Return whether `claim` had been made public by `known_on`; always so when that is None.

    What was made public in a month, on a day not recorded, counts from the month's last day.
    """
    return known_on is None or claim.reported.end <= known_on


def start_of_force(claim: Claim) -> date:
    """Return the day from which a total counts: its first day, or a peak's last."""
    return claim.as_of.end if claim.kind is Kind.AREA_PEAK else claim.as_of.start


def list_figures(
    dataset: Dataset,
    account: Side,
    series: str | None = None,
    *,
    known_on: date | None = None,
) -> tuple[Figure, ...]:
    """Return the account's figures and words in order of the day from which each is in force.

    Only what `may_lead` counts, with `series` on that series' line. A figure and words of the same
    day: the figure stands.
    """
    spoken: dict[date, list[Claim]] = defaultdict(list)
    for claim in dataset.claims.values():
        if claim.side != account or not is_known(claim, known_on):
            continue
        in_series = is_held_figure(claim) and series in (None, claim.series)
        if in_series or claim.kind is Kind.STANDING:
            spoken[claim.as_of.start].append(claim)
    figures: list[Figure] = []
    last: Claim | None = None
    for day in sorted(spoken):
        ranked = sort_claims(dataset, spoken[day])
        leading = [one for one in ranked if may_lead(dataset.front, dataset.sources, one, series)]
        if not leading:
            continue
        best = min(leading, key=lambda one: one.kind is Kind.STANDING)  # of equals the first
        in_words = best.kind is Kind.STANDING
        others = tuple(
            one for one in ranked if one is not best and (in_words or is_held_figure(one))
        )
        figures.append(Figure(day, best, others, last if in_words else None))
        last = last if in_words else best
    return tuple(figures)


def pick_figure(figures: tuple[Figure, ...], day: date) -> Figure | None:
    """Return the last of `figures` (in order) that is in force on `day`, None before the first."""
    place = bisect_right(figures, day, key=lambda figure: figure.since)
    return figures[place - 1] if place else None


def figure_in_force(
    dataset: Dataset,
    account: Side,
    day: date,
    series: str | None = None,
    *,
    known_on: date | None = None,
) -> Figure | None:
    """Return what `account` says of the ground held on `day`, or None when nothing so far."""
    return pick_figure(list_figures(dataset, account, series, known_on=known_on), day)


def leading_claim(
    dataset: Dataset,
    account: Side,
    day: date,
    series: str | None = None,
    *,
    known_on: date | None = None,
) -> Claim | None:
    """Return the best-graded figure of `account` that is dated exactly `day`, if any."""
    figure = figure_in_force(dataset, account, day, series, known_on=known_on)
    return figure.claim if figure and figure.since == day and not figure.in_words else None


def list_statements(dataset: Dataset, *, known_on: date | None = None) -> tuple[Claim, ...]:
    """Return every claim that is no total, and all words for the whole, newest first.

    Control, forces, casualties, events, gains over days and areas that are only a part.
    """
    known = (claim for claim in dataset.claims.values() if is_known(claim, known_on))
    totals = TOTAL_KINDS - {Kind.STANDING}
    return sort_newest(dataset, (claim for claim in known if claim.kind not in totals))


def pick_around(claims: Iterable[Claim], day: date, days: int = 3) -> tuple[Claim, ...]:
    """Return those of `claims` whose as-of or reported span comes within `days` of `day`."""
    first, last = day - timedelta(days), day + timedelta(days)
    return tuple(
        claim
        for claim in claims
        if (claim.as_of.start <= last and claim.as_of.end >= first)
        or (claim.reported.start <= last and claim.reported.end >= first)
    )


def statements_around(
    dataset: Dataset, day: date, days: int = 3, *, known_on: date | None = None
) -> tuple[Claim, ...]:
    """Return what was said about, or in, the `days` before and after `day`, newest first."""
    return pick_around(list_statements(dataset, known_on=known_on), day, days)


def find_topic(front: Front, claim: Claim) -> Topic | None:
    """Return what `claim` counts beyond ground, or speaks of in words; None for all else."""
    for topic in front.topics:
        if topic.kind is claim.kind or (topic.kind is None and topic.topic_id == claim.topic):
            return topic
    return None


def sort_topics(front: Front, claims: Iterable[Claim]) -> dict[Topic, tuple[Claim, ...]]:
    """Return the claims of each topic by as-of date; a topic without claims is missing."""
    found: dict[Topic, list[Claim]] = {topic: [] for topic in front.topics}
    for claim in sorted(claims, key=lambda claim: (claim.as_of, claim.claim_id)):
        if topic := find_topic(front, claim):
            found[topic].append(claim)
    return {topic: tuple(claims) for topic, claims in found.items() if claims}


def contradictions(
    dataset: Dataset, claim: Claim, *, known_on: date | None = None
) -> tuple[Claim, ...]:
    """Return the claims that cannot be right together with `claim`, newest first."""
    rivals = (dataset.claims[name] for name in claim.disputed_by)
    return sort_newest(dataset, (rival for rival in rivals if is_known(rival, known_on)))


def sort_newest(dataset: Dataset, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return `claims` by as-of date, newest first, and best graded first within a date."""
    ranked = sort_claims(dataset, claims)
    return tuple(sorted(ranked, key=lambda claim: claim.as_of.start, reverse=True))
