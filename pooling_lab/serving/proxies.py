"""What stands before the processes: nginx where there is one, else Caddy, each told by its files in `deploy/`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from string import Template

from pooling_lab.place import script
from pooling_lab.serving.replicas import replicas

#: Where Debian has programs that not everybody's path names.
ELSEWHERE = "/usr/sbin:/usr/local/sbin"
MISSING = (
    "no nginx and no Caddy was found, one of which has to stand before several processes: "
    "apt-get install nginx-light, brew install nginx, or https://caddyserver.com/docs/install"
)


def found() -> tuple[str, str] | None:
    """The name of the proxy that is there and its path."""
    for name in ("nginx", "caddy"):
        path = shutil.which(name) or shutil.which(name, path=ELSEWHERE)
        if path:
            return name, path
    return None


def deploy() -> Path:
    """The folder with the files of those that serve."""
    return script().parent / "deploy"


def settings(file: str) -> dict[str, str]:
    """The lines NAME=value of a file of the environment in `deploy/`."""
    lines = re.findall(r"^([A-Z_]+)=(.*)$", (deploy() / file).read_text(encoding="utf-8"), re.MULTILINE)
    return {name: value.removeprefix('"').removesuffix('"') for name, value in lines}


def filled(file: str, **values: str) -> str:
    """A template of `deploy/` with these values; what else nginx calls by a $ stays."""
    return Template((deploy() / file).read_text(encoding="utf-8")).safe_substitute(values)


def nginx(path: str, listen: str, names: Sequence[str], addresses: Sequence[str], folder: Path) -> list[str]:
    """Write what nginx reads into a folder, where it also keeps its files; gives the command that starts it."""
    site = settings("nginx.env") | {
        "LAB_LISTEN": listen,
        "LAB_HOST": " ".join(names),
        "LAB_REPLICAS": str(folder / "replicas.conf"),
        "LAB_CACHE": str(folder / "cache"),
        "LAB_LOG": str(folder / "access.log"),
    }
    # Where root starts nginx, it answers as a user of its own, who has to get into this folder; the log stays closed.
    folder.chmod(0o711)
    (folder / "access.log").touch(0o600)
    (folder / "replicas.conf").write_text(replicas(addresses))
    (folder / "site.conf").write_text(filled("nginx.conf.template", **site))
    (folder / "nginx.conf").write_text(filled("nginx.alone.conf.template"))
    return [path, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"]


def caddy(path: str, listen: str, names: Sequence[str], addresses: Sequence[str], folder: Path) -> list[str]:
    """The same for Caddy."""
    host, _, port = listen.rpartition(":")
    sites = ", ".join(f"http://{name}:{port}" for name in names)
    lines = filled("Caddyfile.template", LAB_SITES=sites, LAB_BIND=host, LAB_ADDRESSES=" ".join(addresses))
    (folder / "Caddyfile").write_text(lines)
    return [path, "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


#: How each is told, by its name.
WAYS: dict[str, Callable[..., list[str]]] = {"nginx": nginx, "caddy": caddy}
