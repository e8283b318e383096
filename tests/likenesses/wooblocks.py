"""A likeness of WooCommerce's cart and checkout of blocks: drawn by a script, saved as one types, one button.

From the public sources of woocommerce/woocommerce (plugins/woocommerce/client/blocks/assets/js/blocks: checkout,
cart, mini-cart, and packages/components: text-input, radio-control, validation-input-error). Characteristic:

- grey bones first, then the page; labels lie in their fields, behind them in the code;
- the address is sent a second after it was typed; the totals and the ways of delivery turn grey and come back;
- ways to pay are an accordion of radios; a second line of the address hides behind a button;
- the button that orders can be pressed from the start: what is missing is then said beside each field and nothing is
  sent; a refusal of the card comes as a banner above the ways to pay.
"""

from __future__ import annotations

import time

from werkzeug.wrappers import Request, Response

from tests.likenesses.likeness import ARTICLES, DECLINED, DELIVERIES, Likeness, Session

_SLOW = 0.3
_FIELDS = {
    "email": "email",
    "shipping-first_name": "first",
    "shipping-last_name": "last",
    "shipping-address_1": "street",
    "shipping-city": "city",
    "shipping-postcode": "postcode",
    "shipping-country": "country",
    "shipping-state": "state",
}


class WooBlocks(Likeness):
    system = "wooblocks"

    def answers(self, request: Request, session: Session) -> Response:
        form = request.form
        if request.path.startswith("/wp-json/"):
            time.sleep(_SLOW)
        match [part for part in request.path.split("/") if part]:
            case []:
                return self.page(session, "shop.html")
            case ["product", slug] if slug in ARTICLES:
                return self.page(session, "product.html", article=ARTICLES[slug])
            case ["wp-json", "add-item"]:
                refused = self.adds(session, form["slug"], form.get("size", ""), int(form.get("quantity", 1)))
                return Response(refused, 409) if refused else self.page(session, "drawer.html")
            case ["wp-json", "drawer"]:
                return self.page(session, "drawer.html")
            case ["cart"]:
                return self.page(session, "cart.html")
            case ["checkout"]:
                return self.page(session, "checkout.html") if session.cart else self.goes("/cart/")
            case ["wp-json", "update-customer"]:
                if form.get("delivery") in DELIVERIES:
                    session.given["delivery"] = form["delivery"]
                return self.page(session, "totals.html")
            case ["wp-json", "rates"]:
                return self.page(session, "rates.html")
            case ["wp-json", "order"]:
                card = form.get("token", "").removeprefix("tok_") if form.get("pay") == "stripe" else ""
                session.given |= {ours: form.get(theirs, "").strip() for theirs, ours in _FIELDS.items()}
                session.given |= {"payment": form["pay"], "card": card, "delivery": form["delivery"]}
                if form["pay"] == "stripe" and not card:
                    return Response("Your card number is not whole.", 409)
                if card == DECLINED:
                    return Response("Your bank would not have it.", 409)
                return Response(self.takes(session).number)
            case ["checkout", "order-received", number]:
                order = next(order for order in self.orders if order.number == number)
                return self.page(session, "received.html", order=order)
        return self.missing(session)
