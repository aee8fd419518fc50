/* Written by `python -m dashboard.timeline_map.declare` from payload/ and state/. */
declare namespace Payload {
  /** A land round the front: its name, and whether it lies beyond the border that is crossed. */
  interface Land {
    label: string;
    abroad: boolean;
  }

  /** A silence or, with its name, a period of the front: from its first day to its last. */
  interface Gap {
    label?: string;
    start: string;
    end: string;
  }

  /** The front itself; days are ISO dates, the extent west, south, east, north in degrees. */
  interface Front {
    id: string;
    title: string;
    subtitle: string;
    first: string;
    last: string;
    opening: string;
    extent: number[];
    disclaimer: string;
    lands: Land[];
    periods: Gap[];
    folds: Gap[];
  }

  /** A side's version of the map, and how it is drawn; weight and dash in pixels.

    `maker` is whose figures speak for it while no other maker is chosen; '' where any may. */
  interface Account {
    id: string;
    label: string;
    maker: string;
    description: string;
    light: string;
    dark: string;
    fill: "solid" | "hatch" | "none";
    fill_opacity: number;
    dash: string;
    weight: number;
    symbol: "circle" | "diamond" | "square" | "triangle";
  }

  /** A claim in words; `public` and `disputed_on` are ISO dates.

    `beside` is how far it is from what the reported places imply, "" where none is said; `bound` is
    on which side its figure is open. */
  interface Claim {
    account: string;
    series: string;
    claimant: string;
    figure: string;
    as_of: string;
    reported: string;
    grade: string;
    source: string;
    url: string;
    more_sources: number;
    public: string;
    lag: string;
    disputed_on: string[];
    basis: string;
    summary: string;
    measured: string;
    beside: string;
    bound?: "least" | "most";
  }

  /** A claim on the chart, km²; it leads its account's day, and stands on its series' line.

    `known_leading` and `known_line` are the days on which it does so among what was public. */
  interface Point {
    claim: string;
    start: string;
    end: string;
    value: number | null;
    low: number | null;
    high: number | null;
    leading: boolean;
    known_leading: string[] | null;
    line: boolean;
    known_line: string[] | null;
    peak: boolean;
  }

  /** The points of one maker, or of several; `maker` is its drawing's place, else the first. */
  interface Series {
    id: string;
    account: string;
    label: string;
    joined: boolean;
    worked_out: boolean;
    ties: string;
    maker?: number;
    points: Point[];
  }

  /** Words that stood for an account's ground held, which end a figure's line. */
  interface Words {
    claim: string;
    account: string;
    start: string;
  }

  /** A held area: its polygons, a letter for the strength of each edge, its evidence by number. */
  interface Area {
    date: string;
    account: string;
    series: string;
    claim: string;
    edge: "firm" | "contested";
    leading: boolean;
    km2: number;
    measured: number;
    polygons: number[][][][];
    strength: string[][];
    evidence: number[];
  }

  /** What a reported place says of a line, and the control intervals that say so, by number. */
  interface Evidence {
    place: string;
    status: string;
    weight: string;
    intervals: number[];
  }

  /** How far from a report a line is near it, and how far it is inferred. */
  interface Limits {
    near_km: number;
    inferred_km: number;
  }

  /** A settlement of which some account speaks, WGS 84 degrees. */
  interface Place {
    id: string;
    latin: string;
    russian: string;
    ukrainian: string;
    lat: number;
    lon: number;
  }

  /** A control interval; `end` is None while it lasts. It is known from its first claim on. */
  interface Control {
    place: string;
    account: string;
    status: string;
    start: string;
    end: string | null;
    certainty: string;
    claims: string[];
    note: string;
  }

  /** A source of a chapter. */
  interface Citation {
    label: string;
    url: string;
  }

  /** A chapter of the story. */
  interface Chapter {
    date: string;
    title: string;
    text: string;
    sources: Citation[];
  }

  /** What an account says on a day: the claim, since when, its areas by number, or words.

    `ghost` are the last areas of an account that now speaks in words. */
  interface Figure {
    claim: string;
    since: string;
    areas: number[];
    others: number[];
    ghost: number[];
    words: string;
  }

  /** A day on which something changes: what each account newly says, and its figure in force. */
  interface Step {
    date: string;
    changes: Record<string, string>;
    figures: Record<string, Figure>;
  }

  /** Something that happened; 1 is the weightiest. */
  interface Event {
    id: string;
    date: string;
    title: string;
    summary: string;
    weight: number;
    claims: string[];
  }

  /** A silence among known figures, which the days `known` see, as far as it lasted by each. */
  interface KnownGap {
    label?: string;
    start: string;
    end: string;
    known: string[];
  }

  /** What happens from the first day to the last, and what the front was filtered for.

    `known_control` are the days on which each of the frames' control intervals stands by what was
    public, in their order; None where it never does. */
  interface Course {
    notice: string;
    series: Series[];
    words: Words[];
    steps: Step[];
    known_steps: Step[];
    events: Event[];
    gaps: Gap[];
    known_gaps: KnownGap[];
    known_control: (string[] | null)[];
  }

  /** A field of the state in an address: its names there, and its `part` of a message.

    `start` stands in no address, nor does what the host alone can write; `allowed` is the order of
    a list. */
  interface AddressField {
    names: string[];
    part: string;
    form: "text" | "day" | "list" | "flag" | "compared" | "host";
    start: unknown;
    allowed: string[];
  }

  /** frames.json: overlaps are rows of hectares, or the address of the file that holds them.

    So are the outlines of the readings, what those share (`shared`), the readings of each
    account's own word (`own`), what the modes show, and the sentences of what only some open
    (`phrases`); `chances` says of how many in a hundred each outline tells. `foreign` is the
    pattern of names that others add to a link. */
  interface Frames {
    notice: string;
    series: Series[];
    words: Words[];
    steps: Step[];
    known_steps: Step[];
    events: Event[];
    gaps: Gap[];
    known_gaps: KnownGap[];
    known_control: (string[] | null)[];
    schema: number;
    front: Front;
    text: Record<string, string>;
    phrases: string | Record<string, string>;
    accounts: Account[];
    claims: Record<string, Claim>;
    areas: Area[];
    evidence: Evidence[];
    overlaps: string | number[][];
    readings: Reading[];
    chances: number[];
    outlines: string | Outlines;
    shared: string | SharedSizes;
    own: Record<string, string | OwnReadings>;
    modes: string | Modes;
    strength: Limits;
    places: Place[];
    control: Control[];
    story: Chapter[];
    address: AddressField[];
    foreign: string;
  }

  /** What a filter leaves: for each claim the days on which another of them disputed it.

    `modes` is the address of what the modes show of these claims. */
  interface Filtered {
    notice: string;
    series: Series[];
    words: Words[];
    steps: Step[];
    known_steps: Step[];
    events: Event[];
    gaps: Gap[];
    known_gaps: KnownGap[];
    known_control: (string[] | null)[];
    schema: number;
    modes: string;
    claims: Record<string, string[]>;
  }

  /** What the reported places imply from a day on, whole km², and the ends of the 80 % band. */
  interface Reading {
    date: string;
    km2: number;
    low: number;
    high: number;
  }

  /** A reading's outlines: rings as runs of corners, first and how many, downwards if negative.

    `chances` are those of the frames' `chances`, `polygons` those of even chances. */
  interface OutlinesDay {
    polygons: number[][][];
    chances: number[][][][];
  }

  /** The outlines of all readings, as their layer has them: corners as steps of 1e-5 degree. */
  interface Outlines {
    corners: number[];
    days: OutlinesDay[];
  }

  /** reading-<account>.json: what the places imply by one account's own word alone. */
  interface OwnReadings {
    readings: Reading[];
    outlines: Outlines;
  }

  /** overlaps.json: what each firm area shares with each before it, hectares. */
  interface Overlaps {
    rows: number[][];
  }

  /** shared.json: what each reading shares with each firm area, then with each reading before it.

    Hectares. A row is the one before and a step at each place; its `turns` say by how much a step
    differs from that of the place before, and how often in a row if more than twice. First come the
    readings of all accounts, then from the row of its `starts` on those of an account's own word. */
  interface SharedSizes {
    starts: Record<string, number>;
    turns: (number | [number, number])[][];
  }

  /** phrases.json: sentences of what only some readers open, by key. */
  interface Phrases {
    rows: Record<string, string>;
  }

  /** The ground that just those accounts give, by their place; rings as runs of corners. */
  interface AgreedCell {
    givers: number[];
    km2: number;
    polygons: number[][][];
  }

  /** How the firm areas of a day divide the ground; `areas` has one of each account, -1: none. */
  interface AgreedRow {
    areas: number[];
    cells: AgreedCell[];
  }

  /** Ground held for so many days; `most` is null where there is no end. */
  interface HeldClass {
    least: number;
    most: number | null;
    km2: number;
    polygons: number[][][];
  }

  /** A shape and its days, ISO dates: an area by its place, or a reading by its own. */
  interface HeldSpell {
    shape: number;
    start: string;
    end: string;
    days: number;
  }

  /** On how many days ground was held; `outlines` are the places of the spells that tell most. */
  interface HeldDays {
    spells: HeldSpell[];
    classes: HeldClass[];
    outlines: number[];
  }

  /** modes.json: days by account, mapper or reading, and the sentences that go with them.

    `slopes` are those of the lines on what each account gives alone, degrees; `bounds` the least
    days of each class. */
  interface Modes {
    text: Record<string, string>;
    slopes: number[];
    bounds: number[];
    corners: number[];
    agreement: AgreedRow[];
    days: Record<string, HeldDays>;
  }

  /** A feature of a base layer. */
  interface Feature {
    type: string;
    geometry: unknown;
    properties: Record<string, unknown>;
  }

  /** A base layer's features. */
  interface Collection {
    type: string;
    features: Feature[];
  }

  /** A base layer with its credit; `role` says what it is, `on` whether it is drawn at first. */
  interface Layer {
    id: string;
    label: string;
    role: string;
    group: string;
    on: boolean;
    schematic: boolean;
    credit: string;
    geojson: Collection;
  }

  /** base.json. */
  interface BaseLayers {
    layers: Layer[];
  }

  /** Where what is shown comes from: an element's id or an address each; words for failures. */
  interface MapSource {
    frames: string;
    base: string;
    failure?: Record<string, string>;
  }

  /** The views collected for slides, as links, which session holds them, what it last heard. */
  interface KeptDeck {
    session: string;
    heard: number;
    links: string[];
  }

  /** What goes with the parts of a wish.

    A bare wish is obeyed whole, unless its `nonce` is the one before. A wish with `numbers` says of
    each part in which wish it was set; it had `seen` the map up to a revision, and leaves out what
    the map has heard up to the wish `since` of the same `talk`. `address` is the page's as the host
    would write it; `run` is what the page last said when it asked for a whole run, so that each is
    answered. */
  interface Envelope {
    nonce?: string | number;
    numbers?: Record<string, number>;
    seen?: number;
    since?: number;
    talk?: string;
    address?: string;
    run?: string;
    source?: MapSource;
    deck?: KeptDeck;
  }

  /** A part as the reader set it: at which revision, and when they last set it with intent. */
  interface PartNews {
    value: unknown;
    revision: number;
    touched: number;
  }

  /** What changed since the host last said what it has seen.

    All of it is newer than any wish before `obeyed`. */
  interface MapMessage {
    talk: string | null;
    revision: number;
    obeyed: number;
    changes: Record<string, PartNews>;
  }

  /** What somebody else asks for: each part is looked at before it is believed. */
  interface MapWish {
    date?: unknown;
    accounts?: unknown;
    layers?: unknown;
    reading?: unknown;
    mapper?: unknown;
    others?: unknown;
    clock?: unknown;
    place?: unknown;
    chapter?: unknown;
    panel?: unknown;
    compare?: unknown;
    filter?: unknown;
    view?: unknown;
    loop?: unknown;
    window?: unknown;
    mode?: unknown;
    whose?: unknown;
    theme?: unknown;
  }
}
