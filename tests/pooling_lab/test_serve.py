"""What `pooling-lab serve` refuses, what it tells nginx, and how it keeps a program running."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time

import pytest

from pooling_lab.__main__ import main
from pooling_lab.serving import proxies, serve
from pooling_lab.serving.child import Child
from pooling_lab.serving.replicas import replicas
from pooling_lab.serving.running import ServeError

ADDRESSES = ["127.0.0.1:8501", "127.0.0.1:8502"]
SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
#: Listens at a port and ends; who it leaves behind listens on, as nginx's processes do.
LEAVES = """
import os, socket, sys, time
here = socket.create_server(("127.0.0.1", int(sys.argv[1])))
os.fork() or time.sleep(60)
"""


def refused(capsys, *words):
    """What the command says where it does not serve."""
    with pytest.raises(SystemExit) as end:
        main(["serve", *words])
    assert end.value.code == 2
    return capsys.readouterr().err.splitlines()[-1]


def test_without_a_proxy_it_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setattr(proxies.shutil, "which", lambda *_, **__: None)
    assert "apt-get install nginx-light" in refused(capsys)


@pytest.mark.skipif(proxies.found() is None, reason="no nginx and no Caddy is installed here")
def test_a_port_that_is_taken_is_named(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(capsys, "--port", str(port))
    assert said.endswith(f"--port must be free, but somebody listens at 127.0.0.1:{port} already")


@pytest.mark.skipif(proxies.found() is None, reason="no nginx and no Caddy is installed here")
def test_whoever_lets_other_machines_in_says_the_name_of_the_site(capsys):
    assert "--name must say by which name visitors come to --host 0.0.0.0" in refused(capsys, "--host", "0.0.0.0")


def test_nobody_is_no_worker(capsys):
    assert refused(capsys, "--workers", "0").endswith("--workers must be at least 1, but got 0")


@pytest.mark.skipif(os.name != "posix" or proxies.found() is None, reason="no nginx and no Caddy is installed here")
def test_root_is_told_to_be_somebody_else(capsys, monkeypatch):
    def stop_here(*_):
        raise ServeError("far enough")

    (port,) = serve._free_ports(1, 9000)
    monkeypatch.setattr(serve, "_free_ports", stop_here)
    monkeypatch.setattr(serve.Asked, "listen", lambda _: None)
    for user, told in ((0, True), (1000, False)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        with pytest.raises(ServeError, match="far enough"):
            serve.serve(1, "127.0.0.1", port, None)
        assert ("process runs as root" in capsys.readouterr().err) == told


def test_processes_listen_above_the_public_port_where_nobody_does():
    (taken,) = serve._free_ports(1, 9000)
    with socket.create_server(("127.0.0.1", taken)):
        ports = serve._free_ports(3, 9000)
    assert min(ports) > taken > 9000


@pytest.mark.parametrize("public", [80, 8501, 32767, 50000])
def test_processes_listen_where_no_connection_is_put_meanwhile(public):
    ports = serve._free_ports(4, public)
    assert len({public, *ports}) == 5
    assert set(ports) <= set(serve.PORTS)


def test_all_processes_sign_with_the_same_secret_and_listen_to_this_machine_alone():
    first, second = (serve._worker(number, 9000 + number, ["localhost"]).environment for number in (1, 2))
    assert first["STREAMLIT_SERVER_COOKIE_SECRET"] == second["STREAMLIT_SERVER_COOKIE_SECRET"]
    assert len(first["STREAMLIT_SERVER_COOKIE_SECRET"]) >= 32
    assert {first["STREAMLIT_SERVER_ADDRESS"], second["STREAMLIT_SERVER_ADDRESS"]} == {"127.0.0.1"}


def test_the_file_in_deploy_is_what_is_written_for_two():
    assert (proxies.deploy() / "replicas.conf").read_text() == replicas(ADDRESSES)


def test_each_process_has_all_others_to_stand_in():
    lines = replicas([*ADDRESSES, "127.0.0.1:8503"])
    (second,) = re.findall(r"upstream lab_2 \{(.*?)\}", lines, re.DOTALL)
    assert re.findall(r"server (\S+) [^;]*?(backup)?;", second) == [
        ("127.0.0.1:8502", ""),
        ("127.0.0.1:8501", "backup"),
        ("127.0.0.1:8503", "backup"),
    ]


@pytest.mark.parametrize("answered", ["127.0.0.1:8502", "127.0.0.1:8501, 127.0.0.1:8502"])
def test_the_last_that_was_asked_is_the_one_that_answered(answered):
    pairs = re.findall(r'"~(.*)" (\d+);', replicas(ADDRESSES))
    assert [number for pattern, number in pairs if re.search(pattern, answered)] == ["2"]


def test_caddy_is_told_names_and_addresses(tmp_path):
    proxies.caddy("caddy", "127.0.0.1:8080", ["localhost", "127.0.0.1"], ADDRESSES, tmp_path)
    lines = (tmp_path / "Caddyfile").read_text()
    assert "http://localhost:8080, http://127.0.0.1:8080 {\n\tbind 127.0.0.1\n" in lines
    assert "reverse_proxy 127.0.0.1:8501 127.0.0.1:8502 {" in lines
    assert "${" not in lines


def test_a_program_that_died_is_started_again_but_not_at_once(tmp_path, monkeypatch):
    child = Child("nobody", [sys.executable, "-c", ""], tmp_path)
    child.start()
    child.process.wait()
    assert not child.revive()
    monkeypatch.setattr(time, "monotonic", lambda now=time.monotonic: now() + 60)
    before = child.process.pid
    assert child.revive()
    assert child.process.pid != before
    child.stop()


def test_a_program_that_does_not_end_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr("pooling_lab.serving.child.GRACE", 0.1)
    child = Child("deaf", SLEEP, tmp_path)
    child.start()
    process = child.process
    child.stop()
    assert process.poll() is not None


@pytest.mark.skipif(os.name != "posix", reason="groups of processes are those of POSIX")
@pytest.mark.parametrize("then", [Child.stop, Child.revive])
def test_what_a_program_left_behind_does_not_keep_its_port(tmp_path, monkeypatch, then):
    monkeypatch.setattr("pooling_lab.serving.child.PAUSE", 0)
    (port,) = serve._free_ports(1, 9000)
    child = Child("parent", [sys.executable, "-c", LEAVES, str(port)], tmp_path)
    child.start()
    assert child.process.wait() == 0
    assert not serve._is_free(port)
    child.command = [sys.executable, "-c", ""]
    then(child)
    end = time.monotonic() + 2  # the kernel takes a moment
    while not serve._is_free(port):
        assert time.monotonic() < end
    child.stop()


def test_the_lines_can_be_had_without_serving():
    command = [sys.executable, "-m", "pooling_lab.serving.replicas", *ADDRESSES]
    said = subprocess.run(command, cwd=proxies.deploy().parent, capture_output=True, text=True, check=True).stdout
    assert said == replicas(ADDRESSES)
