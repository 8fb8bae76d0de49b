"""What of stlite 1.9.2 has to be mended for the lab, each in one place that must be as it was then."""

from __future__ import annotations

from pathlib import Path

#: Streamlit's components look for `Runtime.exists` and `Runtime.instance`, which its version here has as functions.
RUNTIME = (
    "stlite_lib/runtime_init.py",
    "    import streamlit.runtime  # noqa: F401\n",
    "    from streamlit import runtime\n\n"
    "    runtime.Runtime.exists = classmethod(lambda cls: runtime.exists())\n"
    "    runtime.Runtime.instance = classmethod(lambda cls: runtime.get_instance())\n",
)
#: No cookies reach the app, in which the browser keeps what it noted for good; `web/loading.js` hands them over.
COOKIES = (
    "stlite_lib/asgi_app.py",
    "    py_scope = _to_py(scope)\n",
    "    import os\n\n"
    "    py_scope = _to_py(scope)\n"
    '    if py_scope["type"] == "websocket":\n'
    '        py_scope["headers"].append((b"cookie", os.environ["LAB_COOKIES"].encode()))\n',
)
#: A button asks for its file before anybody clicks it, at an address that is none; the click itself works.
DOWNLOAD = (
    "DownloadButton-BCKLqfXu-CxjBVa7P.js",
    'D?.length || y.checkSourceUrlResponse(z, "Download Button");',
    "",
)
#: The name of an icon's picture is read aloud as a word: "check Check".
ICONS = (
    "index-g7ewbxvi-0eszC5oh.js",
    '\t"data-testid": ve.testid || "stIconMaterial",\n',
    '\t"data-testid": ve.testid || "stIconMaterial",\n\t"aria-hidden": true,\n',
)


def mend(folder: Path, fault: tuple[str, str, str]) -> None:
    """Put new text in the place of old in a file of the folder."""
    name, old, new = fault
    text = (folder / name).read_text(encoding="utf-8")
    if text.count(old) != 1:
        raise RuntimeError(f"{name} must hold what is mended once, but got it {text.count(old)} times: {old.strip()}")
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
