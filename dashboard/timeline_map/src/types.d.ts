/* The shapes that the timeline's scripts hand to each other, for editors and for `tsc --checkJs`.
   Never loaded by a browser. payload.d.ts has the records that they are sent. */

type KurskMap = L.Map;
type Motion = "none" | "step" | string;

interface KurskFormat {
  say(key: string, values?: Record<string, string | number>): string;
  count(key: string, count: number, values?: Record<string, string | number>): string;
  name(place: object): string;
  longDate(iso: string): string;
  shortDate(iso: string): string;
  weekday(iso: string): string;
  number(value: number): string;
  age(days: number): string;
}

type KurskClock = "event" | "known";

/** The days on which something changes on one clock. */
interface KurskStep extends Payload.Step {
  day: number;
}

interface KurskAxis {
  steps: KurskStep[];
  indexAt(day: number): number;
}

/** What may be shown of the claims: all, or on the clock "known" what was public by a day. */
interface KurskKnown {
  turn(state: { clock: KurskClock; day: number }): void;
  isOn(): boolean;
  limit(): number;
  has(claim: string): boolean;
  phase(): number;
  series(): Payload.Series[];
  countDisputes(claim: Payload.Claim): number;
}

/** Turns the model to a filter, by the address of what it leaves; null is the whole. */
interface KurskFilter {
  load(url: string, done: () => void): Promise<void>;
  turn(url: string | null, done: () => void): boolean;
}

/**
 * Fetches what comes in a file of its own, once; `done` is told when it is there, unless it cannot be had.
 * What is fetched before anybody wants it fails without a word.
 */
interface KurskLate {
  load(done?: () => void): Promise<void>;
  prefetch(): Promise<void>;
}

/** The ground within which it is so likely, of a hundred, that a point is held. */
interface KurskOutline {
  chance: number;
  polygons: number[][][][];
}

/** What is fetched only when it is wanted. */
interface KurskFetched {
  overlaps: KurskLate;
  shared: KurskLate;
  outlines: KurskLate;
  /** Agreement and days held, of the claims that are shown. */
  modes: Pick<KurskLate, "load">;
  /** The readings of each account's own word. */
  own: Record<string, KurskLate>;
  /** Sentences of what only some open. */
  phrases: KurskLate;
}

/** The readings of all accounts, or of one's own word: for each day the place of the one in force. */
interface KurskReadings {
  rows: readonly Payload.Reading[];
  at: Int32Array;
  outlines: KurskOutlines | null;
}

/** The outlines of a reading by its place, the least likely first. */
type KurskOutlines = (place: number) => KurskOutline[];

interface KurskModel {
  payload: Payload.Frames;
  days: number;
  axes: Record<"event" | "known", KurskAxis>;
  known: KurskKnown;
  mappers: Map<string, string[]>;
  months: { day: number; month: number; year: number }[];
  control: KurskControl;
  points: Map<string, Payload.Point>;
  maximum: number;
  overlaps: { rows: readonly (readonly number[])[] | null };
  /** For each day the place of the reading in force, -1 before the first. */
  readings: Int32Array;
  outlines: { rows: KurskOutlines | null };
  /** What each reading shares with each firm area, then with each reading before it. */
  shared: { rows: readonly (readonly number[])[] | null };
  modes: { rows: KurskModes | null };
  own: Record<string, { rows: KurskReadings | null; read(coded: Payload.OwnReadings): KurskReadings }>;
  overlapRows?: Map<number, number>;
  compareKeys?: { key: string; label: string }[];
  dayOf(iso: string): number;
  rawDayOf(iso: string): number;
  isoOf(day: number): string;
  keyOf(account: string, mapper: string | null): string;
  neighbour(day: number, direction: number, clock: KurskClock): number | undefined;
}

/** A control interval by days: of which account, from when to when, from when it is known, seen standing. */
interface KurskWord extends Payload.Control {
  index: number;
  from: number;
  to: number;
  open: number;
  seen: number[];
  opened: Map<string, KurskWord>;
}

/** A settlement with its position and all that is said of it, by account and first day. */
interface KurskPlace extends Payload.Place {
  at: { lat: number; lng: number };
  intervals: KurskWord[];
}

/** What a reported place says of a line. */
interface KurskEvidence {
  place: KurskPlace;
  status: string;
  weight: string;
  intervals: KurskWord[];
}

/** Settlements, what each account says of them, and the evidence that held areas rest on. */
interface KurskControl {
  places: KurskPlace[];
  phaseOf(day: number): number;
  listWords(place: KurskPlace, day: number, accounts: string[]): KurskWord[];
  evidenceOf(area: Payload.Area): KurskEvidence[];
}

/** A polygon in view with its area and its rings as drawn, layer pixels. */
interface KurskShown {
  polygon: L.Polygon;
  area: Payload.Area;
  rings(): Point[][];
}

/** A path on the map that shows one held area after another, each in its look: an age, or a ghost. */
interface KurskShape {
  polygon: L.Polygon;
  path: SVGPathElement;
  afterimage: SVGPathElement;
  dress(look: string): void;
  look: string;
  shown: number;
}

/** The name of a country, oblast or district; without rings it stands anywhere on its side. */
interface KurskRegionName {
  name: string;
  level: string;
  abroad: boolean;
  rings?: L.LatLng[][];
  bounds?: L.LatLngBounds;
}

/** What names are written by: colours, layers, and the boxes of view, ground and furniture. */
interface KurskSetting {
  palette: Palette;
  groups: string[];
  space: KurskSpace;
  obstacles: number[][];
  view: number[];
  ground: number[];
}

interface KurskAreas {
  listShown(): KurskShown[];
  draw(frame: KurskFrame, motion: Motion): void;
}

/** A settlement's mark: where it is in layer pixels, its radius, and the word of each account. */
interface KurskSpot {
  place: KurskPlace;
  rank: number;
  words: KurskWord[];
  x: number;
  y: number;
  r: number;
}

/** A settlement of the base map; `marked` where an account speaks of it. */
interface KurskSettlement {
  id: string;
  name: string;
  rank: number;
  at: L.LatLng;
  marked?: boolean;
}

/** A stretch of an outline under the pointer: its area, a letter for its strength, its middle. */
interface KurskEdge {
  area: Payload.Area;
  away: number;
  strength: string;
  middle: L.LatLng;
}

/** A reported place beside a line: how far off, and whether it lies inside. */
interface KurskReason extends KurskEvidence {
  km: number;
  inside: boolean;
}

interface KurskMarkLayer {
  restyle(palette: Palette): void;
  draw(frame: KurskFrame): void;
  near(x: number, y: number, reach: number): KurskSpot | null;
}

/** What lies under the pointer: a note for it, a card, and how long the card stays. */
interface KurskTarget {
  key: string;
  note(): Node[];
  card(): Node[];
  stays(frame: KurskFrame): boolean;
}

interface KurskTargets {
  at(x: number, y: number, stretch: number): KurskTarget | null;
  of(path: Element): KurskTarget | null;
}

interface KurskState {
  day: number;
  accounts: string[];
  layers: string[];
  mapper: string | null;
  reading: string | null;
  others: boolean;
  clock: KurskClock;
  theme: "light" | "dark" | null;
  place: string | null;
  panel: string | null;
  filter: string | null;
  compare: KurskComparison | null;
  loop: KurskSpan | null;
  window: KurskSpan | null;
  mode: KurskMapMode;
  /** Of whom the days are counted, null for the first account that is shown. */
  whose: string | null;
}

/** What the map shows: each account, how far they agree, on how many days ground was held. */
type KurskMapMode = "accounts" | "agreement" | "days";

/** The ground that just those accounts give, by their place; its polygons are read when they are drawn. */
interface KurskCell {
  givers: number[];
  km2: number;
  polygons(): number[][][][];
}

/** The ground that so many accounts give. */
interface KurskShare {
  count: number;
  km2: number;
  cells: KurskCell[];
}

/** How far the chosen accounts agree: by their places those asked, those with a shape, those that say nothing is held. */
interface KurskAgreed {
  asked: number[];
  shaped: number[];
  empty: number[];
  shares: KurskShare[];
  km2: number;
}

/** A shape and its days, counted from the first of the front. */
interface KurskSpell {
  from: number;
  to: number;
  days: number;
  polygons(): number[][][][];
}

/** On how many days ground was held, by one account, mapper or the reading. */
interface KurskCounted {
  key: string;
  spells: KurskSpell[];
  classes: { least: number; most: number | null; km2: number; polygons(): number[][][][] }[];
  outlines: KurskSpell[];
}

/** modes.json, read: divisions of the ground by their areas, and days by whose they are. */
interface KurskModes {
  /** Of the lines on what each account gives alone, degrees. */
  slopes: number[];
  /** The least days of each class. */
  bounds: number[];
  divisions: Map<string, KurskCell[]>;
  days: Record<string, KurskCounted>;
}

/** Ground that a mode draws in one look. */
interface KurskPiece {
  look: string;
  polygons: number[][][][];
}

/** What the map shows of a mode: ground, lines over it, whose days they are, -1 for the reading. */
interface KurskPicked {
  slopes: number[];
  pieces: KurskPiece[];
  lines: KurskPiece[];
  index: number;
  counted: KurskCounted | null;
}

/** A line of a mode's legend: which look, its words, its km². */
interface KurskModeLine {
  look: string;
  words: string;
  km2: number | null;
}

/** Two days, the earlier first: between them the playback goes round, or the chart is seen. */
type KurskSpan = [number, number];

/** What somebody else asks for: each part is looked at before it is believed. */
interface KurskWish {
  date?: unknown;
  accounts?: unknown;
  layers?: unknown;
  mapper?: unknown;
  reading?: unknown;
  others?: unknown;
  clock?: unknown;
  theme?: unknown;
  place?: unknown;
  panel?: unknown;
  filter?: unknown;
  compare?: unknown;
  loop?: unknown;
  window?: unknown;
  mode?: unknown;
  whose?: unknown;
  view?: unknown;
  chapter?: unknown;
}

/** The address in the browser's hands. */
interface KurskAddress {
  /** What is shown as the parts of a link; those that the host alone can write are copied from its own. */
  write(shown: object, base: string): string;
  /** What a link asks for, null where it asks for nothing. */
  read(text: string): KurskWish | null;
  /** The parts of a link that mean nothing to a page without a host, or that `shown` does not follow. */
  listUnread(text: string, shown: object): string[];
}

/** The bar with the page's address. */
interface KurskBar {
  /** Something may have changed. */
  note(): void;
  /** Say now what is shown; given back too. */
  write(): string;
  /** The whole link to what is shown. */
  link(): string;
  /** Take the host's own parts over from the address that it gives. */
  take(given: string): void;
}

/** The views collected for slides, as links, which session of the host holds them, and what it last heard. */
interface KurskDeck {
  session: string;
  heard: number;
  links: string[];
}

/** The way to the server behind the page. */
interface KurskConnection {
  /** The server has spoken. */
  answered(): void;
}

type KurskMode = "overlay" | "side" | "swipe";

/** What the shown date's account is set against; without a day, on the shown date. */
interface KurskComparison {
  mode: KurskMode;
  account: string;
  against: string;
  day: string | null;
}

/** One account on one day, and the whole frame of that alone. */
interface KurskSide {
  key: string;
  label: string;
  account: string;
  index: number;
  day: number;
  date: string;
  frame: KurskFrame;
  figure: Payload.Figure | null;
  claim: Payload.Claim | null;
  area: number;
  contested: boolean;
  /** The place of the reading, -1 on a side that is an account. */
  reading: number;
}

/** A settlement told differently by the two sides. */
interface KurskChange {
  place: KurskPlace;
  before: KurskWord;
  after: KurskWord;
}

/** Two sides in order of date; sizes in hectares, null where a side has no area. */
interface KurskCompared {
  mode: "overlay" | "side" | "swipe";
  kind: "dates" | "accounts" | "mixed";
  pinned: KurskSide;
  shown: KurskSide;
  before: KurskSide;
  after: KurskSide;
  swapped: boolean;
  sizes: Record<"gained" | "lost" | "unchanged", number> | null;
  changes: KurskChange[];
  silent: number;
}

interface KurskCompareBar {
  element: HTMLElement;
  close(): boolean;
  draw(state: KurskState, compared: KurskCompared | null): void;
}

interface KurskOverlay {
  draw(compared: KurskCompared | null, sizes: Record<string, string>): void;
  listShown(): KurskShown[];
}

interface KurskTwinHost {
  stage: KurskLayers;
  findObstacles(box: HTMLElement): number[][];
  built(map: KurskMap, stage: KurskLayers): void;
}

interface KurskTwin {
  prepare(frame: KurskFrame): void;
  enter(mode: string): void;
  align(): void;
  draw(compared: KurskCompared, motion: Motion): void;
  restyle(palette: Palette): void;
}

interface KurskCompareHost extends KurskTwinHost {
  dates: KurskDates;
  stage: KurskStage;
  chart: KurskChart;
  resize(): void;
}

interface KurskCompare {
  button: HTMLButtonElement;
  pinned(): KurskFrame;
  close(): boolean;
  areasShown(): KurskShown[] | null;
  draw(frame: KurskFrame, motion: Motion): KurskFrame;
  resize(): void;
  restyle(palette: Palette): void;
  speak(state: KurskState): string[];
}

/**
 * What the host asks for. A bare wish is obeyed whole, unless its nonce is the one before. A wish with
 * `numbers` says of each part in which wish it was set; it had `seen` the map up to a revision, and
 * leaves out what the map has heard up to the wish `since` of the same `talk`.
 */
interface KurskCommand extends KurskWish {
  nonce?: string | number;
  /** The address as the host would write it. */
  address?: string;
  /** What the page last said when it asked for a whole run: so that each is answered. */
  run?: string;
  numbers?: Record<string, number>;
  seen?: number;
  since?: number;
  talk?: string;
  source?: KurskSource;
  deck?: KurskDeck;
}

/** A part as the reader set it: at which revision, and when they last set it with intent. */
interface KurskNews {
  value: unknown;
  revision: number;
  touched: number;
}

/** What changed since the host last said what it has seen; all of it is newer than any wish before `obeyed`. */
interface KurskMessage {
  talk: string | null;
  revision: number;
  obeyed: number;
  changes: Record<string, KurskNews>;
}

/**
 * What the map remembers of the talk: its last message and the last wish that it heard, whether it
 * missed what the host takes it to know; of each part what the host takes for shown (as JSON), when
 * the reader touched it, and what was told and not yet seen.
 */
interface KurskMemory {
  revision: number;
  obeyed: number;
  talk: string | null;
  asks: boolean;
  known: Map<string, string>;
  touched: Map<string, number>;
  pending: Map<string, KurskNews>;
}

interface KurskExchange {
  /** What of a command is to be obeyed. */
  accept(command: KurskCommand): KurskWish;
  /** The host is taken to know of each part that it has not spoken of. */
  know(state: object): void;
  /** The reader sets these parts. */
  touch(parts: string[]): void;
  /** The next message; null where there is nothing to tell, unless one is wanted whatever there is. */
  tell(state: object, whatever?: boolean): KurskMessage | null;
}

/** Where what is shown comes from: an element's id or an address each, and the words for failures. */
interface KurskSource {
  frames: string;
  base: string;
  failure?: Record<string, string>;
}

/** Where the timeline stands, and what it was told on mounting. */
interface KurskRoom {
  root: HTMLElement;
  map: KurskMap;
  options: KurskOptions;
}

interface KurskRead {
  payload: Payload.Frames;
  layers: Payload.Layer[];
  fault: unknown;
}

interface KurskPrepared {
  model: KurskModel;
  filter: KurskFilter;
  format: KurskFormat;
  fetched: KurskFetched;
  address: KurskAddress;
  /** The state to begin with, and the wish that it was read from. */
  start(): { state: KurskState; wish: KurskWish };
  read(wish: KurskWish, before: KurskState): KurskState;
}

interface KurskBuilt {
  ending: AbortController;
  shown(): object;
  store: KurskStore;
  screen: KurskScreen;
  actions: KurskActions;
}

/** What the next map goes on with; without a view it is fitted. */
interface KurskLeft {
  view: string | null;
  chapter: string | null;
  playing: boolean;
  speed: number;
  stride: string;
}

/** What is shown of one source. */
interface KurskLive {
  bar: KurskBar;
  connection: KurskConnection | null;
  state(): KurskState;
  obey(wish: KurskWish): void;
  leave(): KurskLeft;
}

interface KurskOptions extends Partial<KurskSource> {
  state?: KurskWish;
  onSettled?: ((message: KurskMessage) => void) | null;
  settleMs?: number;
  followMs?: number;
  /** Selector of the controls around the map that need what they show to stand still. */
  rests?: string;
}

interface KurskEntry {
  account: Payload.Account;
  visible: boolean;
  figure: Payload.Figure | null;
  claim: Payload.Claim | null;
  point: Payload.Point | null;
  age: number;
}

interface KurskFrame {
  day: number;
  date: string;
  step: KurskStep | null;
  stepIndex: number;
  steps: number;
  entries: KurskEntry[];
  /** The place of the reading in force, -1 where there is none. */
  reading: number;
  /** Those that it is one of. */
  readings: KurskReadings;
  state: KurskState;
  drawn?: number[];
}

interface KurskStoreHooks {
  /** How long the reader must rest before the moves count as ended, and how long the host waits at most. */
  settleMs: number;
  followMs: number;
  exchange: KurskExchange;
  settled: ((message: KurskMessage) => void) | null;
  describe(state: KurskState): KurskWish;
  /** What else changes with it. */
  follow(next: KurskState, before: KurskState): KurskState;
  calm(state: KurskState): void;
  painted(state: KurskState): void;
  draw(state: KurskState, motion: Motion): void;
}

interface KurskStore {
  get(): KurskState;
  schedule(): void;
  /** The reader sets something. */
  change(patch: Partial<KurskState>, how?: Motion): void;
  /** Something moves by itself: whatever is asked for outranks it. */
  drift(patch: Partial<KurskState>): void;
  /** The host asks for something. */
  obey(next: KurskState): void;
  /** Tell the host now what is yet untold, or that there is nothing. */
  flush(whatever?: boolean): void;
  /** Tell what is untold, and nothing ever after. */
  end(): void;
}

interface KurskTheme {
  resolve(choice: "light" | "dark" | null): "light" | "dark";
  apply(choice: "light" | "dark" | null): boolean;
  palette(): Record<string, string>;
}

/** What playback moves: the reader begins it on a day, and from there the date drifts. */
interface KurskPlaybackHost {
  day(): number;
  loop(): KurskSpan | null;
  begin(day: number): void;
  drift(day: number): void;
  changed(): void;
}

interface KurskPlayback {
  isPlaying(): boolean;
  start(): void;
  stop(): void;
  toggle(): void;
  speed(): number;
  /** The speed's place among all, from the slowest. */
  pace(): number;
  changeSpeed(by: number): void;
  limits(): { slowest: boolean; fastest: boolean };
}

interface KurskChapter {
  date: string;
  title: string;
  text: string;
  sources: { label: string; url: string }[];
}

/** The chapters in their order; `move`, `remove` and `add` return the position to look at next. */
interface KurskChapters {
  /** Keep what the reader made of them in the browser. */
  keep(): void;
  list(): KurskChapter[];
  dayOf(position: number): number | null;
  latestOn(date: string): number;
  move(position: number, by: number): number;
  remove(position: number): number;
  add(date: string, title: string): number;
  replace(next: KurskChapter[]): void;
  restore(): void;
}

interface KurskStrip {
  element: HTMLElement;
  focus(): void;
  draw(chapters: KurskChapter[], index: number, date: string, known: boolean): void;
}

interface KurskEditing {
  /** Resolved once the sentences on a faulty file are there. */
  worded(): Promise<void>;
  keep(): void;
  model: KurskModel;
  format: KurskFormat;
  chapters(): KurskChapter[];
  goTo(position: number): void;
  move(position: number, by: number): void;
  remove(position: number): void;
  add(): void;
  open(next: KurskChapter[]): void;
  reset(): void;
  done(): void;
}

interface KurskEditor {
  element: HTMLElement;
  draw(): void;
  tell(date: string): void;
  focus(position: number, part: string): void;
}

interface KurskStory {
  element: HTMLElement;
  finishEditing(): void;
  open(): void;
  close(): boolean;
  turn(direction: number): void;
  isOpen(): boolean;
  told(): Omit<KurskTold, "known">;
  /** The number of the chapter that is told, null while none is. */
  chapter(): string | null;
  takeChapter(number: unknown): void;
  dayOf(position: number): number | null;
  draw(frame: KurskFrame): void;
}

interface KurskBlank {
  show(): void;
  hide(): boolean;
}

interface KurskPresent {
  isOn(): boolean;
  leave(): boolean;
  toggle(): void;
  blank(): void;
  unblank(): boolean;
  /** The story; presenting: the presenter's window, which the audience does not see. */
  showNotes(): void;
  /** What the keys of the presenter's window do. */
  listen(act: (event: KeyboardEvent) => void): void;
  /** @param known whether the story is told in hindsight */
  draw(known: boolean): void;
}

/** The story as it is told: its chapters, the place of the one that is told, and whether any is. */
interface KurskTold {
  chapters: KurskChapter[];
  index: number;
  open: boolean;
  known: boolean;
}

interface KurskPresenter {
  /** @returns whether the browser let it */
  open(): Promise<boolean>;
  isOpen(): boolean;
  close(): void;
  listen(act: (event: KeyboardEvent) => void): void;
  draw(told: KurskTold): void;
}

interface KurskBookmarks {
  goTo(number: number): void;
  keep(number: number, date: string): void;
}

interface KurskShortcuts {
  areOn(): boolean;
  set(on: boolean): void;
}

interface KurskTelling {
  story: KurskStory;
  present: KurskPresent;
}

/** What is shared: the frame, the link to it, the sentences of a comparison. */
interface KurskShared {
  shown(): KurskFrame;
  told(): string[];
  link(): string;
}

/** What the keys reach besides the actions. */
interface KurskDesk extends KurskTelling {
  map: KurskMap;
  shortcuts: KurskShortcuts;
  fit(): void;
  askDay(): void;
  share(): void;
  escape(): void;
  bookmark(number: number, keep: boolean): void;
}

interface KurskActions {
  playback: KurskPlayback;
  refresh(): void;
  /** The reader changed what is no part of the state: a story was opened or closed. */
  noted(): void;
  stride(): string;
  setStride(name: string): void;
  /** Where a loop is to begin that has no end yet. */
  loopFrom(): number | null;
  markLoop(): void;
  /** Between which days the chart is seen, null for all. */
  window(): KurskSpan | null;
  seeWindow(window: KurskSpan | null): void;
  /** Narrow or widen it round the shown date. */
  zoomTime(factor: number): void;
  goTo(day: number): void;
  jumpTo(day: number): void;
  step(direction: number, other: boolean, repeated: boolean): void;
  toggleAccount(id: string, on: boolean): void;
  toggleLayer(group: string, on: boolean, groups: string[]): void;
  chooseMapper(mapper: string | null): void;
  chooseReading(reading: string | null): void;
  showOthers(on: boolean): void;
  chooseMode(mode: KurskMapMode): void;
  turnMode(): void;
  chooseWhose(whose: string | null): void;
  clearFilter(): void;
  compare(patch: Partial<KurskComparison>): void;
  toggleCompare(): void;
  swapCompared(): void;
  chooseClock(clock: KurskClock): void;
  toggleClock(): void;
  showPlace: ((id: string) => void) | null;
}

interface KurskContext {
  model: KurskModel;
  format: KurskFormat;
  actions: KurskActions;
  fetched: KurskFetched;
  /** The link that leads to what is shown. */
  link(): string;
  /** Rules of a style sheet that bring the page's letters with them. */
  faces(): Promise<string>;
  /** The page around the map, where there is one. */
  host: (Window & typeof globalThis) | null;
  /** Aborted with `gone`, and when this page goes: for what listens in the page around it. */
  unloaded: AbortSignal;
  /** Aborted once another source is shown: whatever reaches beyond the root ends with it. */
  gone: AbortSignal;
}

/** What a date is chosen for: its name, what it is now, and what comes of a choice. Days are ISO. */
interface KurskAskedDay {
  label: string;
  day(): string;
  choose(iso: string): void;
}

interface KurskCalendar {
  /** Beside an element. */
  open(anchor: Element, ask: KurskAskedDay): void;
  /** Make a button open it. */
  lend(button: HTMLButtonElement, ask: KurskAskedDay): HTMLButtonElement;
}

/** Where dates are chosen, and what is asked there for the shown one. */
interface KurskDates {
  calendar: KurskCalendar;
  shown: KurskAskedDay;
}

/** Which day of a month Tab reaches, which is chosen, and which are reported. Days are ISO. */
interface KurskMonthDays {
  at: string;
  chosen: string;
  reported: Set<string>;
}

interface KurskAreaSetting {
  map: KurskMap;
  renderer: L.Renderer;
  afterimages: { clear(): void; add(one: SVGPathElement): void; fade(): void };
  account: Payload.Account;
  index: number;
}

interface KurskRegion {
  rings: { x: number; y: number }[][] | null;
  box: number[] | null;
  abroad: boolean;
  tight: number;
}

interface KurskPlot {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  lanes: number;
  size: string;
  /** Whether heights go by equal factors. */
  log: boolean;
  ticks: number[];
  /** Between which days it is seen. */
  first: number;
  last: number;
  x(day: number): number;
  y(value: number): number;
  /** The day at a place, whole or with its fraction, within what is seen. */
  dayAt(pixel: number): number;
  dayNear(pixel: number): number;
}

interface KurskMarks {
  element: SVGElement;
  resize(plot: KurskPlot): void;
  draw(frame: KurskFrame): void;
  nearest(x: number, y: number, reach: number): { claim: string; account: string } | null;
  giveWay(boxes: number[][]): void;
}

interface KurskEvents extends Omit<KurskMarks, "giveWay" | "nearest"> {
  nearest(x: number, y: number, reach: number): Payload.Event | null;
  on(day: number): Payload.Event[];
}

interface KurskPlayhead {
  element: SVGElement;
  resize(plot: KurskPlot): void;
  draw(frame: KurskFrame): number[][];
}

interface KurskChart {
  element: SVGElement;
  marks: KurskMarks;
  events: KurskEvents;
  plot(): KurskPlot;
  isLog(): boolean;
  setLog(on: boolean): void;
  resize(width: number, height: number, size: string): void;
  draw(frame: KurskFrame): void;
}

interface KurskSlider {
  element: HTMLInputElement;
  resize(): void;
  draw(frame: KurskFrame): void;
}

interface KurskTooltip {
  show(key: string, build: () => (Node | string)[], x: number, y: number, above?: boolean): void;
  hide(): void;
}

interface KurskCard {
  open(
    content: Node[],
    x: number,
    y: number,
    stays: (frame: KurskFrame) => boolean,
    from: HTMLElement | SVGElement | null,
  ): void;
  close(): boolean;
  keep(frame: KurskFrame): void;
}

/** Everything that is drawn on one map. */
interface KurskLayers {
  ground: L.LatLngBounds;
  settlements: KurskSettlement[];
  describe(area: Payload.Area): string;
  repaint(): void;
  flyTo(id: string | null): void;
  areasShown(): KurskShown[];
  markNear(x: number, y: number, reach: number): KurskSpot | null;
  restyle(palette: Record<string, string>): void;
  draw(frame: KurskFrame, motion: Motion): void;
}

interface KurskStage extends KurskLayers {
  /** The day's ground enlarged, where it is small or out of sight. */
  inset: HTMLElement;
  /** To the ground of the day; where the map shows that already, to the whole front. */
  fit(): void;
  /** To the ground of the day that is drawn next, unless a view is taken before. */
  fitNext(): void;
  /** Whether each day brings the view of its ground, as in a story; a map that the reader moved stays. */
  showDays(byDay: boolean): void;
  isFitted(): boolean;
  view(): string | null;
  takeView(view: unknown): void;
  resize(): void;
}

/** The map as tables; `tell` gives the events of the day and the line over the chart. */
interface KurskTable {
  element: HTMLElement;
  button: HTMLButtonElement;
  close(): boolean;
  draw(frame: KurskFrame, tell: () => { events: Payload.Event[]; change: string }): void;
}

interface KurskScreen {
  resize(): void;
  refilter(): void;
  flyTo(id: string | null): void;
  /** Where the map was moved to, as zoom/latitude/longitude; null where it is fitted. */
  view(): string | null;
  takeView(view: unknown): void;
  chapter(): string | null;
  takeChapter(number: unknown): void;
  restyle(palette: Record<string, string>): void;
  draw(frame: KurskFrame, motion: Motion): void;
  speak(frame: KurskFrame): void;
}

type Edge = "firm" | "contested";
type Palette = Record<string, string>;
type Attributes = Record<string, string | number | boolean | null | undefined>;
type Point = { x: number; y: number };
type Icon =
  | "first"
  | "previous"
  | "next"
  | "last"
  | "play"
  | "pause"
  | "plus"
  | "minus"
  | "fit"
  | "layers"
  | "close"
  | "help"
  | "table"
  | "compare"
  | "share"
  | "swap";

interface KurskSpace {
  isFree(box: number[]): boolean;
  take(box: number[]): void;
  tryTake(box: number[]): boolean;
}

interface Window {
  kurskFront: { mount: unknown; command: unknown; tellHost: unknown };
}
