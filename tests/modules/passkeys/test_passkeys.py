"""Passkeys over HTTP, with a software authenticator: making, signing in, proving, removing."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from tests.factories.passkeys import SoftwareAuthenticator, SoftwareKey, make_passkey
from tests.factories.people import PASSWORD, MadeUser, bearer, make_user
from tests.factories.second_factors import at_an_old_login, make_app
from tests.site.browser import mails_to

from turnout.kernel import clock, runtime
from turnout.kernel.ids import new_id

pytestmark = pytest.mark.usefixtures("running")
MINE = "/api/v1/me/passkeys"
AUTH = "/api/v1/auth"


@pytest.fixture(autouse=True)
def own_address(client):
    raw = new_id().int
    client.environ_base["REMOTE_ADDR"] = f"2001:db8:{raw >> 16 & 0xFFFF:x}:{raw & 0xFFFF:x}::1"


def begin(client, headers: dict[str, str] | None = None) -> dict[str, Any]:
    """Options to make one for who sends their token, else to use one."""
    path = f"{MINE}/options" if headers else f"{AUTH}/passkeys/options"
    answer = client.post(path, headers=headers or {})
    assert answer.status_code == 200, answer.json
    options: dict[str, Any] = answer.json["public_key"]
    return options


def add(client, headers, credential, *, name="Phone"):
    return client.post(MINE, json={"name": name, "credential": credential}, headers=headers)


def sign_in(client, credential):
    return client.post(f"{AUTH}/passkeys/sign-in", json={"credential": credential})


def second_step(client, user: MadeUser, credential):
    body = {"email": user.email, "password": PASSWORD}
    first = client.post(f"{AUTH}/sign-in", json=body)
    assert first.json["code"] == "identity.second-factor-needed", first.json
    return client.post(
        f"{AUTH}/sign-in/second-factor",
        json={"sign_in_token": first.json["sign_in_token"], "credential": credential},
    )


def pointers(answer: Any) -> list[str]:
    return [each["pointer"] for each in answer.json["errors"]]


def is_refused(answer: Any) -> bool:
    return answer.status_code == 422 and pointers(answer) == ["/credential"]


def test_a_passkey_is_made_and_signs_in_alone(client):
    user, device = make_user(), SoftwareAuthenticator()
    headers = bearer(user)
    options = begin(client, headers)
    assert options["rp"]["id"] == "turnout.test"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    made = add(client, headers, device.make(options), name=" My phone ")
    assert (made.status_code, made.json["name"]) == (201, "My phone")
    assert made.json["last_used_at"] is None
    assert "second-factors-changed" in [each.purpose for each in mails_to(user.email)]

    answer = sign_in(client, device.use(begin(client)))
    assert answer.status_code == 200
    token = {"Authorization": f"Bearer {answer.json['access_token']}"}
    assert client.get("/api/v1/me", headers=token).json["email"] == user.email
    [listed] = client.get(MINE, headers=token).json["items"]
    assert listed["last_used_at"] is not None
    assert "public_key" not in listed


def test_a_login_by_passkey_may_do_what_is_dangerous(client):
    user = make_user()
    device = make_passkey(user)
    answer = sign_in(client, device.use(begin(client)))
    token = {"Authorization": f"Bearer {answer.json['access_token']}"}
    assert client.post(f"{MINE}/options", headers=token).status_code == 200


def test_several_passkeys_have_names_and_each_signs_in(client):
    user = make_user()
    phone, key = make_passkey(user, name="Phone"), make_passkey(user, name="Blue key")
    headers = bearer(user)
    found = client.get(MINE, headers=headers).json["items"]
    assert [each["name"] for each in found] == ["Phone", "Blue key"]
    for device in (phone, key):
        assert sign_in(client, device.use(begin(client))).status_code == 200
    path = f"{MINE}/{found[1]['id']}"
    renamed = client.patch(path, json={"name": "Green key"}, headers=headers)
    assert (renamed.status_code, renamed.json["name"]) == (200, "Green key")
    assert client.patch(path, json={"name": " "}, headers=headers).status_code == 422


def test_with_a_passkey_the_password_alone_does_not_sign_in(client):
    user = make_user()
    device = make_passkey(user)
    first = client.post(f"{AUTH}/sign-in", json={"email": user.email, "password": PASSWORD})
    assert (first.status_code, first.json["methods"]) == (403, ["passkey"])
    assert second_step(client, user, device.use(begin(client))).status_code == 200


def test_app_and_passkey_are_each_enough_for_the_second_step(client):
    user = make_user()
    app, device = make_app(user), make_passkey(user)
    first = client.post(f"{AUTH}/sign-in", json={"email": user.email, "password": PASSWORD})
    assert first.json["methods"] == ["passkey", "code"]
    body = {"sign_in_token": first.json["sign_in_token"], "code": app.code(steps=1)}
    assert client.post(f"{AUTH}/sign-in/second-factor", json=body).status_code == 200
    assert second_step(client, user, device.use(begin(client))).status_code == 200


def test_a_second_step_with_nothing_says_what_is_missing(client):
    user = make_user()
    make_passkey(user)
    first = client.post(f"{AUTH}/sign-in", json={"email": user.email, "password": PASSWORD})
    body = {"sign_in_token": first.json["sign_in_token"]}
    answer = client.post(f"{AUTH}/sign-in/second-factor", json=body)
    assert (answer.status_code, pointers(answer)) == (422, ["/code"])


def test_another_persons_passkey_is_no_second_step(client):
    user = make_user()
    make_passkey(user)
    theirs = make_passkey(make_user())
    assert is_refused(second_step(client, user, theirs.use(begin(client))))


def test_a_passkey_confirms_what_is_dangerous(client, settings):
    user = make_user()
    device = make_passkey(user)
    headers = at_an_old_login(settings, user)
    refused = client.post(f"{MINE}/options", headers=headers)
    assert (refused.status_code, refused.json["code"]) == (403, "confirmation-needed")
    body = {"credential": device.use(begin(client))}
    assert client.post(f"{AUTH}/confirm", json=body, headers=headers).status_code == 204
    assert client.post(f"{MINE}/options", headers=headers).status_code == 200
    assert is_refused(client.post(f"{AUTH}/confirm", json=body, headers=headers))


def test_a_challenge_is_answered_once(client):
    device = make_passkey(make_user())
    options = begin(client)
    assert sign_in(client, device.use(options)).status_code == 200
    assert is_refused(sign_in(client, device.use(options)))


def test_a_challenge_is_used_up_by_a_wrong_answer(client):
    device = make_passkey(make_user())
    options = begin(client)
    wrong = device.use(options)
    wrong["response"]["signature"] = device.use(options)["response"]["signature"]
    assert is_refused(sign_in(client, wrong))
    assert is_refused(sign_in(client, device.use(options)))


def test_a_challenge_is_good_in_the_browser_that_asked_only(app, client):
    device = make_passkey(make_user())
    options = begin(client)
    other = app.test_client()
    assert is_refused(sign_in(other, device.use(options)))
    begin(other)
    assert is_refused(sign_in(other, device.use(options)))
    assert sign_in(client, device.use(options)).status_code == 200


def test_two_windows_of_a_browser_do_not_disturb_each_other(client):
    device = make_passkey(make_user())
    first, second = begin(client), begin(client)
    assert sign_in(client, device.use(first)).status_code == 200
    assert sign_in(client, device.use(second)).status_code == 200


def test_a_challenge_is_over_after_ten_minutes(client):
    device = make_passkey(make_user())
    options = begin(client)
    with clock.frozen(clock.now() + timedelta(minutes=10, seconds=1)):
        assert is_refused(sign_in(client, device.use(options)))


def test_a_challenge_to_make_one_is_no_challenge_to_sign_in(client):
    user = make_user()
    device = make_passkey(user)
    assert is_refused(sign_in(client, device.use(begin(client, bearer(user)))))


def test_a_challenge_of_another_person_makes_no_passkey(client):
    mine, theirs = bearer(make_user()), bearer(make_user())
    device = SoftwareAuthenticator()
    assert is_refused(add(client, mine, device.make(begin(client, theirs))))


def test_a_count_that_goes_back_is_a_copy_and_refused(client):
    device = make_passkey(make_user())
    assert sign_in(client, device.use(begin(client), step=5)).status_code == 200
    assert is_refused(sign_in(client, device.use(begin(client), step=-1)))
    assert is_refused(sign_in(client, device.use(begin(client), step=1)))
    assert sign_in(client, device.use(begin(client), step=1)).status_code == 200


@pytest.mark.parametrize(
    "bent",
    [
        {"origin": "https://turnout.test"},
        {"origin": "http://turnout.test.evil.example"},
        {"verifies": False},
    ],
    ids=["another scheme", "another site", "nobody verified"],
)
def test_what_another_site_or_nobody_verified_had_signed_is_refused(client, bent):
    device = make_passkey(make_user())
    other = SoftwareAuthenticator(keys=device.keys, **bent)
    assert is_refused(sign_in(client, other.use(begin(client))))


def test_a_key_for_another_host_or_of_nobody_is_refused(client):
    user = make_user()
    device = make_passkey(user)
    device.keys[-1].host = "evil.example"
    assert is_refused(sign_in(client, device.use(begin(client))))
    device.keys[-1].host = "turnout.test"
    stranger = SoftwareKey("turnout.test", user.id.bytes)
    assert is_refused(sign_in(client, device.use(begin(client), key=stranger)))
    copied = SoftwareKey("turnout.test", user.id.bytes, id=device.keys[-1].id, count=100)
    assert is_refused(sign_in(client, device.use(begin(client), key=copied)))


def test_a_key_that_names_another_person_is_refused(client):
    device = make_passkey(make_user())
    device.keys[-1].user_handle = make_user().id.bytes
    assert is_refused(sign_in(client, device.use(begin(client))))


def test_a_passkey_is_registered_once(client):
    user = make_user()
    headers, device = bearer(user), SoftwareAuthenticator()
    assert add(client, headers, device.make(begin(client, headers))).status_code == 201
    options = begin(client, headers)
    assert len(options["excludeCredentials"]) == 1
    again = SoftwareAuthenticator(next_id=device.keys[-1].id).make(options)
    answer = add(client, headers, again)
    assert (answer.status_code, answer.json["code"]) == (409, "passkeys.exists")


def test_removing_one_ends_it_at_the_next_use(client):
    user = make_user()
    phone, key = make_passkey(user), make_passkey(user)
    headers = bearer(user)
    first = client.get(MINE, headers=headers).json["items"][0]["id"]
    assert client.delete(f"{MINE}/{first}", headers=headers).status_code == 204
    assert is_refused(sign_in(client, phone.use(begin(client))))
    assert sign_in(client, key.use(begin(client))).status_code == 200
    assert client.delete(f"{MINE}/{first}", headers=headers).status_code == 404


def test_with_the_last_factor_the_recovery_codes_go(client):
    user = make_user()
    make_passkey(user)
    headers = bearer(user)
    codes = client.post("/api/v1/me/second-factors/recovery-codes", headers=headers).json
    [only] = client.get(MINE, headers=headers).json["items"]
    assert client.delete(f"{MINE}/{only['id']}", headers=headers).status_code == 204
    shown = client.get("/api/v1/me/second-factors", headers=headers).json
    assert (shown["passkeys"], shown["recovery_codes_left"]) == (0, 0)
    assert codes["recovery_codes"]
    body = {"email": user.email, "password": PASSWORD}
    assert client.post(f"{AUTH}/sign-in", json=body).status_code == 200


def test_recovery_codes_stay_while_the_app_does(client):
    user = make_user()
    make_app(user)
    make_passkey(user)
    headers = bearer(user)
    [only] = client.get(MINE, headers=headers).json["items"]
    assert client.delete(f"{MINE}/{only['id']}", headers=headers).status_code == 204
    shown = client.get("/api/v1/me/second-factors", headers=headers).json
    assert shown["recovery_codes_left"] == 10


def test_nobody_sees_or_touches_anothers_passkey(client):
    user, other = make_user(), make_user()
    make_passkey(user)
    [theirs] = client.get(MINE, headers=bearer(user)).json["items"]
    headers = bearer(other)
    assert client.get(MINE, headers=headers).json["items"] == []
    path = f"{MINE}/{theirs['id']}"
    assert client.patch(path, json={"name": "Mine"}, headers=headers).status_code == 404
    assert client.delete(path, headers=headers).status_code == 404


def test_a_person_who_was_disabled_does_not_sign_in(client, settings):
    user = make_user()
    device = make_passkey(user)
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        connection.execute("SET LOCAL turnout.actor = 'system:tests'")
        connection.execute("UPDATE users SET disabled_at = now() WHERE id = %s", [user.id])
    assert is_refused(sign_in(client, device.use(begin(client))))


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("value", ["AA", "e30", "W1tbW1tbW1tb", "____", "A" * 5000])
def test_what_is_no_answer_of_an_authenticator_is_refused_as_one(client, part, value):
    device = make_passkey(make_user())
    bent = device.use(begin(client))
    bent["response"][part] = value
    answer = sign_in(client, bent)
    assert answer.status_code == 422


def test_there_are_no_passkeys_where_the_platform_has_no_name(client, settings, monkeypatch):
    numbered = settings.model_copy(update={"public_url": "http://127.0.0.1:8080"})
    monkeypatch.setattr(runtime.current(), "settings", numbered)
    answer = client.post(f"{AUTH}/passkeys/options")
    assert (answer.status_code, answer.json["code"]) == (409, "passkeys.not-available")
