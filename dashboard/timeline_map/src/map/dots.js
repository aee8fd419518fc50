/** The settlements of the base map, and the plain dot of one of which nobody speaks. */

// Per rank: the zoom from which a dot and a name are drawn, size in pixels, weight.
export const RANKS = [
  { dot: 0, name: 0, size: 13.5, weight: 600, radius: 3.2 },
  { dot: 8.2, name: 8.2, size: 12, weight: 500, radius: 2.5 },
  { dot: 9, name: 9.4, size: 11.5, weight: 400, radius: 2 },
  { dot: 9.8, name: 10.3, size: 11, weight: 400, radius: 1.8 },
  { dot: 10.5, name: 11.1, size: 11, weight: 400, radius: 1.6 },
];

/** @param {any} layers @param {KurskFormat} format @returns {any[]} settlements, important first */
export function readPlaces(layers, format) {
  const layer = layers.find((/** @type {any} */ one) => one.id === "settlements");
  if (!layer) return [];
  return layer.geojson.features
    .map((/** @type {any} */ feature) => ({
      id: feature.properties.place_id,
      name: format.name(feature.properties),
      rank: Math.min(Math.max(feature.properties.rank || 5, 1), 5) - 1,
      at: L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]),
    }))
    .sort((/** @type {any} */ a, /** @type {any} */ b) => a.rank - b.rank);
}

/** @param {any} ctx @param {Point} point @param {number} rank @param {number} zoom @param {Palette} palette */
export function drawDot(ctx, point, rank, zoom, palette) {
  if (zoom < RANKS[rank].dot) return;
  ctx.beginPath();
  ctx.arc(point.x, point.y, RANKS[rank].radius, 0, 2 * Math.PI);
  ctx.fillStyle = rank === 0 ? palette.halo : palette.dot;
  ctx.strokeStyle = rank === 0 ? palette.label : palette.halo;
  ctx.lineWidth = rank === 0 ? 1.8 : 1;
  ctx.stroke();
  ctx.fill();
}
