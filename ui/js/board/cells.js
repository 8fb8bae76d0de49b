// Cells drawn on the board itself, where no charts lie under it.
import { cellColours } from "../page/colour.js";
import { element } from "../page/elements.js";
import { GRIDS } from "../page/grids.js";

/** @import { Board } from "./board.js" */

export class Cells {
  /**
   * What is drawn of each grid.
   * @type {Partial<Record<GridName, { place: string, nodes: Element[], group: Element }>>}
   */
  drawn = {};

  /** @param {Board} board */
  constructor(board) {
    this.board = board;
    for (const name of GRIDS) board.filled.add(name);
  }

  /** @param {GridName} name */
  fill(name) {
    const picture = this.board.data.charts[name];
    const [, columns] = this.board.shape(name);
    this.placed(name).forEach((node, n) => {
      const { fill } = cellColours(picture.z[Math.floor(n / columns)][n % columns], picture);
      if (node.getAttribute("fill") !== fill) node.setAttribute("fill", fill);
    });
  }

  /**
   * The nodes of a grid's cells, made anew where it has moved.
   * @param {GridName} name
   */
  placed(name) {
    const { board } = this;
    const [box, [rows, columns]] = [board.box(name), board.shape(name)];
    const place = JSON.stringify([box, rows, columns]);
    const before = this.drawn[name];
    if (before?.place === place || !box) return before?.nodes ?? [];
    before?.group.remove();
    board.boxes = { ...board.boxes, [name]: box };
    const nodes = board.data.charts[name].z.flatMap((row, r) =>
      row.map((_, c) => board.rect(name, [r, c, 1, 1], 1, { rx: 2 })));
    const group = element("g", { "data-cells": name }, ...nodes);
    this.drawn[name] = { place, nodes, group };
    board.layers.cells.append(group);
    return nodes;
  }
}
