// The player's bar: buttons, a slider, the speed, and the keys that do the same.
const ICONS = {
  first: "M6 5v14M19 5l-9 7 9 7z", previous: "M17 5l-10 7 10 7z", play: "M8 5l11 7-11 7z", pause: "M9 5v14M15 5v14",
  next: "M7 5l10 7-10 7z", last: "M18 5v14M5 5l9 7-9 7z",
};
const SPEEDS = [0.5, 1, 2, 4, 8];
const PACE = 600; // milliseconds a step at speed 1

const tag = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
};

class Transport {
  // `go(n)` shows the grids after n steps; `onStop` hears that what played has stopped.
  constructor(host, go, onStop) {
    Object.assign(this, { host, go, onStop });
    this.at = this.length = 0;
    this.speed = 1;
    const button = (act, label) => {
      const icon = element("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, element("path", { d: ICONS[act] }));
      const node = tag("button", { type: "button", "aria-label": label, title: label }, icon);
      node.addEventListener("click", () => this.act(act === "play" && this.playing ? "pause" : act));
      return node;
    };
    this.play = button("play", "play");
    this.slider = tag("input", { type: "range", min: 0, max: 0, value: 0, "aria-label": "step" });
    this.slider.addEventListener("input", () => this.to(Number(this.slider.value)));
    this.count = tag("output", { class: "lab-count" });
    this.pace = tag("select", { "aria-label": "speed" }, ...SPEEDS.map((speed) => tag("option", { value: speed }, `${speed}×`)));
    this.pace.value = "1";
    this.pace.addEventListener("change", () => { this.speed = Number(this.pace.value); });
    host.replaceChildren(
      button("first", "first step"), button("previous", "previous step"), this.play, button("next", "next step"),
      button("last", "last step"), this.pace, this.slider, this.count);
    this.ears = new AbortController();
    document.addEventListener("keydown", (event) => this.onKey(event), { signal: this.ears.signal });
  }

  get playing() {
    return this.timer !== undefined;
  }

  act(name) {
    if (name === "play") return this.start();
    if (name === "pause") return this.stop();
    return this.to({ first: 0, previous: this.at - 1, next: this.at + 1, last: this.length }[name]);
  }

  // A visitor's own move: it stops what plays.
  to(n) {
    this.stop();
    this.go(Math.min(Math.max(n, 0), this.length));
  }

  // Play on, from the start again if the end was reached.
  start() {
    if (this.playing || !this.length) return;
    if (this.at === this.length) this.go(0);
    this.timer = setTimeout(() => this.tick(), PACE / this.speed);
    this.dress("pause");
  }

  // Every step is shown: where drawing takes longer than the pace, the pace gives way.
  tick() {
    const start = performance.now();
    this.go(this.at + 1);
    if (this.at >= this.length) return this.stop();
    requestAnimationFrame(() => {
      if (this.playing) this.timer = setTimeout(() => this.tick(), Math.max(PACE / this.speed - (performance.now() - start), 0));
    });
  }

  stop() {
    if (!this.playing) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.dress("play");
    this.onStop();
  }

  dress(name) {
    if (this.play.ariaLabel === name) return;
    this.play.ariaLabel = this.play.title = name;
    this.play.querySelector("path").setAttribute("d", ICONS[name]);
  }

  // Tell where the player is.
  show(at, length) {
    Object.assign(this, { at, length });
    this.slider.max = length;
    this.slider.value = at;
    this.slider.setAttribute("aria-valuetext", `step ${at} of ${length}`);
    this.count.textContent = `${at} / ${length}`;
  }

  // The keys never steal what is typed or what a control of the page is for.
  onKey(event) {
    const key = { ArrowLeft: "previous", ArrowRight: "next", " ": this.playing ? "pause" : "play", Home: "first", End: "last" }[event.key];
    if (!key || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
    if (this.host.style.visibility === "hidden") return;
    const own = this.host.contains(event.target);
    const control = event.target.closest?.("input, textarea, select, button, a, summary, [contenteditable], [role=slider], [role=radio], [role=tab], [role=combobox], [role=dialog]");
    if (control && !own) return;
    if (own && (event.target === this.pace || (event.key === " " && event.target !== this.slider))) return;
    event.preventDefault();
    this.act(key);
  }

  close() {
    this.stop();
    this.ears.abort();
  }
}
