"""The tables that the shop has beside Oscar's: every try to pay an order, and the gateway's notices seen so far."""

from __future__ import annotations

from django.db import models


class Attempt(models.Model):
    """One try to pay one order, with all that is needed to place the order should the shopper not come back.

    `order_number` and `number` name it at the gateway too, before the gateway has a name for it (`reference`).
    """

    OPEN, WAITING, DONE, FAILED, GIVEN_UP = "open", "waiting", "done", "failed", "given up"

    order_number = models.PositiveBigIntegerField()
    number = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=16, default=OPEN)
    method = models.CharField(max_length=32)
    label = models.CharField(max_length=64, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=3)
    currency = models.CharField(max_length=3)
    language = models.CharField(max_length=16)
    submission = models.JSONField()
    capture_refused = models.CharField(max_length=200, blank=True)
    """Why the gateway did not let the shop take what it holds; empty when it did, or was not asked."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("order_number", "number"), name="one_row_per_attempt"),)


class Notice(models.Model):
    """A notification that was acted upon; the gateway may send it again at any time."""

    event = models.CharField(max_length=64, unique=True)
