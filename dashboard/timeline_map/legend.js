// @ts-check
/** The big date and the figures: each account's drawing, figure, source and age, and its switch. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});
  const { make, setText } = kf.dom;
  const STALE_DAYS = 30;

  /**
   * The name of an account with several mappers: it opens the choice of one of them.
   * @param {any} account
   * @param {string[]} mappers
   * @param {KurskContext} context
   */
  function makeChooser(account, mappers, { model, format, actions }) {
    const label = format.say("mapper_label", { account: account.label });
    const select = make("select", { class: "kf-name kf-mapper", "aria-label": label, title: label });
    select.append(make("option", { value: "" }, format.say("mapper_all", { account: account.label })));
    for (const id of mappers) {
      const series = model.payload.series.find((/** @type {any} */ one) => one.id === id);
      select.append(make("option", { value: id }, series ? series.label : id));
    }
    select.addEventListener("change", () => actions.chooseMapper(select.value || null));
    return select;
  }

  /** @param {any} account @param {number} index @param {KurskContext} context */
  function createRow(account, index, context) {
    const { model, actions, format } = context;
    const spoken = format.say("account_label", { account: account.label });
    const check = make("input", { type: "checkbox", class: "kf-check", "aria-label": spoken });
    check.addEventListener("change", () => actions.toggleAccount(account.id, check.checked));
    const tick = make("span", { class: "kf-tick", "aria-hidden": "true" });
    const swatch = kf.patterns.makeSwatch(account, index);
    const toggle = make("label", { class: "kf-toggle", title: account.description }, check, tick, swatch);
    const mappers = model.mappers.get(account.id) || [];
    const chooser = mappers.length ? makeChooser(account, mappers, context) : null;
    if (!chooser) toggle.append(make("span", { class: "kf-name" }, account.label));
    const value = make("span", { class: "kf-value" });
    const age = make("span", { class: "kf-age" });
    const words = make("p", { class: "kf-words" });
    const source = make("p", { class: "kf-source" });
    const reading = make("div", { class: "kf-reading" }, value, age);
    const head = make("div", { class: "kf-row-head" }, toggle, ...(chooser ? [chooser] : []), reading);
    const row = make("li", { class: "kf-row", "data-legend": account.id }, head, words, source);
    return { row, check, chooser, value, age, words, source, shown: /** @type {any} */ (undefined) };
  }

  /**
   * Claimant, outlet as a link, as-of date and grade: no figure stands without this line.
   * @param {any} claim
   * @param {string} since as-of date
   * @param {KurskContext} context
   * @returns {(Node | string)[]}
   */
  function describeSource(claim, since, { format, model }) {
    const day = format.shortDate(since);
    const told = model.known.isOn() && claim.public !== since;
    const when = told ? format.say("as_of_public", { since: day, public: format.shortDate(claim.public) }) : day;
    const url = kf.format.safeUrl(claim.url);
    const outlet = url
      ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, claim.source)
      : claim.source;
    return [`${claim.claimant} · `, outlet, ` · ${when} · ${claim.grade}`];
  }

  /** The same in one sentence, with what the line has no room for. @param {any} claim @param {number} disputes @param {KurskFormat} format */
  function spellSource(claim, disputes, format) {
    const parts = [claim.claimant, claim.source, claim.as_of, format.say("grade", { grade: claim.grade })];
    if (disputes) parts.push(format.say("disputed_by", { count: disputes }));
    return parts.join(" · ");
  }

  /** @param {any} row @param {any} entry @param {KurskContext} context */
  function fillRow(row, entry, context) {
    const { format, model } = context;
    const { figure, claim } = entry;
    const disputes = claim ? model.known.countDisputes(claim) : 0; // may grow as days pass
    if (row.shown !== figure || row.disputes !== disputes || row.payload !== model.payload) {
      row.shown = figure;
      row.payload = model.payload;
      row.disputes = disputes;
      const inWords = Boolean(figure && figure.words);
      setText(row.value, !figure ? format.say(kf.filter.keyFor("no_report", model)) : inWords || !claim ? "" : claim.figure);
      setText(row.words, inWords ? figure.words : "");
      row.words.title = row.words.textContent;
      row.row.classList.toggle("kf-silent", !figure);
      row.source.replaceChildren(...(claim ? describeSource(claim, figure.since, context) : []));
      row.source.title = claim ? spellSource(claim, disputes, format) : "";
    }
    setText(row.age, figure ? format.age(entry.age) : "");
    row.age.dataset.short = figure ? format.say("age_short", { days: entry.age }) : "";
    row.age.classList.toggle("kf-stale", Boolean(figure) && entry.age > STALE_DAYS);
    row.row.classList.toggle("kf-off", !entry.visible);
    if (row.check.checked !== entry.visible) row.check.checked = entry.visible;
  }

  /**
   * @param {KurskContext} context
   * @returns {{element: HTMLElement, draw: (frame: KurskFrame) => void}}
   */
  function createLegend(context) {
    const { model, format } = context;
    const date = make("h2", { class: "kf-date" });
    const weekday = make("span", { class: "kf-weekday" });
    const heading = make("p", { class: "kf-heading" }, format.say("figures_heading"));
    const rows = model.payload.accounts.map((/** @type {any} */ account, /** @type {number} */ index) =>
      createRow(account, index, context),
    );
    const list = make("ul", { class: "kf-figures" }, ...rows.map((/** @type {any} */ row) => row.row));
    const top = make("div", { class: "kf-dateline" }, weekday, date);
    const clock = kf.clock.createSwitch(context);
    const notice = kf.filter.createNotice(context);
    const attributes = { class: "kf-legend", "aria-label": format.say("figures_label") };
    const strengths = kf.strength.makeKey(format, model.payload.strength);
    const marks = kf.marks.makeKey(format);
    const element = make("section", attributes, top, clock.element, notice.element, heading, list, strengths, marks);
    return {
      element,
      draw(frame) {
        setText(date, format.longDate(frame.date));
        setText(weekday, format.weekday(frame.date));
        clock.draw(frame);
        notice.draw(frame);
        strengths.hidden = !frame.state.layers.includes("evidence");
        marks.hidden = !frame.state.layers.includes("settlements");
        frame.entries.forEach((entry, position) => fillRow(rows[position], entry, context));
        for (const row of rows) {
          if (row.chooser && row.chooser.value !== (frame.state.mapper || "")) {
            row.chooser.value = frame.state.mapper || "";
          }
        }
      },
    };
  }

  kf.legend = { createLegend, describeSource };
})();
