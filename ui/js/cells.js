// Cells drawn on the board itself, where no charts lie under it.
class Cells {
  constructor(board) {
    this.board = board;
    this.drawn = {};
    for (const name of GRIDS) board.filled.add(name);
  }

  fill(name) {
    const { board } = this;
    const picture = board.data.charts[name];
    const [, columns] = board.shape(name);
    const place = JSON.stringify([board.box(name), board.shape(name)]);
    if (this.drawn[name]?.place !== place) {
      this.drawn[name]?.group.remove();
      board.boxes = { ...board.boxes, [name]: board.box(name) };
      const nodes = picture.z.flatMap((row, r) => row.map((_, c) => board.rect(name, r, c, 1, 1, 1, { rx: 2 })));
      this.drawn[name] = { place, nodes, group: element("g", { "data-cells": name }, ...nodes) };
      board.layers.cells.append(this.drawn[name].group);
    }
    this.drawn[name].nodes.forEach((node, n) => {
      const { fill } = cellColours(picture.z[Math.floor(n / columns)][n % columns], picture);
      if (node.getAttribute("fill") !== fill) node.setAttribute("fill", fill);
    });
  }
}
