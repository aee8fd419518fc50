"""The sentences on board, and those that are fetched once somebody wants them."""

import json
import re

from dashboard.payload.payload import encode_frames
from tests.dashboard.timeline_map.test_timeline_map import SOURCES


def test_all_that_a_printed_map_says_is_on_board(workspace):
    """A browser prints at once: what is still on its way would be missing on the sheet."""
    frames = json.loads(encode_frames(workspace, {"phrases": "phrases.json"}))
    told = SOURCES["share/texts.js"].partition("export function writeSources")
    sources = told[1] + told[2].partition("\n}")[0]
    helpers = SOURCES["share/texts.js"].partition("/**\n * The picture in words")[0]
    asked = set(re.findall(r"[\"']((?:told|share)_[a-z_]+|dataset)[\"']", helpers + sources))
    assert len(asked) >= 4
    assert asked <= set(frames["text"])
    assert frames["phrases"] == "phrases.json"
