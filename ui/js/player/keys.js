// The player's keys. They work wherever the focus is, unless what has it needs them: a text, a slider, an open list.
import { around } from "../page/finding.js";
import { TYPED, isPlain } from "../page/moves.js";

/** @typedef {"first" | "previous" | "play" | "next" | "last"} Act what a button and a key do; play pauses, too */
/** @type {Record<string, Act>} */
const ACTS = {
  ArrowLeft: "previous", PageUp: "previous", ArrowRight: "next", PageDown: "next", Home: "first", End: "last",
  " ": "play",
};
/** Where every key has a meaning, and where all but space have one. */
const LISTS = ["listbox", "option", "menu", "combobox", "tab"].map((role) => `[role=${role}]`).join(", ");
const SLIDERS = "input[type=range], [role=slider]";
/** What space presses. */
const BUTTONS = "button, a, summary, label, input, select, [role=button]";

/**
 * What a key does in the player, if anything.
 * @param {KeyboardEvent} event
 * @param {boolean} isPointed whether the focus came by the pointer: then space is not meant for the button under it
 * @param {EventTarget} own the player's own slider, whose keys the player takes
 * @returns {Act | undefined}
 */
export function actOf(event, isPointed, own) {
  const { target } = event;
  const act = ACTS[event.key];
  if (!act || !isPlain(event) || event.shiftKey || around(target, TYPED) || around(target, LISTS)) return undefined;
  if (event.key.startsWith("Arrow") && around(target, "[role=grid]")) return undefined; // they go from cell to cell
  if (act === "play") return !isPointed && around(target, BUTTONS) && target !== own ? undefined : act;
  return around(target, SLIDERS) && target !== own ? undefined : act;
}
