"""What the map uses of Leaflet's own inside is there in the release that is installed."""

import re
from pathlib import Path

import pytest

import dashboard.timeline_map

SOURCE = Path(dashboard.timeline_map.__file__).parent / "src" / "map" / "leaflet.js"
READ_DOORS = """names => {
    const renderer = L.canvas().addTo(exposedMap);
    const drawing = L.svg().addTo(exposedMap);
    const corners = [[51, 34], [51, 35], [52, 35]];
    const polygon = L.polygon(corners, { renderer: drawing }).addTo(exposedMap);
    const scale = L.control.scale().addTo(exposedMap);
    exposedMap._animateZoom(exposedMap.getCenter(), exposedMap.getZoom(), true, true);
    exposedMap.panBy([9, 9], { animate: true });
    const all = [exposedMap, exposedMap._panAnim, renderer, drawing, polygon, scale];
    return names.filter((name) => !all.some((one) => one[name] !== undefined));
}"""
# The end of a zoom comes a quarter of a second later; so does st_folium, after every move.
REMOVE_WHILE_ZOOMING = """async () => {
    const box = document.body.appendChild(document.createElement("div"));
    box.style.height = box.style.width = "300px";
    const gone = L.map(box).setView([51, 35], 6);
    gone.setZoom(7, { animate: true });
    await new Promise(requestAnimationFrame);
    const zooms = gone._animatingZoom;
    removeMap(gone);
    await new Promise((done) => setTimeout(done, 400));
    return zooms && gone.getBounds().isValid();
}"""

TELL_WHILE_MOVING = """async () => {
    const box = document.body.appendChild(document.createElement("div"));
    box.style.height = box.style.width = "300px";
    const map = L.map(box, { zoomSnap: 0.01 }).setView([51, 35], 9);
    const tell = () => {
        const { center, zoom } = findRest(map);
        return [zoom, center.lat, center.lng];
    };
    const told = [], rested = [];
    for (const move of [
        () => map.setView([51.05, 35.1], 10.5, { animate: true }),
        () => map.setView([51.06, 35.12], 10.5, { animate: true }),
        () => map.panBy([40, -30], { animate: true }),
    ]) {
        const ended = new Promise((done) => map.once("moveend", done));
        move();
        await new Promise(requestAnimationFrame);
        await new Promise(requestAnimationFrame);
        told.push(tell());
        await ended;
        const { lat, lng } = map.getCenter();
        rested.push([map.getZoom(), lat, lng]);
    }
    return [told, rested];
}"""


def test_every_private_door_is_there(open_front):
    doors = set(re.findall(r"\b_[a-zA-Z]\w*", SOURCE.read_text(encoding="utf-8")))
    assert {"_resetView", "_ctx", "_rings", "_getRoundNum"} <= doors
    page = open_front()
    ours = {"_updateMoved"}
    assert page.evaluate(READ_DOORS, sorted(doors - ours)) == []
    assert page.evaluate(READ_DOORS, ["_noSuchDoor"]) == ["_noSuchDoor"]


def test_a_map_that_is_removed_in_the_middle_of_a_zoom_leaves_no_error(open_front):
    source = SOURCE.read_text(encoding="utf-8").replace("export ", "")
    assert open_front().evaluate(f"() => {{ {source}; return ({REMOVE_WHILE_ZOOMING})() }}")


def test_where_a_map_comes_to_rest_is_known_while_it_moves(open_front):
    source = SOURCE.read_text(encoding="utf-8").replace("export ", "")
    told, rested = open_front().evaluate(f"() => {{ {source}; return ({TELL_WHILE_MOVING})() }}")
    assert len(told) == len(rested) == 3
    for one, other in zip(told, rested, strict=True):
        assert one == pytest.approx(other, abs=1e-6)
