"""Owners decide on a page which roles ask for a second factor; who is asked is led to set one up."""

import pytest
from tests.factories.people import MadeOrganization, add_member, bearer, make_organization
from tests.factories.second_factors import code_of, make_app
from tests.site.account.test_second_factors import key_on


@pytest.fixture
def made(running) -> MadeOrganization:
    organization = make_organization(name="Harbour Society")
    make_app(organization.owner)
    return organization


@pytest.fixture
def home(made) -> str:
    return f"/account/organizations/{made.id}"


def test_an_owner_asks_and_a_member_is_led_to_set_one_up_and_back(browser, client, made, home):
    staff = add_member(made, "staff")
    answer = client.put(
        f"/api/v1/organizations/{made.id}/second-factor-policy",
        json={"roles": ["staff"], "grace_days": 0},
        headers=bearer(made.owner),
    )
    assert answer.status_code == 200
    browser.sign_in(staff)
    html = {"Accept": "text/html"}
    shut = browser.client.get(home, headers=html, environ_base=browser.sender)
    assert shut.status_code == 403
    assert "Your role here asks for a second factor" in shut.text
    path = f"/account/second-factors/required?next={home.replace('/', '%2F')}"
    assert path in shut.text
    led = browser.open(path)
    assert led.status == 303
    assert "An organization of yours asks for a second factor." in browser.open(led.location).text
    shown = browser.send(browser.open("/account/second-factors/authenticator").form)
    browser.send(shown.form, code=code_of(key_on(shown)))
    assert browser.open(home).status == 200


def test_who_has_one_shows_it_and_goes_on(browser, client, made, home):
    staff = add_member(made, "staff")
    browser.sign_in(staff)
    app = make_app(staff)  # in another browser
    client.put(
        f"/api/v1/organizations/{made.id}/second-factor-policy",
        json={"roles": ["staff"], "grace_days": 0},
        headers=bearer(made.owner),
    )
    assert browser.open(home).status == 403
    led = browser.open(f"/account/second-factors/required?next={home}")
    asked = browser.open(led.location)
    done = browser.send(asked.form, code=app.code())
    assert (done.status, done.location) == (303, home)
    assert browser.open(home).status == 200


def test_an_owner_decides_on_the_page(browser, user):
    own = make_organization(owner=user)
    path = f"/account/organizations/{own.id}/roles/second-factors"
    page = browser.open(path)
    assert page.form.labels[:4] == ["role.owner", "role.admin", "role.staff", "role.partner"]
    refused = browser.send(page.form, **{"role.owner": "yes", "grace_days": "7"})
    assert refused.status == 409
    assert "Set up a second factor for yourself first" in refused.text
    make_app(user)
    saved = browser.send(refused.form, **{"role.owner": "yes", "grace_days": "7"})
    assert saved.status == 303
    shown = browser.open(saved.location)
    assert "Saved. It counts from everybody" in shown.text
    assert "Asked of:" in shown.text
    assert "Asks for a second factor from" in browser.open("/account").text
