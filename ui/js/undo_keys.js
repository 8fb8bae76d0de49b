// Keys that undo and redo: they press the buttons, one after another. What is being typed is the browser's to undo.
import { MOMENT, isOnItsWay } from "./page/leaving.js";
import { around, found } from "./page/finding.js";
import { isChanged, isInputCell } from "./grids/input_cell.js";
import { mounting } from "./page/mount.js";
import { stepBy } from "./page/moves.js";

const BUTTONS = ["undo", "redo", "reset"].map((name) => `.st-key-${name} button`).join();
const LONGEST = 3000; // that an answer is waited for

class UndoKeys {
  /** @type {UndoData} */
  data;
  /**
   * What is to be pressed.
   * @type {string[]}
   */
  waiting = [];
  /** When a button was pressed that the server has not answered. */
  pressed = -Infinity;
  /**
   * The field that is being typed in, of those that are no cells.
   * @type {EventTarget | null}
   */
  typed = null;

  constructor() {
    this.ears = new AbortController();
    const { signal } = this.ears;
    document.addEventListener("keydown", (event) => this.onKey(event), { signal });
    document.addEventListener("input", ({ target }) => { this.typed = target; }, { signal });
    document.addEventListener("focusout", () => { this.typed = null; }, { signal });
    document.addEventListener("click", (event) => this.onClick(event), { signal, capture: true });
  }

  /** @param {Component<UndoData>} component */
  update({ data }) {
    if (data.moves !== this.data?.moves) this.pressed = -Infinity;
    this.data = data;
    this.press();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Enter") this.typed = null;
    const step = stepBy(event);
    if (!step || event.defaultPrevented || this.isTypedIn(event.target)) return;
    event.preventDefault();
    if (event.repeat && this.waiting.length) return; // a key that is held is not to go on when it is let go
    this.waiting.push(step);
    this.press();
  }

  /**
   * Whether an element has a text that is on its way to be one.
   * @param {EventTarget | null} target
   */
  isTypedIn(target) {
    if (isInputCell(target)) return isChanged(target);
    return target === this.typed && !around(target, "[type=checkbox], [type=radio], [type=range]");
  }

  /** Press what waits, unless an edit is on its way or the last one is not answered. */
  press() {
    clearTimeout(this.later);
    if (!this.waiting.length) return;
    const isBusy = performance.now() - this.pressed < LONGEST;
    if (isBusy || isOnItsWay()) {
      this.later = setTimeout(() => this.press(), MOMENT);
      return;
    }
    const button = found(document, `.st-key-${this.waiting.shift()} button`);
    if (button instanceof HTMLButtonElement && !button.disabled) {
      this.pressed = performance.now();
      button.click();
    }
    this.press();
  }

  /**
   * A click must not overtake the edit that it has committed: on what is undone, that would be too late.
   * @param {MouseEvent} event
   */
  onClick(event) {
    const button = around(event.target, BUTTONS);
    if (!button || !isOnItsWay()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    setTimeout(() => button.click(), MOMENT + 1);
  }

  close() {
    clearTimeout(this.later);
    this.ears.abort();
  }
}

export default mounting(() => new UndoKeys());
