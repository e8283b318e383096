"""Controls that the profile names: whether an override fits one, and what is said of a selector that fits nothing."""

from __future__ import annotations

from collections.abc import Mapping

from pytest_checkout.errors import CannotRead
from pytest_checkout.store.profile import Override
from pytest_checkout.storefront.words import normal

# HTML Accessibility API Mappings, the roles that these elements have by themselves.
_ROLES: dict[object, str] = {
    "a": "link",
    "button": "button",
    "select": "combobox",
    "textarea": "textbox",
    "input": "textbox",
    ("input", "submit"): "button",
    ("input", "button"): "button",
    ("input", "image"): "button",
    ("input", "radio"): "radio",
    ("input", "checkbox"): "checkbox",
    ("input", "number"): "spinbutton",
    ("input", "search"): "searchbox",
}


def fits(tag: str, kind: str, role: str, shown: set[str], override: Override) -> bool:
    """Whether a control with these texts (already normal) and role is the one that an override means."""
    said = not override.text or normal(override.text) in shown
    return said and override.role in ("", role, _ROLES.get((tag, kind), _ROLES.get(tag)))


def refuse_selector(error: CannotRead, overrides: Mapping[str, Override]) -> None:
    """Raises CannotRead that names the override whose selector the browser does not understand."""
    for name, override in overrides.items():
        if override.selector and "not a valid selector" in str(error) and f"'{override.selector}'" in str(error):
            raise CannotRead(
                f"{override.where}: the override '{name}' is no CSS selector: {override.selector}",
                looked_for=f"{name}: {override}",
                found="a selector that the browser does not understand",
            ) from error
