"""Signing in with an account elsewhere, against a real provider: linking, refusing, taking off."""

import json
import re

import pytest
from pydantic import SecretStr
from tests.factories.openid_faults import FAULTS
from tests.factories.openid_provider import CLIENT_ID, CLIENT_SECRET, Person
from tests.factories.people import PASSWORD, bearer, make_user
from tests.factories.second_factors import make_app
from tests.site.browser import Browser, mails_to, nobody

from turnout.kernel import runtime
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity

METHODS = "/account/sign-in-methods"
CANNED = {each.name: each for each in FAULTS}


@pytest.fixture(autouse=True)
def google(openid_provider):
    """The provider in the place of Google's, and beside it one whose addresses nobody proves."""
    current = runtime.current()
    before = current.settings
    party = {
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "issuer": openid_provider.issuer,
    }
    found = json.dumps(
        {"google": party, "facebook": party | {"discovery_url": "", "endpoints": {}}}
    )
    current.settings = before.model_copy(update={"social_sign_in": SecretStr(found)})
    yield openid_provider
    current.settings = before


def elsewhere(browser: Browser, provider, path="/sign-in/with/google?next=/my-tickets"):
    """Go to the provider and come back."""
    begun = browser.open(path)
    assert begun.status == 303, begun.text
    return browser.open(provider.sign_in(begun.location))


def somebody(provider, email="", **more):
    provider.person = Person(new_id().hex, email, **more)
    return provider.person


def is_signed_in(browser: Browser) -> bool:
    return browser.open("/account").status == 200


def sign_out(browser: Browser) -> None:
    browser.send(browser.open("/account").form_to("/sign-out"))


def test_the_sign_in_page_offers_what_is_set_up(browser):
    page = browser.open("/sign-in?next=/my-tickets")
    assert 'href="/sign-in/with/google?next=%2Fmy-tickets"' in page.text
    assert "Continue with Google" in page.text
    assert "Microsoft" not in page.text


def test_somebody_new_has_an_account_at_once_and_comes_back_to_it(browser, google):
    person = somebody(google, nobody(), name="Grace Example")
    back = elsewhere(browser, google)
    assert (back.status, back.location) == (303, "/my-tickets")
    found = identity.find_user(person.email)
    assert found is not None
    assert (found.is_verified, found.display_name) == (True, "Grace Example")
    sign_out(browser)
    person.email = nobody()  # their address there changed; they are the same
    assert elsewhere(browser, google).status == 303
    assert found.email in browser.open("/account").text


def test_an_address_with_an_account_is_linked_only_by_who_signs_in_to_it(browser, google):
    user = make_user()
    somebody(google, user.email)
    back = elsewhere(browser, google)
    assert back.status == 303
    assert not is_signed_in(browser)
    asked = browser.open(back.location)
    assert "One more step" in asked.text
    signed_in = browser.sign_in(user, path=f"/sign-in?next={back.location}")
    assert signed_in.location == back.location
    page = browser.open(back.location)
    assert "Link your Google account?" in page.text
    linked = browser.send(page.form)
    assert (linked.status, linked.location) == (303, "/my-tickets")
    assert "sign-in-methods-changed" in [each.purpose for each in mails_to(user.email)]
    sign_out(browser)
    assert elsewhere(browser, google).status == 303
    assert user.email in browser.open("/account").text


def test_an_address_that_nobody_proved_makes_and_finds_no_account(browser, google):
    """Known and unknown addresses look the same."""
    shown = []
    for email in (make_user().email, nobody()):
        somebody(google, email, email_verified=False)
        back = elsewhere(browser, google)
        assert not is_signed_in(browser)
        shown.append((back.status, browser.open(back.location).text.replace(email, "")))
    texts = {re.sub(r"link(%2F|/)[0-9a-f-]{36}", "", text) for _, text in shown}
    assert len(texts) == 1
    assert {status for status, _ in shown} == {303}


def test_an_unproved_address_takes_the_same_statements_whoever_has_it(browser, google, statements):
    """Time itself is proved at length (tests/prove/test_equal_times.py)."""
    counts = []
    for email in (nobody(), make_user().email, nobody()):  # the first one warms up
        somebody(google, email, email_verified=False)
        begun = browser.open("/sign-in/with/google?next=/my-tickets")
        answer = google.sign_in(begun.location)
        statements.clear()
        back = browser.open(answer)
        browser.open(back.location)
        counts.append(len(statements))
    assert counts[1] == counts[2]


def test_a_provider_that_proves_no_address_is_not_believed(browser, google):
    somebody(google, nobody(), email_verified=True)
    back = elsewhere(browser, google, "/sign-in/with/facebook")
    assert not is_signed_in(browser)
    assert "One more step" in browser.open(back.location).text


def test_who_signed_up_with_the_address_of_somebody_else_loses_it(browser, google):
    email = nobody()
    identity.sign_up(identity.SignUp(email=email, password=PASSWORD, display_name="Mallory"))
    somebody(google, email)
    assert elsewhere(browser, google).status == 303
    assert is_signed_in(browser)
    sign_out(browser)
    page = browser.send(browser.open("/sign-in").form, email=email, password=PASSWORD)
    assert page.status == 422


def test_a_second_factor_is_asked_for_all_the_same(browser, google):
    user = make_user()
    app = make_app(user)
    somebody(google, user.email)
    back = elsewhere(browser, google)
    step = browser.sign_in(user, path=f"/sign-in?next={back.location}")
    browser.send(step.form, code=app.code())
    browser.send(browser.open(back.location).form)
    sign_out(browser)
    step = elsewhere(browser, google)
    assert (step.status, step.form.action) == (200, "/sign-in/second-step")
    assert not is_signed_in(browser)
    done = browser.send(step.form, code=app.recovery_codes[0])
    assert (done.status, done.location) == (303, "/my-tickets")


def test_an_account_is_linked_and_taken_off_on_the_account_page(browser, google):
    user = make_user()
    browser.sign_in(user)
    somebody(google, "ada@elsewhere.example")
    back = elsewhere(browser, google, f"/sign-in/with/google?next={METHODS}")
    assert browser.send(browser.open(back.location).form).location == f"{METHODS}?saved=1"
    page = browser.open(METHODS)
    assert "ada@elsewhere.example" in page.text
    again = elsewhere(browser, google, f"/sign-in/with/google?next={METHODS}")
    assert (again.status, again.location) == (303, METHODS)
    path = page.text.partition(f'href="{METHODS}/')[2].partition('"')[0]
    asked = browser.open(f"{METHODS}/{path}")
    assert browser.send(asked.form).status == 303
    assert "ada@elsewhere.example" not in browser.open(METHODS).text


def test_the_last_way_in_stays(browser, google, client):
    person = somebody(google, nobody())
    elsewhere(browser, google)
    path = browser.open(METHODS).text.partition(f'href="{METHODS}/')[2].partition('"')[0]
    kept = browser.send(browser.open(f"{METHODS}/{path}").form)
    assert kept.status == 409
    assert "only way to sign in" in kept.text
    user = identity.find_user(person.email)
    headers = bearer(user)
    [listed] = client.get("/api/v1/me/social-logins", headers=headers).json["items"]
    refused = client.delete(f"/api/v1/me/social-logins/{listed['id']}", headers=headers)
    assert (refused.status_code, refused.json["code"]) == (409, "social-logins.last-way-in")


def test_an_account_elsewhere_is_one_persons(browser, google):
    somebody(google, nobody())
    elsewhere(browser, google)
    sign_out(browser)
    browser.sign_in(make_user())
    assert elsewhere(browser, google).status == 409


def test_nobody_takes_off_what_is_somebody_elses(browser, google, client):
    person = somebody(google, nobody())
    elsewhere(browser, google)
    owner, other = identity.find_user(person.email), make_user()
    [listed] = client.get("/api/v1/me/social-logins", headers=bearer(owner)).json["items"]
    path = f"/api/v1/me/social-logins/{listed['id']}"
    assert client.delete(path, headers=bearer(other)).status_code == 404
    assert client.get("/api/v1/me/social-logins", headers=bearer(other)).json["items"] == []


def test_an_answer_counts_once_and_in_its_own_browser(app, browser, google):
    somebody(google, nobody())
    begun = browser.open("/sign-in/with/google")
    back = google.sign_in(begun.location)
    with app.test_client() as other:  # a link with somebody else's answer signs nobody in
        assert Browser(other).open(back).status == 410
    assert browser.open(back).status == 303
    sign_out(browser)
    assert browser.open(back).status == 410


def test_the_answer_of_one_provider_is_not_taken_at_another(browser, google):
    somebody(google, nobody())
    begun = browser.open("/sign-in/with/google")
    back = google.sign_in(begun.location).replace("/google/", "/facebook/")
    assert browser.open(back).status == 410


def test_a_pending_link_is_of_its_browser(app, browser, google):
    somebody(google, make_user().email)
    back = elsewhere(browser, google)
    with app.test_client() as other:
        attacker = Browser(other)
        attacker.sign_in(make_user())
        assert attacker.open(back.location).status == 410


def test_linking_takes_the_form_of_our_own_page(browser, google):
    user = make_user()
    browser.sign_in(user)
    somebody(google)
    back = elsewhere(browser, google)
    form = browser.open(back.location).form
    assert browser.send(form, origin="https://evil.example").status == 403
    form.values["form_token"] = "x"
    assert browser.send(form).status == 403
    assert "No account is linked" in browser.open(METHODS).text


@pytest.mark.parametrize(
    "name", ["another issuer", "claims exchanged", "the person said no", "not signed"]
)
def test_a_lie_signs_nobody_in_and_says_little(browser, google, name):
    fault = CANNED[name]
    somebody(google, nobody())
    google.lies[fault.part] = fault.lie(google)
    back = elsewhere(browser, google)
    assert back.status == 403
    assert "You are not signed in" in back.text
    assert fault.reason not in back.text
    assert not is_signed_in(browser)


def test_a_provider_that_is_away_is_said(browser, google):
    google.lies["discovery"] = lambda honest: {**honest, "issuer": "https://evil.example"}
    page = browser.open("/sign-in/with/google")
    assert page.status == 403
    assert "did not work" in page.text


def test_a_provider_that_is_not_set_up_is_not_there(browser, google):
    assert browser.open("/sign-in/with/microsoft").status == 404
    assert browser.open("/sign-in/with/microsoft/return?state=x&code=y").status == 404


@pytest.mark.parametrize(
    "query", ["", "?state=", "?state=a&state=b&code=c", "?state=%00&code=x", "?code=" + "x" * 9000]
)
def test_an_answer_that_makes_no_sense_is_refused(browser, google, query):
    assert browser.open(f"/sign-in/with/google/return{query}").status in (400, 410)


def test_a_way_back_leads_nowhere_else(browser, google):
    somebody(google, nobody())
    back = elsewhere(browser, google, "/sign-in/with/google?next=https://evil.example")
    assert back.location == "/account"
