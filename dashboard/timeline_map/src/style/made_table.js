/** Made from dashboard/view/style/style.toml by `python -m dashboard.timeline_map.made_files`. */
export const GROUND = {
  "oblast": {
    "stroke": "",
    "weight": 0.0,
    "dash": "",
    "fill": "land"
  },
  "districts": {
    "stroke": "district",
    "weight": 0.8,
    "dash": "3 4",
    "fill": ""
  },
  "neighbour": {
    "stroke": "",
    "weight": 0.0,
    "dash": "",
    "fill": "foreign"
  },
  "districts-abroad": {
    "stroke": "district",
    "weight": 0.8,
    "dash": "3 4",
    "fill": ""
  },
  "rivers-schematic": {
    "stroke": "water",
    "weight": 1.1,
    "dash": "5 3",
    "fill": ""
  },
  "river": {
    "stroke": "water",
    "weight": 1.8,
    "dash": "",
    "fill": ""
  },
  "pipeline-schematic": {
    "stroke": "pipeline",
    "weight": 1.2,
    "dash": "1 5",
    "fill": ""
  },
  "rail-schematic": {
    "stroke": "rail",
    "weight": 1.2,
    "dash": "7 3 1 3",
    "fill": ""
  },
  "roads-schematic": {
    "stroke": "road",
    "weight": 1.4,
    "dash": "9 3",
    "fill": ""
  },
  "outline": {
    "stroke": "oblast",
    "weight": 1.4,
    "dash": "",
    "fill": ""
  },
  "border": {
    "stroke": "border",
    "weight": 2.0,
    "dash": "",
    "fill": ""
  },
  "other": {
    "stroke": "district",
    "weight": 1.0,
    "dash": "3 3",
    "fill": ""
  }
};
export const EDGES = {
  "firm": {
    "weight": 1.0,
    "fill": 1.0,
    "hatch": {
      "gap": 6.0,
      "weight": 1.6,
      "share": 1.0
    },
    "dash": ""
  },
  "contested": {
    "weight": 0.7,
    "fill": 0.4,
    "hatch": {
      "gap": 9.0,
      "weight": 1.0,
      "share": 0.65
    },
    "dash": "1 4"
  }
};
export const MAKERS = [
  {
    "slope": 45.0,
    "dash": ""
  },
  {
    "slope": -45.0,
    "dash": "9 3 2 3"
  },
  {
    "slope": 0.0,
    "dash": "4 2"
  }
];
export const AGES = [
  {
    "days": 7.0,
    "fill": 1.0,
    "line": 1.0
  },
  {
    "days": 30.0,
    "fill": 0.45,
    "line": 0.8
  },
  {
    "days": 1000000,
    "fill": 0.0,
    "line": 0.8
  }
];
export const GHOST = {
  "weight": 1.5,
  "dash": "2 3",
  "opacity": 0.8,
  "cap": "butt"
};
export const STRENGTHS = {
  "border": {
    "weight": 1.1,
    "dash": "",
    "opacity": 1.0,
    "cap": "butt"
  },
  "near": {
    "weight": 3.2,
    "dash": "",
    "opacity": 1.0,
    "cap": "butt"
  },
  "inferred": {
    "weight": 1.9,
    "dash": "7 4.5",
    "opacity": 1.0,
    "cap": "butt"
  },
  "free": {
    "weight": 2.2,
    "dash": "0.5 6",
    "opacity": 1.0,
    "cap": "round"
  }
};
export const BOUNDS = {
  "least": {
    "arrow": 6.0,
    "gap": 7.0,
    "weight": 1.3,
    "outwards": true
  },
  "most": {
    "arrow": 6.0,
    "gap": 7.0,
    "weight": 1.3,
    "outwards": false
  }
};
export const AGREEMENT = {
  "steps": [
    {
      "givers": 3,
      "tint": 0.62,
      "slopes": []
    },
    {
      "givers": 2,
      "tint": 0.32,
      "slopes": [
        45.0,
        -45.0
      ]
    }
  ],
  "gap": 8.0,
  "weight": 0.7,
  "line": 0.9,
  "tone": "ink",
  "alone": 0.16
};
export const DAYS = {
  "tints": [
    0.12,
    0.28,
    0.46,
    0.66,
    0.88
  ],
  "outline": {
    "weight": 0.9,
    "dash": "",
    "opacity": 0.9,
    "cap": "butt"
  },
  "now": {
    "weight": 2.4,
    "dash": "",
    "opacity": 1.0,
    "cap": "butt"
  }
};
export const READING = {
  "tone": "reading",
  "drawn": [
    20.0,
    50.0,
    80.0
  ],
  "tint": 0.1,
  "band": 0.1,
  "line": {
    "weight": 1.2,
    "dash": "",
    "opacity": 1.0,
    "cap": "butt"
  }
};
export const PATTERNS = {
  "gained": {
    "tone": "gained",
    "tint": 0.24,
    "tile": 6.5,
    "mark": 1.7
  },
  "lost": {
    "tone": "lost",
    "tint": 0.2,
    "tile": 6.5,
    "mark": 2.6
  },
  "unchanged": {
    "tone": "kept",
    "tint": 0.2,
    "tile": 0.0,
    "mark": 0.0
  },
  "gap": {
    "tone": "hairline",
    "tint": 0.0,
    "tile": 6.5,
    "mark": 1.4
  }
};
