// The player on the page: Streamlit mounted the charts, the server keeps the place, everything else happens here.
const REST = 300; // milliseconds without a move until the server is told of the place

class Stepper {
  constructor({ parentElement }) {
    const root = document.querySelector(".st-key-scene");
    const bar = parentElement.querySelector(".lab-transport");
    const words = (name) => root.querySelector(`.lab-told .lab-${name}`);
    const told = { get sentence() { return words("sentence"); }, get equation() { return words("equation"); }, get ledger() { return words("ledger"); } };
    this.rev = 0;
    this.player = new Player(root, root, bar, told, (name) => this.charts.fill(name), (at) => this.moved(at));
    this.charts = new Charts(this.player.board, () => this.player.draw(true), () => this.begin(bar));
    this.unwatch = watchTheme(() => this.data?.theme, (theme) => this.send("theme", theme));
    bar.style.visibility = "hidden"; // until the charts follow it
    this.ears = new AbortController();
    const on = (type, act) => document.addEventListener(type, act, { signal: this.ears.signal, capture: true });
    on("pointerdown", (event) => this.leave(event.target));
    on("click", (event) => holdBack(event, () => {
      this.player.transport.stop();
      this.deliver();
    }));
  }

  begin(bar) {
    bar.style.visibility = "";
    this.send("ready", true);
  }

  // What comes is the length of a head of JSON, that head, and the steps, deflated.
  async update({ data: bytes, setStateValue }) {
    this.send = noted(setStateValue, () => this.closed);
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    const data = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
    this.rev = Math.max(this.rev, data.seen);
    this.data = data;
    if (this.loaded === data.id) this.refresh();
    else if (this.loading !== data.id) {
      this.loading = data.id;
      const film = await unpacked(bytes.slice(4 + length));
      await this.mounted();
      if (this.loading === data.id && !this.closed) this.take(film);
    }
  }

  // The same pass again: the server may have set another place, or mounted its charts anew.
  refresh() {
    this.loading = undefined;
    if (this.version === this.data.version) this.player.board.update(this.player.base);
    else {
      this.version = this.data.version;
      this.player.transport.to(this.data.at);
      this.forget();
    }
    this.charts.fillAll();
  }

  // Another pass. Where the server has set no other place, only numbers or colours have changed, and the visitor stays.
  take(film) {
    const { transport, reel } = this.player;
    const stays = reel && this.version === this.data.version;
    const playing = transport.playing;
    transport.stop();
    this.forget();
    [this.loaded, this.loading, this.version] = [this.data.id, undefined, this.data.version];
    this.player.load(film, stays ? reel.at : this.data.at);
    this.charts.fillAll();
    if (!stays) return;
    this.moved(this.player.reel.at);
    if (playing && this.player.reel.at < this.player.reel.length) transport.start();
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
    if (this.loaded !== this.data.id) return; // another pass is on its way
    clearTimeout(this.later);
    this.waiting = at;
    if (!this.player.transport.playing) this.later = setTimeout(() => this.deliver(), REST);
  }

  deliver() {
    clearTimeout(this.later);
    if (this.waiting === undefined || this.waiting === this.data.at) return;
    this.rev += 1;
    this.send("place", { version: this.data.version, at: this.waiting, rev: this.rev });
    this.forget();
  }

  forget() {
    clearTimeout(this.later);
    this.waiting = undefined;
  }

  // What the visitor goes to next may want to know the place; what is taken away is taken of the step on screen.
  leave(next) {
    if (this.player.root.contains(next) || next.closest?.(LINKS)) return;
    if (next.closest?.(".st-key-below")) this.player.transport.stop();
    this.deliver();
  }

  close() {
    this.closed = true;
    clearTimeout(this.later);
    this.unwatch();
    this.ears.abort();
    this.charts.close();
    this.player.close();
  }
}

export default mounting((component) => new Stepper(component));
