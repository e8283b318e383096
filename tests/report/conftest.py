"""Projects whose Allure results are read back."""

from __future__ import annotations

pytest_plugins = ["pytester"]
