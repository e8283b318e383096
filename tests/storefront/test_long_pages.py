"""Long pages: what reading one costs grows with the page, not with its square. Counted: no busy machine tells."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from pytest_checkout.storefront import taking
from pytest_checkout.storefront.reading import Progress, Reading
from pytest_checkout.storefront.snapshot import Control, Snapshot

COUNTS = """() => {
  window.looks = 0;
  if (window.counted) return;
  window.counted = true;
  const counted = [[Node.prototype, ['contains']],
    [Element.prototype, ['querySelector', 'querySelectorAll', 'matches', 'closest', 'getAttribute']],
    [Array.prototype, ['filter', 'some', 'find', 'findIndex', 'indexOf', 'includes', 'map']]];
  for (const [kind, names] of counted) for (const name of names) {
    const own = kind[name];
    kind[name] = function (...given) {
      const found = own.apply(this, given);
      window.looks += Array.isArray(this) ? this.length : name === 'querySelectorAll' ? found.length + 1 : 1;
      return found };
  } }"""
PRODUCTS = """<li class=p><h3><a href="/p{0}">Lamp {0}</a></h3><p>£4{0}.00</p><form action="/add/{0}">
  <input type=number name=qty value=1><button>Add to cart</button></form></li>"""
RADIOS = "<p><label><input type=radio name=shop value={0}> Shop {0}</label> <span>£{0}.00</span></p>"
TILES = "<button type=button class=tile>Town {0}</button>"
NAMELESS = "<div><button>Take</button><input name=n{0}></div>"
CART = """<tr><td><a href="/p{0}">Lamp {0}</a></td><td><input name=qty type=number value=1></td><td>£40.00</td>
  <td><button name=drop value={0}>Remove</button></td></tr>"""
LISTS = {
    "products": f"<ul>%s</ul>|{PRODUCTS}",
    "radios": f"<form>%s</form>|{RADIOS}",
    "tiles": f"<div>%s</div>|{TILES}",
    "nameless fields": f"<form>%s</form>|{NAMELESS}",
    "cart": f"<table>%s</table>|{CART}",
}


def page_of(page: Page, kind: str, entries: int) -> Snapshot:
    around, each = LISTS[kind].split("|")
    inside = around % "".join(each.format(number) for number in range(entries))
    page.set_content(f"<title>Shop</title><main><h1>Shop</h1>{inside}</main>")
    page.evaluate(COUNTS)
    return taking.take(page, currencies=("£",), overrides={})


@pytest.mark.parametrize("kind", LISTS)
def test_the_page_script_looks_at_twice_as_much_on_a_page_of_twice_the_length(page: Page, kind: str) -> None:
    looks = []
    for entries in (150, 300):
        assert len(page_of(page, kind, entries).controls) >= entries
        looks.append(page.evaluate("window.looks"))
    assert looks[1] < 2.2 * looks[0]


@pytest.mark.parametrize("kind", LISTS)
def test_what_a_page_means_is_worked_out_in_the_same_way(
    page: Page, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = [page_of(page, kind, entries) for entries in (150, 300)]
    reads = 0
    own = object.__getattribute__

    def counted(control: Control, name: str) -> Any:
        nonlocal reads
        reads += 1
        return own(control, name)

    monkeypatch.setattr(Control, "__getattribute__", counted)
    costs = []
    for each in taken:
        reads = 0
        for known in (Progress(), Progress(in_checkout=True, addressed=True)):
            reading = Reading(each, "en-GB", "GBP", progress=known)
            assert reading.stage is not None
            assert reading.place_order_acts is not None
        costs.append(reads)
    assert costs[1] < 2.2 * costs[0]
