"""The store profile: read strictly, every mistake at its line, honest about what it cannot provide."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from pytest_checkout.errors import CannotProvide, DeclaredLack, ProblemsError
from pytest_checkout.store import profile
from pytest_checkout.store.profile import StoreProfile
from pytest_checkout.store.roles import parse

PROFILE = """\
store: Lamps
url: https://shop.example/
environment: staging
currency: GBP
locales: {default: en-GB, urls: {en-GB: "", de-DE: "de/", ar: "ar/"}}
products:
  in stock: {url: lamp/, price: GBP 40.00, sku: LAMP}
codes:
  live: {code: SPRING10, gives: 10%}
cards:
  good: {number: 4242 4242 4242 4242}
addresses:
  home: {first: Ada, last: Byron, line1: 1 High St, city: London, postcode: SW1A 1AA, country: GB}
lacks:
  digital: {reason: we sell lamps, owner: growth}
"""


def a_profile(tmp_path: Path, text: str = PROFILE, **changes: str) -> StoreProfile:
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "store.yaml"
    path.write_text(text)
    return profile.load(path)


def problems(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        a_profile(tmp_path, text)
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in caught.value.problems]


def test_a_profile_binds_roles(tmp_path: Path) -> None:
    store = a_profile(tmp_path)

    assert str(store.entry(parse("products", "a product in stock")).price) == "GBP 40.00"
    assert store.entry(parse("codes", "a live code")).gives.percent == 10
    assert store.start_url("de-DE") == "https://shop.example/de/"


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    text = PROFILE.replace("currency:", "curency:").replace("gives: 10%", "gives: ten").replace("GBP 40.00", "40")

    assert problems(tmp_path, text) == [
        "store.yaml:1: 'currency' is missing.",
        "store.yaml:4: unknown key 'curency'. Did you mean 'currency'? Known: addresses, backoffice, budget, cards, "
        "channels, codes, currency, delivery, deploy, discovered, environment, hosts, http login, lacks, locales, "
        "overrides, patience, payments, platform, plugins, policies, products, proxies, sales, services, session "
        "cookie, store, themes, tls, url, user agent.",
        "store.yaml:7: 'price': '40' is not an amount; write the currency and a plain number, as in 'GBP 10.00'",
        "store.yaml:9: 'gives': 'ten' is not something a code gives; write '10%', 'GBP 5.00' or 'free delivery'",
    ]


def test_a_card_that_is_no_test_card_is_refused_at_its_line(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, PROFILE.replace("4242 4242 4242 4242", "1234 1234 1234 1234"))

    assert problem.startswith("store.yaml:11: 'number': the card ending in 1234 is not one of the payment providers'")


def test_an_environment_that_is_not_said_is_production(tmp_path: Path) -> None:
    store = a_profile(tmp_path, PROFILE.replace("environment: staging\n", ""))

    assert store.environment == "production"
    assert not store.may_place_orders


def test_in_production_orders_are_placed_only_where_the_profile_allows_it(tmp_path: Path) -> None:
    text = PROFILE.replace("staging", "production") + "policies: {place orders in production: true}\n"

    assert a_profile(tmp_path, text).may_place_orders


def test_a_role_that_the_profile_does_not_bind_cannot_be_provided(tmp_path: Path) -> None:
    with pytest.raises(CannotProvide, match="needs codes 'expired' .*which store.yaml does not give"):
        a_profile(tmp_path).entry(parse("codes", "an expired code"))


def test_a_declared_lack_tells_its_reason_and_owner(tmp_path: Path) -> None:
    with pytest.raises(DeclaredLack, match="no digital: we sell lamps .declared by growth."):
        a_profile(tmp_path).entry(parse("products", "a digital product"))


def test_a_store_without_vouchers_lacks_every_code(tmp_path: Path) -> None:
    text = PROFILE.replace("codes:\n  live: {code: SPRING10, gives: 10%}\n", "")
    store = a_profile(tmp_path, text + "  vouchers: {reason: we run no promotions, owner: marketing}\n")

    with pytest.raises(DeclaredLack, match="no vouchers: we run no promotions"):
        store.entry(parse("codes", "a minimum-spend code"))


@pytest.mark.parametrize(
    ("words", "locale"),
    [("the default locale", "en-GB"), ("another locale", "de-DE"), ("a right-to-left locale", "ar"), ('"ar"', "ar")],
)
def test_a_locale_role_means_a_locale_of_the_store(tmp_path: Path, words: str, locale: str) -> None:
    assert a_profile(tmp_path).locale(parse("locales", words)) == locale


def test_a_secret_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = profile.Secret(env="SHOP_TOKEN")
    with pytest.raises(CannotProvide, match="needs the environment variable SHOP_TOKEN, which is not set"):
        secret.value()
    monkeypatch.setenv("SHOP_TOKEN", "s3cret")

    assert secret.value() == "s3cret"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "store.yaml:1: the file is empty"),
        (b"# only a comment\n", "store.yaml:1: the file is empty"),
        (b"- a\n- b\n", "store.yaml:1: the file holds a list; it must hold keys and values"),
        (b"just words\n", "store.yaml:1: the file holds a single value; it must hold keys and values"),
        (b"store: a\nurl: [\n", "store.yaml:3: not YAML"),
        ("store: caf\xe9\n".encode("latin-1"), "store.yaml:1: the file is not UTF-8"),
        (b"store: a\nstore: b\n", "store.yaml:2: not YAML: found duplicate key"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "store.yaml"
    path.write_bytes(content)

    with pytest.raises(ProblemsError) as caught:
        profile.load(path)

    assert str(caught.value).removeprefix(f"{tmp_path}/").startswith(message)


def test_what_an_hour_is_worth(tmp_path: Path) -> None:
    sales = "sales: {orders per hour: 100, average order: GBP 80.00, shares: {promotions: 30%}}\n"
    store = a_profile(tmp_path, PROFILE + sales)

    assert store.sales is not None
    assert (store.sales.orders_per_hour, str(store.sales.average_order)) == (100, "GBP 80.00")
    assert store.sales.shares == {"promotions": Decimal("0.3")}


def test_mistakes_in_the_sales_are_told(tmp_path: Path) -> None:
    sales = "sales:\n  orders per hour: 0\n  average order: EUR 80.00\n  shares: {promotions: 130%}\n"
    line = PROFILE.count("\n") + 1

    assert problems(tmp_path, PROFILE + sales) == [
        f"store.yaml:{line + 1}: 'orders per hour': 0 is out of bounds; write a number that is more than 0",
        f"store.yaml:{line + 3}: 'promotions': '130%' is not a share; write a number from 0 to 100 and %, as in '30%'",
    ]


def test_sales_in_another_currency_are_refused(tmp_path: Path) -> None:
    sales = "sales: {orders per hour: 100, average order: EUR 80.00}\n"

    line = PROFILE.count("\n") + 1
    assert problems(tmp_path, PROFILE + sales) == [f"store.yaml:{line}: 'average order' of 'sales' is in EUR, not GBP"]


def test_all_that_contradicts_itself_is_told_at_once(tmp_path: Path) -> None:
    text = re.sub(r"environment: .*\n", "", PROFILE) + (
        "tls: accept self-signed\nsales: {orders per hour: 100, average order: EUR 80.00}\n"
    )
    lines = len(text.splitlines())
    certificate, sales = problems(tmp_path, text)
    assert certificate.startswith(f"store.yaml:{lines - 1}: 'tls: accept self-signed'")
    assert sales == f"store.yaml:{lines}: 'average order' of 'sales' is in EUR, not GBP"


def test_a_certificate_that_nobody_vouches_for_is_refused_in_production(tmp_path: Path) -> None:
    for environment in ("", "environment: production\n"):
        text = re.sub(r"environment: .*\n", "", PROFILE) + environment + "tls: accept self-signed\n"
        [problem] = problems(tmp_path, text)
        assert "'tls: accept self-signed' is for a shop to try things in: say 'environment: staging'." in problem


def test_it_is_accepted_for_the_stores_own_host_alone() -> None:
    store = StoreProfile.model_validate(
        {
            "store": "Ours",
            "url": "https://shop.test/",
            "environment": "staging",
            "tls": "accept self-signed",
            "currency": "EUR",
            "locales": {"default": "en"},
        }
    )
    assert not store.vouched_for("https://shop.test:8443/api")
    assert store.vouched_for("https://api.stripe.com/")


MISTAKES = {
    "environment: stagin": "'environment': 'stagin' is none of demo, staging, production. Did you mean 'staging'?",
    "tls: verfy": "'tls': 'verfy' is none of verify, accept self-signed. Did you mean 'verify'?",
    "user agent: ordinari": "'user agent': 'ordinari' is none of default, ordinary. Did you mean 'ordinary'?",
    "currency: GPB": "'currency': 'GPB' is not the code of a currency. Did you mean 'GBP'? Write it as in 'EUR'",
    "url: shop.example": "'url': is not the address of a page; write it whole, as in 'https://shop.example/'",
    "patience: long": "'patience': 'long' is not a number; write digits, as in 2.5",
    "store: 5": "'store': is a number, and a text is wanted; put it in quotes, as in \"5\"",
    "locales: en-GB": "'locales': should hold keys and values, and is a text",
    "products: {in stock: {url: lamp, price: GBP 4,90}}": (
        "a key should be a word, and this is a number; inside {...} a comma begins another key: write amounts with a "
        "point, and put texts with a comma in quotes"
    ),
    "products: [lamp]": "'products': should hold keys and values, and is a list",
    "products: {in stok: {url: lamp}}": (
        "'in stok' is asked for by no checklist. Did you mean 'in stock'? Take another name if it is a "
        "role of your own."
    ),
    "products: {sold-out: {url: lamp}}": (
        "'sold-out' is asked for by no checklist. Did you mean 'sold out'? Take another name if it is a "
        "role of your own."
    ),
    "plugins: {loyalty bagde: lb}": (
        "'loyalty bagde' is asked for by no checklist. Did you mean 'loyalty badge'? Take another name if "
        "it is a role of your own."
    ),
    "lacks: {vochers: {reason: none, owner: us}}": (
        "'vochers' is asked for by no checklist. Did you mean 'vouchers'? Take another name if only your "
        "own steps ask for it."
    ),
    "payments: {invoice: {kind: invioce}}": "'kind': 'invioce' is no kind of payment. Did you mean 'invoice'?",
    "delivery: {standard: {name: {en-GBR: Post}}}": (
        "'en-GBR' is not a locale. Did you mean 'en-GB'? Write it as in 'en-GB'"
    ),
    "backoffice: {url: 'https://a.b/', token: s3cr3t}": (
        "'token': a secret does not stand in this file; write {env: NAME}, the variable that holds it"
    ),
    "policies: {capture: at dispach}": (
        "'capture': 'at dispach' is none of with the order, at dispatch. Did you mean 'at dispatch'?"
    ),
    "policies: {free delivery threshold: before discount}": (
        "'free delivery threshold': 'before discount' is none of before discounts, after discounts. Did "
        "you mean 'before discounts'?"
    ),
    "policies: {codes of cancelled orders: stays used}": (
        "'codes of cancelled orders': 'stays used' is none of stay used, are given back. Did you mean 'stay used'?"
    ),
    "policies: {prices include tax: yess}": (
        "'prices include tax': 'yess' is neither true nor false; write one of the two"
    ),
    "policies: {most units: many}": "'most units': 'many' is not a whole number; write digits, as in 3",
    "policies: {tax rounding: half up per orders}": (
        "'tax rounding': 'half up per orders' is not a way to round. Did you mean 'half up per order'? "
        "Write one of half up, half even, up, down, then 'per', then one of order, line, unit, as in 'half "
        "up per order'"
    ),
    "addresses: {home: {first: A, last: B, line1: 1 High St, city: York, postcode: 10115, country: GB}}": (
        "'postcode': is a number, and a text is wanted; put it in quotes, as in \"10115\""
    ),
    "addresses: {home: {first: A, last: B, line1: 1 High St, city: York, country: UK}}": (
        "'country': 'UK' is not the code of a country. Did you mean 'GB'? Write it in two capitals, as in 'DE'"
    ),
    "overrides: {plase order: '#pay'}": "no field or act named 'plase order'. Did you mean 'place order'?",
    "budget: {pages: 0, fields: 9}": "'pages': 0 is out of bounds; write a number that is more than 0",
}
"""A line of a profile, and how what is said of it begins."""
BARE = {
    "store": "Lamps",
    "url": "https://shop.example/",
    "environment": "staging",
    "currency": "GBP",
    "locales": "{default: en-GB}",
}


@pytest.mark.parametrize("line", MISTAKES)
def test_a_wrong_word_is_told_with_the_right_one(tmp_path: Path, line: str) -> None:
    others = [f"{key}: {value}" for key, value in BARE.items() if not line.startswith(f"{key}:")]

    [problem] = problems(tmp_path, "\n".join([*others, line]) + "\n")

    assert problem.startswith(f"store.yaml:{len(others) + 1}: {MISTAKES[line]}")


def test_all_wrong_names_are_told_at_once(tmp_path: Path) -> None:
    wrong = "overrides:\n  plase order: '#pay'\n  kart: '#cart'\n"
    line = PROFILE.count("\n") + 2

    told = problems(tmp_path, PROFILE.replace("digital:", "digitall:") + wrong)

    assert [each.split(" Known")[0] for each in told] == [
        "store.yaml:15: 'digitall' is asked for by no checklist. Did you mean 'digital'? "
        "Take another name if only your own steps ask for it.",
        f"store.yaml:{line}: no field or act named 'plase order'. Did you mean 'place order'?",
        f"store.yaml:{line + 1}: no field or act named 'kart'. Did you mean 'cart'?",
    ]


@pytest.mark.parametrize("role", ["in stock 2", "gift card", "lamp"])
def test_a_role_of_ones_own_is_no_mistake(tmp_path: Path, role: str) -> None:
    store = a_profile(tmp_path, PROFILE.replace("codes:", f"  {role}: {{url: other/}}\ncodes:"))

    assert role in store.products


def test_a_secret_in_the_file_is_not_repeated(tmp_path: Path) -> None:
    [problem] = problems(tmp_path, PROFILE + "backoffice: {url: 'https://a.example/', token: s3cr3t}\n")

    assert "s3cr3t" not in problem


# -- channels: other currencies of the same store --

MORE = """\
delivery:
  standard: {name: Standard, fee: GBP 4.90, free from: GBP 100.00}
  express: {name: Express, fee: GBP 9.90}
payments:
  card: {name: Card, kind: card}
  debit: {name: Debit, kind: debit}
"""
CHANNELS = """\
channels:
  zero-decimal:
    currency: JPY
    locale: en-JP
    url: en-jp/
    products: {in stock: JPY 7200}
    delivery: {standard: {fee: JPY 880, free from: JPY 18000}}
    payments: [card]
"""
FIVER = PROFILE.replace("codes:\n", "codes:\n  fixed: {code: FIVER, gives: GBP 5.00}\n")


def test_a_channel_is_the_store_with_other_prices(tmp_path: Path) -> None:
    store = a_profile(tmp_path, FIVER + MORE + CHANNELS)
    japan = store.channel(parse("channels", "the zero-decimal channel"))

    lamp = japan.entry(parse("products", "a product in stock"))
    assert (str(lamp.price), lamp.sku, japan.currency) == ("JPY 7200", "LAMP", "JPY")
    assert (str(japan.delivery["standard"].fee), str(japan.delivery["standard"].free_from)) == ("JPY 880", "JPY 18000")
    assert (japan.locales.default, japan.start_url()) == ("en-JP", "https://shop.example/en-jp/")
    assert (set(japan.delivery), set(japan.payments)) == ({"standard"}, {"card"})
    assert set(japan.codes) == {"live"}, "five pounds are no yen"
    assert japan.path == store.path
    assert (japan.whole, store.whole) == (store, store)
    assert str(store.entry(parse("products", "a product in stock")).price) == "GBP 40.00"


def test_a_channel_without_a_list_of_payments_takes_all(tmp_path: Path) -> None:
    store = a_profile(tmp_path, PROFILE + MORE + CHANNELS.replace("    payments: [card]\n", ""))
    assert set(store.channel(parse("channels", '"zero-decimal"')).payments) == {"card", "debit"}


def test_a_channel_that_the_profile_does_not_name_cannot_be_provided(tmp_path: Path) -> None:
    store = a_profile(tmp_path, PROFILE + MORE + CHANNELS)
    with pytest.raises(CannotProvide, match="needs channels 'three-decimal'.*add it under 'channels:'"):
        store.channel(parse("channels", "the three-decimal channel"))
    with pytest.raises(CannotProvide, match='the channel "north".*does not list under .channels:.'):
        store.channel(parse("channels", '"north"'))
    lacks = PROFILE + "  channels: {reason: we sell at home, owner: growth}\n"
    with pytest.raises(DeclaredLack, match="we sell at home"):
        a_profile(tmp_path, lacks).channel(parse("channels", "the zero-decimal channel"))


@pytest.mark.parametrize(
    ("right", "wrong", "line", "told"),
    [
        ("fee: JPY 880", "fee: GBP 8.80", 7, "channel 'zero-decimal' sells in JPY, and 'fee' is in GBP"),
        ("in stock: JPY 7200", "in stock: EUR 72.00", 6, "sells in JPY, and 'in stock' is in EUR"),
        (
            "in stock: JPY 7200",
            "in stok: JPY 7200",
            6,
            "no role under 'products:' named 'in stok'. Did you mean 'in stock'?",
        ),
        ("payments: [card]", "payments: [cart]", 8, "no role under 'payments:' named 'cart'. Did you mean 'card'?"),
        ("JPY 7200}", "JPY 72.50}", 6, "is finer than the smallest unit of JPY"),
    ],
)
def test_a_mistake_in_a_channel_is_told_at_its_line(
    tmp_path: Path, right: str, wrong: str, line: int, told: str
) -> None:
    assert right in CHANNELS
    (problem,) = problems(tmp_path, PROFILE + MORE + CHANNELS.replace(right, wrong))
    assert problem.startswith(f"store.yaml:{(PROFILE + MORE).count(chr(10)) + line}: ")
    assert told in problem
