"""Sends mail by SMTP and says in which language it is written."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends import smtp
from django.utils.translation import get_language


class Backend(smtp.EmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            message.extra_headers.setdefault("Content-Language", get_language() or "en-gb")
        sent: int = super().send_messages(email_messages)
        return sent
