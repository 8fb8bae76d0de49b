// One cell to type in. Its `data-start` holds the text that it had when the typing began.
import { placeOf } from "./element_grid.js";

/**
 * @param {string} name
 * @param {number} row
 * @param {number} column
 */
export function inputCell(name, row, column) {
  const input = document.createElement("input");
  Object.assign(input, { className: "lab-cell", autocomplete: "off", spellcheck: false, inputMode: "text" });
  input.setAttribute("aria-invalid", "false");
  input.setAttribute("aria-label", `${name} row ${row} column ${column}`);
  return input;
}

/**
 * @param {EventTarget | null} target
 * @returns {target is HTMLInputElement}
 */
export const isInputCell = (target) => target instanceof HTMLInputElement && target.classList.contains("lab-cell");

/** @param {HTMLInputElement} input */
export const isChanged = (input) => input.value !== input.dataset.start;

/**
 * Whether all of the text is selected.
 * @param {HTMLInputElement} input
 */
export const isWhole = (input) => input.selectionStart === 0 && input.selectionEnd === input.value.length;

/**
 * Give a cell a text to begin with; what was selected whole still is, so that what is typed next replaces it.
 * @param {HTMLInputElement} input
 * @param {string} text
 */
export function restart(input, text) {
  if (input.value !== text) {
    const whole = input === document.activeElement && isWhole(input);
    input.value = text;
    if (whole) input.select();
  }
  input.dataset.start = text;
}

/**
 * Say what a cell holds, and mark it where that is refused.
 * @param {HTMLInputElement} input
 * @param {string} title
 * @param {boolean} isRefused
 */
export function describe(input, title, isRefused) {
  if (input.title !== title) input.title = title;
  if (isRefused === input.classList.contains("lab-bad")) return;
  input.classList.toggle("lab-bad");
  input.setAttribute("aria-invalid", String(isRefused));
}

/**
 * What a visitor is in the middle of, if it is in a cell of this grid.
 * @param {HTMLElement} root
 */
export function typingIn(root) {
  const input = document.activeElement;
  if (!isInputCell(input) || !root.contains(input)) return null;
  const { value, dataset: { start }, selectionStart, selectionEnd } = input;
  return { at: placeOf(input), value, start, selectionStart, selectionEnd };
}

/**
 * The same again in a new cell of the same place; where the grid has shrunk, the nearest is empty to type in.
 * @param {HTMLInputElement[][]} cells
 * @param {NonNullable<ReturnType<typeof typingIn>>} typing
 */
export function resume(cells, { at: [r, c], value, start, selectionStart, selectionEnd }) {
  const same = cells[r]?.[c];
  const input = same ?? cells[Math.min(r, cells.length - 1)][Math.min(c, cells[0].length - 1)];
  input.focus();
  input.value = same ? value : "";
  input.dataset.start = same ? start : "";
  input.setSelectionRange(selectionStart, selectionEnd);
}
