"""One line on what changed at a reported date: who gave which figure, against which before."""

from collections.abc import Iterable, Mapping
from datetime import date

from dashboard.text.figures import CAPTION
from dashboard.text.spelling import format_day, format_number
from dashboard.view.figures import format_figure
from geodata.claims.claims import Figure
from geodata.core.model import Dataset


def describe_changes(
    dataset: Dataset,
    step: date,
    keys: Iterable[str],
    before: Mapping[str, Figure],
    now: Mapping[str, Figure],
    *,
    filtered: bool = False,
) -> str:
    """Return what each account under `keys` newly said on `step`, in the order of `keys`.

    A figure of an earlier day that was only now made public names its day.
    A difference in km² is given only within one series, since makers count different things. No
    figure is called the first where `filtered`: another may be out of sight.
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
        foreign = not maker.startswith(label)
        name = CAPTION["maker"].format(account=label, maker=maker) if foreign else label
        change = _describe_change(before.get(key), figure, filtered=filtered)
        if figure.since != step:
            change = CAPTION["late"].format(change=change, day=format_day(figure.since))
        parts.append(CAPTION["part"].format(account=name, change=change))
    if not parts:
        return format_day(step)
    return CAPTION["line"].format(day=format_day(step), changes="; ".join(parts))


def _describe_change(before: Figure | None, now: Figure, *, filtered: bool) -> str:
    if now.in_words:
        return now.claim.words
    text = format_figure(now.claim)
    if before is None:
        return text if filtered else CAPTION["first"].format(figure=text)
    old, new = before.claim.value, now.claim.value
    if before.in_words or before.claim.series != now.claim.series or old is None or new is None:
        return text
    if new == old:
        return CAPTION["same"].format(figure=text, day=format_day(before.since))
    difference = format_number(round(abs(new - old), 2))
    sentence = CAPTION["more" if new > old else "less"]
    return sentence.format(figure=text, km2=difference, day=format_day(before.since))
