// The player's bar: buttons, a slider, the speed, and the keys that do the same.
import { element, tag } from "../page/elements.js";
import { around, holds, part } from "../page/finding.js";
import { isPlain } from "../page/moves.js";

const ICONS = {
  first: "M6 5v14M19 5l-9 7 9 7z", previous: "M17 5l-10 7 10 7z", play: "M8 5l11 7-11 7z", pause: "M9 5v14M15 5v14",
  next: "M7 5l10 7-10 7z", last: "M18 5v14M5 5l9 7-9 7z",
};
/** @typedef {"first" | "previous" | "play" | "next" | "last"} Act what a button and a key do; play pauses, too */
/** @type {Record<string, Act>} */
const ACTS = { ArrowLeft: "previous", ArrowRight: "next", " ": "play", Home: "first", End: "last" };
const SPEEDS = [0.5, 1, 2, 4, 8];
const PACE = 600; // milliseconds a step at speed 1
const ROLES = ["slider", "radio", "tab", "combobox", "dialog"].map((role) => `[role=${role}]`);
/** Controls that keys may be meant for. */
const CONTROLS = ["input, textarea, select, button, a, summary, [contenteditable]", ...ROLES].join();

export class Transport {
  at = 0;
  length = 0;
  speed = 1;
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
    document.addEventListener("keydown", (event) => this.onKey(event), { signal: this.ears.signal });
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
    this.wait(PACE / this.speed);
    this.dress("pause");
  }

  /** @param {number} time */
  wait(time) {
    this.timer = setTimeout(() => this.tick(), time);
  }

  /** Every step is shown: where drawing takes longer than the pace, the pace gives way. */
  tick() {
    const start = performance.now();
    this.go(this.at + 1);
    if (this.at >= this.length) this.stop();
    else requestAnimationFrame(() => {
      if (this.playing) this.wait(Math.max(PACE / this.speed - (performance.now() - start), 0));
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
   */
  show(at, length) {
    this.at = at;
    this.length = length;
    this.slider.max = String(length);
    this.slider.value = String(at);
    this.slider.setAttribute("aria-valuetext", `step ${at} of ${length}`);
    this.count.textContent = `${at} / ${length}`;
  }

  /**
   * The keys never steal what is typed or what a control of the page is for.
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    const act = ACTS[event.key];
    if (!act || !isPlain(event) || event.shiftKey || event.defaultPrevented) return;
    if (this.host.style.visibility === "hidden") return;
    const own = holds(this.host, event.target);
    if (!own && around(event.target, CONTROLS)) return;
    if (own && (event.target === this.pace || (event.key === " " && event.target !== this.slider))) return;
    event.preventDefault();
    this.act(act);
  }

  close() {
    this.stop();
    this.ears.abort();
  }
}
