"""Which choices on a page are ways of delivery, and which are ways to pay, without a browser."""

from __future__ import annotations

from pytest_checkout.discovery.journey import methods
from pytest_checkout.storefront.choices import Hints, read_groups
from pytest_checkout.storefront.reading import Progress, Reading
from tests.storefront.builders import a_button, a_field, a_form, a_page, an_amount


def test_a_form_that_sends_both_tells_of_no_group_which_it_is() -> None:
    tabs = [a_button(type="button", text=text, form=0, kin=2, toggles=True, role="tab") for text in ("Zorg", "Brax")]
    page = a_page(controls=tabs, forms=(a_form("/x", "order[delivery]=", "order[payment]="),))
    assert [group.kind for group in read_groups(page, "tlh", Hints(in_checkout=True))] == ["payment"]


def test_a_form_that_sends_one_tells_of_its_buttons() -> None:
    tiles = [a_button(type="button", text=text, form=0, kin=2) for text in ("Zorg", "Brax")]
    page = a_page(controls=tiles, forms=(a_form("/x", "delivery="),))
    assert [group.kind for group in read_groups(page, "tlh")] == ["delivery"]


def test_buttons_that_choose_are_no_doors_to_another_step() -> None:
    tiles = [a_button(type="button", text="Zorg", heading=name, kin=2, priced=(0,)) for name in ("Vorp", "Glip")]
    page = a_page(controls=tiles, amounts=[an_amount("£4.90", "Vorp")], lang="cy")
    known = Progress(in_checkout=True, addressed=True)
    assert [group.kind for group in Reading(page, "cy", "GBP", progress=known).groups] == ["delivery"]
    assert Reading(page, "cy", "GBP", progress=known).doors == ()


def test_a_way_of_delivery_is_known_by_its_name_whatever_it_costs_today() -> None:
    labels = ("Parcel €5.00", "Parcel overnight (€15.00)")
    radios = [
        a_field(type="radio", name="d", form=0, label=label, card=(label,), priced=(at,))
        for at, label in enumerate(labels)
    ]
    amounts = [an_amount("€5.00", labels[0]), an_amount("€15.00", labels[1])]
    reading = Reading(a_page(controls=radios, amounts=amounts), "en", "EUR", progress=Progress(in_checkout=True))
    (group,) = reading.groups
    assert [method.name for method in methods(group, reading)] == ["Parcel", "Parcel overnight"]
    assert [choice.lines[0] for choice in reading.pick(group, "Parcel")] == ["Parcel €5.00"]
    assert [choice.lines[0] for choice in reading.pick(group, "Parcel €5.00")] == ["Parcel €5.00"]
