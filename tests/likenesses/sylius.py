"""A likeness of Sylius' shop: a page per step, and the card typed on the provider's own page after the order.

From the public sources of Sylius/Sylius (src/Sylius/Bundle/ShopBundle/templates: product/show, cart, checkout/address,
select_shipping, select_payment, complete, order/thank_you; CoreBundle's form types). Characteristic:

- adding leads to the cart; a variant is chosen in a list of radios in a table, each with its price;
- the address of the bill comes first and is the only one, as long as a box for another one of delivery is not ticked;
- "Next" on every step, a link back with the name of the step before;
- the last step repeats everything and has notes to fill in; its button leads to the provider's page on another host,
  which asks for the card and comes back;
- the end thanks and names no number.
"""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from tests.likenesses.likeness import ARTICLES, DECLINED, DELIVERIES, Likeness, Session

_BILL = "sylius_checkout_address[billingAddress]"
_FIELDS = {
    "sylius_checkout_address[customer][email]": "email",
    f"{_BILL}[firstName]": "first",
    f"{_BILL}[lastName]": "last",
    f"{_BILL}[street]": "street",
    f"{_BILL}[countryCode]": "country",
    f"{_BILL}[city]": "city",
    f"{_BILL}[postcode]": "postcode",
}
_PAYMENTS = {"cash_on_delivery": "Cash on delivery", "card": "Credit card"}


class Sylius(Likeness):
    system = "sylius"

    def answers(self, request: Request, session: Session) -> Response:
        form = request.form
        if request.host.startswith("pay."):
            return self._pays(request)
        match [part for part in request.path.split("/") if part]:
            case [] | ["en_GB"]:
                return self.page(session, "home.html")
            case ["en_GB", "products", slug] if slug in ARTICLES:
                return self._product(request, session, slug)
            case ["en_GB", "cart"]:
                return self.page(session, "cart.html")
            case ["en_GB", "checkout"] | ["en_GB", "checkout", "address"]:
                if not session.cart:
                    return self.goes("/en_GB/cart")
                if request.method == "GET":
                    return self.page(session, "address.html", wrong=[], form={})
                wrong = [name for name in _FIELDS if not form.get(name, "").strip()]
                if wrong:
                    return self.page(session, "address.html", 422, wrong=wrong, form=form)
                session.given |= {ours: form[theirs].strip() for theirs, ours in _FIELDS.items()}
                return self.goes("/en_GB/checkout/select-shipping")
            case ["en_GB", "checkout", "select-shipping"]:
                if form.get("shipment") in DELIVERIES:
                    session.given["delivery"] = form["shipment"]
                    return self.goes("/en_GB/checkout/select-payment")
                return self.page(session, "shipping.html")
            case ["en_GB", "checkout", "select-payment"]:
                if form.get("payment") in _PAYMENTS:
                    session.given["payment"] = form["payment"]
                    return self.goes("/en_GB/checkout/complete")
                return self.page(session, "payment.html", payments=_PAYMENTS)
            case ["en_GB", "checkout", "complete"]:
                if request.method == "GET":
                    return self.page(session, "complete.html", payments=_PAYMENTS)
                if session.given["payment"] == "card":
                    return self.goes(f"{self.pay.removesuffix('/pay/')}/purchase?for={session.key}&to={request.host}")
                self.takes(session)
                return self.goes("/en_GB/order/thank-you")
            case ["en_GB", "order", "after-pay"]:
                if request.args.get("state") != "paid":
                    session.notices.append(("negative", "The payment has failed."))
                    return self.goes("/en_GB/checkout/select-payment")
                return self.goes("/en_GB/order/thank-you")
            case ["en_GB", "order", "thank-you"]:
                return self.page(session, "thanks.html")
        return self.missing(session)

    def _product(self, request: Request, session: Session, slug: str) -> Response:
        if request.method == "POST":
            size = request.form.get("sylius_add_to_cart[cartItem][variant]", "")
            refused = self.adds(session, slug, size, int(request.form["sylius_add_to_cart[cartItem][quantity]"]))
            session.notices.append(("negative", refused) if refused else ("positive", "It is in your cart now."))
            if not refused:
                return self.goes("/en_GB/cart")
        return self.page(session, "product.html", article=ARTICLES[slug])

    def _pays(self, request: Request) -> Response:
        session = self.sessions[request.args["for"]]
        if request.method == "GET":
            return self.page(session, "purchase.html")
        card = "".join(filter(str.isdigit, request.form["number"]))
        back = f"http://{request.args['to']}/en_GB/order/after-pay?state="
        if card == DECLINED:
            return self.goes(back + "failed")
        session.given["card"] = card
        self.takes(session)
        return self.goes(back + "paid")
