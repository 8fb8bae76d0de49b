// What the browser keeps for a visitor: in the tab what was on each page, in all tabs states too long for an address;
// for good what was noted, in cookies, which tell the server before it draws.

const PREFIX = "pooling-lab:";
const LIST = `${PREFIX}long`;
const MOST = 20; // of the long ones
const GOOD = 400 * 24 * 3600; // seconds: as long as browsers keep a cookie

/**
 * Keep the texts of places, and the long ones by their fingerprints; gives whether the browser did.
 * @param {Record<string, string>} keeps
 * @param {Record<string, [string, string]>} long
 */
export function remember(keeps, long) {
  try {
    for (const [place, text] of Object.entries(keeps)) {
      if (text) sessionStorage.setItem(PREFIX + place, text);
      else sessionStorage.removeItem(PREFIX + place);
    }
    for (const [place, [name, text]] of Object.entries(long)) add(place, name, text);
    return true;
  } catch {
    return false; // no storage is allowed, or it is full
  }
}

/**
 * A long text in the place of the one that this tab kept before: an edit is not to push out what other tabs keep.
 * @param {string} place
 * @param {string} name
 * @param {string} text
 */
function add(place, name, text) {
  const slot = `${PREFIX}slot:${place}`;
  const before = sessionStorage.getItem(slot);
  const names = [name, ...listed().filter((other) => other !== name && other !== before)];
  for (const old of [before, ...names.splice(MOST)]) if (old && old !== name) localStorage.removeItem(PREFIX + old);
  localStorage.setItem(LIST, JSON.stringify(names));
  localStorage.setItem(PREFIX + name, text);
  sessionStorage.setItem(slot, name);
}

/** Keep for good that these were noted. @param {string[]} notes */
export function note(notes) {
  for (const name of notes) document.cookie = `${name}=1; max-age=${GOOD}; path=/; samesite=lax`;
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
 * What is kept of each place that is asked for, nothing included: by its fingerprint, if it has one; else, and where
 * no tab knows that, what this tab has of the place. The server looks whether it is the text that was meant.
 * @param {Record<string, string>} asks
 */
export function answers(asks) {
  return Object.fromEntries(Object.entries(asks).map(([place, name]) => [
    place, (name && kept("localStorage", PREFIX + name)) || kept("sessionStorage", PREFIX + place),
  ]));
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
