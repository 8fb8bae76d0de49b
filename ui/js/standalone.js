// The player in a file of its own: no server, no charts, the same steps.
import { Cells } from "./board/cells.js";
import { found, part } from "./page/finding.js";
import { bytesOf, unpacked } from "./player/payload.js";
import { Player } from "./player/player.js";

/**
 * @param {string} packed the steps, deflated, in base64
 * @param {number} at how many of them have been made when the file opens
 */
export async function play(packed, at) {
  const word = (/** @type {string} */ name) => found(document, `.lab-${name}`);
  const told = { sentence: word("sentence"), equation: word("equation"), ledger: word("ledger"), code: word("loops") };
  const pass = await unpacked(bytesOf(packed));
  const root = part(document, ".st-key-scene");
  const player = new Player(root, part(document, ".lab-transport"), told, (name) => cells.fill(name));
  const cells = new Cells(player.board);
  player.board.update(pass.board);
  player.board.fit();
  player.showCode(told.code?.hidden === false);
  player.load(pass, at);
}
