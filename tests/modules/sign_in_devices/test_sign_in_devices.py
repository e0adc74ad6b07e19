"""A sign-in from a browser that the account does not know is told by mail, and can be undone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tests.factories.people import PASSWORD, MadeUser, make_user
from tests.factories.second_factors import make_app
from tests.site.browser import Browser, mails_to

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity
from turnout.modules.sign_in_devices import service as devices

pytestmark = pytest.mark.usefixtures("running")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"
SAFARI = "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Version/17.5 Safari/605.1.15"


def network() -> str:
    raw = new_id().int
    return f"2001:db8:{raw >> 16 & 0xFFFF:x}:{raw & 0xFFFF:x}::1"


def sign_in(
    user: MadeUser, *, address: str | None = None, agent: str = FIREFOX, device: str = ""
) -> identity.SignedIn:
    client = identity.Client(address=address or network(), agent=agent, device=device)
    return identity.sign_in(user.email, PASSWORD, client=client)


def told(user: MadeUser) -> list[identity.IdentityMail]:
    return [each for each in mails_to(user.email) if each.purpose == "new-device"]


def test_the_first_sign_in_ever_is_told_to_nobody():
    user = make_user()
    sign_in(user)
    assert told(user) == []


def test_a_browser_that_is_not_known_is_told_with_what_where_and_when():
    user = make_user()
    sign_in(user)
    now, address = clock.now(), network()
    with clock.frozen(now):
        signed_in = sign_in(user, address=address, agent=SAFARI)
    [mail] = told(user)
    assert mail.details["agent"] == SAFARI
    assert mail.details["address"] == address
    assert mail.details["at"] == now.isoformat()
    assert mail.details["login_id"] == str(signed_in.login_id)


def test_a_browser_is_new_once_wherever_it_travels():
    user = make_user()
    sign_in(user)
    first = sign_in(user, agent=SAFARI)
    for _ in range(3):
        again = sign_in(user, agent=SAFARI, device=first.device)
        assert again.device == first.device
    assert len(told(user)) == 1


def test_a_program_without_cookies_is_known_by_its_name_and_network():
    user = make_user()
    sign_in(user)
    address = network()
    for _ in range(3):
        sign_in(user, address=address, agent="nightly-import/2")
    assert len(told(user)) == 1
    sign_in(user, address=address, agent="another/1")
    assert len(told(user)) == 2


def test_another_person_in_the_same_browser_is_new_to_their_own_account():
    user, other = make_user(), make_user()
    device = sign_in(user).device
    sign_in(other)
    sign_in(other, device=device)
    assert (len(told(user)), len(told(other))) == (0, 1)


def test_a_wrong_password_a_waiting_second_step_and_a_refresh_tell_nothing():
    user = make_user()
    sign_in(user)
    make_app(user)
    with pytest.raises(identity.SecondFactorNeeded):
        sign_in(user)
    client = identity.Client(address=network(), agent=SAFARI)
    with pytest.raises(identity.WrongCredentials):
        identity.sign_in(user.email, "wrong-wrong-wrong", client=client)
    assert told(user) == []


def test_the_link_ends_that_login_once_and_leads_to_another_password(client):
    user = make_user()
    mine, theirs = sign_in(user), sign_in(user, agent=SAFARI)
    headers = {"Authorization": f"Bearer {theirs.access_token}"}
    [mail] = told(user)
    path = "/api/v1/auth/sign-in/deny"
    answer = client.post(path, json={"token": mail.secret})
    assert answer.status_code == 200
    assert client.get("/api/v1/me", headers=headers).status_code == 401
    kept = {"Authorization": f"Bearer {mine.access_token}"}
    assert client.get("/api/v1/me", headers=kept).status_code == 200
    assert client.post(path, json={"token": mail.secret}).status_code == 410
    new = "violet-lantern-harbour-ninety"
    chosen = {"token": answer.json["token"], "password": new}
    assert client.post("/api/v1/auth/reset-password", json=chosen).status_code == 204
    with pytest.raises(identity.WrongCredentials):
        sign_in(user)
    assert client.get("/api/v1/me", headers=kept).status_code == 401


def test_a_denied_browser_is_new_again():
    user = make_user()
    sign_in(user)
    denied = sign_in(user, agent=SAFARI)
    [mail] = told(user)
    devices.deny_sign_in(mail.secret)
    sign_in(user, agent=SAFARI, device=denied.device)
    assert len(told(user)) == 1  # the first one's link was used


def test_a_link_of_another_purpose_ends_nothing(client):
    user = make_user()
    identity.forgot_password(user.email)
    [mail] = mails_to(user.email)
    answer = client.post("/api/v1/auth/sign-in/deny", json={"token": mail.secret})
    assert answer.status_code == 410


def test_browsers_are_forgotten_after_long_but_never_the_last_one():
    user = make_user()
    first, second = sign_in(user), sign_in(user, agent=SAFARI)
    with clock.frozen(clock.now() + timedelta(days=401)):
        devices.forget_old_devices(SystemContext(job="tests.forget"))
    sign_in(user, device=second.device)
    assert len(told(user)) == 1
    sign_in(user, device=first.device)
    assert len(told(user)) == 2


def test_the_page_of_the_link_asks_before_it_ends_anything(client):
    user = make_user()
    sign_in(user)
    theirs = sign_in(user, agent=SAFARI)
    [mail] = told(user)
    browser = Browser(client)
    page = browser.open(f"/not-me/{mail.secret}")
    headers = {"Authorization": f"Bearer {theirs.access_token}"}
    assert client.get("/api/v1/me", headers=headers).status_code == 200, "looking ends nothing"
    led = browser.send(page.form)
    assert (led.status, led.location.startswith("/reset-password/")) == (303, True)
    assert client.get("/api/v1/me", headers=headers).status_code == 401
    assert "Reset your password" in browser.open(led.location).text
    assert browser.send(page.form).status == 410


def test_two_sign_ins_at_once_from_one_new_browser_are_told_once():
    user = make_user()
    sign_in(user)
    address = network()
    with ThreadPoolExecutor(max_workers=2) as pool:
        both = [pool.submit(sign_in, user, address=address, agent=SAFARI) for _ in range(2)]
    assert len({each.result().login_id for each in both}) == 2
    assert len(told(user)) == 1
