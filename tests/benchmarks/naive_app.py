"""The alternative to measure against: a new folium map in st_folium at every step."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from dashboard.page import cache
from dashboard.timeline_map import asset_names
from dashboard.view.view import figures_on, list_areas

served = cache.serve_desk(str(cache.find_folder()))
desk = served.desk
script, style = asset_names()  # Leaflet among them
folium.Map.default_js = [(script, f"{cache.ASSET_ROOT}/{script}")]
folium.Map.default_css = [(style, f"{cache.ASSET_ROOT}/{style}")]

day = st.select_slider("Date", desk.timeline.dates)
front_map = folium.Map(location=[51.3, 35.0], zoom_start=9, tiles=None)
for layer in desk.dataset.layers.values():
    folium.GeoJson(layer.geojson.decode()).add_to(front_map)
for figure in figures_on(desk, day).values():
    for area in list_areas(desk, figure)[0]:
        if not area.geometry.is_empty:
            folium.GeoJson(area.geometry.__geo_interface__).add_to(front_map)
st_folium(front_map, key="naive", height=600, returned_objects=[])
st.html(f"<p id='settled'>{day.isoformat()}</p>")
