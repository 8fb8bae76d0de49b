// Hearing that an element has another size, once a frame at most.

/** @param {() => void} act */
export function sizeObserver(act) {
  let frame = 0;
  return new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(act);
  });
}
