// The loops of a pass beside its words: the lines at work are lit, marked and told, and in sight.
import { tag } from "../page/elements.js";

/**
 * Which lines are at work: those that do what a step names, or are of a part of the walk that it names.
 * @param {Line[]} code
 * @param {string[]} names
 */
export const litLines = (code, names) => code.map(([, does, part]) => names.includes(does) || names.includes(part));

/**
 * How deep a line is indented, what it says, and its comment.
 * @param {string} text
 */
export function partsOf(text) {
  const [, indent, said, comment] = /** @type {RegExpMatchArray} */ (text.match(/^( *)(.*?)(\s*#.*)?$/));
  return { indent, said, comment: comment ?? "" };
}

/**
 * Where a list is scrolled to so that a line is in the middle of it; nowhere else if it is all in sight.
 * @param {{ top: number, height: number }} line
 * @param {{ top: number, height: number }} view
 */
export function scrolledTo(line, view) {
  const isSeen = line.top >= view.top && line.top + line.height <= view.top + view.height;
  return isSeen ? view.top : Math.max(0, line.top + Math.min(0, (line.height - view.height) / 2));
}

/**
 * The code that each list holds by now.
 * @type {WeakMap<HTMLElement, Line[]>}
 */
const written = new WeakMap();

/**
 * @param {HTMLElement} list
 * @param {Line[]} code
 */
function write(list, code) {
  if (written.get(list) === code) return;
  written.set(list, code);
  list.replaceChildren(...code.map(([text]) => {
    const { indent, said, comment } = partsOf(text);
    const line = tag("li", { style: `--deep: ${indent.length}` });
    line.append(indent + said, tag("i", {}, comment));
    return line;
  }));
}

/**
 * Light the lines that are at work; the first of them is the current one.
 * @param {HTMLElement} list
 * @param {Line[]} code
 * @param {string[]} names what the step does
 */
export function light(list, code, names) {
  write(list, code);
  const lit = litLines(code, names);
  const first = lit.indexOf(true);
  for (const [n, line] of [...list.children].entries()) {
    line.classList.toggle("lab-lit", lit[n]);
    if (n === first) line.setAttribute("aria-current", "step");
    else line.removeAttribute("aria-current");
  }
  if (first < 0) return;
  const [top, end] = [first, lit.lastIndexOf(true)].map((n) => /** @type {HTMLElement} */ (list.children[n]));
  const part = { top: top.offsetTop, height: end.offsetTop + end.offsetHeight - top.offsetTop };
  list.scrollTop = scrolledTo(part, { top: list.scrollTop, height: list.clientHeight });
}
