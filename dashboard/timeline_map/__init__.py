"""The timeline map: a folium plugin that draws every date of a front in the browser."""

from dashboard.timeline_map.assets import asset_files, asset_names
from dashboard.timeline_map.page import render_page
from dashboard.timeline_map.plugin import (
    TimelineCommand,
    TimelineMap,
    build_map,
    describe_source,
    dump_script_json,
    write_command,
)

__all__ = [
    "TimelineCommand",
    "TimelineMap",
    "asset_files",
    "asset_names",
    "build_map",
    "describe_source",
    "dump_script_json",
    "render_page",
    "write_command",
]
