// A picture made smaller so that nothing fine turns into a coarse pattern that is not there: each new pixel is a mean
// of all that it covers, the near ones more than the far.

/**
 * What the pixels of a line become: the first old one and the weights from there on, of each new one.
 * @param {number} from
 * @param {number} to
 */
export function weights(from, to) {
  const wide = from / to;
  return Array.from({ length: to }, (_, n) => {
    const middle = (n + 0.5) * wide;
    const first = Math.max(0, Math.ceil(middle - wide - 0.5));
    const end = Math.min(from, Math.floor(middle + wide - 0.5) + 1);
    const tent = Array.from({ length: end - first }, (__, k) => 1 - Math.abs(first + k + 0.5 - middle) / wide);
    const sum = tent.reduce((a, b) => a + b, 0);
    return { first, tent: tent.map((weight) => weight / sum) };
  });
}

/**
 * Lines of `count` pixels of four numbers, every line made `to` pixels long; the lines come out as columns.
 * @param {Float32Array} pixels
 * @param {number} count
 * @param {number} to
 */
function along(pixels, count, to) {
  const lines = pixels.length / (4 * count);
  const made = new Float32Array(4 * lines * to);
  weights(count, to).forEach(({ first, tent }, n) => {
    for (let line = 0; line < lines; line++) {
      const out = 4 * (n * lines + line);
      tent.forEach((weight, k) => {
        const at = 4 * (line * count + first + k);
        for (let part = 0; part < 4; part++) made[out + part] += weight * pixels[at + part];
      });
    }
  });
  return made;
}

/**
 * RGBA pixels of a smaller picture. What cannot be seen through counts more than what can.
 * @param {ArrayLike<number>} pixels
 * @param {number} width
 * @param {number} height
 * @param {number} toWidth
 * @param {number} toHeight
 */
export function shrunk(pixels, width, height, toWidth, toHeight) {
  const laid = Float32Array.from(pixels, (value, n) => (n % 4 === 3 ? value : (value * pixels[n - (n % 4) + 3]) / 255));
  const made = along(along(laid, width, toWidth), height, toHeight);
  return Uint8ClampedArray.from(made, (value, n) => {
    const alpha = made[n - (n % 4) + 3];
    return n % 4 === 3 || alpha === 0 ? value : (value * 255) / alpha;
  });
}
