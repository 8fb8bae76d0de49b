"""A script's functions, run by node, to be compared with what Python does."""

import json
import shutil
import subprocess

import pytest

from ui.sources import HERE

needs_node = pytest.mark.skipif(not shutil.which("node"), reason="node is not installed; the browser tests see it too")


def in_node(modules, code, given):
    """What a function body of JavaScript returns that knows all that `modules` export, and what is `given` as JSON."""
    addresses = [(HERE / "js" / module).as_uri() for module in modules]
    program = f"""
        import {{ readFileSync }} from "node:fs";
        const modules = await Promise.all({json.dumps(addresses)}.map((address) => import(address)));
        const run = async (script, given) => {{ {code} }};
        const given = JSON.parse(readFileSync(0, "utf8"));
        process.stdout.write(JSON.stringify(await run(Object.assign({{}}, ...modules), given)));
    """
    command = ["node", "--input-type=module", "--eval", program]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
