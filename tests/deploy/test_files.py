"""The files of deploy/ for containers, clusters and systemd: they can be read, and agree with app and code."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib

import pytest
import yaml

import pooling
from pooling_lab.serving import proxies
from pooling_lab.serving.replicas import replicas
from tests.deploy.gate import DEPLOY, nginx
from tests.test_layers import LAYERS

ROOT = DEPLOY.parent
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
CLUSTER = {thing["kind"]: thing for thing in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text())}
POD = CLUSTER["Deployment"]["spec"]["template"]
(LAB,) = POD["spec"]["containers"]
DOCKERFILE = (DEPLOY / "Dockerfile").read_text()
UNIT = (DEPLOY / "pooling-lab@.service").read_text()
HEALTH = "/_stcore/health"


def tool(name):
    """Marks a test that needs a program."""
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed here")


def test_the_image_has_the_versions_of_the_lock_by_their_hashes():
    assert "install --require-hashes -r requirements.lock" in DOCKERFILE
    pythons = set(re.findall(r"^FROM python:(\d+\.\d+)\.\d+-slim-\w+", DOCKERFILE, re.MULTILINE))
    assert len(pythons) == 1
    least = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"].removeprefix(">=")
    assert tuple(map(int, pythons.pop().split("."))) >= tuple(map(int, least.split(".")))


def test_nobody_is_root_in_the_image():
    (user,) = re.findall(r"^USER (\d+)$", DOCKERFILE, re.MULTILINE)
    assert int(user) == POD["spec"]["securityContext"]["runAsUser"] > 0


def test_the_image_has_all_that_the_app_is_and_no_more():
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text()
    taken = set(re.findall(r"^!(\S+)$", ignored, re.MULTILINE))
    app = {*LAYERS} - {"static"}  # which makes the site that no server has
    assert taken == {*app, "app.py", ".streamlit", "LICENSE", "requirements.lock", "docs/formulas.md"}


def test_the_cluster_has_all_that_keeps_a_class():
    assert set(CLUSTER) == {"Deployment", "Service", "Ingress", "HorizontalPodAutoscaler", "PodDisruptionBudget"}
    labels = POD["metadata"]["labels"]
    assert CLUSTER["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert CLUSTER["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    assert CLUSTER["Service"]["spec"]["selector"] == labels
    assert CLUSTER["Ingress"]["metadata"]["annotations"]["nginx.ingress.kubernetes.io/affinity"] == "cookie"
    assert {LAB[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "readiness", "liveness")} == {HEALTH}
    assert set(LAB["resources"]) == {"requests", "limits"}
    assert LAB["image"].endswith(f":{pooling.__version__}")


def test_all_processes_share_a_secret():
    assert LAB["envFrom"] == [{"secretRef": {"name": "pooling-lab"}}]
    services = [service for name, service in COMPOSE["services"].items() if name.startswith("lab")]
    secrets = [service["environment"]["STREAMLIT_SERVER_COOKIE_SECRET"] for service in services]
    assert len(services) == 2
    assert set(secrets) == {"${STREAMLIT_SERVER_COOKIE_SECRET:?the same for every process}"}


def test_compose_gives_the_processes_the_addresses_that_nginx_knows():
    services = [service for name, service in COMPOSE["services"].items() if name.startswith("lab")]
    addresses = [f"{service['networks']['lab']['ipv4_address']}:8501" for service in services]
    assert (DEPLOY / "compose.replicas.conf").read_text() == replicas(addresses)


def test_compose_fills_in_every_value_of_the_template():
    given = COMPOSE["services"]["gate"]["environment"]
    assert set(proxies.settings("nginx.env")) == {name for name in given if name.startswith("LAB_")}


@pytest.mark.skipif(nginx() is None, reason="nginx is not installed here")
@pytest.mark.parametrize("processes", ["replicas.conf", "compose.replicas.conf"])
def test_nginx_takes_the_template_with_the_processes_of_deploy(processes, tmp_path):
    site = proxies.settings("nginx.env") | {
        "LAB_REPLICAS": str(DEPLOY / processes),
        "LAB_CACHE": str(tmp_path / "cache"),
        "LAB_LOG": str(tmp_path / "access.log"),
    }
    (tmp_path / "site.conf").write_text(proxies.filled("nginx.conf.template", **site))
    (tmp_path / "nginx.conf").write_text(proxies.filled("nginx.alone.conf.template"))
    command = [nginx(), "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@tool("systemd-analyze")
def test_systemd_takes_the_unit(tmp_path):
    unit = tmp_path / "pooling-lab@8501.service"
    unit.write_text(UNIT.replace("/opt/pooling-lab/.venv/bin/python", sys.executable))
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@tool("hadolint")
def test_hadolint_takes_the_dockerfile():
    done = subprocess.run(["hadolint", str(DEPLOY / "Dockerfile")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@tool("kubernetes-validate")
def test_the_cluster_s_file_is_of_its_schema():
    command = ["kubernetes-validate", "--strict", str(DEPLOY / "kubernetes.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@tool("caddy")
def test_caddy_takes_its_template(tmp_path):
    proxies.caddy("caddy", "127.0.0.1:8080", ["localhost"], ["127.0.0.1:8501", "127.0.0.1:8502"], tmp_path)
    command = ["caddy", "validate", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
