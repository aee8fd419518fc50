/** The script of the presenter's window. It runs there alone, so it may name nothing that stands outside of it. */

/** Tell the page that presents of keys and buttons, and every second that the window is there; keep the clocks. */
export function runCalls() {
  const [name, began] = window.name.split(" ");
  const since = Number(began) || Date.now();
  window.name = `${name} ${since}`; // which outlives every reload
  const say = (/** @type {object} */ presenting) => window.opener?.postMessage({ presenting }, "*");
  const pad = (/** @type {number} */ value) => String(Math.floor(value)).padStart(2, "0");
  /** @param {string} part @param {number[]} numbers */
  const write = (part, numbers) => {
    const element = /** @type {Element} */ (document.querySelector(`[data-part=${part}]`));
    element.textContent = numbers.map(pad).join(":");
  };

  function tick() {
    const now = new Date();
    const seconds = (now.getTime() - since) / 1000;
    const hours = seconds / 3600;
    write("time", [now.getHours(), now.getMinutes()]);
    write("span", [...(hours < 1 ? [] : [hours]), (seconds / 60) % 60, seconds % 60]);
    say({ here: true });
  }

  document.addEventListener("click", ({ target }) => {
    const button = /** @type {Element} */ (target).closest("[data-act]");
    if (button instanceof HTMLElement) say({ act: button.dataset.act });
  });
  document.addEventListener("keydown", (event) => {
    const { key, code, shiftKey, ctrlKey, metaKey, altKey, repeat } = event;
    if (ctrlKey || metaKey || altKey || key === "Tab") return;
    if (["Enter", " "].includes(key) && /** @type {Element} */ (event.target).closest("button, a")) return;
    event.preventDefault();
    say({ key: { key, code, shiftKey, repeat } });
  });
  setInterval(tick, 1000);
  tick();
}

/** Show what the page that presents says. */
export function runSheet() {
  const part = (/** @type {string} */ name) => /** @type {Element} */ (document.querySelector(`[data-part=${name}]`));

  /** @param {{words: Record<string, string>, sources: {label: string, url: string}[], ends: Record<string, boolean>}} told */
  function show({ words, sources, ends }) {
    for (const name of Object.keys(words)) part(name).textContent = words[name];
    const links = sources.map(({ label, url }) => {
      const link = document.createElement(/^https?:/i.test(url) ? "a" : "span");
      link.textContent = label;
      if (link instanceof HTMLAnchorElement) Object.assign(link, { href: url, target: "_blank", rel: "noopener" });
      return link;
    });
    part("sources").replaceChildren(...links);
    for (const name of Object.keys(ends)) {
      const button = /** @type {HTMLButtonElement} */ (document.querySelector(`[data-act=${name}]`));
      button.disabled = ends[name];
    }
  }

  window.addEventListener("message", ({ data, origin }) => {
    const told = data?.presenter;
    if (!told || origin !== window.origin) return;
    if (told.end) window.close();
    else show(told);
  });
}
