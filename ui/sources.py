"""Scripts, style sheets and markup of this folder; modules are joined to the one inline script that Streamlit takes.

What a few patterns can read is all that a script may use: `import { a, b } from "../c/d.js";`, `export` before a
declaration, one name in a declaration, no template over several lines. `script` refuses what it cannot join rightly.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent

#: What a page has no use for: comments on lines of their own and types.
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/[ \t]*)\n|/\*\* @type \{.*?\} \*/ ", re.MULTILINE)
IMPORT = re.compile(r'^import \{\s*([\w$]+(?:,\s*[\w$]+)*),?\s*\} from "(\.[\w./-]+)";\n', re.MULTILINE)
DECLARATION = re.compile(r"^(export )?((?:async )?function ?\*? ?|class |const |let )([\w$]+)", re.MULTILINE)
UNREADABLE = re.compile(
    r"""^(?:
    .*\bimport\b.* | .*\bexport\b(?!\ default).* | export\ default\ (?:async|function|class)\b.*
    | (?:const|let)\b(?!\ [\w$]+(?:\ =|;)).* | var\b.*
    | [^`\n]*`(?:[^`\n]*`[^`\n]*`)*[^`\n]*  # an odd number of quotes: a template goes on in the next line
    )$""",
    re.MULTILINE | re.VERBOSE,
)


class ScriptError(Exception):
    """A script cannot be joined rightly: the message names it."""


@dataclass(frozen=True)
class Module:
    """A script: the names that it imports from others, those that it declares and exports, and what else it says."""

    imports: dict[str, set[str]]
    declared: list[str]
    exported: set[str]
    text: str


def source(*names: str) -> str:
    """The text of files of this folder, one after the other."""
    return "".join((HERE / name.rpartition(".")[2] / name).read_text(encoding="utf-8") for name in names)


def script(entry: str, folder: Path = HERE / "js") -> str:
    """The module `entry` and all that it imports as one script, each once and after those that it imports.

    What `entry` exports by default is still exported; all else has become one scope.
    """
    modules: dict[str, Module] = {}
    _follow(entry, (), folder, modules)
    owners: dict[str, str] = {}
    for file, module in modules.items():
        if file != entry and re.search(r"^export default", module.text, re.MULTILINE):
            raise ScriptError(f"{file} must leave export default to {entry}, which imports it")
        for name in module.declared:
            if name in owners:
                both = f"{name} in {owners[name]} and {file}"
                raise ScriptError(f"{entry} must join scripts of different names, but got {both}")
            owners[name] = file
    return "".join(module.text for module in modules.values())


def _follow(file: str, way: tuple[str, ...], folder: Path, modules: dict[str, Module]) -> None:
    """Read `file`, to which a `way` of imports led, into `modules`, after those that it imports."""
    if file in way:
        raise ScriptError(f"{file} must not lead back to itself, but got {' → '.join((*way, file))}")
    if file in modules:
        return
    if file.startswith("..") or not (folder / file).is_file():
        raise ScriptError(f"{way[-1] if way else 'script'} must name scripts that exist, but got {file}")
    module = _read(file, (folder / file).read_text(encoding="utf-8"))
    for other, names in module.imports.items():
        _follow(other, (*way, file), folder, modules)
        if missing := names - modules[other].exported:
            raise ScriptError(f"{file} must import what {other} exports, but got {', '.join(sorted(missing))}")
    modules[file] = module


def _read(file: str, text: str) -> Module:
    text = COMMENT.sub("", text)
    imports: dict[str, set[str]] = {}
    for names, path in IMPORT.findall(text):
        other = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        imports.setdefault(other, set()).update(re.findall(r"[\w$]+", names))
    text = IMPORT.sub("", text)
    declarations = DECLARATION.findall(text)
    text = DECLARATION.sub(r"\2\3", text)
    if unreadable := UNREADABLE.search(text):
        raise ScriptError(f"{file} must be written as ui/sources.py can read it, but got {unreadable[0].strip()}")
    exported = {name for export, _, name in declarations if export}
    return Module(imports, [name for _, _, name in declarations], exported, re.sub(r"\n{2,}", "\n", text).lstrip("\n"))
