"""Second factors over HTTP: setting up, the second step, codes taken once, pauses, confirming."""

from datetime import timedelta
from typing import Any

import psycopg
import pytest
from tests.factories.people import PASSWORD, MadeUser, bearer, make_user
from tests.factories.second_factors import at_an_old_login, code_of, make_app
from tests.site.browser import mails_to

from turnout.kernel import clock
from turnout.kernel.ids import new_id

pytestmark = pytest.mark.usefixtures("running")
BASE = "/api/v1/me/second-factors"


@pytest.fixture(autouse=True)
def own_address(client):
    raw = new_id().int
    client.environ_base["REMOTE_ADDR"] = f"2001:db8:{raw >> 16 & 0xFFFF:x}:{raw & 0xFFFF:x}::1"


def sign_in(client, user: MadeUser):
    return client.post("/api/v1/auth/sign-in", json={"email": user.email, "password": PASSWORD})


def second_step(client, token: str, code: str):
    return client.post(
        "/api/v1/auth/sign-in/second-factor", json={"sign_in_token": token, "code": code}
    )


def begun(client, user: MadeUser) -> str:
    answer = sign_in(client, user)
    assert (answer.status_code, answer.json["code"]) == (403, "identity.second-factor-needed")
    return str(answer.json["sign_in_token"])


def pointers(answer: Any) -> list[str]:
    return [each["pointer"] for each in answer.json["errors"]]


def test_an_app_is_set_up_and_asked_for_from_then_on(client):
    user = make_user()
    headers = bearer(user)
    made = client.post(f"{BASE}/authenticator", headers=headers).json
    assert made["uri"].startswith("otpauth://totp/Turnout:")
    assert sign_in(client, user).status_code == 200  # not before it is confirmed
    wrong = client.post(f"{BASE}/authenticator/confirm", json={"code": "000000"}, headers=headers)
    assert (wrong.status_code, pointers(wrong)) == (422, ["/code"])
    now = code_of(made["secret"])
    done = client.post(f"{BASE}/authenticator/confirm", json={"code": now}, headers=headers)
    assert len(set(done.json["recovery_codes"])) == 10
    shown = client.get(BASE, headers=headers).json
    assert shown["authenticator_since"] is not None
    assert shown["recovery_codes_left"] == 10

    answer = sign_in(client, user)
    assert (answer.status_code, answer.json["methods"]) == (403, ["code"])
    assert "Set-Cookie" not in answer.headers
    assert "access_token" not in answer.json
    signed_in = second_step(client, answer.json["sign_in_token"], code_of(made["secret"], steps=1))
    assert signed_in.status_code == 200
    assert signed_in.headers["Cache-Control"] == "no-store"
    token = {"Authorization": f"Bearer {signed_in.json['access_token']}"}
    assert client.get("/api/v1/me", headers=token).json["email"] == user.email
    assert "second-factors-changed" in [each.purpose for each in mails_to(user.email)]


def test_logins_that_are_open_stay(client):
    user = make_user()
    headers = bearer(user)
    make_app(user)
    assert client.get("/api/v1/me", headers=headers).status_code == 200


def test_a_code_is_taken_once(client):
    user = make_user()
    app = make_app(user)
    with clock.frozen(clock.now()):
        code = app.code(steps=1)
        assert second_step(client, begun(client, user), code).status_code == 200
        again = second_step(client, begun(client, user), code)
        earlier = second_step(client, begun(client, user), app.code())
    assert (again.status_code, pointers(again)) == (422, ["/code"])
    assert (earlier.status_code, pointers(earlier)) == (422, ["/code"])


@pytest.mark.parametrize("zero", ["0", "\u0660", "\u06f0", "\u0966", "\uff10"])
def test_a_code_is_typed_on_the_keyboard_that_one_has(client, zero):
    user = make_user()
    app = make_app(user)
    with clock.frozen(clock.now()):
        typed = "".join(chr(ord(zero) + int(digit)) for digit in app.code(steps=1))
        signed_in = second_step(client, begun(client, user), f"{typed[:3]}\u202f{typed[3:]}")
    assert signed_in.status_code == 200


@pytest.mark.parametrize("steps", [-2, 2, 20])
def test_a_code_of_another_time_is_refused(client, steps):
    user = make_user()
    app = make_app(user)
    with clock.frozen(clock.now()):
        assert second_step(client, begun(client, user), app.code(steps=steps)).status_code == 422


def test_a_recovery_code_signs_in_once_however_it_is_typed(client):
    user = make_user()
    app = make_app(user)
    code = app.recovery_codes[3]
    typed = code.replace("-", " ").upper()
    assert second_step(client, begun(client, user), typed).status_code == 200
    assert second_step(client, begun(client, user), code).status_code == 422
    assert client.get(BASE, headers=bearer(user)).json["recovery_codes_left"] == 9


def test_new_recovery_codes_end_the_old_ones(client):
    user = make_user()
    app = make_app(user)
    made = client.post(f"{BASE}/recovery-codes", headers=bearer(user)).json["recovery_codes"]
    assert second_step(client, begun(client, user), app.recovery_codes[0]).status_code == 422
    assert second_step(client, begun(client, user), made[0]).status_code == 200


def test_codes_of_another_person_are_wrong(client):
    user, other = make_user(), make_user()
    make_app(user)
    theirs = make_app(other)
    assert second_step(client, begun(client, user), theirs.code(steps=1)).status_code == 422
    assert second_step(client, begun(client, user), theirs.recovery_codes[0]).status_code == 422


def test_wrong_codes_pause_the_person_over_all_sign_ins_and_a_right_one_is_not_looked_at(client):
    user = make_user()
    app = make_app(user)
    now = clock.now()
    with clock.frozen(now):
        for _ in range(5):
            assert second_step(client, begun(client, user), "000000").status_code == 422
        paused = second_step(client, begun(client, user), app.code(steps=1))
    assert (paused.status_code, paused.json["code"]) == (429, "second-factors.paused")
    assert paused.headers["Retry-After"] == "30"
    with clock.frozen(now + timedelta(seconds=31)):
        assert second_step(client, begun(client, user), app.code(steps=1)).status_code == 200


def test_the_token_of_the_first_step_opens_the_second_and_nothing_else(client):
    user = make_user()
    app = make_app(user)
    token = begun(client, user)
    as_bearer = client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    assert as_bearer.status_code == 401
    assert second_step(client, token[:-1] + "x", app.code()).status_code == 410
    assert second_step(client, "no token", app.code()).status_code == 410
    assert second_step(client, token, app.code(steps=1)).status_code == 200
    used = second_step(client, token, app.recovery_codes[0])
    assert (used.status_code, used.json["code"]) == (410, "second-factors.sign-in-over")
    assert client.get(BASE, headers=bearer(user)).json["recovery_codes_left"] == 10


def test_the_first_step_is_over_after_ten_minutes(client):
    user = make_user()
    app = make_app(user)
    token = begun(client, user)
    with clock.frozen(clock.now() + timedelta(minutes=10, seconds=1)):
        assert second_step(client, token, app.code()).status_code == 410


def test_a_new_password_ends_a_sign_in_that_waits(client):
    user = make_user()
    app = make_app(user)
    token = begun(client, user)
    changed = client.put(
        "/api/v1/me/password",
        json={"present_password": PASSWORD, "password": "marble-kettle-orbit-thirty-one"},
        headers=bearer(user),
    )
    assert changed.status_code == 204
    assert second_step(client, token, app.code(steps=1)).status_code == 410


def test_removing_the_app_takes_a_fresh_login_and_ends_the_second_step(client):
    user = make_user()
    headers = bearer(user)
    app = make_app(user)
    with clock.frozen(clock.now() + timedelta(minutes=14, seconds=58)):
        headers_later = {**headers}
        assert client.get(BASE, headers=headers_later).status_code == 200
    assert client.delete(f"{BASE}/authenticator", headers=headers).status_code == 204
    assert client.delete(f"{BASE}/authenticator", headers=headers).status_code == 409
    assert sign_in(client, user).status_code == 200
    assert app.recovery_codes


def test_what_is_dangerous_asks_for_the_password_again_and_then_goes_on(client, settings):
    user = make_user()
    headers = at_an_old_login(settings, user)
    refused = client.post(f"{BASE}/authenticator", headers=headers)
    assert (refused.status_code, refused.json["code"]) == (403, "confirmation-needed")
    wrong = client.post(
        "/api/v1/auth/confirm", json={"present_password": "a-wrong-password"}, headers=headers
    )
    assert (wrong.status_code, pointers(wrong)) == (422, ["/present_password"])
    missing = client.post("/api/v1/auth/confirm", json={"code": "123456"}, headers=headers)
    assert (missing.status_code, pointers(missing)) == (422, ["/present_password"])
    proved = client.post(
        "/api/v1/auth/confirm", json={"present_password": PASSWORD}, headers=headers
    )
    assert proved.status_code == 204
    assert client.post(f"{BASE}/authenticator", headers=headers).status_code == 201


def test_with_a_second_factor_the_password_does_not_confirm(client, settings):
    user = make_user()
    app = make_app(user)
    headers = at_an_old_login(settings, user)
    by_password = client.post(
        "/api/v1/auth/confirm", json={"present_password": PASSWORD}, headers=headers
    )
    assert (by_password.status_code, pointers(by_password)) == (422, ["/code"])
    by_code = client.post("/api/v1/auth/confirm", json={"code": app.code()}, headers=headers)
    assert by_code.status_code == 204
    assert client.post(f"{BASE}/recovery-codes", headers=headers).status_code == 200


def test_confirming_one_login_confirms_no_other(client, settings):
    user = make_user()
    first, second = at_an_old_login(settings, user), at_an_old_login(settings, user)
    client.post("/api/v1/auth/confirm", json={"present_password": PASSWORD}, headers=first)
    assert client.post(f"{BASE}/authenticator", headers=second).status_code == 403


def test_no_secret_of_a_second_factor_is_stored_as_it_is(client, postgres, database_name):
    user = make_user()
    app = make_app(user)
    token = begun(client, user)
    code = app.recovery_codes[0].replace("-", "")
    with psycopg.connect(postgres.superuser_url(database_name)) as connection:
        for table in ("authenticators", "recovery_codes", "sign_in_challenges", "audit_platform"):
            for word in (app.secret, code, token[-20:]):
                [(count,)] = connection.execute(
                    f"SELECT count(*) FROM {table} AS t WHERE strpos(t::text, %s) > 0"
                    " OR strpos(t::text, %s) > 0",
                    [word, word.encode().hex()],
                ).fetchall()
                assert count == 0, (table, word)


def test_a_secret_moved_to_another_person_does_not_open(client, settings):
    user, other = make_user(), make_user()
    app = make_app(user)
    make_app(other)
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        connection.execute("SELECT set_config('turnout.actor', 'system:tests', true)")
        connection.execute(
            "UPDATE authenticators SET secret = (SELECT secret FROM authenticators"
            " WHERE user_id = %s) WHERE user_id = %s",
            [user.id, other.id],
        )
    assert second_step(client, begun(client, other), app.code(steps=1)).status_code == 500


def test_an_authenticated_request_asks_the_database_no_more_than_before(client, statements):
    headers = bearer(make_user())
    client.get("/api/v1/me", headers=headers)
    statements.clear()
    assert client.get("/api/v1/me", headers=headers).status_code == 200
    assert len([each for each in statements if "logins" in each]) == 0
