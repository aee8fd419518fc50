/** Made from what Python declares by `python -m dashboard.timeline_map.made_files`. */
export const LANGUAGES = [
  "en",
  "uk",
  "ru"
];
export const MAP_MODES = [
  "accounts",
  "agreement",
  "days"
];
export const COMPARE_MODES = [
  "overlay",
  "side",
  "swipe"
];
export const ON_TOP = [
  "reading",
  "evidence"
];
export const READING = "reading";
export const EVEN = 50;
export const NEAR_DAYS = 7;
export const LEAST_TOLD = 100;
export const EXACT = 0.005;
