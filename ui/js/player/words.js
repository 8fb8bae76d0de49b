// The words of a step: its sentence, its equation, and the ledger of what the gradients add up to.

/**
 * The text of a place of the ledger, and whether it is shown: the first two always are.
 * @param {string[] | 0} ledger
 * @param {number} n
 */
export const ledgerEntry = (ledger, n) => ({
  text: ledger ? ledger[n] ?? "" : n < 2 ? "0" : "",
  isShown: n < 2 || (ledger !== 0 && ledger[n] !== undefined),
});

/**
 * @param {HTMLElement | null} node
 * @param {string} text
 */
function put(node, text) {
  if (node && node.textContent !== text) node.textContent = text;
}

/**
 * @param {Told} told
 * @param {string[]} said sentence and equation
 * @param {string[] | 0} ledger
 */
export function tell(told, [sentence, equation], ledger) {
  put(told.sentence, sentence);
  put(told.equation, equation);
  told.ledger?.querySelectorAll("dd").forEach((node, n) => {
    const { text, isShown } = ledgerEntry(ledger, n);
    put(node, text);
    if (node.parentElement) node.parentElement.style.visibility = isShown ? "" : "hidden";
  });
}
