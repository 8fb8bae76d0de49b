// What the visitor selects: shown at once, and told to the server, which answers later.
import { same, within } from "./grids.js";

export class Selecting {
  /**
   * What the server said last.
   * @type {SceneData}
   */
  data;
  /**
   * What it has not acknowledged.
   * @type {{ rev: number, selection: Selected, sent?: boolean } | null}
   */
  pending = null;
  rev = 0;

  /**
   * @param {() => void} show draws the selection
   * @param {(message: Selected & { rev: number }) => void} send
   */
  constructor(show, send) {
    this.show = show;
    this.send = send;
  }

  /** @param {SceneData} data */
  update(data) {
    this.data = data;
    this.rev = Math.max(this.rev, data.selection_seen);
    if (!this.pending || data.selection_seen >= this.pending.rev) this.pending = null;
    else this.pending.selection = within(this.pending.selection, data) ?? data.selection;
  }

  get current() {
    return this.pending?.selection ?? this.data.selection;
  }

  /**
   * @param {Selected} selection
   * @param {number} wait milliseconds until the server is told: the keyboard may be on its way to another cell
   */
  select(selection, wait = 0) {
    if (same(selection, this.current)) return;
    this.rev += 1;
    this.pending = { rev: this.rev, selection };
    this.show();
    clearTimeout(this.later);
    this.later = setTimeout(() => this.deliver(), wait);
  }

  /** Tell the server of a selection that still waits. */
  deliver() {
    clearTimeout(this.later);
    if (!this.pending || this.pending.sent) return;
    this.pending.sent = true;
    this.send({ rev: this.pending.rev, ...this.pending.selection });
  }

  /** Give up a selection that still waits. */
  drop() {
    if (!this.pending || this.pending.sent) return;
    clearTimeout(this.later);
    this.pending = null;
    this.show();
  }

  close() {
    clearTimeout(this.later);
  }
}
