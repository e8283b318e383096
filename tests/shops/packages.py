"""Shops from PyPI, each with all that it needs in an environment of its own below the cache folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from pytest_checkout.report.node import cache_folder


def installed(package: str, version: str, *beside: str) -> Path:
    """The Python that has the package, and what must stand `beside` it; installs it when there is none yet."""
    home = cache_folder() / f"{package}-{version}"
    program = home / "bin" / "python"
    if (home / "complete").exists():
        return program
    shutil.rmtree(home, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    uv = shutil.which("uv")
    install = [uv, "pip", "install", "--python", program] if uv else [program, "-m", "pip", "install"]
    subprocess.run([*install, "--quiet", f"{package}=={version}", *beside], check=True)
    (home / "complete").touch()
    return program
