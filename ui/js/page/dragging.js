// What a dot on a stem stands for: numbers by height, as the picture says in its data attributes.

/** @typedef {{ top: number, bottom: number, high: number, low: number, step: number }} Scale */

/**
 * The scale of a picture.
 * @param {DOMStringMap} dataset
 * @returns {Scale}
 */
export function scaleOf({ top, bottom, high, low, step }) {
  return { top: Number(top), bottom: Number(bottom), high: Number(high), low: Number(low), step: Number(step) };
}

/**
 * The number at a height of the picture, within its ends, to the nearest step; 0.1 + 0.2 is 0.3.
 * @param {number} y
 * @param {Scale} scale
 */
export function valueAt(y, { top, bottom, high, low, step }) {
  const part = Math.min(1, Math.max(0, (bottom - y) / (bottom - top)));
  return Number((Math.round((low + part * (high - low)) / step) * step).toPrecision(12)) || 0;
}

/**
 * The height of a number.
 * @param {number} value
 * @param {Scale} scale
 */
export const heightOf = (value, { top, bottom, high, low }) => bottom - ((value - low) / (high - low)) * (bottom - top);
