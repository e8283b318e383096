"""The page of the payer's bank: it asks who pays to authenticate, and sends him back to the shop.

Source of the way back, with what is added to `return_url`:
https://docs.stripe.com/payments/3d-secure/authentication-flow#return-url.
"""

from html import escape
from urllib.parse import urlencode

from pytest_checkout.demo.services.ledger import Intent

PASSED, FAILED, CANCELLED = "passed", "failed", "cancelled"
PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>3-D Secure test page</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 0; background: #f2f4f7; color: #1c2733; }}
main {{ max-width: 26rem; margin: 4rem auto; padding: 2rem; background: #fff; border-radius: .5rem; }}
button {{ font: inherit; display: block; width: 100%; padding: .7rem; margin-top: .8rem; border-radius: .3rem; }}
.pass {{ background: #1a5fb4; color: #fff; border: 0; }}
.fail {{ background: #fff; color: #1c2733; border: 1px solid #8a94a0; }}
.leave {{ background: none; color: #1a5fb4; border: 0; text-decoration: underline; }}
</style></head>
<body><main>
<h1>Authenticate this payment</h1>
<p>Your bank wants to know that it is you who pays. This is the test page of the payment gateway, without a bank.</p>
<form method="post">
<button class="pass" name="outcome" value="passed">Complete authentication</button>
<button class="fail" name="outcome" value="failed">Fail authentication</button>
<button class="leave" name="outcome" value="cancelled">Cancel and return to the shop</button>
</form>
</main></body></html>
"""
OVER = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>3-D Secure test page</title></head>
<body><main><h1>{heading}</h1><p>You can close this page and go back to the shop.</p></main></body></html>
"""


def asking() -> str:
    """The page that asks."""
    return PAGE.format()


def over(heading: str) -> str:
    """The page for whoever comes too late, or has no business here."""
    return OVER.format(heading=escape(heading))


def way_back(of: Intent) -> str:
    """Where the payer goes now: the shop's return address, which learns how it ended."""
    assert of.return_url is not None  # else nobody was sent to this page
    ended = {
        "payment_intent": of.id,
        "payment_intent_client_secret": of.client_secret,
        "redirect_status": "failed" if of.status in ("requires_payment_method", "canceled") else "succeeded",
    }
    return f"{of.return_url}{'&' if '?' in of.return_url else '?'}{urlencode(ended)}"
