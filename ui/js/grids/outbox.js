// Edits that were sent and are not yet acknowledged: they are sent again with each that follows, and none is lost.
/**
 * Whether an edit is made nothing of by a later one: both are of one cell.
 * @param {Edit} edit
 * @param {Edit} later
 */
const isUndone = (edit, later) => [edit[0], later[0]].every((kind) => kind === "cell")
  && edit[1] === later[1] && edit[2] === later[2];

export class Outbox {
  rev = 0;
  /** @type {[number, Edit][]} */
  unseen = [];
  /**
   * The texts of cells that are on their way, by "row,column".
   * @type {Map<string, string>}
   */
  waiting = new Map();

  /**
   * The server has seen all edits up to `seen`. Those made on another version of the grid have lost their meaning.
   * @param {number} seen
   * @param {boolean} isOtherVersion
   */
  acknowledge(seen, isOtherVersion) {
    this.rev = Math.max(this.rev, seen);
    this.unseen = isOtherVersion ? [] : this.unseen.filter(([rev]) => rev > seen);
    this.waiting = new Map();
    for (const [, edit] of this.unseen) this.note(edit);
  }

  /**
   * Everything that is not acknowledged, once more: another session of the server has not seen any of it.
   * @param {number} seen
   */
  again(seen) {
    this.rev = Math.max(this.rev, seen) + 1;
    this.unseen = this.unseen.map(([, edit]) => [this.rev, edit]);
    return { rev: this.rev, events: this.unseen.map(([, edit]) => edit) };
  }

  /**
   * One more edit; gives what is to be sent.
   * @param {Edit} edit
   */
  add(edit) {
    this.rev += 1;
    this.unseen = this.unseen.filter(([, other]) => !isUndone(other, edit));
    this.unseen.push([this.rev, edit]);
    this.note(edit);
    return { rev: this.rev, events: this.unseen.map(([, each]) => each) };
  }

  /** @param {Edit} edit */
  note([kind, row, column, text]) {
    if (kind === "cell") this.waiting.set(`${row},${column}`, text);
  }
}
