"""A likeness of Magento's Luma checkout: built by a script, two steps under one address, loaders over what is fetched.

From the public sources of magento/magento2: app/code/Magento/Checkout/view/frontend (web/template: shipping, payment,
billing-address, minicart, form/element/email), Magento/Catalog's product page and Magento/Swatches. Characteristic:

- a product is added without a new page: the button says what it does, a message appears above, the head counts later;
- sizes are boxes with role=option in a role=listbox, and a text field out of sight holds the choice;
- the way to the cart opens a small cart, which has a way of its own to the checkout;
- the checkout is empty under a loader, then a form asks for the e-mail (its password is hidden), another for the
  address; the ways of delivery are fetched when country and postcode are known, as rows of a table with radios that
  have neither a name nor a label;
- on the second step each way to pay opens a box with its own "same address" box, its own terms and its own button to
  place the order.
"""

from __future__ import annotations

import time

from werkzeug.wrappers import Request, Response

from tests.likenesses.likeness import ARTICLES, DECLINED, Likeness, Session

_SLOW = 0.3
"""Seconds for what a script asks the shop."""
_FIELDS = {
    "firstname": "first",
    "lastname": "last",
    "street[0]": "street",
    "city": "city",
    "postcode": "postcode",
    "country_id": "country",
    "region": "state",
    "username": "email",
}


class Magento(Likeness):
    system = "magento"

    def number(self, count: int) -> str:
        return f"{count:09d}"

    def answers(self, request: Request, session: Session) -> Response:
        form = request.form
        match [part for part in request.path.split("/") if part]:
            case []:
                return self.page(session, "listing.html")
            case [page] if page.removesuffix(".html") in ARTICLES and page.endswith(".html"):
                return self.page(session, "product.html", article=ARTICLES[page.removesuffix(".html")])
            case ["checkout", "cart", "add"]:
                time.sleep(_SLOW)
                refused = self.adds(session, form["product"], form.get("super_attribute[143]", ""), int(form["qty"]))
                return self._says(session, refused, f"is in your|{ARTICLES[form['product']].name}")
            case ["customer", "section", "load"]:
                time.sleep(_SLOW)
                return self.page(session, "minicart.html")
            case ["checkout", "cart"]:
                return self.page(session, "cart.html")
            case ["checkout"]:
                return self.page(session, "checkout.html") if session.cart else self.goes("/checkout/cart/")
            case ["rest", "rates"]:
                time.sleep(_SLOW)
                return self.page(session, "rates.html")
            case ["rest", "shipping"]:
                time.sleep(_SLOW)
                session.given |= {ours: form.get(theirs, "").strip() for theirs, ours in _FIELDS.items()}
                session.given["delivery"] = form["delivery"]
                return self.page(session, "totals.html")
            case ["rest", "order"]:
                time.sleep(_SLOW)
                return self._orders(form, session)
            case ["checkout", "onepage", "success"] if self.orders:
                return self.page(session, "success.html", number=self.orders[-1].number)
        return self.missing(session)

    def _says(self, session: Session, refused: str, said: str) -> Response:
        kind = "error" if refused else "success"
        return self.page(session, "message.html", kind=kind, text=refused or said)

    def _orders(self, form, session: Session) -> Response:  # type: ignore[no-untyped-def]
        card = "".join(filter(str.isdigit, form.get("payment[cc_number]", "")))
        session.given |= {"payment": form["payment[method]"], "card": card}
        needed = ("payment[cc_exp_month]", "payment[cc_exp_year]", "payment[cc_cid]")
        if not form.get("agreement"):
            return self._says(session, "Agree to our terms before you order.", "")
        if form["payment[method]"] == "cc" and not (len(card) > 12 and all(form.get(name) for name in needed)):
            return self._says(session, "Tell us all of the card.", "")
        if card == DECLINED:
            return self._says(session, "This card was turned down by its bank. Take another.", "")
        self.takes(session)
        return Response(status=204)
