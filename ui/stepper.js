// The player on the page: Streamlit mounted the charts, the server keeps the place, everything else happens here.
const steppers = new WeakMap();
const REST = 300; // milliseconds without a move until the server is told of the place

class Stepper {
  constructor({ parentElement }) {
    const root = document.querySelector(".st-key-scene");
    const bar = parentElement.querySelector(".lab-transport");
    const words = (name) => root.querySelector(`.lab-told .lab-${name}`);
    this.told = { get sentence() { return words("sentence"); }, get equation() { return words("equation"); }, get ledger() { return words("ledger"); } };
    this.rev = 0;
    this.player = new Player(root, root, bar, this.told, (name) => this.charts.fill(name), (at) => this.moved(at));
    this.charts = new Charts(this.player.board, () => this.player.draw(true), () => this.send("ready", true));
    this.looking = setInterval(() => {
      const theme = shownTheme();
      if (this.data && theme !== this.data.theme && theme !== this.asked) this.send("theme", theme);
      this.asked = theme;
    }, 700);
    this.ears = new AbortController();
    document.addEventListener("pointerdown", (event) => this.leave(event.target), { signal: this.ears.signal, capture: true });
  }

  // What comes is the length of a head of JSON, that head, and the steps, deflated.
  async update({ data: bytes, setStateValue }) {
    this.send = setStateValue;
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    const data = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    this.rev = Math.max(this.rev, data.seen);
    const before = this.data;
    this.data = data;
    if (before?.id !== data.id) {
      const film = await unpacked(bytes.slice(4 + length));
      await this.mounted();
      if (this.data.id !== data.id || this.closed) return;
      this.player.transport.stop();
      clearTimeout(this.later);
      this.player.load(film, data.at);
    } else if (before.version !== data.version) this.player.transport.to(data.at);
    else if (this.player.base) this.player.board.update(this.player.base);
    if (this.player.base) this.charts.fillAll();
  }

  // The grids and the place for the words may come to the page a moment after the player.
  async mounted() {
    const parts = [...GRIDS.map((name) => `.st-key-heatmap_${name}`), ".lab-told .lab-sentence"];
    while (!this.closed && parts.some((part) => !this.player.root.querySelector(part))) {
      await new Promise(requestAnimationFrame);
    }
  }

  // The server is told once the visitor rests; while it plays it is not asked.
  moved(at) {
    clearTimeout(this.later);
    this.waiting = at;
    if (!this.player.transport.playing || at === this.player.reel.length) this.later = setTimeout(() => this.deliver(), REST);
  }

  deliver() {
    clearTimeout(this.later);
    if (this.waiting === undefined) return;
    this.rev += 1;
    this.send("place", { version: this.data.version, at: this.waiting, rev: this.rev });
    this.waiting = undefined;
  }

  // What the visitor goes to next may want to know the place; a message after a click on the menu would call back.
  leave(next) {
    if (this.player.root.contains(next)) return;
    if (next.closest?.(".stSidebar a")) {
      clearTimeout(this.later);
      this.player.transport.stop();
    } else if (!next.closest?.(".lab-transport")) this.deliver();
  }

  close() {
    this.closed = true;
    clearTimeout(this.later);
    clearInterval(this.looking);
    this.ears.abort();
    this.charts.close();
    this.player.close();
  }
}

export default function (component) {
  const parent = component.parentElement;
  if (!steppers.has(parent)) steppers.set(parent, new Stepper(component));
  steppers.get(parent).update(component);
  return () => {
    steppers.get(parent)?.close();
    steppers.delete(parent);
  };
}
