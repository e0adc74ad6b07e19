"""Signing in: one refusal for everything, pauses that grow, logins that can be ended."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.people import PASSWORD, bearer, make_user
from tests.factories.redis_lines import redis_of

from turnout.kernel import clock, runtime
from turnout.kernel.ids import new_id
from turnout.modules.identity import rules
from turnout.modules.identity.types import SubjectKind

pytestmark = pytest.mark.usefixtures("running")
ORIGIN = {"Origin": "http://turnout.test"}


@pytest.fixture(autouse=True)
def own_address(client):
    """Each test comes from a network address of its own, which counts failures for itself."""
    raw = new_id().int
    client.environ_base["REMOTE_ADDR"] = f"2001:db8:{raw >> 16 & 0xFFFF:x}:{raw & 0xFFFF:x}::1"


def sign_in(client, email: str, password: str = PASSWORD, **headers):
    return client.post(
        "/api/v1/auth/sign-in", json={"email": email, "password": password}, headers=headers
    )


def refresh(client, csrf_token: str, **headers):
    return client.post(
        "/api/v1/auth/refresh", headers={**ORIGIN, "X-CSRF-Token": csrf_token, **headers}
    )


def me(client, access_token: str):
    return client.get("/api/v1/me", headers={"Authorization": f"Bearer {access_token}"})


def cookie(client) -> str:
    found = client.get_cookie("turnout_login", domain="localhost")
    assert found is not None
    return found.value


def put_cookie(client, value: str) -> None:
    client.set_cookie("turnout_login", value, domain="localhost")


def test_a_signed_in_person_is_known(client):
    user = make_user()
    answer = sign_in(client, user.email.upper())
    assert answer.status_code == 200
    assert answer.json["token_type"] == "Bearer"
    assert me(client, answer.json["access_token"]).json["email"] == user.email


def test_the_refresh_token_is_a_cookie_that_scripts_cannot_read(client):
    answer = sign_in(client, make_user().email)
    cookies = {each.split("=")[0]: each for each in answer.headers.getlist("Set-Cookie")}
    assert "HttpOnly" in cookies["turnout_login"]
    assert "SameSite=Lax" in cookies["turnout_login"]
    assert "Path=/" in cookies["turnout_login"]
    assert "HttpOnly" not in cookies["turnout_csrf"]
    assert "refresh_token" not in answer.json
    assert answer.headers["Cache-Control"] == "no-store"


def test_every_refusal_is_the_same_to_the_byte(client):
    user = make_user()
    unproved = f"unproved-{new_id().hex}@people.example"
    client.post(
        "/api/v1/auth/sign-up",
        json={"email": unproved, "password": PASSWORD, "display_name": "Grace"},
    )
    refusals = [
        sign_in(client, user.email, "a-wrong-password"),
        sign_in(client, f"nobody-{new_id().hex}@people.example"),
        sign_in(client, "no address at all"),
        sign_in(client, unproved, "a-wrong-password"),
        sign_in(client, user.email, "x" * 1000),
    ]
    bodies = [{**each.json, "request_id": ""} for each in refusals]
    assert [each.status_code for each in refusals] == [401] * 5
    assert all(body == bodies[0] for body in bodies)
    assert bodies[0]["code"] == "identity.wrong-credentials"


def test_every_refusal_does_the_same_work(client, statements, monkeypatch):
    """Time is not measured but counted: the same statements, and one hash each."""
    from turnout.modules.identity import passwords

    verified = []
    real = passwords.is_right
    monkeypatch.setattr(passwords, "is_right", lambda *given: (verified.append(1), real(*given))[1])
    work = []
    for email in (make_user().email, f"nobody-{new_id().hex}@people.example", "no address"):
        statements.clear()
        sign_in(client, email, "a-wrong-password")
        work.append(list(statements))
    assert work[0] == work[1] == work[2]
    assert len(verified) == 3


def test_an_account_is_paused_after_five_failures_and_says_the_same(client):
    user = make_user()
    for _ in range(5):
        assert sign_in(client, user.email, "a-wrong-password").status_code == 401
    paused = sign_in(client, user.email)
    assert (paused.status_code, paused.json["code"]) == (401, "identity.wrong-credentials")
    with clock.frozen(clock.now() + timedelta(seconds=31)):
        assert sign_in(client, user.email).status_code == 200


def test_an_address_without_account_is_paused_just_the_same(client, settings):
    import psycopg

    email = f"nobody-{new_id().hex}@people.example"
    for _ in range(6):
        sign_in(client, email)
    subject = rules.subject_of(SubjectKind.ACCOUNT, email)
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        row = connection.execute(
            "SELECT failures, locked_until IS NOT NULL FROM sign_in_attempts WHERE subject = %s",
            [subject],
        ).fetchone()
    assert row == (5, True)


def test_signing_in_forgets_earlier_failures(client):
    user = make_user()
    for _ in range(3):
        for _ in range(4):
            sign_in(client, user.email, "a-wrong-password")
        assert sign_in(client, user.email).status_code == 200


def test_a_network_address_that_tries_many_accounts_is_paused(client):
    user = make_user()
    for _ in range(30):
        sign_in(client, f"nobody-{new_id().hex}@people.example", "x")
    assert sign_in(client, user.email).status_code == 401
    client.environ_base["REMOTE_ADDR"] = "198.51.100.77"
    assert sign_in(client, user.email).status_code == 200


def test_a_pause_doubles_up_to_an_hour():
    pauses = [rules.pause_seconds(each, SubjectKind.ACCOUNT) for each in (4, 5, 6, 7, 12, 500)]
    assert pauses == [0, 30, 60, 120, 3600, 3600]
    assert rules.pause_seconds(29, SubjectKind.ADDRESS) == 0


def test_neighbours_in_one_ipv6_network_are_paused_together(client):
    user, network = make_user(), client.environ_base["REMOTE_ADDR"].removesuffix("1")
    for number in range(2, 32):
        client.environ_base["REMOTE_ADDR"] = f"{network}{number:x}"
        sign_in(client, f"nobody-{new_id().hex}@people.example", "x")
    client.environ_base["REMOTE_ADDR"] = f"{network}1"
    assert sign_in(client, user.email).status_code == 401


def test_a_form_on_another_site_signs_nobody_in(client):
    user = make_user()
    assert sign_in(client, user.email, Origin="https://evil.example").status_code == 403
    answer = client.post(
        "/api/v1/auth/sign-in",
        data=f'{{"email": "{user.email}", "password": "{PASSWORD}"}}',
        content_type="text/plain",
    )
    assert answer.status_code == 415


def test_refreshing_rotates_the_cookie_and_hands_out_a_new_access_token(client):
    signed_in = sign_in(client, make_user().email).json
    before = cookie(client)
    answer = refresh(client, signed_in["csrf_token"])
    assert answer.status_code == 200
    assert cookie(client) != before
    assert me(client, answer.json["access_token"]).status_code == 200


def test_a_stolen_refresh_token_ends_the_whole_login(client):
    signed_in = sign_in(client, make_user().email).json
    stolen = cookie(client)
    fresh = refresh(client, signed_in["csrf_token"]).json
    with clock.frozen(clock.now() + timedelta(seconds=11)):
        put_cookie(client, stolen)
        reused = refresh(client, signed_in["csrf_token"])
        assert (reused.status_code, reused.json["code"]) == (401, "identity.login-ended")
        assert me(client, fresh["access_token"]).status_code == 401


def test_a_stolen_refresh_token_in_another_browser_ends_the_login_at_once(client):
    signed_in = sign_in(client, make_user().email).json
    stolen = cookie(client)
    refresh(client, signed_in["csrf_token"])
    put_cookie(client, stolen)
    reused = refresh(client, signed_in["csrf_token"], **{"User-Agent": "thief/1.0"})
    assert reused.status_code == 401
    assert me(client, signed_in["access_token"]).status_code == 401


def test_two_tabs_that_refresh_at_once_get_the_same_successor(client):
    signed_in = sign_in(client, make_user().email).json
    before = cookie(client)
    assert refresh(client, signed_in["csrf_token"]).status_code == 200
    after_first = cookie(client)
    put_cookie(client, before)
    assert refresh(client, signed_in["csrf_token"]).status_code == 200
    assert cookie(client) == after_first


def test_a_copy_used_within_the_window_ends_the_login_at_the_next_refresh(client):
    """The same browser string and address: it gets the successor, and is found out by using it."""
    signed_in = sign_in(client, make_user().email).json
    copied = cookie(client)
    refresh(client, signed_in["csrf_token"])
    successor = cookie(client)
    put_cookie(client, copied)
    assert refresh(client, signed_in["csrf_token"]).status_code == 200
    assert cookie(client) == successor
    with clock.frozen(clock.now() + timedelta(minutes=14)):
        by_the_browser = refresh(client, signed_in["csrf_token"])
        assert by_the_browser.status_code == 200
    with clock.frozen(clock.now() + timedelta(minutes=15)):
        put_cookie(client, successor)
        assert refresh(client, signed_in["csrf_token"]).status_code == 401
        assert me(client, by_the_browser.json["access_token"]).status_code == 401


@pytest.mark.parametrize("lacks", ["csrf token", "address"])
def test_a_copy_alone_gets_nothing_within_the_window(client, lacks):
    signed_in = sign_in(client, make_user().email).json
    copied = cookie(client)
    refresh(client, signed_in["csrf_token"])
    put_cookie(client, copied)
    if lacks == "address":
        client.environ_base["REMOTE_ADDR"] = "2001:db8:ffff:ffff::1"
    known = "x" if lacks == "csrf token" else signed_in["csrf_token"]
    assert refresh(client, known).status_code in (401, 403)
    assert cookie(client) in ("", copied)


def test_a_token_is_spent_for_good_once_its_successor_is_used(client):
    signed_in = sign_in(client, make_user().email).json
    first = cookie(client)
    refresh(client, signed_in["csrf_token"])
    refresh(client, signed_in["csrf_token"])
    put_cookie(client, first)
    assert refresh(client, signed_in["csrf_token"]).status_code == 401


def test_a_login_lapses_when_it_is_not_refreshed_for_a_month(client):
    signed_in = sign_in(client, make_user().email).json
    with clock.frozen(clock.now() + timedelta(days=30, seconds=1)):
        assert refresh(client, signed_in["csrf_token"]).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://turnout.test.evil.example"},
        {"Origin": "https://turnout.test"},
    ],
)
def test_another_site_can_neither_refresh_nor_sign_out(client, headers):
    signed_in = sign_in(client, make_user().email).json
    before = cookie(client)
    sent = {**headers, "X-CSRF-Token": signed_in["csrf_token"]}
    for path in ("refresh", "sign-out"):
        assert client.post(f"/api/v1/auth/{path}", headers=sent).status_code == 403
    assert cookie(client) == before
    assert me(client, signed_in["access_token"]).status_code == 200


def test_a_page_that_does_not_know_the_csrf_token_can_neither_refresh_nor_sign_out(client):
    signed_in = sign_in(client, make_user().email).json
    other = sign_in(client.application.test_client(), make_user().email).json
    for csrf_token in ("", "guess", other["csrf_token"]):
        for path in ("refresh", "sign-out"):
            headers = {**ORIGIN, "X-CSRF-Token": csrf_token}
            assert client.post(f"/api/v1/auth/{path}", headers=headers).status_code == 403
    assert refresh(client, signed_in["csrf_token"]).status_code == 200


@pytest.mark.parametrize("value", ["", "x", "A" * 54, "%%%"])
def test_a_made_up_cookie_refreshes_nothing(client, value):
    put_cookie(client, value)
    assert refresh(client, "x").status_code == 401


def test_signing_out_ends_the_login_and_takes_the_cookies(client):
    signed_in = sign_in(client, make_user().email).json
    kept = cookie(client)
    headers = {**ORIGIN, "X-CSRF-Token": signed_in["csrf_token"]}
    assert client.post("/api/v1/auth/sign-out", headers=headers).status_code == 204
    assert client.get_cookie("turnout_login", domain="localhost") is None
    assert me(client, signed_in["access_token"]).status_code == 401
    put_cookie(client, kept)
    assert refresh(client, signed_in["csrf_token"]).status_code == 401


def test_signing_in_again_is_a_new_login(client):
    user = make_user()
    first, second = sign_in(client, user.email).json, sign_in(client, user.email).json
    assert first["csrf_token"] != second["csrf_token"]
    assert me(client, first["access_token"]).status_code == 200


def test_signing_out_everywhere_ends_every_login(client):
    user = make_user()
    tokens = [sign_in(client, user.email).json["access_token"] for _ in range(3)]
    bystander = bearer(make_user())
    answer = client.post(
        "/api/v1/auth/sign-out-everywhere", headers={"Authorization": f"Bearer {tokens[0]}"}
    )
    assert answer.status_code == 204
    assert [me(client, each).status_code for each in tokens] == [401] * 3
    assert client.get("/api/v1/me", headers=bystander).status_code == 200


def test_a_person_sees_their_logins_and_ends_one_of_them(client):
    user = make_user()
    here = sign_in(client, user.email, **{"User-Agent": "here/1"}).json["access_token"]
    there = sign_in(client, user.email, **{"User-Agent": "there/1"}).json["access_token"]
    headers = {"Authorization": f"Bearer {here}"}
    listed = client.get("/api/v1/me/logins", headers=headers).json["items"]
    assert {each["agent"]: each["is_current"] for each in listed} == {
        "here/1": True,
        "there/1": False,
    }
    login_id = next(each["id"] for each in listed if not each["is_current"])
    assert client.delete(f"/api/v1/me/logins/{login_id}", headers=headers).status_code == 204
    assert me(client, there).status_code == 401
    assert me(client, here).status_code == 200


def test_nobody_ends_or_sees_the_login_of_somebody_else(client):
    victim, stranger = make_user(), bearer(make_user())
    token = sign_in(client, victim.email).json["access_token"]
    own = client.get("/api/v1/me/logins", headers={"Authorization": f"Bearer {token}"}).json
    login_id = own["items"][0]["id"]
    assert client.delete(f"/api/v1/me/logins/{login_id}", headers=stranger).status_code == 404
    theirs = client.get("/api/v1/me/logins", headers=stranger).json["items"]
    assert login_id not in [each["id"] for each in theirs]
    assert me(client, token).status_code == 200


def test_an_ended_login_is_refused_when_redis_has_forgotten_it(client):
    user = make_user()
    token = sign_in(client, user.email).json["access_token"]
    assert me(client, token).status_code == 200
    client.post("/api/v1/auth/sign-out-everywhere", headers={"Authorization": f"Bearer {token}"})
    redis_of(runtime.current().redis).flushdb()
    assert me(client, token).status_code == 401


def test_an_ended_login_is_refused_when_redis_is_away(client, monkeypatch):
    from turnout.kernel.cache import RedisClient

    user = make_user()
    token, other = (sign_in(client, user.email).json["access_token"] for _ in range(2))
    away = RedisClient.to("redis://127.0.0.1:1/0", timeout_seconds=0.05)
    monkeypatch.setattr(runtime.current(), "redis", away)
    assert me(client, other).status_code == 200
    client.post("/api/v1/auth/sign-out-everywhere", headers={"Authorization": f"Bearer {token}"})
    assert me(client, other).status_code == 401


def test_a_living_login_costs_one_question_and_then_none(client, running, statements):
    from tests.factories.people import make_organization

    from turnout.kernel.context import OrganizationContext
    from turnout.modules.identity import api as identity

    organization = make_organization()
    token = bearer(organization.owner)["Authorization"].removeprefix("Bearer ")
    gate = identity.authenticator()
    gate.authenticate(token)
    statements.clear()
    principal = gate.authenticate(token)
    assert statements == []
    ctx = gate.authorize(principal, organization.id, request_id="test")
    assert isinstance(ctx, OrganizationContext)
    assert len(statements) == 1


def test_a_person_changes_their_profile_and_nothing_else(client):
    user = make_user()
    headers = bearer(user)
    seen = client.get("/api/v1/me", headers=headers)
    changed = client.patch(
        "/api/v1/me",
        json={"display_name": "Ada L.", "time_zone": "Asia/Tokyo"},
        headers={**headers, "If-Match": seen.headers["ETag"]},
    )
    assert (changed.json["display_name"], changed.json["time_zone"]) == ("Ada L.", "Asia/Tokyo")
    stale = client.patch(
        "/api/v1/me", json={"locale": "de"}, headers={**headers, "If-Match": seen.headers["ETag"]}
    )
    assert stale.status_code == 412
    assert (
        client.patch("/api/v1/me", json={"email": "x@y.example"}, headers=headers).status_code
        == 422
    )
    assert UUID(changed.json["id"]) == user.id


def test_over_https_the_cookies_are_tied_to_our_host(client, settings, monkeypatch):
    secure = settings.model_copy(update={"public_url": "https://turnout.test"})
    monkeypatch.setattr(runtime.current(), "settings", secure)
    answer = sign_in(client, make_user().email)
    cookies = {each.split("=")[0]: each for each in answer.headers.getlist("Set-Cookie")}
    assert set(cookies) == {
        "__Host-turnout_login",
        "__Host-turnout_csrf",
        "__Host-turnout_device",
    }
    for each in cookies.values():
        assert "Secure" in each
        assert "Path=/" in each
        assert "Domain" not in each
