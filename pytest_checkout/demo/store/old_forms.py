"""What becomes of a form whose token is not valid any more: Django would end at a bare page that says "forbidden"."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

logger = logging.getLogger("oscar.checkout")


def show_again(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page of the form anew, with a word; nothing of what was sent has been done. `reason` is Django's."""
    logger.info("%s was sent with an old form: %s", request.path, reason)
    messages.warning(request, _("This page had been open for too long, so nothing was sent. Please send it again."))
    return redirect(request.path)
