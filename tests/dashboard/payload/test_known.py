"""The clock of what was known in frames.json: on each of its days what Python finds on that day."""

import json
from datetime import timedelta

from dashboard.payload.known import list_known_standing
from dashboard.payload.payload import encode_filter, encode_frames
from dashboard.state.filters import Filters
from dashboard.view.filtered import filter_workspace
from geodata.claims.known import list_known_control


def list_days(front):
    return [front.first + timedelta(days=n) for n in range((front.last - front.first).days + 1)]


def test_an_interval_stands_on_the_days_that_it_comes_with_and_on_no_other(workspace):
    dataset = workspace.dataset
    seen = list_known_standing(dataset)
    for day in list_days(dataset.front):
        found = list_known_control(dataset.control, dataset.claims, day)
        told = {name for name, (first, last) in seen.items() if first <= day.isoformat() <= last}
        assert told == {one.interval_id for one in found}, day


def test_a_filter_tells_of_the_intervals_of_the_whole_front(workspace):
    narrowed = filter_workspace(workspace, Filters(grade="B2"))
    frames = json.loads(encode_frames(workspace))
    patch = json.loads(encode_filter(workspace, narrowed, "modes.json"))
    assert len(patch["known_control"]) == len(frames["known_control"]) == len(frames["control"])
    kept = {one.interval_id for one in narrowed.dataset.control}
    for interval, days in zip(workspace.dataset.control, patch["known_control"], strict=True):
        assert days is None or interval.interval_id in kept
    assert any(patch["known_control"])
    assert patch["known_control"] != frames["known_control"]
