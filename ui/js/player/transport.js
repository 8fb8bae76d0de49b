// The player's bar: buttons, a slider, the speed, and the keys that do the same.
import { element, tag } from "../page/elements.js";
import { part } from "../page/finding.js";
import { actOf } from "./keys.js";

/** @import { Act } from "./keys.js" */

const ICONS = {
  first: "M6 5v14M19 5l-9 7 9 7z", previous: "M17 5l-10 7 10 7z", play: "M8 5l11 7-11 7z", pause: "M9 5v14M15 5v14",
  next: "M7 5l10 7-10 7z", last: "M18 5v14M5 5l9 7-9 7z",
};
const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16, 32];
const PROMPT = 600; // milliseconds from "play" to the first step: what is on screen has been there before

export class Transport {
  at = 0;
  length = 0;
  speed = 1;
  /** How long the step on screen is held, in milliseconds at speed 1. */
  time = 0;
  /** Whether what has the focus got it by the pointer. */
  isPointed = false;
  /** The key that is down and was the player's. */
  taken = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  timer;

  /**
   * @param {HTMLElement} host
   * @param {(n: number) => void} go shows the grids after n steps
   * @param {() => void} onStop hears that what played has stopped
   */
  constructor(host, go, onStop) {
    this.host = host;
    this.go = go;
    this.onStop = onStop;
    const button = (/** @type {Act} */ act, /** @type {string} */ label) => this.button(act, label);
    this.play = button("play", "play");
    this.slider = tag("input", { type: "range", min: 0, max: 0, value: 0, "aria-label": "step" });
    this.slider.addEventListener("input", () => this.to(Number(this.slider.value)));
    this.count = tag("output", { class: "lab-count" });
    const speeds = SPEEDS.map((speed) => tag("option", { value: speed }, `${speed}×`));
    this.pace = tag("select", { "aria-label": "speed" }, ...speeds);
    this.pace.value = "1";
    this.pace.addEventListener("change", () => { this.speed = Number(this.pace.value); });
    host.replaceChildren(
      button("first", "first step"), button("previous", "previous step"), this.play, button("next", "next step"),
      button("last", "last step"), this.pace, this.slider, this.count);
    this.ears = new AbortController();
    // Ahead of all others: a choice of the page takes arrows, too, and has Tab to be reached by.
    const options = { signal: this.ears.signal, capture: true };
    document.addEventListener("keydown", (event) => this.onKey(event), options);
    document.addEventListener("keyup", (event) => this.onKeyUp(event), options);
    document.addEventListener("pointerdown", () => { this.isPointed = true; }, options);
  }

  /**
   * @param {Act} act
   * @param {string} label
   */
  button(act, label) {
    const icon = element("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, element("path", { d: ICONS[act] }));
    const node = tag("button", { type: "button", "aria-label": label, title: label }, icon);
    node.addEventListener("click", () => this.act(act));
    return node;
  }

  get playing() {
    return this.timer !== undefined;
  }

  /** @param {Act} act */
  act(act) {
    if (act !== "play") this.to({ first: 0, previous: this.at - 1, next: this.at + 1, last: this.length }[act]);
    else if (this.playing) this.stop();
    else this.start();
  }

  /**
   * A visitor's own move: it stops what plays.
   * @param {number} n
   */
  to(n) {
    this.stop();
    this.go(Math.min(Math.max(n, 0), this.length));
  }

  /** Play on, from the start again if the end was reached. */
  start() {
    if (this.playing || !this.length) return;
    if (this.at === this.length) this.go(0);
    this.wait(PROMPT / this.speed);
    this.dress("pause");
  }

  /** @param {number} time */
  wait(time) {
    this.timer = setTimeout(() => this.tick(), time);
  }

  /** Every step is shown for as long as it takes to read, and drawn within that time. */
  tick() {
    const start = performance.now();
    this.go(this.at + 1);
    if (this.at >= this.length) this.stop();
    else requestAnimationFrame(() => {
      if (this.playing) this.wait(Math.max(this.time / this.speed - (performance.now() - start), 0));
    });
  }

  stop() {
    if (!this.playing) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.dress("play");
    this.onStop();
  }

  /** @param {"play" | "pause"} name what the button in the middle offers */
  dress(name) {
    if (this.play.ariaLabel === name) return;
    this.play.ariaLabel = this.play.title = name;
    part(this.play, "path").setAttribute("d", ICONS[name]);
  }

  /**
   * Tell where the player is.
   * @param {number} at
   * @param {number} length
   * @param {number} time how long the step takes to read, in milliseconds
   */
  show(at, length, time) {
    this.at = at;
    this.length = length;
    this.time = time;
    this.slider.max = String(length);
    this.slider.value = String(at);
    this.slider.setAttribute("aria-valuetext", `step ${at} of ${length}`);
    this.count.textContent = `${at} / ${length}`;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === "Tab") this.isPointed = false;
    const act = this.host.style.visibility === "hidden" ? undefined : actOf(event, this.isPointed, this.slider);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    this.taken = event.key;
    this.act(act);
  }

  /**
   * A button is pressed when space comes up again: not by a space that the player has taken.
   * @param {KeyboardEvent} event
   */
  onKeyUp(event) {
    if (event.key === this.taken) event.preventDefault();
    this.taken = "";
  }

  close() {
    this.stop();
    this.ears.abort();
  }
}
