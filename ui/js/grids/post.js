// The way of a grid's edits to the server: none is lost on it, and none is made twice on another grid.
import { Lateness } from "../page/late.js";
import { Outbox } from "./outbox.js";
import { drawn } from "../page/history.js";
import { leaveUnsent, takeUnsent } from "./unsent.js";

const LEFT = "lab-left";

export class Post {
  /** @type {EditorData} */
  data;
  /** @type {Send} */
  send;
  /**
   * The session of the server that answered last.
   * @type {string | undefined}
   */
  visit;
  outbox = new Outbox();
  ears = new AbortController();

  /**
   * @param {HTMLElement} root of the grid
   * @param {() => Edit[]} typed what is typed and not sent yet
   */
  constructor(root, typed) {
    this.lateness = new Lateness(root);
    this.typed = typed;
    window.addEventListener("pagehide", () => this.leave(), { signal: this.ears.signal });
    window.addEventListener(LEFT, () => this.find(), { signal: this.ears.signal });
  }

  /**
   * What the server says now; gives whether the grid has become another one, to which no edit under way belongs.
   * @param {EditorData} data
   * @param {Send} send
   */
  update(data, send) {
    this.send = send;
    const moved = this.visit !== undefined && data.visit !== this.visit; // to a session that knows the address alone
    const isOther = !moved && data.version !== this.data?.version;
    if (!moved) this.outbox.acknowledge(data.seen, isOther);
    this.data = data;
    drawn();
    if (data.visit && data.visit !== this.visit) this.repeat(moved ? [] : takeUnsent(data.place, data.of));
    this.lateness.watch(this.outbox.unseen.length > 0);
    return isOther;
  }

  /**
   * Send to another session what the one before did not live to see, or what the page before had not sent.
   * @param {Edit[]} left
   */
  repeat(left) {
    this.visit = this.data.visit;
    for (const edit of left) this.outbox.add(edit);
    const { rev, events } = this.outbox.again(this.data.seen);
    if (events.length) this.send("edit", { rev, version: this.data.version, events });
  }

  /** @param {Edit} edit */
  push(edit) {
    const { rev, events } = this.outbox.add(edit);
    this.send("edit", { rev, version: this.data.version, events });
    this.lateness.watch(true);
  }

  /** The page is going: what is not sent is left to the next. */
  leave() {
    if (!this.data?.visit) return;
    const edits = [...this.outbox.unseen.map(([, edit]) => edit), ...this.typed()];
    leaveUnsent(this.data.place, this.data.of, edits);
  }

  /** The grid of the page before may go after this one has come. */
  find() {
    const left = this.visit ? takeUnsent(this.data.place, this.data.of) : [];
    if (left.length) this.repeat(left);
  }

  close() {
    this.ears.abort();
    this.lateness.watch(false);
    this.leave();
    window.dispatchEvent(new Event(LEFT));
  }
}
