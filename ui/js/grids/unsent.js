// Edits that the server had not yet when their page was left: the next page of the same grid in this tab sends them.
import { addresses, isAt } from "../page/history.js";

const PREFIX = "pooling-lab:unsent:";

/**
 * @param {string} place of the grid
 * @param {string} of which of its states the edits were made on
 * @param {Edit[]} edits none: what was left before has arrived
 */
export function leaveUnsent(place, of, edits) {
  try {
    if (edits.length) sessionStorage.setItem(PREFIX + place, JSON.stringify({ of, at: addresses(), edits }));
    else sessionStorage.removeItem(PREFIX + place);
  } catch {
    // Nothing may be kept here: then nothing can be left.
  }
}

/**
 * What was left for a grid in this state, or by an address that knew more than the page that was left had
 * drawn; it is taken once. Of another state it has lost its meaning.
 * @param {string} place
 * @param {string} of
 * @returns {Edit[]}
 */
export function takeUnsent(place, of) {
  try {
    const left = JSON.parse(sessionStorage.getItem(PREFIX + place) ?? "{}");
    sessionStorage.removeItem(PREFIX + place);
    return (left.of === of || isAt(left.at)) && Array.isArray(left.edits) ? left.edits : [];
  } catch {
    return [];
  }
}
