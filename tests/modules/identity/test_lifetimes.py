"""How long access tokens, logins and links of mails last, as the operator's settings say."""

from datetime import timedelta

import pytest
from pydantic import ValidationError
from tests.factories.people import (
    PASSWORD,
    bearer,
    context_of,
    make_organization,
    make_user,
    person_context,
)

from turnout.kernel import clock, runtime
from turnout.kernel.ids import new_id
from turnout.kernel.settings import Settings
from turnout.modules.email_changes import api as email_changes
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.roles.api import Grant

pytestmark = pytest.mark.usefixtures("running")
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
    of_login = [each for each in answer.headers.getlist("Set-Cookie") if "_device=" not in each]
    assert all("Max-Age=172800" in each for each in of_login)
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


@pytest.mark.parametrize(
    ("setting", "value", "seconds", "ask"),
    [
        ("password_reset_minutes", 5, 300, lambda user: identity.forgot_password(user.email)),
        (
            "email_change_hours",
            3,
            3 * 3600,
            lambda user: email_changes.request_email_change(
                person_context(user),
                f"new-{user.email}",
                PASSWORD,
                client=identity.Client(address="2001:db8::9", agent="tests"),
            ),
        ),
    ],
)
def test_links_of_mails_are_good_as_long_as_the_operator_says(
    lasting, setting, value, seconds, ask
):
    lasting(**{setting: value})
    user = make_user()
    with clock.frozen(clock.now()):
        ask(user)
        mails = mails_to(user.email, f"new-{user.email}")
        assert mails
        for mail in mails:
            assert mail.expires_at - clock.now() == timedelta(seconds=seconds)


def test_an_invitation_is_good_as_long_as_it_says_or_else_the_operator(lasting):
    lasting(invitation_days=3)
    organization = make_organization()
    ctx = context_of(organization, organization.owner)
    with clock.frozen(clock.now()):
        usual = organizations.invite_member(ctx, new_invitation())
        own = organizations.invite_member(ctx, new_invitation(valid_days=9))
        assert usual.expires_at - clock.now() == timedelta(days=3)
        assert own.expires_at - clock.now() == timedelta(days=9)


@pytest.mark.parametrize(
    "beyond", [{"password_reset_minutes": 1000}, {"verification_hours": 0}, {"invitation_days": 31}]
)
def test_a_lifetime_out_of_bounds_stops_the_start(settings, beyond):
    with pytest.raises(ValidationError):
        Settings.model_validate(settings.model_dump() | beyond)


def new_invitation(**fields):
    email = f"invited-{new_id().hex}@people.example"
    return organizations.NewInvitation(email=email, grant=Grant(role="staff"), **fields)


def mails_to(*addresses):
    """The mails about accounts that wait for these addresses."""
    found = map(identity.find_identity_mail, identity.list_unsent_identity_mails(limit=100_000))
    return [each for each in found if each is not None and each.email in addresses]
