// The gradient's way from output cells to input cells, drawn as arrows on the board.
const MOST_ARROWS = 64;

// On a narrow screen the upstream gradient stands above the input gradient, else to its right.
const stacked = ({ grad_output, grad_input }) => grad_output.x < grad_input.x + 20;

// A path along the gaps between the cells, so that no number is struck through, into the corner of a cell.
function way(board, { window: [i, j], cell: [r, c] }) {
  const [from, to] = [board.boxes.grad_output, board.boxes.grad_input];
  const { frame, input_size: [, columns], output_size: [rows] } = board.data;
  if (stacked(board.boxes)) {
    const [x0, y0, x1, y1] = [from.x + j * from.cell, from.y + (i + 1) * from.cell, to.x + c * to.cell, to.y + r * to.cell];
    const [start, end] = [from.y + rows * from.cell + 4, to.y - frame.top * to.cell - 4];
    const middle = (start + end) / 2;
    return `M${x0},${y0 - 3}L${x0},${start}C${x0},${middle} ${x1},${middle} ${x1},${end}L${x1},${y1}L${x1 + 7},${y1 + 7}`;
  }
  const [x0, y0, x1, y1] = [from.x + j * from.cell, from.y + (i + 1) * from.cell, to.x + (c + 1) * to.cell, to.y + (r + 1) * to.cell];
  const [start, end] = [from.x - 6, to.x + (columns + frame.right) * to.cell + 4];
  const middle = (start + end) / 2;
  return `M${x0 + 3},${y0}L${start},${y0}C${middle},${y0} ${middle},${y1} ${end},${y1}L${x1},${y1}L${x1 - 7},${y1 - 7}`;
}

// The weight of a route in the corner of the cell it ends in; where all are alike the arrow's caption says it.
function weightAt(board, { cell: [r, c], weight }) {
  const to = board.boxes.grad_input;
  const { ink } = cellColours(board.picture("grad_input").z[r][c], board.picture("grad_input"));
  const node = element("text", { x: to.x + c * to.cell + 4, y: to.y + (r + 1) * to.cell - 5, class: "lab-weight", fill: ink }, weight);
  if (to.cell < 40) node.setAttribute("display", "none"); // too small to be read; the panel says it
  return node;
}

// More than a few arrows would bury the picture: then there are none.
function drawRoutes(board, routes) {
  const nodes = [];
  for (const route of routes.length <= MOST_ARROWS ? routes : []) {
    nodes.push(element("path", { d: way(board, route), class: "lab-route", "marker-end": "url(#lab-arrow)" }));
    if (route.weight) nodes.push(weightAt(board, route));
  }
  board.layers.routes.replaceChildren(...nodes);
}
