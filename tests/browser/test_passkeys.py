"""Passkeys in a real browser, with its virtual authenticator: adding one, and each way to use it."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import CDPSession, expect

from tests.browser.conftest import PHONE
from tests.browser.visitor import Visitor

ADD = "/account/second-factors/passkeys/add"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """The visitor's authenticator, which opens by itself while it is present."""

    def __init__(self, visitor: Visitor) -> None:
        self._session: CDPSession = visitor.context.new_cdp_session(visitor.page)
        self._session.send("WebAuthn.enable")
        made = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
        self._id = made["authenticatorId"]

    def be_present(self, *, is_present: bool) -> None:
        self._session.send(
            "WebAuthn.setAutomaticPresenceSimulation",
            {"authenticatorId": self._id, "enabled": is_present},
        )

    def verify(self, *, is_right: bool) -> None:
        self._session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self._id, "isUserVerified": is_right}
        )

    def uses(self) -> int:
        found = self._session.send("WebAuthn.getCredentials", {"authenticatorId": self._id})
        return sum(int(each["signCount"]) for each in found["credentials"])


@pytest.fixture
def person(stage):
    return stage.do("make_person")


def add_passkey(visitor: Visitor, person: dict[str, str], *, name: str = "Phone") -> Device:
    device = Device(visitor)
    visitor.sign_in(person)
    visitor.open(ADD)
    visitor.page.get_by_label("Name of the passkey").fill(name)
    visitor.keep("add")
    visitor.button("Continue").click()
    expect(visitor.heading("New recovery codes")).to_be_visible()
    visitor.open("/account/second-factors")
    return device


def wait_for(visitor: Visitor, path: str) -> None:
    visitor.page.wait_for_url(lambda url: urlsplit(url).path == path)


def sign_out(visitor: Visitor) -> None:
    visitor.open("/account")
    visitor.button("Sign out").first.click()
    visitor.page.wait_for_url(lambda url: "/account" not in url)


def test_a_passkey_is_added_named_used_alone_and_removed(visit, person):
    visitor = visit()
    device = add_passkey(visitor, person)
    expect(visitor.page.get_by_text("not used yet")).to_be_visible()
    visitor.keep("listed")
    visitor.expect_sound()
    sign_out(visitor)

    device.be_present(is_present=False)  # nothing is offered before somebody asks
    visitor.open("/sign-in?next=/account/second-factors")
    visitor.keep("sign-in")
    visitor.expect_sound()
    device.be_present(is_present=True)
    visitor.button("Sign in with a passkey").click()
    wait_for(visitor, "/account/second-factors")
    expect(visitor.page.get_by_text("not used yet")).to_have_count(0)
    assert device.uses() >= 2  # made, and used

    visitor.link("Rename").click()
    visitor.page.get_by_label("Name of the passkey").fill("Blue key")
    visitor.button("Save").click()
    expect(visitor.page.get_by_text("Blue key")).to_be_visible()
    visitor.link("Remove").click()
    visitor.button("Remove it").click()
    expect(visitor.page.get_by_text("The passkey is removed.")).to_be_visible()


def test_the_browser_offers_it_where_the_address_is_typed(visit, person):
    visitor = visit()
    add_passkey(visitor, person)
    sign_out(visitor)
    visitor.page.goto("/sign-in?next=/my-tickets")
    wait_for(visitor, "/my-tickets")  # the authenticator took the offer


def test_it_is_the_second_step_and_confirms_by_keyboard(visit, person):
    visitor = visit(PHONE)
    device = add_passkey(visitor, person)
    sign_out(visitor)
    device.be_present(is_present=False)
    visitor.open("/sign-in?next=/account/second-factors")
    visitor.fill_sign_in(person)
    button = visitor.button("Use a passkey")
    expect(button).to_be_visible()
    visitor.keep("second-step")
    visitor.expect_sound()
    device.be_present(is_present=True)
    button.focus()
    visitor.page.keyboard.press("Enter")
    wait_for(visitor, "/account/second-factors")
    visitor.open("/account/confirm?next=/account/profile")
    visitor.button("Use a passkey").click()
    wait_for(visitor, "/account/profile")


def test_a_finger_that_is_not_theirs_is_told_and_changes_nothing(visit, person):
    visitor = visit()
    device = add_passkey(visitor, person)
    sign_out(visitor)
    device.be_present(is_present=False)
    visitor.open("/sign-in")
    device.verify(is_right=False)
    device.be_present(is_present=True)
    visitor.button("Sign in with a passkey").click()
    expect(visitor.page.get_by_text("Your browser gave us no passkey.")).to_be_visible()
    assert visitor.page.url.endswith("/sign-in")
