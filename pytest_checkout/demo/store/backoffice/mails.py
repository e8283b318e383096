"""The templates of the mails that the shop sends, as Oscar keeps them: in a file, or in the database once changed."""

from __future__ import annotations

from typing import Any

from django.template.loader import get_template
from oscar.core.loading import get_model

from pytest_checkout.demo.store.backoffice.access import Json, known, only

KINDS = {"confirmation": "ORDER_PLACED"}
"""By name: what Oscar calls the occasion."""


def shown(name: str) -> Json:
    kind = _kind(name)
    changed = kind.email_body_template
    return {"name": name, "template": _of_file(kind) if changed is None else changed}


def changed(name: str, wanted: dict[str, Any]) -> Json:
    """Set `template`; with the text of the file, the file counts again."""
    only(wanted, template=str)
    kind = _kind(name)
    if "template" in wanted:
        kind.email_body_template = None if wanted["template"] == _of_file(kind) else wanted["template"]
        kind.save(update_fields=["email_body_template"])
    return shown(name)


def _kind(name: str) -> Any:
    known("mail", name, KINDS)
    return get_model("communication", "CommunicationEventType").objects.get(code=KINDS[name])


def _of_file(kind: Any) -> str:
    return str(get_template(kind.email_body_template_file % kind.code.lower()).template.source)
