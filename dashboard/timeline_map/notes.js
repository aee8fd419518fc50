// @ts-check
/** What notes and cards say of held areas, claims and events. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});
  const { make } = kf.dom;

  /** @param {string} name @param {...(Node | string)} content */
  const line = (name, ...content) => make("p", { class: name }, ...content);

  /**
   * An account's drawing, who speaks, and what it comes to.
   * @param {string} account
   * @param {string} who
   * @param {string} what
   * @param {KurskContext} context
   */
  function writeHead(account, who, what, { model }) {
    const index = model.payload.accounts.findIndex((/** @type {any} */ one) => one.id === account);
    const swatch = index < 0 ? "" : kf.patterns.makeSwatch(model.payload.accounts[index], index);
    const name = make("span", { class: "kf-note-who" }, who);
    return make("div", { class: "kf-note-head" }, swatch, name, make("strong", {}, what));
  }

  /**
   * When, from which source and at what grade: the line that every figure stands above.
   * @param {any} claim
   * @param {KurskFormat} format
   */
  function noteSource(claim, format) {
    const dates = format.say("note_as_of", { as_of: claim.as_of });
    return line("kf-note-line", [dates, ...(claim.lag ? [claim.lag] : []), claim.source, format.say("grade", { grade: claim.grade })].join(" · "));
  }

  /** The way to the source, if it has an address. @param {any} claim @param {KurskFormat} format */
  function linkSource(claim, format) {
    const url = kf.format.safeUrl(claim.url);
    if (!url) return [];
    const link = { href: url, target: "_blank", rel: "noopener noreferrer" };
    return [line("kf-note-line", make("a", link, format.say("open_source", { source: claim.source })))];
  }

  /** @param {any} claim @param {string[]} parts @param {KurskContext} context */
  function noteDispute(claim, parts, { format, model }) {
    const count = model.known.countDisputes(claim);
    const all = count ? [...parts, format.say("disputed_by", { count })] : parts;
    return all.length ? [line("kf-note-line", all.join(" · "))] : [];
  }

  /**
   * One claim on the chart: who, how much, when, from which source, at what grade.
   * @param {any} claim
   * @param {string} account
   * @param {KurskContext} context
   * @returns {Node[]}
   */
  function noteClaim(claim, account, context) {
    const { format } = context;
    const head = writeHead(account, claim.claimant, claim.figure, context);
    return [head, noteSource(claim, format), ...noteDispute(claim, claim.basis ? [claim.basis] : [], context)];
  }

  /** @param {any} area @param {KurskContext} context @returns {Node[]} */
  function noteArea(area, context) {
    const claim = context.model.payload.claims[area.claim];
    if (!claim) return [];
    const edge = context.format.say(area.edge === "contested" ? "edge_contested" : "edge_firm");
    const head = writeHead(area.account, claim.claimant, claim.figure, context);
    return [head, noteSource(claim, context.format), ...noteDispute(claim, [edge], context)];
  }

  /**
   * The held areas under the pointer, all of them: "ground held by Ukraine according to …".
   * @param {any[]} areas
   * @param {KurskContext} context
   * @returns {Node[]}
   */
  function noteAreas(areas, context) {
    const blocks = areas.map((area) => make("div", { class: "kf-note" }, ...noteArea(area, context)));
    const hint = line("kf-note-line kf-note-end", context.format.say("held_hint"));
    return [line("kf-note-title", context.format.say("held_title")), ...blocks, hint];
  }

  /**
   * The pinned form: the note, the claim in words, how it was measured, and the way to the source.
   * @param {any[]} areas
   * @param {KurskContext} context
   * @returns {Node[]}
   */
  function cardAreas(areas, context) {
    const { format, model } = context;
    const blocks = areas.map((area) => {
      const claim = model.payload.claims[area.claim];
      if (!claim) return make("div");
      const rows = noteArea(area, context);
      if (claim.basis) rows.push(line("kf-note-line", claim.basis));
      if (claim.more_sources) {
        rows.push(line("kf-note-line", format.say("more_sources", { count: claim.more_sources })));
      }
      if (claim.measured) rows.push(line("kf-note-line", format.say("measured", { measured: claim.measured })));
      if (claim.summary) rows.push(line("kf-note-summary", claim.summary));
      rows.push(...linkSource(claim, format), ...kf.whyNotes.listEvidence(area, context));
      return make("div", { class: "kf-note" }, ...rows);
    });
    const end = line("kf-note-line kf-note-end", format.say("approximate"));
    return [line("kf-note-title", format.say("held_title")), ...blocks, end];
  }

  /** @param {any} event @param {KurskFormat} format @returns {Node[]} */
  function noteEvent(event, format) {
    return [
      line("kf-note-title", format.longDate(event.date)),
      make("strong", { class: "kf-note-event" }, event.title),
      line("kf-note-line", event.summary),
    ];
  }

  kf.notes = { line, writeHead, noteSource, linkSource, noteAreas, cardAreas, noteClaim, noteEvent };
})();
