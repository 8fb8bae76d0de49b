// Compiles folders of Python by the browser's own Python: node bytecode.mjs PYODIDE WAY:FOLDER …
// Ways: `beside` the sources; `alone`, in their place; `bare`, in their place and without what is said of functions.
const [runtime, ...folders] = process.argv.slice(2);
const { loadPyodide } = await import(`${runtime}/pyodide.mjs`);
const python = await loadPyodide();
const compile = python.runPython(`
import compileall
from py_compile import PycInvalidationMode

def compile(way):
    return compileall.compile_dir(
        "/code",
        quiet=2,
        force=True,
        legacy=way != "beside",
        optimize=2 if way == "bare" else 0,
        stripdir="/code",
        invalidation_mode=PycInvalidationMode.UNCHECKED_HASH,
    )
compile
`);
for (const given of folders) {
  const [way, folder] = given.split(/:(.*)/);
  python.FS.mkdirTree("/code");
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, "/code");
  if (!compile(way)) process.exitCode = 1;
  python.FS.unmount("/code");
}
