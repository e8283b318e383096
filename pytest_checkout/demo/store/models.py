"""The shop's tables beside Oscar's: tries to pay, the gateway's notices, and what systems behind it are owed."""

from __future__ import annotations

from django.db import models


class Attempt(models.Model):
    """One try to pay one order, with all that is needed to place the order should the shopper not come back.

    `order_number` and `number` name it at the gateway too, before the gateway has a name for it (`reference`).
    """

    OPEN, WAITING, DONE, FAILED, GIVEN_UP, GIVEN_BACK = "open", "waiting", "done", "failed", "given up", "given back"

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


class Outgoing(models.Model):
    """One message to a system behind the shop, written together with its order, kept until that system has it."""

    order = models.ForeignKey("order.Order", related_name="outgoing", on_delete=models.CASCADE)
    system = models.CharField(max_length=20)
    """One of outbox.SYSTEMS."""
    message = models.JSONField()
    attempts = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    """What the last attempt met."""
    set_aside = models.BooleanField(default=False)
    """The system refuses this message itself: it waits for a person, and does not hold up the others."""
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("order", "system"), name="one_message_per_order_and_system"),)
