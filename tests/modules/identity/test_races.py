"""What happens when two things happen at once, and what timed work leaves behind."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import psycopg
import pytest
from tests.factories.people import PASSWORD, bearer, make_user
from tests.factories.work import run_timed

from turnout.kernel import cache, clock
from turnout.kernel.errors import TurnoutError
from turnout.kernel.ids import new_id
from turnout.modules.identity import rules
from turnout.modules.identity.service import access_tokens, account, logins
from turnout.modules.identity.types import Client, LoginProof, SubjectKind

pytestmark = pytest.mark.usefixtures("running")


def here() -> Client:
    return Client(address=f"2001:db8::{new_id().int & 0xFFFF:x}", agent="browser/1")


def at_once(number: int, call: Callable[[], Any]) -> list[Any]:
    """What each of several threads got or was refused with, all starting together."""
    start = Barrier(number)

    def run(_: int) -> Any:
        start.wait()
        try:
            return call()
        except TurnoutError as refusal:
            return refusal.code

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def test_one_browser_that_refreshes_many_times_at_once_stays_signed_in():
    client = here()
    first = account.sign_in(make_user().email, PASSWORD, client=client)
    answers = at_once(
        4,
        lambda: logins.refresh(first.refresh_token, csrf_token=first.csrf_token, client=client),
    )
    assert len({each.refresh_token for each in answers}) == 1
    assert answers[0].refresh_token != first.refresh_token


def test_two_browsers_that_use_one_token_at_once_are_both_out():
    client = here()
    first = account.sign_in(make_user().email, PASSWORD, client=client)
    both = iter([client, Client(address="198.51.100.9", agent="thief/1")])
    answers = at_once(
        2,
        lambda: logins.refresh(first.refresh_token, csrf_token=first.csrf_token, client=next(both)),
    )
    assert "identity.login-ended" in answers
    with pytest.raises(TurnoutError):
        logins.authenticator().authenticate(first.access_token)


def test_guesses_in_parallel_are_all_counted(settings):
    user, client = make_user(), here()
    answers = at_once(12, lambda: account.sign_in(user.email, "a-wrong-password", client=client))
    assert set(answers) == {"identity.wrong-credentials"}
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        row = connection.execute(
            "SELECT failures FROM sign_in_attempts WHERE subject = %s",
            [rules.subject_of(SubjectKind.ACCOUNT, user.email)],
        ).fetchone()
    assert row == (5,)


def test_one_address_signs_up_once_however_often_at_once():
    from turnout.kernel.context import SystemContext
    from turnout.modules.identity import api as identity

    email = f"new-{new_id().hex}@people.example"
    found = at_once(
        4,
        lambda: identity.ensure_user(
            SystemContext(job="tests"), email, display_name="Grace", password_hash="x"
        ),
    )
    assert len(set(found)) == 1


def test_the_end_of_a_login_is_not_undone_by_a_slow_reader(running):
    token = bearer(make_user())["Authorization"].removeprefix("Bearer ")
    claims = access_tokens.verify(token)
    logins.remember_ended([claims.login_id])
    logins._remember(claims.login_id, LoginProof(confirmed_at=clock.now(), second_factor_at=None))
    assert cache.get(running.redis, logins._cache_key(claims.login_id)) == logins.ENDED
    with pytest.raises(TurnoutError):
        logins.authenticator().authenticate(token)


def test_old_logins_mails_and_counters_are_forgotten(settings):
    user = make_user()
    signed_in = account.sign_in(user.email, PASSWORD, client=here())
    with clock.frozen(clock.now() + timedelta(days=181)):
        run_timed("identity.forget_old")
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        left = connection.execute(
            "SELECT (SELECT count(*) FROM logins WHERE id = %(login)s),"
            " (SELECT count(*) FROM refresh_tokens WHERE login_id = %(login)s),"
            " (SELECT count(*) FROM sign_in_attempts)",
            {"login": signed_in.login_id},
        ).fetchone()
    assert left == (0, 0, 0)


def test_looking_after_keys_makes_what_is_missing_and_no_more(settings):
    run_timed("signing_keys.rotate_signing_keys")
    with psycopg.connect(settings.database_operator_url.get_secret_value()) as connection:
        query = "SELECT kid FROM signing_keys ORDER BY kid"
        before = connection.execute(query).fetchall()
        run_timed("signing_keys.rotate_signing_keys")
        after = connection.execute(query).fetchall()
    assert before
    assert after == before


def test_a_login_outlives_the_rotation_of_the_master_key(app, change_master_key):
    client = here()
    first = account.sign_in(make_user().email, PASSWORD, client=client)
    change_master_key()
    second = logins.refresh(first.refresh_token, csrf_token=first.csrf_token, client=client)
    third = logins.refresh(second.refresh_token, csrf_token=second.csrf_token, client=client)
    assert third.login_id == first.login_id
