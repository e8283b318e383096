"""The traits in which real shops differ, and how a shop is drawn from them by a seed.

A trait whose values are looks has a folder of its name in `templates/`, with one fragment per value. The first value
of each is the plain one; `Traits()` is the plainest shop there is.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_type_hints

Obstacle = Literal[
    "none",
    "sold_out",
    "no_delivery",
    "login_wall",
    "captcha",
    "queue",
    "geo_block",
    "not_a_shop",
    "dead_order_button",
    "declines",
    "rejects_everything",
    "maintenance",
    "minimum_order",
    "thanks_without_order",
    "doubles_quantity",
    "ignores_variant",
]
"""What makes an order impossible, or (the last three) makes what the shop does differ from what the shopper did."""


@dataclass(frozen=True)
class Traits:
    """One shop, as it differs from others. `place` is a key of places.PLACES, `wording` picks among its phrases."""

    place: str = "en-GB"
    wording: int = 0
    obstacle: Obstacle = "none"
    # the way
    shape: Literal["pages", "three_pages", "one_page", "same_address", "fetched", "accordion", "dialogs"] = "pages"
    review: Literal["step", "none"] = "step"
    guest: Literal["default", "radio", "email_first", "blank_password", "account_forced", "account_ticked"] = "default"
    overlay: Literal["none", "cookie_bar", "cookie_wall", "newsletter_popup", "age_gate"] = "none"
    # what the code of the page tells
    paths: Literal["plain", "opaque"] = "plain"
    names: Literal["plain", "nested", "opaque"] = "plain"
    classes: Literal["plain", "opaque"] = "plain"
    autocomplete: Literal["absent", "plain", "section"] = "absent"
    structured_data: Literal["none", "offer", "aggregate"] = "none"
    language: Literal["stated", "missing"] = "stated"
    translated: Literal["fully", "partly"] = "fully"
    late: Literal["at_once", "late"] = "at_once"
    outside: Literal["absent", "hangs"] = "absent"
    # product and cart
    add: Literal["button", "input", "link"] = "button"
    options: Literal["none", "select", "radio", "swatch", "combobox"] = "none"
    quantity: Literal["absent", "number", "stepper", "select"] = "absent"
    related: Literal["absent", "below", "above"] = "absent"
    added: Literal["redirect", "drawer", "modal", "toast", "nothing", "checkout"] = "redirect"
    to_checkout: Literal["link", "button"] = "link"
    newsletter: Literal["absent", "footer"] = "absent"
    coupon: Literal["absent", "cart", "behind_link", "checkout"] = "absent"
    # the address
    labels: Literal["tied", "wrapping", "labelledby", "aria_only", "placeholder", "floating", "table", "untied"] = (
        "tied"
    )
    person: Literal["two_fields", "one_field"] = "two_fields"
    street: Literal["one_line", "two_lines", "three_lines", "text_box"] = "one_line"
    city: Literal["said", "fourth_line"] = "said"
    country: Literal["select", "wrong_default", "autopostback", "combobox"] = "select"
    state: Literal["select", "text", "after_country"] = "select"
    phone: Literal["absent", "optional", "required"] = "absent"
    settles: Literal["at_once", "drops_typed"] = "at_once"
    copies: Literal["absent", "hidden"] = "absent"
    # delivery and payment
    delivery: Literal["radios", "select", "cards", "single_hidden", "combobox"] = "radios"
    delivery_known: Literal["at_once", "after_address"] = "at_once"
    methods: Literal["radios", "buttons", "single_hidden", "tabs"] = "radios"
    card: Literal["in_page", "same_frame", "cross_frame", "frame_per_field", "shadow", "hosted"] = "in_page"
    expiry: Literal["one_field", "two_lists", "two_texts"] = "one_field"
    holder: Literal["absent", "asked"] = "absent"
    # the order
    terms: Literal["absent", "required"] = "absent"
    place_order: Literal["plain", "disabled_until", "changing_text", "loose"] = "plain"
    errors: Literal["native", "aria", "alert", "classes", "toast"] = "native"
    order_number: Literal["heading", "paragraph", "path", "query", "random_id", "not_shown"] = "paragraph"

    @property
    def completable(self) -> bool:
        return self.obstacle == "none"

    def unusual(self) -> list[str]:
        """Each trait that differs from the plain shop's, as `trait=value`."""
        plain = Traits()
        return [
            f"{field.name}={getattr(self, field.name)}"
            for field in dataclasses.fields(self)
            if field.name != "wording" and getattr(self, field.name) != getattr(plain, field.name)
        ]


def values(trait: str) -> tuple[str, ...]:
    """All values of a trait; none for those that are not a choice of words."""
    hint = get_type_hints(Traits)[trait]
    return get_args(hint)


LOOKS = tuple(field.name for field in dataclasses.fields(Traits) if field.name not in ("place", "wording", "obstacle"))
_OBSTACLES = [name for name in values("obstacle") if name != "none"]
_IMPOSSIBLE_SHARE = 0.25
_ALONE_SHARE = 0.25


def draw(rng: random.Random, places: tuple[str, ...]) -> Traits:
    """A random shop. Some differ from the plain one in a single trait, some in many; a quarter cannot be ordered in."""
    chosen: dict[str, Any] = {"place": rng.choice(places), "wording": rng.randrange(1_000_000)}
    if rng.random() < _IMPOSSIBLE_SHARE:
        chosen["obstacle"] = rng.choice(_OBSTACLES)
    if rng.random() < _ALONE_SHARE:
        trait = rng.choice(LOOKS)
        chosen[trait] = rng.choice(values(trait))
    else:
        strangeness = rng.choice((0.25, 0.5, 0.9))
        for trait in LOOKS:
            if rng.random() < strangeness:
                chosen[trait] = rng.choice(values(trait))
    return coherent(Traits(**chosen))


def each_alone() -> Iterator[Traits]:
    """The plain shop with one trait changed, for every value of every trait."""
    for trait in (*LOOKS, "obstacle"):
        for value in values(trait)[1:]:
            yield coherent(dataclasses.replace(Traits(), **{trait: value}))


def coherent(traits: Traits) -> Traits:
    """The same shop without what contradicts itself, as in: an ignored variant needs a variant."""
    changes: dict[str, Any] = {}
    if traits.obstacle == "ignores_variant" and traits.options == "none":
        changes["options"] = "select"
    if traits.add == "link" and (traits.options != "none" or traits.quantity != "absent"):
        changes["add"] = "button"  # a link sends no choice along
    if traits.obstacle == "declines" and traits.card == "hosted":
        changes["card"] = "in_page"
    if traits.obstacle == "dead_order_button":
        changes["place_order"] = "plain"
    if traits.shape == "dialogs":
        changes["review"] = "none"
    if traits.autocomplete != "absent" and traits.names == "opaque" and traits.labels == "untied":
        changes["labels"] = "tied"
    return dataclasses.replace(traits, **changes) if changes else traits
