"""Where a payer authenticates: the page or frame of a bank, known by being none of the shop's, and what is done there.

Nothing is known of the bank's page but what it says and how it looks: one way to agree, perhaps one to refuse, perhaps
one to leave, perhaps a code to type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Route

from pytest_checkout.domain import Card, Stage
from pytest_checkout.errors import CannotProvide, CannotRead, StoreUnreachable
from pytest_checkout.storefront.acts import is_button
from pytest_checkout.storefront.asking import first_line
from pytest_checkout.storefront.snapshot import Control
from pytest_checkout.storefront.words import CODE, languages, lexicon, normal, tokens

if TYPE_CHECKING:
    from pytest_checkout.storefront.hands import Hands
    from pytest_checkout.storefront.reading import Reading

PASS, FAIL, DISMISS, BACK, CLOSE = "pass", "fail", "dismiss", "go back from", "close"
"""What a shopper may do: agree, refuse, leave by the page's own way, by the browser's Back button, or agree and close
the page before the way back to the shop is answered."""
_AWAY = ("header", "nav", "footer")
_WRONG_CODE = "000000"


def recognises(reading: Reading) -> bool:
    """Whether the shopper stands before his bank: after the order was pressed, away from the shop, asked to agree."""
    if not reading.progress.ordering or reading.card_fields or reading.address_fields:
        return False
    buttons = _buttons(reading)
    if not buttons:
        return False
    page = reading.snapshot
    said = " ".join([page.title, *(heading.text for heading in page.headings), page.text])
    code = tokens(" ".join((page.url.partition("?")[0], page.marks)))
    return _in_any_language("authentication", said) or lexicon(CODE).says("signs", "authentication", code)


def answers(hands: Hands, how: str, card: Card | None) -> Control | None:
    """Do what the shopper chose; the control that was pressed, None when he went back with the browser's own button.

    Raises CannotRead when the bank's page offers no such way, or several.
    """
    reading = hands.reading
    control = _way(reading, how)
    if control is None and how in (DISMISS, BACK):
        _goes_back(hands)
        return None
    if control is None:
        control = _agreeing(reading)
    _gives_code(hands, how, card)
    if how == CLOSE:
        _presses_and_closes(hands, control)
    else:
        hands.press(control, f"{how} the authentication", Stage.CHALLENGE)
    return control


def _way(reading: Reading, how: str) -> Control | None:
    """What refuses or leaves; None when there is no such control, or when a code decides."""
    if how in (PASS, CLOSE):
        return _agreeing(reading)
    if how == BACK:
        return None
    meaning = "refuse authentication" if how == FAIL else "leave"
    found = [control for control in _buttons(reading) if _says(meaning, control)]
    if not found and how == FAIL and not _code_fields(reading):
        raise _unknown(reading, "a way to fail the authentication")
    return max(found, key=lambda control: control.loud) if found else None


def _agreeing(reading: Reading) -> Control:
    able = [
        control
        for control in _buttons(reading)
        if not any(_says(other, control) for other in ("refuse authentication", "leave"))
    ]
    said = [control for control in able if _says("authenticate", control)] or able
    said.sort(key=lambda control: -control.loud)
    if not said:
        raise _unknown(reading, "a way to pass the authentication")
    return said[0]


def _gives_code(hands: Hands, how: str, card: Card | None) -> None:
    """Type the code that the bank asks for, or a wrong one. Raises CannotProvide when the profile gives none."""
    for control in _code_fields(hands.reading):
        if how == DISMISS:
            return
        code = _WRONG_CODE if how == FAIL else card.authentication_code if card else ""
        if not code:
            raise CannotProvide(
                f"needs the code that the bank asks for ('{control.called}'): "
                "add 'authentication code:' to the card in the store profile"
            )
        hands.types(control, code, "code of the bank", Stage.CHALLENGE, "the only field")


def _goes_back(hands: Hands) -> None:
    """Back to the page before. Where that was the answer to a form, the browser may ask to send it again, which no one
    dares who has just ordered: then to the cart, as by typing its address."""
    try:
        hands.goes_back()
    except (CannotRead, StoreUnreachable):
        hands.journal.note(
            Stage.CHALLENGE, "the browser would send the order again to go back; opened the cart instead"
        )
        hands.goes_to(hands.cart_url)


def _presses_and_closes(hands: Hands, control: Control) -> None:
    """Agree, and be gone before the way back is answered: for the shop that is a tab which was closed.

    The request that agrees is sent to its end, and whatever it answers goes nowhere. Redirects cannot be held up by
    Playwright, so the answer is taken in the browser's place.
    """
    agreed: list[str] = []
    context = hands.page.context

    def hold(route: Route) -> None:
        request = route.request
        if agreed or (request.method == "GET" and not request.is_navigation_request()):
            route.abort()
            return
        agreed.append(route.fetch(max_redirects=0).headers.get("location", ""))
        route.fulfill(status=204)

    context.route("**/*", hold)
    try:
        hands.press(control, "pass the authentication, and close the page", Stage.CHALLENGE)
        if hands.until(lambda _: agreed or None) is None:
            raise _unknown(hands.reading, "a request that passes the authentication")
    except BrowserError as error:
        raise CannotRead(f"the page could not be closed after paying: {first_line(error)}") from error
    finally:
        context.unroute("**/*", hold)
    hands.page.goto("about:blank")
    hands.journal.note(Stage.CHALLENGE, "closed the page after paying")


def _buttons(reading: Reading) -> list[Control]:
    """What can be pressed and is not the shop's."""
    return [
        control
        for control in reading.snapshot.controls
        if is_button(control) and control.region not in _AWAY and _is_away(reading, control) and not control.disabled
    ]


def _code_fields(reading: Reading) -> list[Control]:
    return [
        control
        for control in reading.snapshot.controls
        if control.field and control.shown and control.tag == "input" and not control.tickable
        if _is_away(reading, control) and not control.value.strip() and not control.readonly
    ]


def _is_away(reading: Reading, control: Control) -> bool:
    frames = reading.snapshot.frames
    url = frames[control.frame].url if control.frame < len(frames) else reading.snapshot.url
    host = urlsplit(url).netloc
    return bool(host) and bool(reading.progress.shop) and host != reading.progress.shop


def _in_any_language(meaning: str, text: str) -> bool:
    """Banks speak their country's language, whatever the shop's is, and their pages often do not say which."""
    plain = normal(text)
    return any(lexicon(language).says("signs", meaning, plain) for language in languages())


def _says(meaning: str, control: Control) -> bool:
    if _in_any_language(meaning, control.called):
        return True
    return lexicon(CODE).says("signs", meaning, tokens(f"{control.name} {control.id} {control.value}"))


def _unknown(reading: Reading, looked_for: str) -> CannotRead:
    found = ", ".join(f"'{control.called}'" for control in _buttons(reading)) or "nothing to press"
    return CannotRead(
        f"the bank's page offers no {looked_for.removeprefix('a ')} that the robot knows",
        stage=str(Stage.CHALLENGE),
        looked_for=looked_for,
        found=f"{found} at {reading.snapshot.url.partition('?')[0]}",
    )
