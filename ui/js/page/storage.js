// What the browser keeps for a visitor: in the tab what was on each page, in all tabs states too long for an address.

const PREFIX = "pooling-lab:";
const LIST = `${PREFIX}long`;
const MOST = 20; // of the long ones

/**
 * Keep the texts of places, and those of long states by their fingerprints; gives whether the browser did.
 * @param {Record<string, string>} keeps
 * @param {Record<string, string>} long
 */
export function remember(keeps, long) {
  try {
    for (const [place, text] of Object.entries(keeps)) {
      if (text) sessionStorage.setItem(PREFIX + place, text);
      else sessionStorage.removeItem(PREFIX + place);
    }
    for (const [name, text] of Object.entries(long)) add(name, text);
    return true;
  } catch {
    return false; // no storage is allowed, or it is full
  }
}

/**
 * @param {string} name
 * @param {string} text
 */
function add(name, text) {
  const names = [name, ...listed().filter((other) => other !== name)];
  for (const old of names.splice(MOST)) localStorage.removeItem(PREFIX + old);
  localStorage.setItem(LIST, JSON.stringify(names));
  localStorage.setItem(PREFIX + name, text);
}

/** @returns {string[]} */
function listed() {
  try {
    const names = JSON.parse(localStorage.getItem(LIST) ?? "[]");
    return Array.isArray(names) ? names.map(String) : [];
  } catch {
    return [];
  }
}

/**
 * What is kept of what is asked for: a place with a fingerprint, or with none for what the tab has of it. A fingerprint
 * that is not known is answered too: with nothing.
 * @param {Record<string, string>} asks
 */
export function answers(asks) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const [place, name] of Object.entries(asks)) {
    const text = kept(name ? "localStorage" : "sessionStorage", PREFIX + (name || place));
    if (text || name) texts[place] = text;
  }
  return texts;
}

/**
 * @param {"localStorage" | "sessionStorage"} store
 * @param {string} name
 */
function kept(store, name) {
  try {
    return window[store].getItem(name) ?? "";
  } catch {
    return "";
  }
}
