"""A likeness of PrestaShop's classic theme: four parts at one address, each sent as a page, one open at a time.

From the public sources of PrestaShop/PrestaShop (themes/classic/templates/catalog, themes/classic/templates/checkout
with _partials/steps, modules' blockcart modal and themes/_core/js/checkout-payment.js). Characteristic:

- the size is chosen from the start, and choosing another fetches the product anew;
- a modal answers to adding; what it calls the way to the checkout leads to the cart, and only the cart leads on;
- all four headings of the checkout stand on the page; a guest's form has a password that may stay empty, boxes for
  offers and the letter that nobody must tick and one that everybody must;
- the terms and each way to pay have a form of their own, and the button that orders stands in none of them: disabled,
  with a warning below it, until a way is chosen and the terms are ticked;
- the order's reference is a word of nine capitals without a digit.
"""

from __future__ import annotations

import time

from werkzeug.wrappers import Request, Response

from tests.likenesses.likeness import ARTICLES, DECLINED, DELIVERIES, Likeness, Session

_SLOW = 0.2
_LETTERS = "QWERTZUKLM"
_ADDRESS = {
    "firstname": "first",
    "lastname": "last",
    "address1": "street",
    "city": "city",
    "postcode": "postcode",
    "id_country": "country",
}


class PrestaShop(Likeness):
    system = "prestashop"

    def number(self, count: int) -> str:
        return "".join(_LETTERS[int(digit)] for digit in f"{count}{count * 3:04d}"[:9])

    def answers(self, request: Request, session: Session) -> Response:
        form = request.form
        match [part for part in request.path.split("/") if part]:
            case []:
                return self.page(session, "home.html")
            case [page] if page.removesuffix(".html") in ARTICLES and page.endswith(".html"):
                article = ARTICLES[page.removesuffix(".html")]
                size = form.get("group[1]") or request.args.get("size") or (article.sizes or ("",))[0]
                asked = request.args.get("action") == "refresh"
                time.sleep(_SLOW if asked else 0)
                return self.page(session, "buying.html" if asked else "product.html", article=article, size=size)
            case ["cart"]:
                if request.method == "POST":
                    time.sleep(_SLOW)
                    slug = form["id_product"]
                    refused = self.adds(session, slug, form.get("group[1]", ""), int(form["qty"]))
                    return self.page(
                        session, "modal.html", article=ARTICLES[slug], size=form.get("group[1]", ""), refused=refused
                    )
                return self.page(session, "cart.html")
            case ["order"]:
                return self._checkout(request, session) if session.cart else self.goes("/cart?action=show")
            case ["module", "pay", "validation"]:
                return self._orders(form, session)
            case ["order-confirmation"] if self.orders:
                return self.page(session, "confirmed.html", order=self.orders[-1])
        return self.missing(session)

    def _checkout(self, request: Request, session: Session) -> Response:
        """What was sent is kept; the first part that lacks something is the one that is open."""
        form, given, wrong = request.form, session.given, {}
        if "continue" in form:
            fields = ("firstname", "lastname", "email")
            wrong = {name: "Required field" for name in fields if not form.get(name, "").strip()}
            if not form.get("psgdpr"):
                wrong["psgdpr"] = "Required field"
            if not wrong:
                given |= {"first": form["firstname"], "last": form["lastname"], "email": form["email"]}
        elif "confirm-addresses" in form:
            wrong = {name: "Required field" for name in _ADDRESS if not form.get(name, "").strip()}
            if not wrong:
                given |= {ours: form[theirs].strip() for theirs, ours in _ADDRESS.items()}
        elif form.get("delivery_option[5]") in DELIVERIES:
            given["delivery"] = form["delivery_option[5]"]
        parts = ("email", "street", "delivery")
        current = next((number for number, part in enumerate(parts, 1) if part not in given), 4)
        return self.page(session, "order.html", current=current, wrong=wrong, form=form)

    def _orders(self, form, session: Session) -> Response:  # type: ignore[no-untyped-def]
        card = "".join(filter(str.isdigit, form.get("card-number", "")))
        session.given |= {"payment": form["module"], "card": card}
        if form["module"] == "card" and not (len(card) > 12 and form.get("card-expiry") and form.get("card-cvc")):
            session.notices.append(("danger", "The details of the card are not whole."))
        elif card == DECLINED:
            session.notices.append(("danger", "Your card was refused by the bank that gave it to you."))
        else:
            self.takes(session)
            return self.goes("/order-confirmation?id_cart=12&id_module=3&key=9f2c")
        return self.goes("/order?step=4")
