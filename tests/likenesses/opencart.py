"""A likeness of OpenCart 4: one page, whose ways of delivery and payment are chosen in modals and shown as text.

From the public sources of opencart/opencart (upload/catalog/view/template: product/product, common/cart,
checkout/cart_list, checkout/register, checkout/shipping_method, checkout/payment_method,
checkout/confirm). Characteristic:

- radios ask whether to register or to order as a guest, and a password stands there as long as it is to register;
- the form for who and where has a button of its own, and its answer is a note that goes away after some seconds;
- "Choose" twice: each fetches the ways and shows them in a modal with "Continue"; a field that cannot be typed into
  shows what was chosen;
- the box with the totals and the button that confirms is fetched after each of these, disabled until all is given;
- after an order the page says so in its heading and names no number.
"""

from __future__ import annotations

import time

from werkzeug.wrappers import Request, Response

from tests.likenesses.likeness import ARTICLES, DECLINED, DELIVERIES, Likeness, Session

_SLOW = 0.25
_FIELDS = {
    "firstname": "first",
    "lastname": "last",
    "email": "email",
    "shipping_address_1": "street",
    "shipping_city": "city",
    "shipping_postcode": "postcode",
    "shipping_country_id": "country",
    "shipping_zone_id": "state",
}
_PAYMENTS = {"cod.cod": "Cash On Delivery", "card.card": "Credit Card / Debit Card"}


class OpenCart(Likeness):
    system = "opencart"

    def answers(self, request: Request, session: Session) -> Response:
        form, route = request.form, request.args.get("route", "common/home")
        if "." in route:
            time.sleep(_SLOW)
        match route:
            case "common/home":
                return self.page(session, "home.html")
            case "product/product" if request.args.get("product_id") in ARTICLES:
                return self.page(session, "product.html", article=ARTICLES[request.args["product_id"]])
            case "checkout/cart.add":
                slug = form["product_id"]
                refused = self.adds(session, slug, form.get("option[227]", ""), int(form["quantity"]))
                return self.page(session, "added.html", article=ARTICLES[slug], refused=refused)
            case "common/cart.info":
                return self.page(session, "minicart.html")
            case "checkout/cart":
                return self.page(session, "cart.html")
            case "checkout/checkout":
                session.given = {}
                if not session.cart:
                    return self.goes("/?route=checkout/cart")
                shown = {code: f"{name} - {self.money(fee)}" for code, (name, fee) in DELIVERIES.items()}
                return self.page(session, "checkout.html", deliveries_shown=shown, payments=_PAYMENTS)
            case "checkout/register.save":
                return self._registers(form, session)
            case "checkout/shipping_method.save" if form.get("shipping_method") in DELIVERIES:
                session.given["delivery"] = form["shipping_method"]
                return self._notes(session, "success", "Your way of delivery is noted.")
            case "checkout/payment_method.save" if form.get("payment_method") in _PAYMENTS:
                session.given["payment"] = form["payment_method"]
                return self._notes(session, "success", "Your way to pay is noted.")
            case "checkout/payment_method.agree":
                session.given["agree"] = form.get("agree", "")
                return Response(status=204)
            case "checkout/confirm.confirm":
                whole = all(session.given.get(key) for key in ("email", "delivery", "payment", "agree"))
                return self.page(session, "confirm.html", whole=whole)
            case "extension/payment.confirm":
                return self._confirms(form, session)
            case "checkout/success" if self.orders:
                return self.page(session, "success.html")
        return self.missing(session)

    def _notes(self, session: Session, kind: str, text: str, **fields: str) -> Response:
        answer = self.page(session, "alert.html", kind=kind, text=text)
        answer.headers["X-Fields"] = " ".join(fields)
        return answer

    def _registers(self, form, session: Session) -> Response:  # type: ignore[no-untyped-def]
        wrong = {name: "" for name in _FIELDS if not form.get(name, "").strip()}
        if form.get("account") == "1" and len(form.get("password", "")) < 6:
            wrong["password"] = ""
        if wrong:
            return self._notes(session, "danger", "Look at the form again for mistakes.", **wrong)
        session.given |= {ours: form[theirs].strip() for theirs, ours in _FIELDS.items()}
        return self._notes(session, "success", "Your details are noted.")

    def _confirms(self, form, session: Session) -> Response:  # type: ignore[no-untyped-def]
        card = "".join(filter(str.isdigit, form.get("card_number", "")))
        needed = ("card_name", "card_expire_month", "card_expire_year", "card_cvv")
        paying = session.given["payment"] == "card.card"
        if paying and not (len(card) > 12 and all(form.get(name) for name in needed)):
            return self._notes(session, "danger", "The details of the card are not whole.")
        if card == DECLINED:
            return self._notes(session, "danger", "The bank does not let us take money from this card.")
        session.given["card"] = card
        self.takes(session)
        return Response(status=204)
