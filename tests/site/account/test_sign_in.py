"""Signing in, up and out on our own pages, without a script."""

import re
from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
from tests.factories.people import PASSWORD, bearer, make_user
from tests.site.browser import FORMS, Form, mails_to, nobody

from turnout.kernel import clock, runtime
from turnout.kernel.security.rate_limits import Limit
from turnout.modules.identity import api as identity


def without_chance(text: str, *addresses: str) -> str:
    """A page without what differs each time: form tokens, and the address that was typed."""
    text = re.sub(r'name="form_token" value="[^"]+"', "", text)
    for address in addresses:
        text = text.replace(address, "ADDRESS")
    return text


def settings_of(answer) -> dict[str, dict[str, str]]:
    """Name of each cookie that an answer sets → its attributes, the value left out."""
    found = {}
    for line in answer.headers.getlist("Set-Cookie"):
        for name, morsel in SimpleCookie(line).items():
            found[name] = {k: v for k, v in morsel.items() if v and k != "expires"}
    return found


def test_a_person_signs_in_and_comes_to_their_account(browser):
    user = make_user()
    answer = browser.sign_in(user)
    assert (answer.status, answer.location) == (303, "/account")
    assert answer.answer.headers["Cache-Control"] == "no-store"
    page = browser.open("/account")
    assert (page.status, user.email in page.text) == (200, True)


def test_the_page_sets_the_very_cookies_of_the_api(browser, client):
    user = make_user()
    by_page = settings_of(browser.sign_in(user).answer)
    by_page.pop("turnout_form")
    assert by_page.pop("turnout_language").keys() == {"path", "max-age", "httponly", "samesite"}
    answer = client.post("/api/v1/auth/sign-in", json={"email": user.email, "password": PASSWORD})
    assert by_page == settings_of(answer)
    assert by_page.keys() == {"turnout_login", "turnout_csrf", "turnout_device"}


def test_a_login_of_the_page_is_one_for_the_api(browser, client):
    browser.sign_in(make_user())
    answer = client.post(
        "/api/v1/auth/refresh",
        headers={"Origin": "http://turnout.test", "X-CSRF-Token": browser.cookie("turnout_csrf")},
    )
    assert answer.status_code == 200
    assert browser.open("/account").status == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_page(browser):
    known, unknown = make_user().email, nobody()
    pages = [
        browser.send(browser.open("/sign-in").form, email=email, password="a-wrong-password")
        for email in (known, unknown)
    ]
    assert [page.status for page in pages] == [422, 422]
    assert len({without_chance(page.text, known, unknown) for page in pages}) == 1
    assert "Wrong email or password" in pages[0].text
    assert {name for page in pages for name in settings_of(page.answer)} == set()


def test_a_paused_account_says_when_to_try_again_and_an_unknown_address_the_same(browser):
    known, unknown = make_user().email, nobody()
    with clock.frozen(clock.now()):
        form = browser.open("/sign-in").form
        told = {}
        for email in (known, unknown):
            answers = [browser.send(form, email=email, password="wrong-again") for _ in range(6)]
            told[email] = [each.status for each in answers], answers[-1]
        right = browser.send(form, email=known, password=PASSWORD)
    assert [statuses for statuses, _ in told.values()] == [[422] * 4 + [429] * 2] * 2
    texts = {without_chance(last.text, known, unknown) for _, last in told.values()}
    assert len({*texts, without_chance(right.text, known, unknown)}) == 1
    assert "try again in 30 seconds" in right.text
    assert right.answer.headers["Retry-After"] == "30"
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert browser.send(form, email=known, password=PASSWORD).status == 303


def test_who_has_not_confirmed_the_address_is_told_how_to(browser):
    email = nobody()
    identity.sign_up(identity.SignUp(email=email, password=PASSWORD, display_name="Ada"))
    page = browser.send(browser.open("/sign-in").form, email=email, password=PASSWORD)
    assert page.status == 403
    assert 'href="/verify-email"' in page.text
    assert browser.cookie("turnout_login") is None
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        sent = browser.send(browser.open("/verify-email").form, email=email)
    assert "Check your email" in sent.text
    assert len(mails_to(email)) == 2


def test_signing_up_says_the_same_whoever_has_the_address(browser):
    known, unknown = make_user().email, nobody()
    pages = [
        browser.send(
            browser.open("/sign-up").form, email=email, password=PASSWORD, display_name="Ada"
        )
        for email in (known, unknown)
    ]
    assert [page.status for page in pages] == [200, 200]
    assert len({without_chance(page.text, known, unknown) for page in pages}) == 1
    assert [mails_to(email)[0].purpose for email in (known, unknown)] == [
        "already-registered",
        "verify-email",
    ]


def test_the_mail_of_a_sign_up_can_be_sent_again_but_not_at_once(browser):
    email = nobody()
    form = browser.open("/sign-up").form
    page = browser.send(form, email=email, password=PASSWORD, display_name="Ada")
    again = page.form_to("/verify-email")
    assert again.values["email"] == email
    page = browser.send(again)
    assert page.status == 200
    assert len(mails_to(email)) == 1, "the last one was sent a moment ago"
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        assert "Check your email" in browser.send(page.form_to("/verify-email")).text
    assert len(mails_to(email)) == 2


def test_what_is_wrong_stands_at_the_line_and_the_rest_is_kept(browser):
    page = browser.send(
        browser.open("/sign-up").form, email="no address", password="short", display_name="Ada <b>"
    )
    assert page.status == 422
    assert "Please enter a valid email address" in page.text
    assert 'value="Ada &lt;b&gt;"' in page.text
    assert page.text.count('aria-invalid="true"') == 1, "the address is judged before the password"
    assert "short" not in page.text.split("<main", 1)[1], "a password is never sent back"
    page = browser.send(page.form, email=nobody(), password="short", display_name="Ada")
    assert "Use 8 to 256 characters" in page.text
    assert 'aria-describedby="password-error password-hint"' in page.text


def test_asking_for_a_new_password_says_the_same_whoever_asks(browser):
    known, unknown = make_user().email, nobody()
    pages = [
        browser.send(browser.open("/forgot-password").form, email=email)
        for email in (known, unknown, "no address at all")
    ]
    assert [page.status for page in pages] == [200, 200, 200]
    texts = {without_chance(page.text, known, unknown, "no address at all") for page in pages}
    assert len(texts) == 1
    assert (len(mails_to(known)), mails_to(unknown)) == (1, [])


def test_a_forgotten_password_is_replaced_and_the_new_one_signs_in(browser):
    user, words = make_user(), "another-lantern-in-violet"
    browser.send(browser.open("/forgot-password").form, email=user.email)
    link = browser.open(f"/reset-password/{mails_to(user.email)[0].secret}")
    assert "Your password is changed" in browser.send(link.form, password=words).text
    assert browser.sign_in(user).status == 422
    assert browser.sign_in(user, words).status == 303


def test_signing_out_ends_the_login_and_forgets_the_cookies(browser, client):
    user = make_user()
    browser.sign_in(user)
    stolen = browser.cookie("turnout_login")
    answer = browser.send(browser.open("/account").form_to("/sign-out"))
    assert (answer.status, answer.location) == (303, "/")
    assert (browser.cookie("turnout_login"), browser.cookie("turnout_csrf")) == (None, None)
    browser.put_cookie("turnout_login", stolen)
    assert browser.open("/account").location.startswith("/sign-in?")


def test_nobody_is_signed_out_from_elsewhere(browser):
    browser.sign_in(make_user())
    form = browser.open("/account").form_to("/sign-out")
    assert browser.send(form, origin="https://evil.example").status == 403
    asked = browser.send(Form("/sign-out", {}))
    assert asked.status == 403
    assert browser.open("/account").status == 200
    assert browser.send(asked.form).status == 303
    assert browser.open("/account").status == 303


def test_opening_the_address_of_signing_out_signs_nobody_out(browser):
    browser.sign_in(make_user())
    assert browser.open("/sign-out").status == 404
    assert browser.open("/account").status == 200


def test_a_guest_who_signs_out_is_sent_on(browser):
    assert browser.send(Form("/sign-out", {"next": "//evil.example"})).location == "/"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/sign-in", "sign-in"),
        ("/sign-up", "sign-up"),
        ("/forgot-password", "sign-up"),
        ("/verify-email", "sign-up"),
    ],
)
def test_tries_are_limited_and_the_page_says_how_long(browser, monkeypatch, path, name):
    monkeypatch.setitem(runtime.current().limiter._limits, name, Limit(2, 60))
    form = browser.open(path).form
    typed = {"email": nobody(), "password": "x" * 9, "display_name": ""}
    for _ in range(2):
        assert browser.send(form, **typed).status != 429
        form = browser.open(path).form
    page = browser.send(form, **typed)
    assert (page.status, page.answer.headers["Retry-After"]) == (429, "30")
    assert "try again in 30 seconds" in page.text
    assert browser.open(path).status == 200, "looking is not counted among the tries"


def test_a_bearer_token_is_no_cookie(browser):
    user = make_user()
    answer = browser.client.get("/account", headers=bearer(user))
    assert answer.status_code == 303


def test_the_cookie_of_an_ended_login_is_taken_away(browser):
    user = make_user()
    browser.sign_in(user)
    browser.send(browser.open("/account").form_to("/sign-out"))
    browser.put_cookie("turnout_login", "x" * 54)
    browser.put_cookie("turnout_csrf", "anything")
    browser.open("/sign-in")
    assert (browser.cookie("turnout_login"), browser.cookie("turnout_csrf")) == (None, None)


@pytest.mark.parametrize("path", [*FORMS, "/invite/x"])
def test_pages_about_signing_in_are_kept_by_nobody_and_found_by_no_crawler(browser, path):
    headers = browser.open(path).answer.headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex"
    assert headers.getlist("Referrer-Policy") == ["strict-origin"], "no-referrer: Origin null"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "form-action 'self'" in headers["Content-Security-Policy"]


def test_the_head_of_a_page_says_sign_in_or_account(browser):
    guest = browser.open("/sign-in").text
    assert 'data-viewer="person"' not in guest
    assert 'href="/sign-in"' in browser.open("/").text
    browser.sign_in(make_user())
    assert 'data-viewer="person"' in browser.open("/account").text
    assert 'data-viewer="person"' not in browser.open("/").text, "a kept page is everybody's"


def test_who_is_signed_in_needs_no_form_to_sign_in(browser):
    browser.sign_in(make_user())
    assert browser.open("/sign-in").location == "/account"
    assert browser.open("/sign-up").location == "/account"
