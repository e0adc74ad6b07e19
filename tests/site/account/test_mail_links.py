"""Where the links of account mails lead."""

import pytest
from tests.site.browser import ORIGIN

from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity

PATHS = ["/verify-email/no-such-token", "/reset-password/no-such-token"]
PASSWORD = "harbour-lantern-violet-seventy"


@pytest.mark.parametrize("path", PATHS)
def test_opening_a_link_only_shows_a_form(client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert '<form class="stack form" method="post">' in answer.get_data(as_text=True)
    assert answer.headers.getlist("Referrer-Policy") == ["strict-origin"], (
        "not the link, to anybody"
    )
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", PATHS)
def test_a_link_that_is_over_says_what_to_do(client, path: str) -> None:
    answer = client.post(path, data={"password": PASSWORD})
    assert answer.status_code == 410
    assert "Ask for another one" in answer.get_data(as_text=True)


def secret_of(email: str) -> str:
    """What the mail to this address carries; other tests' mails are waiting too."""
    mails = map(identity.find_identity_mail, identity.list_unsent_identity_mails(limit=10_000))
    return next(mail.secret for mail in mails if mail and mail.email == email and mail.secret)


def test_our_own_page_signs_in_by_its_link_once(browser, queued) -> None:
    email = f"new-{new_id().hex}@people.example"
    identity.sign_up(identity.SignUp(email=email, password=PASSWORD, display_name="Ada Lake"))
    path = f"/verify-email/{secret_of(email)}"
    form = browser.open(path).form.values
    answer = browser.client.post(path, data=form, headers={"Origin": ORIGIN})
    assert (answer.status_code, answer.location) == (303, "/account?saved=address")
    page = browser.open(answer.location).text
    assert "Your address is confirmed, and you are signed in." in page
    assert "Ada Lake" in page
    assert browser.client.post(path, data=form, headers={"Origin": ORIGIN}).status_code == 410


def test_somebody_elses_page_signs_nobody_in(browser, queued) -> None:
    """Else it could have a visitor work in an account of its own choosing."""
    email = f"new-{new_id().hex}@people.example"
    identity.sign_up(identity.SignUp(email=email, password=PASSWORD, display_name="Ada"))
    path = f"/verify-email/{secret_of(email)}"
    form = browser.open(path).form.values
    answer = browser.client.post(path, data=form, headers={"Origin": "https://elsewhere.example"})
    assert "You can sign in now." in answer.get_data(as_text=True)
    assert browser.open("/account").status == 303


def test_pressing_the_button_proves_the_address_once(client, queued) -> None:
    email = f"new-{new_id().hex}@people.example"
    identity.sign_up(identity.SignUp(email=email, password=PASSWORD, display_name="Ada"))
    path = f"/verify-email/{secret_of(email)}"
    assert client.get(path).status_code == 200
    assert not identity.find_user(email).is_verified
    answer = client.post(path)
    assert "Your address is confirmed" in answer.get_data(as_text=True)
    assert identity.find_user(email).is_verified
    assert client.post(path).status_code == 410
