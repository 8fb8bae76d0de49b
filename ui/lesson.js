// Keys of a lesson, and the theme that the visitor sees. Arrows and a presenter's Page keys step; with Shift, lessons.
const lessons = new WeakMap();
const CONTROLS = "input, textarea, select, [contenteditable], [role=slider], [role=radio], [role=tab], [role=combobox], [role=dialog], [role=application]";
const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous" };

class LessonKeys {
  constructor() {
    this.ears = new AbortController();
    document.addEventListener("keydown", (event) => this.onKey(event), { signal: this.ears.signal });
    this.asked = shownTheme();
    this.looking = setInterval(() => this.look(), 700);
  }

  update({ data, setStateValue }) {
    this.data = data;
    this.send = setStateValue;
  }

  onKey(event) {
    const way = KEYS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.(CONTROLS)) return;
    if (event.key.startsWith("Page") && !this.data.presenting) return; // there they scroll
    const control = document.querySelector(`.st-key-${way}_${event.shiftKey ? "lesson" : "step"}`)?.querySelector("button, a");
    if (!control || control.disabled) return;
    event.preventDefault();
    control.click();
  }

  look() {
    const theme = shownTheme();
    if (this.data && theme !== this.data.theme && theme !== this.asked) this.send("theme", theme);
    this.asked = theme;
  }

  close() {
    clearInterval(this.looking);
    this.ears.abort();
  }
}

export default function (component) {
  const parent = component.parentElement;
  if (!lessons.has(parent)) lessons.set(parent, new LessonKeys());
  lessons.get(parent).update(component);
  return () => {
    lessons.get(parent)?.close();
    lessons.delete(parent);
  };
}
