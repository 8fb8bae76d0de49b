// Edits that the server had not yet when their page was left: the next page of the same grid in this tab sends them.
const PREFIX = "pooling-lab:unsent:";

/**
 * @param {string} place of the grid
 * @param {Edit[]} edits none: what was left before has arrived
 */
export function leaveUnsent(place, edits) {
  try {
    if (edits.length) sessionStorage.setItem(PREFIX + place, JSON.stringify(edits));
    else sessionStorage.removeItem(PREFIX + place);
  } catch {
    // Nothing may be kept here: then nothing can be left.
  }
}

/**
 * What was left for a grid; it is taken once.
 * @param {string} place
 * @returns {Edit[]}
 */
export function takeUnsent(place) {
  try {
    const edits = JSON.parse(sessionStorage.getItem(PREFIX + place) ?? "[]");
    sessionStorage.removeItem(PREFIX + place);
    return Array.isArray(edits) ? edits : [];
  } catch {
    return [];
  }
}
