/** What browser and host have told each other: only what changed, and of each part, when. */

/** What the host asks for. @typedef {Payload.MapWish & Payload.Envelope} HostCommand */

/**
 * What the map remembers of the talk: its last message and the last wish that it heard, whether it missed what the host
 * takes it to know; of each part what the host takes for shown (as JSON), when the reader touched it, and what was told
 * and not yet seen; the last message that the host has seen.
 * @typedef {object} TalkMemory
 * @property {number} revision
 * @property {number} seen
 * @property {number} obeyed
 * @property {string | null} talk
 * @property {boolean} asks
 * @property {Map<string, string>} known
 * @property {Map<string, number>} touched
 * @property {Map<string, Payload.PartNews>} pending
 */

/**
 * The same, to be written as JSON.
 * @typedef {object} KeptTalk
 * @property {number} revision
 * @property {number} seen
 * @property {number} obeyed
 * @property {string | null} talk
 * @property {boolean} asks
 * @property {[string, string][]} known
 * @property {[string, number][]} touched
 * @property {[string, Payload.PartNews][]} pending
 */

/**
 * @typedef {object} Exchange
 * @property {(command: HostCommand) => Payload.MapWish} accept What of a command is to be obeyed.
 * @property {(state: object) => void} know The host is taken to know of each part that it has not spoken of.
 * @property {(parts: string[]) => void} touch The reader sets these parts.
 * @property {(state: object, whatever?: boolean) => Payload.MapMessage | null} tell The next message; null where there is
 *   nothing to tell, unless one is wanted whatever there is.
 * @property {() => boolean} isHeard Whether the host has seen all that was told.
 * @property {() => KeptTalk} keep What a map in the place of this one needs to go on.
 */

// Either may speak before it has heard the other. One rule on both sides makes them agree: a part that
// the reader touched after what a wish had seen stays as the reader set it, any other becomes what was
// wished. A host that begins anew beside a living map learns from it all that is shown. The host's half
// is dashboard/state/exchange.py.

const ADDRESSED = new Set(["numbers", "nonce", "seen", "since", "talk"]); // of a command, none of the state

/** The parts of a command that are news: all of a bare wish. @param {HostCommand} command @param {number} obeyed */
function listNews(command, obeyed) {
  const parts = Object.keys(command).filter((part) => !ADDRESSED.has(part));
  const { numbers } = command;
  return numbers ? parts.filter((part) => !(numbers[part] <= obeyed)) : parts;
}

/**
 * Hear a command: what of it is to be obeyed, and what the host has seen.
 * @param {TalkMemory} memory
 * @param {HostCommand} command
 * @returns {Payload.MapWish}
 */
function hear(memory, command) {
  const { known, touched, pending } = memory;
  const { numbers, seen = Infinity, since = -1, nonce, talk = null } = command;
  if (numbers && talk !== memory.talk) {
    const isFirst = memory.talk === null;
    Object.assign(memory, { talk, obeyed: isFirst ? -1 : Number(nonce), asks: !isFirst });
    if (!isFirst) {
      known.clear();
      return {};
    }
  }
  const wish = /** @type {Record<string, unknown>} */ ({});
  for (const part of listNews(command, memory.obeyed)) {
    if ((touched.get(part) ?? 0) > seen) {
      known.delete(part); // the reader's own is newer: the host is told of it
      continue;
    }
    wish[part] = command[/** @type {keyof Payload.MapWish} */ (part)];
    known.set(part, JSON.stringify(wish[part]));
    pending.delete(part);
  }
  if (!numbers) return wish;
  memory.asks = since > memory.obeyed;
  if (!memory.asks) memory.obeyed = Math.max(memory.obeyed, Number(nonce));
  memory.seen = Math.max(memory.seen, seen);
  memory.revision = Math.max(memory.revision, seen);
  for (const [part, { revision }] of pending) if (revision <= seen) pending.delete(part);
  return wish;
}

/** @param {KeptTalk} [kept] of the map in whose place this one is @returns {Exchange} */
export function createExchange(kept) {
  const memory = /** @type {TalkMemory} */ ({
    ...(kept ?? { revision: 0, seen: 0, obeyed: -1, talk: null, asks: false }),
    known: new Map(kept?.known),
    touched: new Map(kept?.touched),
    pending: new Map(kept?.pending),
  });
  const { known, touched, pending } = memory;
  let last = /** @type {string | number | undefined} */ (undefined); // nonce of a bare wish

  return {
    accept(command) {
      const repeated = !command.numbers && command.nonce !== undefined && command.nonce === last;
      if (!command.numbers) last = command.nonce;
      return repeated ? {} : hear(memory, command);
    },
    isHeard: () => memory.seen >= memory.revision,
    keep: () => ({ ...memory, known: [...known], touched: [...touched], pending: [...pending] }),
    know(state) {
      for (const [part, value] of Object.entries(state)) if (!known.has(part)) known.set(part, JSON.stringify(value));
    },
    touch(parts) {
      for (const part of parts) touched.set(part, memory.revision + 1);
    },
    tell(state, whatever = false) {
      const news = Object.entries(state).filter(([part, value]) => known.get(part) !== JSON.stringify(value));
      if (!news.length && !memory.asks && !whatever) return null;
      memory.revision += 1;
      memory.asks = false;
      const { revision, talk, obeyed } = memory;
      for (const [part, value] of news) {
        known.set(part, JSON.stringify(value));
        pending.set(part, { value, revision, touched: touched.get(part) ?? 0 });
      }
      return { talk, revision, obeyed, changes: Object.fromEntries(pending) };
    },
  };
}
