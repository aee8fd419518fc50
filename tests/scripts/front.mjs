/** A made-up front of a hundred days for the tests in node: two sides, three claims, one village. */

const FIRST = "2024-08-06";
const ring = [
  [35, 51],
  [35.2, 51],
  [35.2, 51.2],
  [35, 51],
];

const claim = (account, series, figure, day, published) => ({
  account,
  series,
  claimant: `${series}'s spokesman`,
  figure,
  as_of: day,
  reported: published,
  grade: "B2",
  source: "A made-up paper",
  url: "https://made-up.example",
  more_sources: 0,
  public: published,
  lag: "",
  disputed_on: ["2024-09-01"],
  basis: "",
  summary: "",
  measured: "",
  beside: "",
});

const area = (account, series, of, date, km2) => ({
  date,
  account,
  series,
  claim: of,
  edge: "firm",
  leading: true,
  km2,
  measured: km2,
  polygons: [[ring]],
  strength: [["nib"]],
  evidence: [0],
});

const point = (of, day, value, led) => ({
  claim: of,
  start: day,
  end: day,
  value,
  low: null,
  high: null,
  leading: true,
  known_leading: led,
  line: true,
  known_line: led,
  peak: false,
});

const figure = (of, since, areas) => ({ claim: of, since, areas, others: [], ghost: [], words: "" });

const STEPS = [
  { date: "2024-08-12", changes: { kyiv: "Kyiv: first" }, figures: { kyiv: figure("k1", "2024-08-12", [0]) } },
  {
    date: "2024-09-01",
    changes: { kyiv: "Kyiv: second", moscow: "Moscow: first", "moscow:ministry": "Ministry: first" },
    figures: {
      kyiv: figure("k2", "2024-09-01", [1]),
      moscow: figure("m1", "2024-09-01", [2]),
      "moscow:ministry": figure("m1", "2024-09-01", [2]),
    },
  },
];

/** Two readings of the places: squares within squares on the first day, and nothing from the second on. */
export const READINGS = {
  readings: [
    { date: "2024-08-10", km2: 100, low: 80, high: 125 },
    { date: "2024-09-05", km2: 0, low: 0, high: 0 },
  ],
  outlines: {
    // Squares of 4, 3, 2 and 1 thousandths of a degree round 35.0, 51.0, corner by corner.
    corners: [
      ...[3499600, 5099600, 800, 0, 0, 800, -800, 0],
      ...[100, -700, 600, 0, 0, 600, -600, 0],
      ...[100, -500, 400, 0, 0, 400, -400, 0],
      ...[100, -300, 200, 0, 0, 200, -200, 0],
    ],
    days: [
      { polygons: [[[4, 4]]], chances: [[[[0, 4]]], [[[8, 4]]], [[[15, -4]]]] },
      { polygons: [], chances: [[], [], []] },
    ],
  },
};

/** Squares of 2 and 1 thousandths of a degree round 35.0, 51.0: what both give, and what one alone does. */
export const MODES = {
  text: { days: "Days held, {whose}", days_here_one: "{count} day", days_here: "{count} days" },
  slopes: [0, 90],
  bounds: [1, 8, 31],
  corners: [3499800, 5099800, 400, 0, 0, 400, -400, 0, 100, -300, 200, 0, 0, 200, -200, 0],
  agreement: [
    { areas: [0, -1], cells: [{ givers: [0], km2: 1000, polygons: [[[0, 4]]] }] },
    {
      areas: [1, 2],
      cells: [
        { givers: [0, 1], km2: 450, polygons: [[[4, 4]]] },
        {
          givers: [0],
          km2: 850,
          polygons: [
            [
              [0, 4],
              [4, 4],
            ],
          ],
        },
        { givers: [1], km2: 30, polygons: [] },
      ],
    },
  ],
  days: {
    kyiv: {
      spells: [
        { shape: 0, start: "2024-08-12", end: "2024-08-31", days: 20 },
        { shape: 1, start: "2024-09-01", end: "2024-09-01", days: 1 },
      ],
      classes: [{ least: 8, most: 30, km2: 1300, polygons: [[[0, 4]]] }],
      outlines: [1],
    },
    moscow: { spells: [], classes: [], outlines: [] },
    reading: {
      spells: [{ shape: 0, start: "2024-08-10", end: "2024-09-04", days: 26 }],
      classes: [{ least: 8, most: 30, km2: 100, polygons: [[[4, 4]]] }],
      outlines: [0],
    },
  },
};

/** A fresh copy of frames.json, so that no test can spoil it for another. */
export const makeFrames = (changes = {}) => ({
  schema: 4,
  front: {
    id: "made-up",
    title: "A made-up front",
    first: FIRST,
    last: "2024-11-13",
    opening: "2024-08-12",
    lands: [],
    periods: [],
    folds: [],
  },
  text: { locale: "en-GB", compare_places: "Reported places", compare_places_own: "{account} alone" },
  accounts: [
    { id: "kyiv", label: "First side" },
    { id: "moscow", label: "Second side" },
  ],
  claims: {
    k1: claim("kyiv", "staff", "about 1,000 km²", "2024-08-12", "2024-08-12"),
    k2: claim("kyiv", "staff", "about 1,300 km²", "2024-09-01", "2024-10-01"),
    m1: claim("moscow", "ministry", "480 km²", "2024-09-01", "2024-09-02"),
  },
  areas: [
    area("kyiv", "staff", "k1", "2024-08-12", 1000),
    area("kyiv", "staff", "k2", "2024-09-01", 1300),
    area("moscow", "ministry", "m1", "2024-09-01", 480),
  ],
  phrases: {},
  overlaps: [[100000], [90000, 130000], [40000, 45000, 48000]],
  shared: { starts: {}, turns: [] },
  own: {},
  modes: "modes.json",
  evidence: [{ place: "alpha", status: "held", weight: "strong", intervals: [0] }],
  readings: [],
  chances: [20, 80, 95],
  outlines: { corners: [], days: [] },
  strength: { near_km: 2.5, inferred_km: 7.5 },
  places: [{ id: "alpha", latin: "Alpha", russian: "Альфа", ukrainian: "Альфа", lat: 51.1, lon: 35.1 }],
  control: [
    {
      place: "alpha",
      account: "kyiv",
      status: "held",
      start: "2024-08-10",
      end: "2024-09-09",
      certainty: "high",
      claims: ["k1"],
      note: "",
    },
    {
      place: "alpha",
      account: "kyiv",
      status: "lost",
      start: "2024-09-10",
      end: null,
      certainty: "high",
      claims: ["k2"],
      note: "",
    },
    {
      place: "alpha",
      account: "moscow",
      status: "lost",
      start: "2024-08-20",
      end: null,
      certainty: "low",
      claims: ["m1"],
      note: "",
    },
  ],
  story: [{ date: "2024-08-12", title: "The first day", text: "It began.", sources: [] }],
  notice: "",
  series: [
    {
      id: "staff",
      account: "kyiv",
      label: "General staff",
      joined: true,
      points: [
        point("k1", "2024-08-12", 1000, ["2024-08-12", "2024-11-13"]),
        point("k2", "2024-09-01", 1300, ["2024-10-01", "2024-11-13"]),
      ],
    },
    {
      id: "ministry",
      account: "moscow",
      label: "Ministry",
      joined: false,
      points: [point("m1", "2024-09-01", 480, ["2024-09-02", "2024-11-13"])],
    },
  ],
  words: [],
  steps: structuredClone(STEPS),
  known_steps: [STEPS[0], { ...STEPS[1], date: "2024-10-01" }].map((step) => structuredClone(step)),
  events: [],
  gaps: [{ start: "2024-09-02", end: "2024-11-13" }],
  known_control: [
    ["2024-08-12", "2024-09-30"],
    ["2024-10-01", "2024-11-13"],
    ["2024-09-02", "2024-11-13"],
  ],
  known_gaps: [{ start: "2024-09-02", end: "2024-11-13", known: ["2024-09-21", "2024-11-13"] }],
  ...changes,
});
