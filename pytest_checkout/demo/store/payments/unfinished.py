"""Brings back shoppers who left the page of their bank by another way than the one that leads home."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from oscar.apps.payment.exceptions import GatewayError

from pytest_checkout.demo.store.models import Attempt
from pytest_checkout.demo.store.payments import returning

Respond = Callable[[HttpRequest], HttpResponse]


class UnfinishedPayments:
    """A shopper who opens any page while a payment waits for him (Back, another tab) has his cart again.

    The payment is asked about first: one that was made after all is an order; one that was not is cancelled. So is one
    to which the gateway has not answered.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        attempt = returning.waiting(request)
        if attempt is not None and _is_a_page(request):
            try:
                placed = returning.come_back(request)
            except GatewayError:
                if attempt.state == Attempt.WAITING:  # else the shopper was told when the answer did not come
                    messages.error(request, returning.UNSURE)
                return self.respond(request)
            if placed:
                return redirect("checkout:thank-you")
        return self.respond(request)


def _is_a_page(request: HttpRequest) -> bool:
    if request.path_info == reverse("checkout:payment-return"):
        return False
    try:
        return bool(resolve(request.path_info).namespaces)  # the shop's own pages have one, all else has none
    except Resolver404:
        return False
