"""What a signed-in person changes about their account over the API: address, password, profile."""

from datetime import timedelta

import pytest
from tests.factories.people import PASSWORD, bearer, make_user
from tests.site.browser import mails_to, nobody

from turnout.kernel import clock
from turnout.kernel.ids import new_id

pytestmark = pytest.mark.usefixtures("running")
EMAIL, NEW_PASSWORD = "/api/v1/me/email", "/api/v1/me/password"
WORDS = "another-lantern-in-violet"


@pytest.fixture(autouse=True)
def own_address(client):
    """Each test comes from a network address of its own, which counts failures for itself."""
    raw = new_id().int
    client.environ_base["REMOTE_ADDR"] = f"2001:db8:{raw >> 16 & 0xFFFF:x}:{raw & 0xFFFF:x}::1"


@pytest.fixture
def user():
    return make_user()


@pytest.fixture
def here(user):
    return bearer(user)


def ask(client, headers, email, *, password=PASSWORD):
    return client.post(EMAIL, json={"email": email, "present_password": password}, headers=headers)


def change(client, headers, *, present=PASSWORD, new=WORDS):
    given = {"present_password": present, "password": new}
    return client.put(NEW_PASSWORD, json=given, headers=headers)


def is_signed_in(client, headers) -> bool:
    return client.get("/api/v1/me", headers=headers).status_code == 200


def sign_in(client, email, password):
    given = {"email": email, "password": password}
    return client.post("/api/v1/auth/sign-in", json=given).status_code


def faults(answer) -> list[tuple[str, str]]:
    return [(each["pointer"], each["code"]) for each in answer.json["errors"]]


@pytest.mark.parametrize("email", ["no address", "a@b.example\r\nBcc: c@d.example", "@"])
def test_what_is_no_address_is_named(client, here, email):
    answer = ask(client, here, email)
    assert answer.status_code == 422
    assert [pointer for pointer, _ in faults(answer)] == ["/email"]


def test_the_present_address_is_no_change(client, user, here):
    answer = ask(client, here, user.email)
    assert (answer.status_code, faults(answer)) == (422, [("/email", "same")])


def test_a_password_is_changed_by_who_knows_it_and_other_logins_end(client, user, here):
    elsewhere = bearer(user)
    assert change(client, here).status_code == 204
    assert is_signed_in(client, here), "this login stays"
    assert not is_signed_in(client, elsewhere), "every other one does not"
    assert [each.purpose for each in mails_to(user.email)] == ["password-changed"]
    assert sign_in(client, user.email, PASSWORD) == 401
    assert sign_in(client, user.email, WORDS) == 200


@pytest.mark.parametrize("send", [change, lambda *given, present: ask(*given, nobody(), password=present)])  # fmt: skip
def test_a_wrong_present_password_is_named_and_changes_nothing(client, user, here, send):
    elsewhere = bearer(user)
    answer = send(client, here, present="a-wrong-one")
    assert (answer.status_code, faults(answer)) == (422, [("/present_password", "wrong")])
    assert is_signed_in(client, elsewhere)
    assert mails_to(user.email) == []
    assert sign_in(client, user.email, PASSWORD) == 200


@pytest.mark.parametrize(("weak", "code"), [("short", "length"), ("Password1", "too-common")])
def test_a_weak_password_is_named_before_the_present_one_is_tried(client, here, weak, code):
    answer = change(client, here, present="wrong", new=weak)
    assert (answer.status_code, faults(answer)) == (422, [("/password", code)])


def test_guessing_is_paused_together_with_signing_in(client, user, here):
    with clock.frozen(clock.now()):
        tries = [change(client, here, present="wrong") for _ in range(3)]
        tries += [ask(client, here, nobody(), password="wrong") for _ in range(2)]
        right = change(client, here)
        assert sign_in(client, user.email, PASSWORD) == 401
    assert [each.status_code for each in tries] == [422] * 4 + [429]
    assert (right.status_code, right.json["code"]) == (429, "identity.password-paused")
    assert right.headers["Retry-After"] == "30"
    assert is_signed_in(client, here), "a pause ends no login"
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert change(client, here).status_code == 204


def test_everything_about_oneself_is_for_who_is_signed_in(client):
    assert ask(client, {}, nobody()).status_code == 401
    assert change(client, {}).status_code == 401


def test_the_audit_log_names_who_changed_it(client, user, here, settings):
    import psycopg

    assert change(client, here).status_code == 204
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        found = connection.execute(
            "SELECT count(*) FROM audit_platform WHERE table_name = 'user_passwords'"
            " AND actor = 'system:identity.change-password' AND on_behalf_of = %s",
            [f"user:{user.id}"],
        ).fetchone()
    assert found is not None
    assert found[0] >= 1
