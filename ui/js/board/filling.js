// What makes a chart of Plotly's show a picture.

/**
 * A ramp as Plotly has it.
 * @param {string[]} ramp
 * @returns {[number, string][]}
 */
const scaleOf = (ramp) => ramp.map((colour, n) => [n / (ramp.length - 1), colour]);

/**
 * Whether a chart's trace shows a picture, without text of its own.
 * @param {Trace} trace
 * @param {Picture} picture
 */
export const shows = (trace, { z, low, high, ramp }) =>
  trace.zmin === low && trace.zmax === high && trace.texttemplate === "" &&
  JSON.stringify(trace.colorscale) === JSON.stringify(scaleOf(ramp)) && JSON.stringify(trace.z) === JSON.stringify(z);

/**
 * What makes it show the picture: Plotly takes a list for one value for each trace, so that lists are wrapped in one.
 * @param {Picture} picture
 */
export const fillingOf = ({ z, low, high, ramp }) =>
  ({ z: [z.map((row) => [...row])], zmin: low, zmax: high, texttemplate: "", colorscale: [scaleOf(ramp)] });
