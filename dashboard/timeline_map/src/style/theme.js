/** Light or dark: the reader's choice, else the host's theme, else the system's. */

const NAMES = [
  "paper", "ink", "land", "outside", "foreign", "border", "oblast", "district", "water",
  "road", "rail", "pipeline", "label", "halo", "area-label", "dot",
];

/** @param {string} colour "#rrggbb" or "rgb(r, g, b)" @returns {"light" | "dark" | null} */
function judgeColour(colour) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(colour.trim());
  const parts = hex ? hex.slice(1).map((two) => parseInt(two, 16)) : colour.match(/\d+/g);
  if (!parts || parts.length < 3) return null;
  const [red, green, blue] = parts.map(Number);
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128 ? "dark" : "light";
}

/** The theme that Streamlit's component library wrote into the page, if it did. */
function readHostTheme() {
  const style = getComputedStyle(document.documentElement);
  return judgeColour(style.getPropertyValue("--background-color"));
}

/**
 * @param {HTMLElement} root
 * @param {any[]} accounts
 * @param {() => void} changed called when the host's or the system's theme changes
 * @returns {KurskTheme}
 */
export function createTheme(root, accounts, changed) {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  let host = readHostTheme();
  let shown = "";

  function listen(/** @type {MessageEvent} */ event) {
    const message = event.data;
    if (!message || message.type !== "streamlit:render" || !message.theme) return;
    const base = message.theme.base === "dark" ? "dark" : "light";
    if (base === host) return;
    host = base;
    changed();
  }
  window.addEventListener("message", listen);
  system.addEventListener("change", changed);

  return {
    resolve: (choice) => choice || host || (system.matches ? "dark" : "light"),
    apply(choice) {
      const name = this.resolve(choice);
      if (name === shown) return false;
      shown = name;
      root.dataset.theme = name;
      accounts.forEach((account, index) => {
        root.style.setProperty(`--kf-account-${index}`, account[name]);
      });
      return true;
    },
    palette() {
      const style = getComputedStyle(root);
      const entries = NAMES.map((name) => [name, style.getPropertyValue(`--kf-${name}`).trim()]);
      const colours = accounts.map((account, index) => [`account-${index}`, account[shown]]);
      return { ...Object.fromEntries([...entries, ...colours]), font: style.fontFamily };
    },
  };
}
