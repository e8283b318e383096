"""A likeness of Shopware 6's storefront: an offcanvas cart, a page to register or log in, a page to confirm, the end.

From the public sources of shopware/shopware (src/Storefront/Resources/views/storefront: component/buy-widget,
component/checkout/offcanvas-cart, page/checkout/cart, page/checkout/address, component/account/register,
page/checkout/confirm with its payment and shipping, page/checkout/finish). Characteristic:

- adding opens a cart at the side of the page, with a list for the quantity and its own way to the checkout; the
  page below is covered;
- sizes are radios of a form that leads to another product's page;
- the address page has a login hidden behind a link, a salutation that must be chosen, a box "do not create a customer
  account" without which a password must be given, and a phone nobody needs;
- the confirm page begins with the terms; changing delivery or payment sends a form of its own at once; the button
  that orders belongs to a form elsewhere on the page (`form=`); amounts end in an asterisk;
- the shop speaks German, and has the order's number in a headline-like sentence.
"""

from __future__ import annotations

from decimal import Decimal

from werkzeug.wrappers import Request, Response

from tests.likenesses.likeness import ARTICLES, DECLINED, DELIVERIES, Likeness, Session

_FIELDS = {
    "billingAddress[firstName]": "first",
    "billingAddress[lastName]": "last",
    "email": "email",
    "billingAddress[street]": "street",
    "billingAddress[zipcode]": "postcode",
    "billingAddress[city]": "city",
    "billingAddress[countryId]": "country",
}
_PAYMENTS = {"invoice": "Rechnung", "prepayment": "Vorkasse", "card": "Kreditkarte"}


class Shopware(Likeness):
    system = "shopware"

    def money(self, amount: Decimal) -> str:
        return f"{amount:.2f} €".replace(".", ",")

    def answers(self, request: Request, session: Session) -> Response:
        form = request.form
        match [part for part in request.path.split("/") if part]:
            case []:
                return self.page(session, "home.html")
            case [slug] if slug in ARTICLES:
                return self.page(
                    session, "product.html", article=ARTICLES[slug], size=(ARTICLES[slug].sizes or ("",))[0]
                )
            case [slug, size] if slug in ARTICLES and size in ARTICLES[slug].sizes:
                return self.page(session, "product.html", article=ARTICLES[slug], size=size)
            case [slug, "switch"] if slug in ARTICLES:
                return self.goes(f"/{slug}/{request.args['size']}")
            case ["checkout", "line-item", "add"]:
                refused = self.adds(session, form["slug"], form.get("size", ""), int(form["quantity"]))
                return self.page(session, "offcanvas.html", refused=refused)
            case ["checkout", "offcanvas"]:
                return self.page(session, "offcanvas.html", refused="")
            case ["checkout", "cart"]:
                return self.page(session, "cart.html")
            case ["checkout", "register"]:
                return self._registers(request, session)
            case ["checkout", "configure"]:
                if form.get("shippingMethodId") in DELIVERIES:
                    session.given["delivery"] = form["shippingMethodId"]
                if form.get("paymentMethodId") in _PAYMENTS:
                    session.given["payment"] = form["paymentMethodId"]
                return self.goes("/checkout/confirm")
            case ["checkout", "confirm"]:
                if "email" not in session.given:
                    return self.goes("/checkout/register")
                return self.page(session, "confirm.html", payments=_PAYMENTS)
            case ["checkout", "order"]:
                return self._orders(form, session)
            case ["checkout", "finish"] if self.orders:
                return self.page(session, "finish.html", order=self.orders[-1])
        return self.missing(session)

    def _registers(self, request: Request, session: Session) -> Response:
        if not session.cart:
            return self.goes("/checkout/cart")
        form, wrong = request.form, {}
        if request.method == "POST":
            needed = [*_FIELDS, "salutationId"] + ([] if form.get("guest") else ["password"])
            wrong = {name: "Darf nicht leer sein." for name in needed if not form.get(name, "").strip()}
            if not wrong:
                session.given |= {ours: form[theirs].strip() for theirs, ours in _FIELDS.items()}
                session.given |= {"delivery": "standard", "payment": "invoice"}
                return self.goes("/checkout/confirm")
        return self.page(session, "register.html", wrong=wrong, form=form)

    def _orders(self, form, session: Session) -> Response:  # type: ignore[no-untyped-def]
        card = "".join(filter(str.isdigit, form.get("cardNumber", "")))
        paying = session.given["payment"] == "card"
        if not form.get("tos"):
            session.notices.append(("danger", "Ohne Ihr Ja zu unseren Bedingungen geht es nicht."))
        elif paying and not (len(card) > 12 and form.get("cardExpiry") and form.get("cardCvc")):
            session.notices.append(("danger", "Die Angaben zur Karte sind nicht vollständig."))
        elif card == DECLINED:
            session.notices.append(("danger", "Ihre Bank hat diese Karte abgelehnt."))
        else:
            session.given["card"] = card
            self.takes(session)
            return self.goes("/checkout/finish?orderId=0f3ac2a1b7")
        return self.goes("/checkout/confirm")
