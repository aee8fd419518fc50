"""The alternative to measure against: a new folium map in st_folium at every step."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from dashboard.page import cache
from dashboard.page.files import ROOT
from dashboard.timeline_map import asset_names
from dashboard.view.workspace import figures_on, list_areas

served = cache.serve_workspace(str(cache.find_folder()))
workspace = served.workspace
script, style = asset_names()  # Leaflet among them
folium.Map.default_js = [(script, f"{ROOT}/{script}")]
folium.Map.default_css = [(style, f"{ROOT}/{style}")]

day = st.select_slider("Date", workspace.timeline.dates)
front_map = folium.Map(location=[51.3, 35.0], zoom_start=9, tiles=None)
for layer in workspace.dataset.layers.values():
    folium.GeoJson(layer.geojson.decode()).add_to(front_map)
for figure in figures_on(workspace, day).values():
    for area in list_areas(workspace, figure)[0]:
        if not area.geometry.is_empty:
            folium.GeoJson(area.geometry.__geo_interface__).add_to(front_map)
st_folium(front_map, key="naive", height=600, returned_objects=[])
st.html(f"<p id='settled'>{day.isoformat()}</p>")
