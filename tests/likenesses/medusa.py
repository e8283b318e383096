"""A likeness of Medusa's Next.js storefront: everything is drawn by a script, and one page opens its steps in turn.

From the public sources of medusajs/nextjs-starter-medusa (src/modules: products/components/product-actions,
layout/components/cart-dropdown, cart, checkout/components/addresses, shipping, payment, payment-container, review,
payment-button, order/templates). Characteristic:

- sizes are buttons that say in no attribute which of them is chosen; the button that buys is disabled and says what is
  missing ("Select variant"), or that the variant is sold out;
- a panel with the cart opens for some seconds and closes by itself;
- labels stand behind their fields; "billing address same as shipping address" is a button with role=checkbox;
- ways of delivery are parts with role=radio that hold a button with role=radio once more; choosing one is saved at
  once, and only then the button to go on can be pressed;
- steps that are done show a word and a button "Edit"; the heading of every step stays;
- the card is typed in a frame on the third step, and the button that orders is on the fourth.
"""

from __future__ import annotations

import time

from werkzeug.wrappers import Request, Response

from tests.likenesses.likeness import ARTICLES, DECLINED, DELIVERIES, Likeness, Session

_SLOW = 0.25
_FIELDS = {
    "shipping_address.first_name": "first",
    "shipping_address.last_name": "last",
    "shipping_address.address_1": "street",
    "shipping_address.postal_code": "postcode",
    "shipping_address.city": "city",
    "shipping_address.country_code": "country",
    "shipping_address.province": "state",
    "email": "email",
}


class Medusa(Likeness):
    system = "medusa"

    def answers(self, request: Request, session: Session) -> Response:
        form = request.form
        if request.method == "POST":
            time.sleep(_SLOW)
        match [part for part in request.path.split("/") if part]:
            case [] | ["gb"]:
                return self.page(session, "home.html")
            case ["gb", "products", slug] if slug in ARTICLES:
                return self.page(session, "product.html", article=ARTICLES[slug])
            case ["store", "line-items"]:
                refused = self.adds(session, form["slug"], form.get("size", ""), 1)
                return Response(refused, 409) if refused else self.page(session, "dropdown.html")
            case ["gb", "cart"]:
                return self.page(session, "cart.html")
            case ["gb", "checkout"]:
                return self.page(session, "checkout.html") if session.cart else self.missing(session)
            case ["store", "addresses"]:
                session.given |= {ours: form.get(theirs, "").strip() for theirs, ours in _FIELDS.items()}
                session.given["country"] = session.given["country"].upper()
                return self.page(session, "totals.html")
            case ["store", "shipping-methods"] if form["id"] in DELIVERIES:
                session.given["delivery"] = form["id"]
                return self.page(session, "totals.html")
            case ["store", "complete"]:
                card = form.get("token", "").removeprefix("tok_")
                session.given |= {"payment": form["provider"], "card": card}
                if form["provider"] == "pp_stripe" and not card:
                    return Response("The card is not whole.", 409)
                if card == DECLINED:
                    return Response("Your card said no.", 409)
                return Response(self.takes(session).number)
            case ["gb", "order", number, "confirmed"]:
                order = next(order for order in self.orders if order.number == number)
                return self.page(session, "confirmed.html", order=order)
        return self.missing(session)
