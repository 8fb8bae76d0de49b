// What a grid is made of whose cells are elements: to type in, or to choose from.
const isReshaped = (data, before) => !before || ["rows", "columns", "frame", "name", "padding"].some(
  (k) => JSON.stringify(data[k]) !== JSON.stringify(before[k]));

const marksOf = (data) => new Map(data.marks.map(([r, c, names, aloud]) => [`${r},${c}`, { names, aloud }]));

// The nodes of a grid: its row and column numbers, the cells that `make` gives for each row and column, and those of
// its frame, unless something else draws them. Rows of the cells, too.
function gridNodes({ rows, columns, frame, padding }, make) {
  const nodes = [];
  const put = (node, row, column) => {
    node.style.gridArea = `${row} / ${column}`;
    nodes.push(node);
    return node;
  };
  const span = (className, text, row, column) =>
    put(Object.assign(document.createElement("span"), { className, textContent: text }), row, column);
  const head = (...place) => span("lab-index", ...place).setAttribute("aria-hidden", "true");
  for (let c = 0; c < columns; c++) head(c, 1, 2 + frame.left + c);
  const cells = Array.from({ length: rows }, (_, r) => {
    head(r, 2 + frame.top + r, 1);
    return Array.from({ length: columns }, (_, c) => {
      const cell = put(make(r, c), 2 + frame.top + r, 2 + frame.left + c);
      Object.assign(cell.dataset, { row: r, column: c });
      return cell;
    });
  });
  for (let r = -frame.top; padding !== null && r < rows + frame.bottom; r++) {
    for (let c = -frame.left; c < columns + frame.right; c++) {
      if (r >= 0 && c >= 0 && r < rows && c < columns) continue;
      span("lab-pad", padding, 2 + frame.top + r, 2 + frame.left + c).dataset.place = `${r},${c}`;
    }
  }
  return { nodes, cells };
}

// How many rows and columns there are with the frame, for the style sheet.
function shapeGrid(root, { rows, columns, frame }) {
  root.style.setProperty("--rows", frame.top + rows + frame.bottom);
  root.style.setProperty("--columns", frame.left + columns + frame.right);
}

function markCell(cell, mark) {
  if ((cell.dataset.marks ?? "") === (mark?.names ?? "")) return;
  for (const name of (cell.dataset.marks ?? "").split(" ").filter(Boolean)) cell.classList.remove(`lab-mark-${name}`);
  cell.dataset.marks = mark?.names ?? "";
  if (mark) cell.classList.add(...mark.names.split(" ").map((name) => `lab-mark-${name}`));
  cell.setAttribute("aria-description", mark?.aloud ?? "");
}

function paintCell(cell, value, data) {
  const { fill, ink } = cellColours(value, data);
  if (cell.dataset.fill === fill) return;
  cell.dataset.fill = fill;
  cell.style.backgroundColor = fill;
  cell.style.color = ink;
}
