"""One line on what changed at a reported date: who gave which figure, against which before."""

from collections.abc import Iterable, Mapping
from datetime import date

from dashboard.figures import NO_BREAK, format_figure, format_number
from dashboard.text_clock import LAG
from geodata.claims import Figure
from geodata.dates import format_day
from geodata.model import Dataset


def describe_changes(
    dataset: Dataset,
    step: date,
    keys: Iterable[str],
    before: Mapping[str, Figure],
    now: Mapping[str, Figure],
) -> str:
    """Return what each account under `keys` newly said on `step`, in the order of `keys`.

    A figure of an earlier day that was only now made public names its day.
    A difference in km² is given only within one series, since makers count different things.
    """
    labels = {account.side: account.label for account in dataset.front.accounts}
    series = {series.series_id: series.label for series in dataset.front.series}
    parts = []
    for key in keys:
        figure = now.get(key)
        if figure is None or figure == before.get(key):
            continue
        claim = figure.claim
        label = labels[claim.side]
        maker = series.get(claim.series, label)
        name = label if maker.startswith(label) else f"{label} ({maker})"
        change = _describe_change(before.get(key), figure)
        late = LAG["as_of"].format(day=format_day(figure.since)) if figure.since != step else ""
        parts.append(f"{name}: {change}{f' ({late})' if late else ''}")
    return f"{format_day(step)} · {'; '.join(parts)}" if parts else format_day(step)


def _describe_change(before: Figure | None, now: Figure) -> str:
    if now.in_words:
        return now.claim.words
    text = format_figure(now.claim)
    if before is None:
        return f"{text}, the first figure"
    old, new = before.claim.value, now.claim.value
    if before.in_words or before.claim.series != now.claim.series or old is None or new is None:
        return text
    if new == old:
        return f"{text}, unchanged since {format_day(before.since)}"
    word = "more" if new > old else "less"
    difference = format_number(round(abs(new - old), 2))
    return f"{text}, {difference}{NO_BREAK}km² {word} than on {format_day(before.since)}"
