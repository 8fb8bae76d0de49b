// Colours of cells, the same as in figures/theme.py: linear between a ramp's stops, black or white on top.

/** @param {string} hex */
const rgb = (hex) => [1, 3, 5].map((n) => parseInt(hex.slice(n, n + 2), 16));

/**
 * The colour `t` of the way along a ramp.
 * @param {string[]} ramp
 * @param {number} t
 */
function sample(ramp, t) {
  const place = Math.min(Math.max(t, 0), 1) * (ramp.length - 1);
  const low = Math.min(Math.floor(place), ramp.length - 2);
  const [a, b] = [rgb(ramp[low]), rgb(ramp[low + 1])];
  return a.map((v, n) => Math.round(v + (b[n] - v) * (place - low)));
}

/**
 * How bright a colour is, from 0 to 1, as WCAG has it.
 * @param {Rgb} colour
 */
export function luminance(colour) {
  const [r, g, b] = colour.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * The fill of a cell with this value, and the ink that reads on it; nulls (NaN) have no fill.
 * @param {number | null} value
 * @param {Colouring} colouring
 */
export function cellColours(value, { ramp, low, high }) {
  if (value === null || Number.isNaN(value)) return { fill: "transparent", ink: "var(--lab-ink)" };
  const colour = sample(ramp, (value - low) / (high - low));
  const ink = luminance(colour) > 0.179 ? "#000000" : "#ffffff";
  return { fill: `rgb(${colour.join(",")})`, ink };
}
