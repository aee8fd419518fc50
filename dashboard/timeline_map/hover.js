// @ts-check
/** Pointing at held areas and at the chart: notes on hover and focus, a pinned card on click. */
(() => {
  const kf = /** @type {KurskNamespace} */ (window.kurskFront = window.kurskFront || {});
  const REACH = 22; // pixels

  /** @param {KurskModel} model @param {Element} path the area that a path shows now */
  function findArea(model, path) {
    const { account, edge, claim } = /** @type {any} */ (path).dataset;
    return model.payload.areas.find(
      (/** @type {any} */ area) => area.account === account && area.edge === edge && area.claim === claim,
    );
  }

  /**
   * Every claim whose area lies under a point, one area each: the firm part where both do.
   * @param {KurskModel} model
   * @param {number} x client pixels
   * @param {number} y
   */
  function areasAt(model, x, y) {
    const found = new Map();
    for (const element of document.elementsFromPoint(x, y)) {
      if (!element.matches(".kf-area[data-account]")) continue;
      const area = findArea(model, element);
      if (area && (!found.has(area.claim) || area.edge === "firm")) found.set(area.claim, area);
    }
    const order = model.payload.accounts.map((/** @type {any} */ account) => account.id);
    return [...found.values()].sort((a, b) => order.indexOf(a.account) - order.indexOf(b.account));
  }

  /** @param {any[]} areas */
  const keyOf = (areas) => areas.map((area) => `${area.claim}/${area.edge}`).join();

  /**
   * @param {KurskMap} map
   * @param {KurskContext} context
   * @param {KurskTooltip} tooltip
   * @param {KurskCard} card
   */
  function watchMap(map, context, tooltip, card) {
    const { model } = context;
    const container = map.getContainer();
    const note = (/** @type {any[]} */ areas, /** @type {number} */ x, /** @type {number} */ y) =>
      tooltip.show(keyOf(areas), () => kf.notes.noteAreas(areas, context), x, y);
    /** @param {any[]} areas @param {number} x @param {number} y @param {any} from where focus returns to */
    const pin = (areas, x, y, from) => {
      tooltip.hide();
      card.open(kf.notes.cardAreas(areas, context), x, y, areas.map((area) => area.claim), from);
    };
    const middle = (/** @type {Element} */ path) => {
      const box = path.getBoundingClientRect();
      return [box.left + box.width / 2, box.top + box.height / 2];
    };

    container.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => {
      if (event.buttons || event.pointerType === "touch") return tooltip.hide();
      const areas = areasAt(model, event.clientX, event.clientY);
      areas.length ? note(areas, event.clientX, event.clientY) : tooltip.hide();
    });
    container.addEventListener("pointerleave", () => tooltip.hide());
    container.addEventListener("focusin", (/** @type {FocusEvent} */ event) => {
      const path = /** @type {Element} */ (event.target);
      if (!path.matches(".kf-area[data-account]") || !path.matches(":focus-visible")) return;
      const area = findArea(model, path);
      const [x, y] = middle(path);
      if (area) note([area], x, y);
    });
    container.addEventListener("focusout", () => tooltip.hide());
    container.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      const path = /** @type {Element} */ (event.target);
      if (!path.matches(".kf-area[data-account]") || (event.key !== "Enter" && event.key !== " ")) return;
      const area = findArea(model, path);
      const [x, y] = middle(path);
      if (area) pin([area], x, y, path);
      event.preventDefault();
    });
    map.on("click", (/** @type {any} */ event) => {
      const { clientX, clientY } = event.originalEvent;
      const areas = areasAt(model, clientX, clientY);
      areas.length ? pin(areas, clientX, clientY, null) : card.close();
    });
    map.on("movestart zoomstart", () => tooltip.hide());
  }

  /**
   * @param {SVGElement} surface
   * @param {KurskContext} context
   * @param {KurskChart} chart
   * @param {KurskTooltip} tooltip
   * @param {() => boolean} isDragging
   */
  function watchChart(surface, context, chart, tooltip, isDragging) {
    surface.addEventListener("pointermove", (event) => {
      if (isDragging() || event.pointerType === "touch") return tooltip.hide();
      const box = surface.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      const happening = chart.events.nearest(x, y, 8);
      if (happening) {
        const build = () => kf.notes.noteEvent(happening, context.format);
        return tooltip.show(`event/${happening.id}`, build, event.clientX, event.clientY);
      }
      const spot = chart.marks.nearest(x, y, REACH);
      const claim = spot && context.model.payload.claims[spot.claim];
      if (!claim) return tooltip.hide();
      const build = () => kf.notes.noteClaim(claim, spot.account, context);
      tooltip.show(`claim/${spot.claim}`, build, event.clientX, event.clientY);
    });
    surface.addEventListener("pointerleave", () => tooltip.hide());
    surface.addEventListener("pointerdown", () => tooltip.hide());
  }

  kf.hover = { watchMap, watchChart };
})();
