"""Signing up: the address is proved by mail, and nobody learns who has an account."""

from datetime import timedelta

import pytest
from tests.factories.people import PASSWORD, bearer, make_user

from turnout.kernel import clock
from turnout.kernel.ids import new_id
from turnout.modules.identity import api as identity

pytestmark = pytest.mark.usefixtures("running")


def unused() -> str:
    return f"new-{new_id().hex}@people.example"


def sign_up(client, email: str, **fields):
    body = {"email": email, "password": PASSWORD, "display_name": "Grace Example", **fields}
    return client.post("/api/v1/auth/sign-up", json=body)


def sign_in(client, email: str, password: str = PASSWORD):
    return client.post("/api/v1/auth/sign-in", json={"email": email, "password": password})


def mails_of(queued) -> list[identity.IdentityMail]:
    """The mails that would go out now, oldest first."""
    ids = [arguments[0] for name, arguments in queued if name == "notifications.send_identity_mail"]
    found = [identity.find_identity_mail(each) for each in ids]
    return [each for each in found if each is not None]


def test_a_person_signs_up_proves_the_address_and_signs_in(client, queued):
    email = unused()
    assert sign_up(client, email.upper()).status_code == 202
    (mail,) = mails_of(queued)
    assert (mail.purpose, mail.email, mail.display_name) == ("verify-email", email, "Grace Example")
    before = sign_in(client, email)
    assert (before.status_code, before.json["code"]) == (403, "identity.email-not-verified")
    proved = client.post("/api/v1/auth/verify-email", json={"token": mail.secret})
    assert (proved.status_code, proved.json) == (200, {"email": email})
    assert sign_in(client, email).status_code == 200


def test_a_link_proves_once(client, queued):
    sign_up(client, unused())
    (mail,) = mails_of(queued)
    path, body = "/api/v1/auth/verify-email", {"token": mail.secret}
    assert client.post(path, json=body).status_code == 200
    again = client.post(path, json=body)
    assert (again.status_code, again.json["code"]) == (410, "identity.link-over")


def test_a_link_lapses_after_two_days(client, queued):
    sign_up(client, unused())
    (mail,) = mails_of(queued)
    with clock.frozen(clock.now() + timedelta(hours=48, seconds=1)):
        answer = client.post("/api/v1/auth/verify-email", json={"token": mail.secret})
    assert answer.status_code == 410


@pytest.mark.parametrize("secret", ["x", "A" * 54, "%%%", "ü" * 54, "A" * 200])
def test_a_made_up_link_proves_nothing(client, secret):
    assert client.post("/api/v1/auth/verify-email", json={"token": secret}).status_code == 410


def test_the_link_of_one_purpose_does_not_serve_another(client, queued):
    sign_up(client, unused())
    (mail,) = mails_of(queued)
    answer = client.post(
        "/api/v1/auth/reset-password", json={"token": mail.secret, "password": PASSWORD}
    )
    assert answer.status_code == 410


def test_signing_up_answers_the_same_whoever_has_the_address(client, queued):
    known, unknown = make_user().email, unused()
    answers = [sign_up(client, each) for each in (known, unknown)]
    assert [each.status_code for each in answers] == [202, 202]
    assert [each.json for each in answers] == [{"email": known}, {"email": unknown}]
    assert {mail.email: mail.purpose for mail in mails_of(queued)} == {
        known: "already-registered",
        unknown: "verify-email",
    }
    assert list(answers[0].headers.keys()) == list(answers[1].headers.keys())


def test_signing_up_again_changes_nothing_for_who_has_proved_the_address(client, queued):
    user = make_user()
    sign_up(client, user.email, password="another-password-of-mine", display_name="Mallory")
    assert sign_in(client, user.email).status_code == 200
    assert identity.find_user(user.email).display_name == user.display_name


def test_who_squats_an_unproved_address_is_pushed_out_by_its_reader(client, queued):
    email = unused()
    sign_up(client, email, password="password-of-the-squatter")
    sign_up(client, email, password="password-of-the-reader")
    (mail,) = mails_of(queued)
    client.post("/api/v1/auth/verify-email", json={"token": mail.secret})
    assert sign_in(client, email, "password-of-the-squatter").status_code == 401
    assert sign_in(client, email, "password-of-the-reader").status_code == 200


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"email": "no address"}, "/email"),
        ({"email": "två@exämple"}, "/email"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "/email"),
        ({"password": "short7!"}, "/password"),
        ({"password": "password123"}, "/password"),
        ({"display_name": "  "}, "/display_name"),
        ({"display_name": "a\u202eb"}, "/display_name"),
        ({"time_zone": "Mars/Olympus"}, "/time_zone"),
        ({"locale": "klingon!"}, "/locale"),
        ({"is_verified": True}, "/is_verified"),
    ],
)
def test_a_wrong_field_is_named(client, queued, fields, pointer):
    answer = client.post(
        "/api/v1/auth/sign-up",
        json={"email": unused(), "password": PASSWORD, "display_name": "Grace", **fields},
    )
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer
    assert not queued


def test_a_password_never_comes_back_in_a_refusal(client):
    answer = sign_up(client, "no address", password="zebra-secret-of-mine")
    assert "zebra" not in answer.get_data(as_text=True)


def test_the_mail_is_sent_again_after_a_growing_wait(client, queued):
    email, path = unused(), "/api/v1/auth/verify-email/resend"
    sign_up(client, email)
    started = clock.now()
    sent = []
    for seconds in (30, 61, 100, 182, 300, 423):
        with clock.frozen(started + timedelta(seconds=seconds)):
            queued.clear()
            assert client.post(path, json={"email": email}).status_code == 202
            sent.append(len(mails_of(queued)))
    assert sent == [0, 1, 0, 1, 0, 1]


def test_asking_again_answers_the_same_for_unknown_and_proved_addresses(client, queued):
    path = "/api/v1/auth/verify-email/resend"
    answers = [
        client.post(path, json={"email": each}) for each in (make_user().email, unused(), "?")
    ]
    assert [each.status_code for each in answers] == [202, 202, 202]
    assert mails_of(queued) == []


def test_the_same_mail_read_twice_carries_the_same_link_and_a_sent_one_is_not_due(client, queued):
    sign_up(client, unused())
    (mail,) = mails_of(queued)
    assert identity.find_identity_mail(mail.token_id) == mail
    assert mail.token_id in identity.list_unsent_identity_mails(limit=10_000)
    identity.mark_identity_mail_sent(mail.token_id)
    assert identity.find_identity_mail(mail.token_id) is None
    assert mail.token_id not in identity.list_unsent_identity_mails(limit=10_000)


def test_no_secret_is_stored_or_queued(client, queued, settings):
    import psycopg

    sign_up(client, unused())
    (mail,) = mails_of(queued)
    assert mail.secret not in repr(queued)
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        rows = connection.execute("SELECT t::text FROM email_tokens t").fetchall()
        logged = connection.execute(
            "SELECT after::text FROM audit_platform WHERE table_name IN"
            " ('email_tokens', 'user_passwords', 'refresh_tokens')"
        ).fetchall()
    text = repr(rows) + repr(logged)
    assert mail.secret not in text
    assert "argon2id" not in text
    assert "token_hash" not in repr(logged)


def test_the_application_role_reads_no_password_and_no_token(app_connection):
    import psycopg

    for table in (
        "user_passwords",
        "refresh_tokens",
        "email_tokens",
        "signing_keys",
        "sign_in_attempts",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app_connection.execute(f"SELECT * FROM {table}")
        app_connection.rollback()


def test_a_new_password_by_mail_ends_every_login_and_works_once(client, queued):
    user = make_user()
    headers = bearer(user)
    assert client.get("/api/v1/me", headers=headers).status_code == 200
    client.post("/api/v1/auth/forgot-password", json={"email": user.email})
    (mail,) = mails_of(queued)
    body = {"token": mail.secret, "password": "a-new-password-of-mine"}
    assert client.post("/api/v1/auth/reset-password", json=body).status_code == 204
    assert client.post("/api/v1/auth/reset-password", json=body).status_code == 410
    assert client.get("/api/v1/me", headers=headers).status_code == 401
    assert sign_in(client, user.email).status_code == 401
    assert sign_in(client, user.email, "a-new-password-of-mine").status_code == 200
    assert [each.purpose for each in mails_of(queued)] == ["password-changed"]


def test_the_link_for_a_new_password_lapses_after_half_an_hour(client, queued):
    user = make_user()
    client.post("/api/v1/auth/forgot-password", json={"email": user.email})
    (mail,) = mails_of(queued)
    with clock.frozen(clock.now() + timedelta(minutes=30, seconds=1)):
        answer = client.post(
            "/api/v1/auth/reset-password",
            json={"token": mail.secret, "password": "a-new-password-of-mine"},
        )
    assert answer.status_code == 410
    assert sign_in(client, user.email).status_code == 200


def test_a_weak_new_password_is_refused_and_leaves_the_link_good(client, queued):
    user = make_user()
    client.post("/api/v1/auth/forgot-password", json={"email": user.email})
    (mail,) = mails_of(queued)
    path = "/api/v1/auth/reset-password"
    weak = client.post(path, json={"token": mail.secret, "password": "password123"})
    assert (weak.status_code, weak.json["errors"][0]["pointer"]) == (422, "/password")
    good = client.post(path, json={"token": mail.secret, "password": "a-new-password-of-mine"})
    assert good.status_code == 204


def test_asking_for_a_new_password_tells_nothing_and_does_the_same_work(client, queued, statements):
    path = "/api/v1/auth/forgot-password"
    work = []
    for email in (make_user().email, unused(), "no address"):
        statements.clear()
        answer = client.post(path, json={"email": email})
        assert (answer.status_code, answer.json) == (202, {"email": email})
        work.append(list(statements))
    assert work[0] == work[1] == work[2]
    assert len(mails_of(queued)) == 1
