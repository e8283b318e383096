"""The Gherkin steps that every disruptor shares: the shopper's way, the bill, and what came of it.

A scenario may be written with these alone. Each module is a pytest plugin.
"""

PLUGINS = (
    "cart",
    "channels",
    "checkout",
    "bill",
    "outcome",
    "books",
    "payments",
    "order_money",
    "handing_on",
    "page_faults",
    "races",
    "wire_faults",
    "merchant",
    "told",
    "accounts",
    "terms_and_notes",
)
