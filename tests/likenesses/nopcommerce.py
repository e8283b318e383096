"""A likeness of nopCommerce's one-page checkout: six parts of an accordion, each fetched when the one before is saved.

From the public sources of nopSolutions/nopCommerce (src/Presentation/Nop.Web: Views/Checkout/OnePageCheckout and the
Opc* partials, Views/ShoppingCart, Views/Product, wwwroot/js/public.ajaxcart.js, public.onepagecheckout.js).
Characteristic:

- a bar slides in at the top when something was added, with a link to the cart; on lists "Add to cart" of a product with
  options leads to its page;
- the cart has the terms: without them a dialogue answers the button to the checkout;
- between cart and checkout a page asks to log in, to register, or to go on as a guest;
- every "Continue" of the accordion is an ordinary button beside the form, not in it, and each part opens where the one
  before closes; the headings of all six stay;
- the card's type is a list, its dates are lists of ten years; the last part repeats everything and confirms;
- the refusal of a card comes as an alert of the browser.
"""

from __future__ import annotations

import time

from werkzeug.wrappers import Request, Response

from tests.likenesses.likeness import ARTICLES, DECLINED, DELIVERIES, Likeness, Session

_SLOW = 0.25
_FIELDS = {
    "BillingNewAddress.FirstName": "first",
    "BillingNewAddress.LastName": "last",
    "BillingNewAddress.Email": "email",
    "BillingNewAddress.CountryId": "country",
    "BillingNewAddress.City": "city",
    "BillingNewAddress.Address1": "street",
    "BillingNewAddress.ZipPostalCode": "postcode",
}
_PAYMENTS = {"Payments.CheckMoneyOrder": "Check / Money Order", "Payments.Manual": "Credit Card"}


class NopCommerce(Likeness):
    system = "nopcommerce"

    def answers(self, request: Request, session: Session) -> Response:
        form = request.form
        match [part for part in request.path.split("/") if part]:
            case []:
                return self.page(session, "home.html")
            case [slug] if slug in ARTICLES:
                return self.page(session, "product.html", article=ARTICLES[slug])
            case ["addproducttocart", "details", slug]:
                time.sleep(_SLOW)
                refused = self.adds(session, slug, form.get("product_attribute_9", ""), int(form["qty"]))
                answer = Response(refused, 200 if not refused else 409, mimetype="text/plain")
                answer.headers["X-Units"] = str(sum(session.cart.values()))
                return answer
            case ["cart"]:
                return self.page(session, "cart.html")
            case ["login", "checkoutasguest"]:
                return self.page(session, "login.html")
            case ["onepagecheckout"]:
                return self.page(session, "checkout.html") if session.cart else self.goes("/cart")
            case ["checkout", step]:
                time.sleep(_SLOW)
                return self._saves(step, form, session)
            case ["checkout", "completed", number]:
                return self.page(session, "completed.html", number=number)
        return self.missing(session)

    def _saves(self, step: str, form, session: Session) -> Response:  # type: ignore[no-untyped-def]
        """The next part of the accordion, or this one again with what is wrong."""
        given = session.given
        match step:
            case "OpcSaveBilling":
                wrong = [name for name in _FIELDS if not form.get(name, "").strip() or form[name] == "0"]
                if wrong:
                    return self.page(session, "billing.html", wrong=wrong, form=form)
                given |= {ours: form[theirs].strip() for theirs, ours in _FIELDS.items()}
                return self._next("shipping-method", self.renders(session, "methods.html"))
            case "OpcSaveShippingMethod" if form.get("shippingoption") in DELIVERIES:
                given["delivery"] = form["shippingoption"]
                return self._next("payment-method", self.renders(session, "payments.html", payments=_PAYMENTS))
            case "OpcSavePaymentMethod" if form.get("paymentmethod") in _PAYMENTS:
                given["payment"] = form["paymentmethod"]
                return self._next("payment-info", self.renders(session, "info.html", wrong=""))
            case "OpcSavePaymentInfo":
                card = "".join(filter(str.isdigit, form.get("CardNumber", "")))
                needed = ("CardholderName", "ExpireMonth", "ExpireYear", "CardCode")
                paying = given["payment"] == "Payments.Manual"
                if paying and not (len(card) > 12 and all(form.get(name) for name in needed)):
                    return self.page(session, "info.html", wrong="Look at the details of the card again.")
                given["card"] = card
                return self._next("confirm-order", self.renders(session, "confirm.html"))
            case "OpcConfirmOrder":
                if given.get("card") == DECLINED:
                    return Response("The bank said no to this card.", 409, mimetype="text/plain")
                return Response(self.takes(session).number, mimetype="text/plain")
        return Response("Choose one first.", 409, mimetype="text/plain")

    def _next(self, step: str, html: str) -> Response:
        return Response(html, mimetype="text/html", headers={"X-Step": step})
