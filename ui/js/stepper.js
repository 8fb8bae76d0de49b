// The player on the page: Streamlit mounted the charts, the server keeps the place, everything else happens here.
import { Charts } from "./board/charts.js";
import { around, found, holds, part } from "./page/finding.js";
import { GRIDS } from "./page/grids.js";
import { LINKS, holdBack, noted } from "./page/leaving.js";
import { mounting } from "./page/mount.js";
import { opened, unpacked } from "./player/payload.js";
import { Player } from "./player/player.js";
import { watchTheme } from "./page/theme.js";

const REST = 300; // milliseconds without a move until the server is told of the place

/**
 * Where the words go: the page may lay their elements anew, so they are looked up each time.
 * @param {HTMLElement} root
 * @returns {Told}
 */
const toldIn = (root) => ({
  get sentence() { return found(root, ".lab-told .lab-sentence"); },
  get equation() { return found(root, ".lab-told .lab-equation"); },
  get ledger() { return found(root, ".lab-told .lab-ledger"); },
  get code() { return found(root, ".lab-told .lab-loops"); },
});

class Stepper {
  /** @type {Send} */
  send;
  /**
   * What came with the last run.
   * @type {Head}
   */
  head;
  /**
   * The pass that plays, and the one that is being unpacked.
   * @type {string | undefined}
   */
  loaded;
  /** @type {string | undefined} */
  loading;
  /**
   * The place that the server is not yet told of.
   * @type {number | undefined}
   */
  waiting;
  /** @type {number | undefined} */
  version;
  /**
   * The session of the server that answered last.
   * @type {string | undefined}
   */
  visit;
  rev = 0;
  /**
   * The place that the server was told of and has not yet taken.
   * @type {{ version: number, rev: number } | undefined}
   */
  told;
  /**
   * The step to play to, where the visitor asked to be shown something before the player came to the page.
   * @type {number | null | undefined}
   */
  until;

  /** @param {Component<Uint8Array<ArrayBuffer>>} component */
  constructor({ parentElement }) {
    const root = part(document, ".st-key-scene");
    const bar = this.bar = part(parentElement, ".lab-transport");
    this.player = new Player(root, bar, toldIn(root), (name) => this.charts.fill(name), (at) => this.moved(at));
    this.charts = new Charts(this.player.board, () => this.player.draw(true), () => this.begin(bar));
    this.unwatch = watchTheme(() => this.head?.theme, (theme) => this.send("theme", theme));
    bar.style.visibility = "hidden"; // until the charts follow it
    this.ears = new AbortController();
    const options = { signal: this.ears.signal, capture: true };
    document.addEventListener("pointerdown", (event) => this.leave(event.target), options);
    document.addEventListener("click", (event) => holdBack(event, () => {
      this.player.transport.stop();
      this.deliver();
    }), options);
  }

  /** @param {HTMLElement} bar */
  begin(bar) {
    bar.style.visibility = "";
    this.send("ready", true);
  }

  /** @param {Component<Uint8Array<ArrayBuffer>>} component */
  async update({ data, setStateValue }) {
    this.send = noted(setStateValue, () => this.closed);
    const { head, packed } = opened(data);
    this.rev = Math.max(this.rev, head.seen);
    this.head = head;
    const { told } = this;
    if (told && (head.version !== told.version || head.seen >= told.rev)) this.waits(undefined);
    this.player.showCode(head.code);
    if (this.loaded === undefined) this.until = head.until;
    if (this.loaded === head.id) this.refresh();
    else if (this.loading !== head.id) {
      this.loading = head.id;
      const pass = await unpacked(packed);
      await this.mounted();
      if (this.loading === head.id && !this.closed) this.take(pass);
    }
  }

  /**
   * Whether the visitor stays at the place at hand. A session that knows the address alone is told of it.
   */
  follows() {
    const { visit, version } = this.head;
    const isNew = this.visit !== undefined && this.visit !== visit;
    this.visit = visit;
    if (!isNew) return this.version === version;
    this.version = version;
    if (this.loaded === this.head.id) this.moved(this.player.replay.at);
    return true;
  }

  /** The same pass again: the server may have set another place, or mounted its charts anew. */
  refresh() {
    this.loading = undefined;
    if (this.follows()) this.player.board.update(this.player.base);
    else {
      this.version = this.head.version;
      this.player.transport.to(this.head.at);
      this.forget();
    }
    this.charts.fillAll();
  }

  /**
   * Another pass. Where the server has set no other place, only numbers or colours have changed, and the visitor stays.
   * @param {Pass} pass
   */
  take(pass) {
    const { transport, replay } = this.player;
    const stays = replay && this.follows();
    const playing = transport.playing;
    if (this.loaded !== undefined) this.until = null;
    transport.stop();
    this.forget();
    this.loaded = this.head.id;
    this.loading = undefined;
    this.version = this.head.version;
    this.player.load(pass, stays ? replay.at : this.head.at);
    this.charts.fillAll();
    if (this.until) transport.start();
    if (!stays) return;
    const { at, length } = this.player.replay;
    this.moved(at);
    if (playing && at < length) transport.start();
  }

  /** The grids and the place for the words may come to the page a moment after the player. */
  async mounted() {
    const parts = [...GRIDS.map((name) => `.st-key-heatmap_${name}`), ".lab-told .lab-sentence"];
    while (!this.closed && parts.some((selector) => !found(this.player.root, selector))) {
      await new Promise(requestAnimationFrame);
    }
  }

  /**
   * The server is told once the visitor rests; while it plays it is not asked.
   * @param {number} at
   */
  moved(at) {
    if (this.loaded !== this.head.id) return; // another pass is on its way
    if (this.until && at >= this.until) {
      this.until = null;
      this.player.transport.stop();
    }
    clearTimeout(this.later);
    this.waiting = at;
    if (!this.player.transport.playing) this.later = setTimeout(() => this.deliver(), REST);
  }

  deliver() {
    clearTimeout(this.later);
    if (this.waiting === undefined || this.waiting === this.head.at) return;
    this.rev += 1;
    const { version } = this.head;
    this.send("place", { version, at: this.waiting, rev: this.rev });
    this.waits({ version, rev: this.rev });
    this.forget();
  }

  /**
   * Until the server has taken a place, the address is that of the one before.
   * @param {{ version: number, rev: number } | undefined} told
   */
  waits(told) {
    this.told = told;
    this.bar.toggleAttribute("data-waiting", told !== undefined);
  }

  forget() {
    clearTimeout(this.later);
    this.waiting = undefined;
  }

  /**
   * What the visitor goes to next may want to know the place; what is taken away is taken of the step on screen.
   * @param {EventTarget | null} next
   */
  leave(next) {
    if (holds(this.player.root, next) || around(next, LINKS)) return;
    if (around(next, ".st-key-below")) this.player.transport.stop();
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
