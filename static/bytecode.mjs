// Compiles folders of Python by the browser's own Python: node bytecode.mjs PYODIDE FOLDER …
// Beside its source, or in its place in a folder whose name ends with "=alone".
const [runtime, ...folders] = process.argv.slice(2);
const { loadPyodide } = await import(`${runtime}/pyodide.mjs`);
const python = await loadPyodide();
const compile = python.runPython(`
import compileall
from py_compile import PycInvalidationMode

def compile(alone):
    fixed = PycInvalidationMode.UNCHECKED_HASH
    return compileall.compile_dir(
        "/code", quiet=2, force=True, legacy=alone, stripdir="/code", invalidation_mode=fixed
    )
compile
`);
for (const given of folders) {
  const folder = given.replace(/=alone$/, "");
  python.FS.mkdirTree("/code");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/code");
  if (!compile(given !== folder)) process.exitCode = 1;
  python.FS.unmount("/code");
}
