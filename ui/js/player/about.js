// What a step is about: the window or the cell that it lights, and the ways that gradient takes in it.

/**
 * The window or the cell of a step.
 * @param {Step | null} step
 * @returns {Selected | null}
 */
export function selectionOf(step) {
  if (step?.window) return { kind: "window", row: step.window[0], column: step.window[1] };
  if (step?.cell) return { kind: "cell", row: step.cell[0], column: step.cell[1] };
  return null;
}

/**
 * The ways that gradient takes in a step.
 * @param {Step | null} step
 * @returns {Route[]}
 */
export const routesOf = (step) => (step?.routes ?? []).map(([window, cell, weight]) => ({ window, cell, weight }));
