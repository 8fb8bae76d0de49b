"""Modules are joined to one script in the order of their imports; what cannot be joined rightly is refused by name."""

import posixpath
import re
import shutil
import subprocess

import pytest

from ui.sources import HERE, ScriptError, script

MODULES = {str(path.relative_to(HERE / "js")): path.read_text() for path in (HERE / "js").rglob("*.js")}
#: What components, and the file that plays alone, are given.
ENTRIES = sorted(
    {name for path in HERE.rglob("*.py") for name in re.findall(r'script\("(\w+\.js)"\)', path.read_text())}
)
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="node is not installed; the browser reads scripts too")


@pytest.fixture
def joined(tmp_path):
    """The script of `a.js`, where modules of these names have these texts."""

    def join(**texts):
        for name, text in texts.items():
            path = tmp_path / f"{name}.js"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        return script("a.js", tmp_path)

    return join


def refused(joined, **texts):
    with pytest.raises(ScriptError) as error:
        joined(**texts)
    return str(error.value)


def test_a_module_stands_after_those_that_it_imports(joined):
    text = joined(
        a='import { b } from "./b.js";\nimport { c } from "./c.js";\nuse(b, c);\n',
        b='import { c } from "./c.js";\nexport const b = c + 1;\n',
        c="export const c = 1;\n",
    )
    assert text == "const c = 1;\nconst b = c + 1;\nuse(b, c);\n"


def test_modules_of_other_folders_are_found_from_where_they_are_named(joined):
    text = joined(
        **{
            "a": 'import { b } from "./one/b.js";\nimport { c } from "./two/c.js";\nuse(b, c);\n',
            "one/b": 'import { c } from "../two/c.js";\nexport const b = c + 1;\n',
            "two/c": 'import { d } from "./d.js";\nexport const c = d;\n',
            "two/d": "export const d = 1;\n",
        }
    )
    assert text == "const d = 1;\nconst c = d;\nconst b = c + 1;\nuse(b, c);\n"


def test_a_module_outside_the_folder_is_none(joined, tmp_path):
    (tmp_path.parent / "b.js").write_text("export const b = 1;\n")
    said = refused(joined, a='import { b } from "../b.js";\n')
    assert said == "a.js must name scripts that exist, but got ../b.js"


def test_a_module_that_several_import_is_there_once(joined):
    first, second = 'import { d } from "./d.js";\n', 'import { b } from "./b.js";\nimport { c } from "./c.js";\n'
    text = joined(
        a=second, b=f"{first}export const b = d;\n", c=f"{first}export const c = d;\n", d="export const d = 1;\n"
    )
    assert text == "const d = 1;\nconst b = d;\nconst c = d;\n"


def test_every_kind_of_declaration_may_be_exported(joined):
    text = joined(
        a='import {\n  f, g, h, C, k, l,\n} from "./b.js";\n',
        b="export function f() {}\nexport async function g() {}\nexport function* h() {}\nexport class C {}\n"
        "export const k = 1;\nexport let l;\n",
    )
    assert text == "function f() {}\nasync function g() {}\nfunction* h() {}\nclass C {}\nconst k = 1;\nlet l;\n"


def test_what_the_entry_exports_by_default_is_still_exported(joined):
    assert joined(a="const a = 1;\nexport default a;\n") == "const a = 1;\nexport default a;\n"


def test_comments_on_lines_of_their_own_types_and_empty_lines_are_left_out(joined):
    head = "// What it is for; import and export are mere words here.\n\n/**\n * @param {string} a\n */\n"
    text = joined(a=head + "function f(a) {\n  // why\n  return g(/** @type {A} */ (a)); // here\n}\n")
    assert text == "function f(a) {\n  return g((a)); // here\n}\n"


def test_signs_of_comments_within_a_line_are_no_comments(joined):
    text = 'const a = "// no comment";\nconst b = `/* nor */`;\nconst c = "https://example.org"; /* this */ f();\n'
    assert joined(a=text) == text


def test_modules_that_import_each_other_are_refused(joined):
    said = refused(
        joined,
        a='import { b } from "./b.js";\n',
        b='import { c } from "./c.js";\nexport const b = c;\n',
        c='import { b } from "./b.js";\nexport const c = b;\n',
    )
    assert said == "b.js must not lead back to itself, but got a.js → b.js → c.js → b.js"


@pytest.mark.parametrize("mine", ["const same = 1;", "function same() {}", "class same {}", "let same;"])
def test_a_name_of_two_modules_is_refused(joined, mine):
    said = refused(joined, a=f'import {{ b }} from "./b.js";\n{mine}\n', b="const same = 1;\nexport const b = same;\n")
    assert said == "a.js must join scripts of different names, but got same in b.js and a.js"


def test_names_within_functions_are_their_own(joined):
    text = joined(
        a='import { b } from "./b.js";\nf(() => {\n  const same = b;\n});\n',
        b="const same = 1;\nexport const b = same;\n",
    )
    assert text.count("same") == 3


def test_a_module_that_is_not_there_is_refused(joined):
    assert refused(joined, a='import { b } from "./b.js";\n') == "a.js must name scripts that exist, but got b.js"


def test_an_entry_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ScriptError, match=r"^script must name scripts that exist, but got none\.js$"):
        script("none.js", tmp_path)


@pytest.mark.parametrize("theirs", ["const b = 1;", "export const c = 1;", ""])
def test_a_name_that_a_module_does_not_export_is_refused(joined, theirs):
    said = refused(joined, a='import { b } from "./b.js";\n', b=f"{theirs}\n")
    assert said == "a.js must import what b.js exports, but got b"


def test_a_default_export_beside_the_entry_s_is_refused(joined):
    said = refused(joined, a='import { b } from "./b.js";\n', b="export const b = 1;\nexport default b;\n")
    assert said == "b.js must leave export default to a.js, which imports it"


@pytest.mark.parametrize(
    "line",
    [
        'import b from "./b.js";',
        'import * as b from "./b.js";',
        'import { b as c } from "./b.js";',
        'import "./b.js";',
        'import { b } from "b";',
        'import { b } from "./b.js"',
        '  import { b } from "./b.js";',
        'const b = await import("./b.js");',
        "const b = import.meta.url;",
        'export * from "./b.js";',
        "export { b };",
        "export default function b() {}",
        "export default class {}",
        "const [b, c] = d;",
        "const { b } = d;",
        "export const { b } = d;",
        "let b, c;",
        "var b = 1;",
        "const b = `the first line",
    ],
)
def test_what_it_cannot_read_is_refused(joined, line):
    said = refused(joined, a=f"{line}\n", b="export const b = 1;\n")
    assert said == f"a.js must be written as ui/sources.py can read it, but got {line.strip()}"


def test_every_script_is_part_of_what_some_page_is_given():
    imported = {
        posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
        for file, text in MODULES.items()
        for path in re.findall(r'^(?:import .*|}) from "(.*)";', text, re.MULTILINE)
    }
    assert imported | set(ENTRIES) == set(MODULES)


@needs_node
@pytest.mark.parametrize("entry", ENTRIES)
def test_what_a_page_is_given_is_a_module_that_the_browser_can_read(entry, tmp_path):
    file = tmp_path / "joined.mjs"
    file.write_text(script(entry))
    checked = subprocess.run(["node", "--check", file], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
