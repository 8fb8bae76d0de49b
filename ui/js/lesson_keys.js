// Keys of a lesson, its charts for those who hear it, and the theme that the visitor sees. Arrows and a presenter's
// Page keys step; with Shift, lessons. Presented, they tell the answer of an open question first.
import { around, found, part } from "./page/finding.js";
import { hush } from "./page/hushed.js";
import { noted } from "./page/leaving.js";
import { mounting } from "./page/mount.js";
import { TYPED, isPlain } from "./page/moves.js";
import { watchTheme } from "./page/theme.js";

const ROLES = ["slider", "radio", "tab", "combobox", "dialog", "application"].map((role) => `[role=${role}]`);
const CONTROLS = ["input:not([type=checkbox])", "textarea", "select", "[contenteditable]", ...ROLES].join();
/** @type {Record<string, string>} */
const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous" };

class LessonKeys {
  /** @type {LessonData} */
  data;
  /** @type {Send} */
  send;

  /** @param {Component<LessonData>} component */
  constructor({ parentElement }) {
    this.host = part(parentElement, ".lab-keys");
    this.ears = new AbortController();
    document.addEventListener("keydown", (event) => this.onKey(event), { signal: this.ears.signal });
    this.blind = watchTheme(() => this.data?.theme, (theme) => this.send("theme", theme));
    this.still = hush(document.body, ".st-key-lesson_board .stPlotlyChart");
  }

  /** @param {Component<LessonData>} component */
  update({ data, setStateValue }) {
    if (this.data && data.place !== this.data.place) part(document, "[data-testid=stMain]").scrollTo(0, 0);
    this.data = data;
    this.send = noted(setStateValue, () => this.closed);
    this.host.dataset.ready = "true";
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const way = KEYS[event.key];
    if (!way || !isPlain(event) || event.defaultPrevented) return;
    const page = event.key.startsWith("Page"); // a presenter's keys step whatever was clicked last; else they scroll
    if (page ? !this.data.presenting : around(event.target, CONTROLS)) return;
    if (around(event.target, TYPED)) return;
    const to = event.shiftKey ? "lesson" : "step";
    const control = this.toTell(way, event) ?? found(document, `.st-key-${way}_${to} button`);
    if (!(control instanceof HTMLButtonElement) || control.disabled) return;
    event.preventDefault();
    control.click();
  }

  /**
   * The button that tells the answer to an open question: a class has to see it before the keys step on.
   * @param {string} way
   * @param {KeyboardEvent} event
   */
  toTell(way, { shiftKey }) {
    return this.data.presenting && way === "next" && !shiftKey ? found(document, ".st-key-tell_answer button") : null;
  }

  close() {
    this.closed = true;
    this.blind();
    this.still();
    this.ears.abort();
  }
}

export default mounting((component) => new LessonKeys(component));
