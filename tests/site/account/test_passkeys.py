"""Passkeys on our own pages: what their script sends, and what the pages say of it."""

import json
import re
from html import unescape

from tests.factories.passkeys import SoftwareAuthenticator, make_passkey
from tests.factories.people import make_user
from tests.factories.second_factors import make_app

FACTORS = "/account/second-factors"
ADD = f"{FACTORS}/passkeys/add"
STEP = "/sign-in/second-step"


def options_on(page):
    found = re.search(r'data-passkey data-options="([^"]+)"', page.text)
    assert found is not None
    return json.loads(unescape(found[1]))


def challenge(browser):
    answer = browser.client.post("/api/v1/auth/passkeys/options", environ_base=browser.sender)
    return answer.json["public_key"]


def test_a_person_adds_a_passkey_names_it_and_removes_it(browser):
    user, device = make_user(), SoftwareAuthenticator()
    browser.sign_in(user)
    page = browser.open(ADD)
    assert page.form.labels == ["name"]
    done = browser.send(
        page.form, name="Phone", credential=json.dumps(device.make(options_on(page)))
    )
    assert (done.status, done.location) == (303, f"{FACTORS}/recovery-codes")
    listed = browser.open(FACTORS)
    assert "Phone" in listed.text
    assert "not used yet" in listed.text
    [path] = set(re.findall(rf'href="({FACTORS}/passkeys/[0-9a-f-]{{36}})"', listed.text))
    renamed = browser.send(browser.open(path).form, name="Blue key")
    assert (renamed.status, renamed.location) == (303, f"{FACTORS}?saved=name")
    assert "Blue key" in browser.open(FACTORS).text
    removed = browser.send(browser.open(f"{path}/remove").form)
    assert (removed.status, removed.location) == (303, f"{FACTORS}?saved=removed")
    assert "Blue key" not in browser.open(FACTORS).text


def test_a_form_without_a_passkey_or_a_name_is_shown_again(browser):
    browser.sign_in(make_user())
    page = browser.open(ADD)
    again = browser.send(page.form, name="Phone", credential="")
    assert (again.status, again.form.labels) == (422, ["name"])
    assert "This passkey was not accepted" in again.text
    made = json.dumps(SoftwareAuthenticator().make(options_on(again)))
    nameless = browser.send(again.form, name=" ", credential=made)
    assert nameless.status == 422
    assert "Please enter a name." in nameless.text
    assert options_on(nameless) != options_on(again)


def test_the_sign_in_page_signs_in_by_passkey(browser):
    user = make_user()
    device = make_passkey(user)
    page = browser.open("/sign-in?next=/my-tickets")
    assert 'autocomplete="username webauthn"' in page.text
    form = page.form_to("/sign-in/passkey")
    wrong = browser.send(form, credential="{}")
    assert wrong.status == 422
    form = wrong.form_to("/sign-in/passkey")
    done = browser.send(form, credential=json.dumps(device.use(challenge(browser))))
    assert (done.status, done.location) == (303, "/my-tickets")
    assert browser.open("/account").status == 200


def test_a_passkey_is_the_second_step_and_confirms(browser):
    user = make_user()
    device = make_passkey(user)
    step = browser.sign_in(user, path="/sign-in?next=/my-tickets")
    form = step.form_to(STEP)
    assert form.labels == []
    refused = browser.send(form, credential="[]")
    assert (refused.status, refused.form_to(STEP).labels) == (422, [])
    done = browser.send(
        refused.form_to(STEP), credential=json.dumps(device.use(challenge(browser)))
    )
    assert (done.status, done.location) == (303, "/my-tickets")
    asked = browser.open(f"/account/confirm?next={FACTORS}")
    form = asked.form_to("/account/confirm")
    proved = browser.send(form, credential=json.dumps(device.use(challenge(browser))))
    assert (proved.status, proved.location) == (303, FACTORS)


def test_who_has_an_app_as_well_may_type_its_code(browser):
    user = make_user()
    app = make_app(user)
    make_passkey(user)
    step = browser.sign_in(user)
    assert "use your passkey, or type a code" in step.text
    assert browser.send(step.form, code=app.code()).status == 303


def test_strangers_are_sent_to_sign_in(browser):
    answer = browser.open(ADD)
    assert (answer.status, answer.location) == (303, f"/sign-in?next={ADD.replace('/', '%2F')}")
    assert browser.open("/sign-in/passkey").location == "/sign-in?next=%2Faccount"
