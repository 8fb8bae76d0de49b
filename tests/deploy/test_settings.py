"""What deploy/ and .streamlit/config.toml say, against the Streamlit and the code that are installed here."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import streamlit
from streamlit import config
from streamlit.testing.v1 import AppTest

from lab.photo.file import LARGEST_FILE
from pooling_lab.serving.proxies import filled, settings
from tests.deploy.gate import DEPLOY

ROOT = DEPLOY.parent
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
TEMPLATE = (DEPLOY / "nginx.conf.template").read_text()


def test_streamlit_knows_every_option_of_the_config_file():
    given = {f"{section}.{name}" for section, options in CONFIG.items() for name in options}
    named = {key for key in given if not key.startswith("theme.")}
    assert named - set(config.get_config_options()) == set()


def test_streamlit_knows_every_variable_of_the_site_with_those_commented_out():
    named = set(re.findall(r"\bSTREAMLIT_\w+", (DEPLOY / "pooling-lab.env").read_text()))
    known = {option.env_var for option in config.get_config_options().values()}
    assert "STREAMLIT_SERVER_COOKIE_SECRET" in named
    assert named - known == set()


def test_the_server_listens_to_this_machine_alone_unless_it_is_told_otherwise():
    assert CONFIG["server"]["address"] == "localhost"
    assert settings("pooling-lab.env")["STREAMLIT_SERVER_ADDRESS"] == "127.0.0.1"


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed here")
def test_make_run_leaves_the_address_and_the_silence_about_errors_as_they_are():
    said = subprocess.run(["make", "-n", "run"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "streamlit run app.py" in said
    assert "server.address" not in said
    assert "showErrorDetails" not in said


def test_a_visitor_reads_nothing_of_an_error():
    shown = AppTest.from_string("raise ValueError('a secret')").run().exception[0].proto
    assert "secret" not in shown.message
    assert list(shown.stack_trace) == []


def test_streamlit_and_nginx_take_as_much_as_the_lab():
    assert CONFIG["server"]["maxUploadSize"] == LARGEST_FILE
    (upload,) = re.findall(r"upload_file/ \{.*?client_max_body_size (\d+)m;", TEMPLATE, re.DOTALL)
    assert int(upload) == LARGEST_FILE


def test_the_policy_names_the_inline_script_of_this_streamlit():
    page = (Path(streamlit.__file__).parent / "static/index.html").read_text()
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert re.findall(r"'sha256-(.*?)'", TEMPLATE) == hashes


def test_every_value_of_the_template_has_its_line():
    assert set(re.findall(r"\$\{(\w+)\}", TEMPLATE)) == set(settings("nginx.env"))
    assert "${" not in filled("nginx.conf.template", **settings("nginx.env"))


def test_the_headers_stand_in_one_place():
    """An `add_header` in a location would drop all those of its server."""
    inside = re.findall(r"location [^{]*\{(.*?)\n    \}", TEMPLATE, re.DOTALL)
    assert len(inside) == len(re.findall(r"^    location ", TEMPLATE, re.MULTILINE))
    assert [text for text in inside if "add_header" in text] == []
