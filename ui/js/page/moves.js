// Which way a key goes: in a grid, as [rows, columns]; in what was done, back or forward.

/** @type {Record<string, Pair>} */
export const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** What one types in: its keys are its own. */
export const TYPED = "textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=range])";

/** @typedef {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} Key */

/**
 * Whether a key is pressed alone, or with Shift at most.
 * @param {Key} key
 */
export const isPlain = ({ ctrlKey, metaKey, altKey }) => !ctrlKey && !metaKey && !altKey;

/**
 * Where a key goes from a cell that is typed in, or null: an arrow leaves its text only at the end it points to.
 * @param {Key} key
 * @param {boolean} atStart
 * @param {boolean} atEnd
 * @returns {Pair | null}
 */
export function moveFromText({ key, shiftKey }, atStart, atEnd) {
  if (key === "Enter") return shiftKey ? [-1, 0] : [1, 0];
  if (key === "ArrowLeft" && !(atStart && !shiftKey)) return null;
  if (key === "ArrowRight" && !(atEnd && !shiftKey)) return null;
  return MOVES[key] ?? null;
}

/**
 * The place one move on, within a grid of this shape.
 * @param {Pair} place
 * @param {Pair} move
 * @param {Pair} shape
 * @returns {Pair}
 */
export const movedOn = ([row, column], [down, right], [rows, columns]) =>
  [Math.min(Math.max(row + down, 0), rows - 1), Math.min(Math.max(column + right, 0), columns - 1)];

/** @type {Record<string, string>} */
const STEPS = { z: "undo", "shift z": "redo", y: "redo" };

/**
 * Whether a key undoes or redoes a step, by the letter on it; on a keyboard of other letters, by where that would be.
 * @param {Key & Pick<KeyboardEvent, "code">} key
 * @returns {string | null} "undo" or "redo"
 */
export function stepBy({ key, code, ctrlKey, metaKey, altKey, shiftKey }) {
  if (altKey || ctrlKey === metaKey) return null;
  const letter = /^[a-z]$/i.test(key) ? key : code.replace("Key", "");
  return STEPS[(shiftKey ? "shift " : "") + letter.toLowerCase()] ?? null;
}
