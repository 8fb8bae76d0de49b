// One stop of the Tab key for a whole grid: its cell that had the focus last. Arrows lead on from there.

export class Roving {
  /** @type {HTMLElement[][]} */
  cells = [];
  /** @type {Pair} */
  place = [0, 0];

  /**
   * The cells have been made anew; the stop stays in its place, or the nearest that there is.
   * @param {HTMLElement[][]} cells
   */
  renew(cells) {
    this.cells = cells;
    for (const row of cells) for (const cell of row) cell.tabIndex = -1;
    this.to(this.place);
  }

  /** @param {Pair} place */
  to([row, column]) {
    const { cells, place: [r, c] } = this;
    if (cells[r]?.[c]) cells[r][c].tabIndex = -1;
    this.place = [Math.min(row, cells.length - 1), Math.min(column, cells[0].length - 1)];
    cells[this.place[0]][this.place[1]].tabIndex = 0;
  }
}
