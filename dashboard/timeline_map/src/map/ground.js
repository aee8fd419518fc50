/** The quiet ground under the held areas: land, border, water and roads in greys, on a canvas. */

import { GROUND } from "../style/made_table.js";
import { createCanvas } from "./leaflet.js";

const ROLES = Object.keys(GROUND); // in order of drawing; the last is that of all other layers

/** @param {string} role @returns {keyof typeof GROUND} */
function paintedAs(role) {
  return /** @type {keyof typeof GROUND} */ (role in GROUND ? role : "other");
}

/** How a layer is drawn; all districts are drawn alike. @param {string} role @param {Record<string, string>} palette @returns {L.PathOptions} */
function styleOf(role, palette) {
  const { stroke, weight, dash, fill } = GROUND[paintedAs(role)];
  return {
    stroke: Boolean(stroke),
    color: stroke ? palette[stroke] : undefined,
    weight,
    dashArray: dash || undefined,
    fill: Boolean(fill),
    fillColor: fill ? palette[fill] : undefined,
    fillOpacity: 1,
    lineCap: "round",
    lineJoin: "round",
  };
}

/**
 * The edges of polygons as lines, each shared edge once: drawn twice, its dashes would close up.
 * @param {Payload.Collection} geojson
 */
function traceEdges(geojson) {
  const seen = new Set();
  const lines = /** @type {number[][][]} */ ([]);
  const rings = geojson.features.flatMap((/** @type {any} */ { geometry }) =>
    geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat(),
  );
  for (const ring of rings) {
    let line = /** @type {number[][] | null} */ (null);
    for (let i = 1; i < ring.length; i += 1) {
      const key = String(ring[i - 1]) < String(ring[i]) ? `${ring[i - 1]} ${ring[i]}` : `${ring[i]} ${ring[i - 1]}`;
      if (seen.has(key)) line = null;
      else if (line) line.push(ring[i]);
      else {
        line = [ring[i - 1], ring[i]];
        lines.push(line);
      }
      seen.add(key);
    }
  }
  return { type: "MultiLineString", coordinates: lines };
}

/**
 * @param {L.Map} map
 * @param {Payload.Layer[]} layers base.json's layers
 * @returns {{restyle: (palette: Record<string, string>) => void, show: (groups: string[]) => void}}
 */
export function createBasemap(map, layers) {
  map.createPane("kf-base").style.zIndex = "210";
  const renderer = createCanvas({ pane: "kf-base", padding: 0.4, still: true });
  const rank = (/** @type {{role: string}} */ part) => ROLES.indexOf(paintedAs(part.role));
  const parts = layers
    .filter((layer) => layer.role !== "settlements")
    .map((layer) => ({ role: layer.role, group: layer.group, geojson: layer.geojson }));
  // The oblast's edge lies above its neighbours' fills, so it is a part of its own.
  const outlines = parts.filter((part) => part.role === "oblast");
  parts.push(...outlines.map((part) => ({ ...part, role: "outline" })));
  const drawn = parts
    .sort((a, b) => rank(a) - rank(b))
    .map(({ role, group, geojson }) => {
      const options = { renderer, pane: "kf-base", interactive: false, smoothFactor: 1 };
      const drawable = role.startsWith("districts") ? traceEdges(geojson) : geojson;
      const shapes = L.geoJSON(/** @type {any} */ (drawable), { ...options, style: () => styleOf(role, {}) });
      shapes.addTo(map);
      return { role, group, shapes };
    });
  let visible = "";

  return {
    restyle(palette) {
      for (const { role, shapes } of drawn) shapes.setStyle(styleOf(role, palette));
      map.getContainer().style.background = palette.outside;
    },
    show(groups) {
      if (groups.join() === visible) return;
      visible = groups.join();
      for (const { group, shapes } of drawn) {
        // The land itself stays: without it nothing says where the border runs.
        const on = group === "base" || groups.includes(group);
        if (on !== map.hasLayer(shapes)) on ? shapes.addTo(map) : shapes.remove();
      }
      for (const { shapes } of drawn) if (map.hasLayer(shapes)) shapes.bringToFront();
    },
  };
}
