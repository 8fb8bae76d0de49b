// The player in a file of its own: no server, no charts, the same steps.
async function play(packed, at) {
  const root = document.querySelector(".st-key-scene");
  const part = (name) => document.querySelector(`.lab-${name}`);
  const told = { sentence: part("sentence"), equation: part("equation"), ledger: part("ledger") };
  const film = await unpacked(Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0)));
  const player = new Player(root, root, part("transport"), told, (name) => cells.fill(name));
  const cells = new Cells(player.board);
  player.board.update(film.board);
  player.board.fit();
  player.load(film, at);
}
