"""How long access tokens and logins last, as the operator's settings say."""

from datetime import timedelta

import pytest
from tests.factories.people import PASSWORD, bearer, make_user

from turnout.kernel import clock, runtime
from turnout.kernel.ids import new_id

ORIGIN = {"Origin": "http://turnout.test"}


@pytest.fixture
def lasting(settings, monkeypatch):
    def choose(**lifetimes: int) -> None:
        chosen = settings.model_copy(update=lifetimes)
        monkeypatch.setattr(runtime.current(), "settings", chosen)

    return choose


@pytest.fixture
def sign_in(client):
    raw = new_id().int
    client.environ_base["REMOTE_ADDR"] = f"2001:db8:{raw >> 16 & 0xFFFF:x}:{raw & 0xFFFF:x}::1"

    def send():
        body = {"email": make_user().email, "password": PASSWORD}
        answer = client.post("/api/v1/auth/sign-in", json=body)
        assert answer.status_code == 200
        return answer

    return send


def refresh(client, csrf_token: str):
    return client.post("/api/v1/auth/refresh", headers={**ORIGIN, "X-CSRF-Token": csrf_token})


def test_an_access_token_lasts_as_long_as_the_setting_says(client, lasting, sign_in):
    lasting(access_token_seconds=60)
    answer = sign_in().json
    headers = {"Authorization": f"Bearer {answer['access_token']}"}
    assert answer["expires_in"] == 60
    now = clock.now()
    with clock.frozen(now + timedelta(seconds=55)):
        assert client.get("/api/v1/me", headers=headers).status_code == 200
    with clock.frozen(now + timedelta(seconds=61)):
        assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_a_shorter_setting_refuses_tokens_from_before_at_once(client, lasting):
    headers = bearer(make_user())
    assert client.get("/api/v1/me", headers=headers).status_code == 200
    lasting(access_token_seconds=300)
    assert client.get("/api/v1/me", headers=headers).status_code == 401


def test_a_login_that_nobody_uses_ends_and_one_in_use_goes_on(client, lasting, sign_in):
    lasting(login_idle_days=2)
    answer = sign_in()
    assert all("Max-Age=172800" in each for each in answer.headers.getlist("Set-Cookie"))
    token, now = answer.json["csrf_token"], clock.now()
    for days in (1, 2, 3):
        with clock.frozen(now + timedelta(days=days)):
            assert refresh(client, token).status_code == 200
    with clock.frozen(now + timedelta(days=5, minutes=1)):
        assert refresh(client, token).status_code == 401


def test_a_login_ends_however_much_it_is_used(client, lasting, sign_in):
    lasting(login_idle_days=2, login_days=3)
    token, now = sign_in().json["csrf_token"], clock.now()
    for days in (1, 2):
        with clock.frozen(now + timedelta(days=days)):
            assert refresh(client, token).status_code == 200
    with clock.frozen(now + timedelta(days=3, minutes=1)):
        assert refresh(client, token).status_code == 401
