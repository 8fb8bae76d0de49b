// Keys of a lesson, and the theme that the visitor sees. Arrows and a presenter's Page keys step; with Shift, lessons.
const TEXT = "textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=range])";
const CONTROLS = "input:not([type=checkbox]), textarea, select, [contenteditable], [role=slider], [role=radio], [role=tab], [role=combobox], [role=dialog], [role=application]";
const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous" };

class LessonKeys {
  constructor({ parentElement }) {
    this.host = parentElement.querySelector(".lab-keys");
    this.ears = new AbortController();
    document.addEventListener("keydown", (event) => this.onKey(event), { signal: this.ears.signal });
    this.blind = watchTheme(() => this.data?.theme, (theme) => this.send("theme", theme));
  }

  update({ data, setStateValue }) {
    if (this.data && data.place !== this.data.place) document.querySelector("[data-testid=stMain]").scrollTo(0, 0);
    this.data = data;
    this.send = noted(setStateValue, () => this.closed);
    this.host.dataset.ready = true;
  }

  onKey(event) {
    const way = KEYS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const page = event.key.startsWith("Page"); // a presenter's keys step whatever was clicked last; else they scroll
    if (page ? !this.data.presenting : event.target.closest?.(CONTROLS)) return;
    if (event.target.closest?.(TEXT)) return;
    const control = document.querySelector(`.st-key-${way}_${event.shiftKey ? "lesson" : "step"} button`);
    if (!control || control.disabled) return;
    event.preventDefault();
    control.click();
  }

  close() {
    this.closed = true;
    this.blind();
    this.ears.abort();
  }
}

export default mounting((component) => new LessonKeys(component));
