"""A likeness of WooCommerce's classic checkout: one page whose totals and ways to pay are fetched again and again.

From the public sources of woocommerce/woocommerce (plugins/woocommerce): templates/single-product/add-to-cart,
templates/cart, templates/checkout, client/legacy/js/frontend/checkout.js and add-to-cart-variation.js; the card's frame
as woocommerce/woocommerce-gateway-stripe puts it into its payment box. Characteristic:

- a variation's button looks disabled and is not: pressed too early, the browser's own dialogue complains;
- adding answers with the same page and a notice above it, which leads to the cart; a review form with an e-mail field
  stands below;
- forms to log in and to give a coupon stand above the order's form, hidden until asked for;
- country and state are select2: the real list is there and hidden, a box with role=combobox stands for it;
- after a change of the address the table of totals and the ways to pay are replaced, a cover over them meanwhile, and
  the card's frame begins anew, empty;
- a refusal comes as a list with role=alert above the whole form, far from the button.
"""

from __future__ import annotations

import time

from werkzeug.wrappers import Request, Response

from tests.likenesses.likeness import ARTICLES, COUNTRIES, DECLINED, DELIVERIES, Likeness, Session

_SLOW = 0.25
"""Seconds for what a script asks the shop."""
_FIELDS = {
    "billing_first_name": "first",
    "billing_last_name": "last",
    "billing_address_1": "street",
    "billing_city": "city",
    "billing_postcode": "postcode",
    "billing_country": "country",
    "billing_state": "state",
    "billing_email": "email",
}


class WooCommerce(Likeness):
    system = "woocommerce"

    def answers(self, request: Request, session: Session) -> Response:
        asked = request.args.get("wc-ajax", "")
        if asked:
            time.sleep(_SLOW)
            return self._update(request, session) if asked == "update_order_review" else self._order(request, session)
        match [part for part in request.path.split("/") if part]:
            case [] | ["shop"]:
                if slug := request.args.get("add-to-cart"):
                    self._adds(session, slug, "", 1)
                return self.page(session, "shop.html")
            case ["product", slug] if slug in ARTICLES:
                if request.method == "POST":
                    size = request.form.get("attribute_size", "")
                    self._adds(session, slug, size, int(request.form.get("quantity", 1)))
                return self.page(session, "product.html", article=ARTICLES[slug])
            case ["cart"]:
                return self.page(session, "cart.html")
            case ["checkout"]:
                return self.page(session, "checkout.html") if session.cart else self.goes("/cart/")
            case ["checkout", "order-received", number]:
                order = next(order for order in self.orders if order.number == number)
                return self.page(session, "received.html", order=order)
        return self.missing(session)

    def _adds(self, session: Session, slug: str, size: str, units: int) -> None:
        refused = self.adds(session, slug, size, units)
        session.notices.append(("error", refused) if refused else ("message", ARTICLES[slug].name))

    def _update(self, request: Request, session: Session) -> Response:
        given = request.form
        if given.get("shipping_method") in DELIVERIES:
            session.given["delivery"] = given["shipping_method"]
        html = self.renders(session, "review.html", paying=given.get("payment_method", "bacs"))
        return Response(html, mimetype="text/html")

    def _order(self, request: Request, session: Session) -> Response:
        form = request.form
        session.given |= {ours: form.get(theirs, "").strip() for theirs, ours in _FIELDS.items()}
        paying = form.get("payment_method", "")
        card = form.get("token", "").removeprefix("tok_") if paying == "stripe" else ""
        session.given |= {"payment": paying, "card": card, "delivery": form.get("shipping_method", "standard")}
        needed = {"first": "First name", "last": "Last name", "street": "Street", "email": "E-mail"}
        wrong = [f"{label} for the bill is needed." for key, label in needed.items() if not session.given[key]]
        if session.given["country"] not in COUNTRIES:
            wrong.append("Country for the bill is needed.")
        if not form.get("terms"):
            wrong.append("Tick the box to say that you agree to our terms.")
        if paying == "stripe" and not card:
            wrong.append("Your card number is not whole.")
        if not wrong and card == DECLINED:
            wrong.append("Your bank turned this card down.")
        if wrong:
            return Response(self.renders(session, "refused.html", wrong=wrong), mimetype="text/html")
        path = f"/checkout/order-received/{self.takes(session).number}/?key=wc_order_9k2Lq"
        return Response(status=204, headers={"X-Go": path})
