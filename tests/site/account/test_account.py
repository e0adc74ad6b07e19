"""A person's own page: where they belong and where they are signed in."""

from datetime import timedelta

import pytest
from tests.factories.people import PASSWORD, make_organization, make_user
from tests.site.browser import ORIGIN, Browser, Form
from tests.site.conftest import open_place

from turnout.kernel import clock
from turnout.modules.identity import api as identity
from turnout.site.l10n.formats import program_name, wait_text

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def browser(client) -> Browser:
    return Browser(client)


def ends(page) -> list[Form]:
    return [form for form in page.forms if form.action.startswith("/account/logins/")]


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_guest_is_asked_to_sign_in_and_comes_back(browser, method):
    answer = getattr(browser.client, method)("/account")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=%2Faccount")
    page = browser.open(answer.location)
    assert page.form.values["next"] == "/account"


def test_it_shows_the_person_and_their_organizations_only(browser):
    user = make_user(display_name="Hodan <i>Warsame</i>")
    own = make_organization(owner=user, name="Harbour & Sons")
    other = make_organization(name="Not theirs at all")
    browser.sign_in(user)
    page = browser.open(f"/account?joined={other.id}")
    assert "Hodan &lt;i&gt;Warsame&lt;/i&gt;" in page.text
    assert "Harbour &amp; Sons" in page.text
    assert f'href="/{own.slug}"' in page.text
    assert "Owner" in page.text
    assert "Not theirs" not in page.text
    assert "You belong to" not in page.text


def test_who_belongs_nowhere_is_told_what_to_do(browser):
    browser.sign_in(make_user())
    assert "can invite you by email" in browser.open("/account").text


def test_another_browser_is_signed_out_from_here(browser, elsewhere):
    user = make_user()
    elsewhere.sign_in(user)
    browser.sign_in(user)
    page = browser.open("/account")
    assert page.text.count("This browser") == 1
    assert len(ends(page)) == 2
    here = page.text.index("This browser")
    other = max(ends(page), key=lambda form: abs(page.text.index(form.action) - here))
    assert browser.send(other).location == "/account"
    assert elsewhere.open("/account").status == 303
    assert len(ends(browser.open("/account"))) == 1
    assert browser.send(other).location == "/account", "ending it again is no fault"


def test_signing_out_this_browser_in_the_list_forgets_the_cookies(browser):
    browser.sign_in(make_user())
    (form,) = ends(browser.open("/account"))
    assert browser.send(form).location == "/sign-in"
    assert browser.cookie("turnout_login") is None


def test_signing_out_everywhere_ends_every_login(browser, elsewhere):
    user = make_user()
    elsewhere.sign_in(user)
    browser.sign_in(user)
    form = browser.open("/account").form_to("/account/sign-out-everywhere")
    assert browser.send(form).location == "/sign-in"
    assert browser.open("/account").status == 303
    assert elsewhere.open("/account").status == 303


def test_a_login_of_somebody_else_is_not_ended(browser, elsewhere):
    elsewhere.sign_in(make_user())
    (theirs,) = ends(elsewhere.open("/account"))
    browser.sign_in(make_user())
    (own,) = ends(browser.open("/account"))
    answer = browser.send(Form(theirs.action, own.values))
    assert answer.location == "/account"
    assert elsewhere.open("/account").status == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_nothing_is_ended_from_elsewhere(browser, elsewhere, origin):
    user = make_user()
    elsewhere.sign_in(user)
    browser.sign_in(user)
    page = browser.open("/account")
    for form in page.forms:
        assert browser.send(form, origin=origin).status == 403
    assert len(ends(browser.open("/account"))) == 2


def test_a_form_of_an_earlier_login_is_asked_for_again(browser):
    user = make_user()
    browser.sign_in(user)
    page = browser.open("/account")
    browser.send(page.form_to("/sign-out"))
    browser.sign_in(user)
    for form in page.forms:
        asked = browser.send(form)
        assert asked.status == 403
    assert browser.open("/account").status == 200
    assert browser.send(asked.form).status == 303


@pytest.mark.parametrize(
    "path",
    [
        "/account/sign-out-everywhere",
        "/account/logins/0190b1de-0000-7000-8000-000000000000/sign-out",
    ],
)
def test_a_guest_ends_nothing(browser, path):
    assert browser.send(Form(path)).location == "/sign-in?next=%2Faccount"


def test_a_used_refresh_token_opens_pages_for_its_own_browser_and_some_seconds_only(
    browser, elsewhere, client
):
    browser.sign_in(make_user())
    before = browser.cookie("turnout_login")
    headers = {"Origin": ORIGIN, "X-CSRF-Token": browser.cookie("turnout_csrf")}
    client.post("/api/v1/auth/refresh", headers=headers, environ_base=browser.sender)
    after = browser.cookie("turnout_login")
    elsewhere.put_cookie("turnout_login", before)
    assert elsewhere.open("/account").status == 303
    browser.put_cookie("turnout_login", before)
    assert browser.open("/account").status == 200
    with clock.frozen(clock.now() + timedelta(seconds=11)):
        assert browser.open("/account").status == 303
        browser.put_cookie("turnout_login", after)
        assert browser.open("/account").status == 200


def test_looking_at_a_page_uses_no_refresh_token_up(browser):
    here = identity.Client(address="192.0.2.1", agent=FIREFOX)
    signed_in = identity.sign_in(make_user().email, PASSWORD, client=here)
    for _ in range(2):
        found = identity.find_signed_in(signed_in.refresh_token, client=here)
        assert found is not None
        assert (found.user_id, found.login_id) == (signed_in.user_id, signed_in.login_id)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "An unknown program"),
    ],
)
def test_a_browser_is_called_as_people_call_it(agent, name):
    assert program_name(agent) == name


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "a second"),
        (1, "a second"),
        (30, "30 seconds"),
        (90, "90 seconds"),
        (91, "2 minutes"),
        (3600, "60 minutes"),
    ],
)
def test_a_wait_is_never_said_too_short(seconds, text):
    assert wait_text(seconds) == text


def test_saved_events_and_followed_organizers_are_listed_and_let_go(browser, queued):
    place = open_place(title="Lantern & Night")
    browser.sign_in(make_user())
    empty = browser.open("/account").text
    assert "Save an event on its page." in empty
    assert "You follow nobody yet." in empty
    address = f"{place.path}/follow"
    token = browser.open(address).forms[0].values["form_token"]
    wishes = {"saved": "1", "follows": "1", "form_token": token}
    browser.client.post(address, data=wishes, headers={"Origin": ORIGIN})
    page = browser.open("/account")
    assert "Lantern &amp; Night" in page.text
    assert f'href="{place.path}"' in page.text
    for action in (address, f"{place.organization_path}/follow"):
        form = page.form_to(action)
        name = "saved" if action == address else "follows"
        answer = browser.client.post(
            action, data={**form.values, name: "0"}, headers={"Origin": ORIGIN}
        )
        assert (answer.status_code, answer.location) == (303, "/account")
    after = browser.open("/account").text
    assert "Save an event on its page." in after
    assert "You follow nobody yet." in after


def test_what_is_not_shown_any_more_is_not_listed(browser, queued):
    place = open_place(title="Lantern Night")
    browser.sign_in(make_user())
    address = f"{place.path}/follow"
    token = browser.open(address).forms[0].values["form_token"]
    wish = {"saved": "1", "form_token": token}
    browser.client.post(address, data=wish, headers={"Origin": ORIGIN})
    place.change(visibility="private")
    assert "Lantern Night" not in browser.open("/account").text
