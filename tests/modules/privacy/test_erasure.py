"""People have themselves erased, or an operator does it for them; what the law keeps stays."""

from datetime import timedelta

import psycopg
import pytest
from psycopg import sql
from tests.factories import work
from tests.factories.operators import make_operator, strong_bearer
from tests.factories.people import (
    PASSWORD,
    add_member,
    bearer,
    context_of,
    make_organization,
    make_user,
)
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.audit import api as audit
from turnout.modules.organizations import api as organizations
from turnout.modules.privacy import tasks
from turnout.modules.privacy.service import erasures, requests

JOB = SystemContext(job="privacy.erase")


@pytest.fixture
def superuser_url(postgres, database_name):
    return postgres.superuser_url(database_name)


def where(superuser_url, word: str) -> set[str]:
    """The columns in which a word stands, as text or as bytes; each table is read once."""
    found = set()
    tables = """
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    """
    rows_with_it = """
        SELECT DISTINCT field.key FROM {table} AS held, jsonb_each_text(to_jsonb(held)) AS field
        WHERE (strpos(lower(held::text), %(word)s) > 0 OR strpos(held::text, %(bytes)s) > 0)
            AND (strpos(lower(field.value), %(word)s) > 0 OR strpos(field.value, %(bytes)s) > 0)
    """
    sought = {"word": word.lower(), "bytes": word.encode().hex()}
    with psycopg.connect(superuser_url) as connection:
        for (table,) in connection.execute(tables).fetchall():
            ask = sql.SQL(rows_with_it).format(table=sql.Identifier(table))
            found |= {f"{table}.{column}" for (column,) in connection.execute(ask, sought)}
    return found


def buy(client, shop, email: str, *, name: str, key: str):
    basket = shop.basket(shop.add_type())
    basket["buyer"] = {**basket.get("buyer", {}), "email": email, "name": name}
    made = client.post(shop.orders_path, json=basket, headers={"Idempotency-Key": key})
    assert made.status_code == 201, made.get_data(as_text=True)
    return made.get_json()


def ask(client, user, **body):
    return client.post(
        "/api/v1/me/erasure", json={"email": user.email, **body}, headers=bearer(user)
    )


def after_the_grace():
    return clock.frozen(clock.now() + timedelta(days=15))


def test_an_account_is_erased_after_the_time_for_changing_ones_mind(client, queued, superuser_url):
    word = f"zanzibar{new_id().hex}"
    user = make_user(email=f"{word}@people.example", display_name=f"Ada {word}")
    shop = make_shop()
    add_member(shop.organization, "staff", user=user)
    buy(client, shop, user.email, name=f"Ada {word}", key=f"{new_id()}")
    work.drain()
    asked = ask(client, user)
    assert asked.status_code == 201, asked.get_json()
    assert client.get("/api/v1/me/erasure", headers=bearer(user)).get_json() == asked.get_json()
    tasks.sweep()
    work.drain()
    assert client.get("/api/v1/me", headers=bearer(user)).status_code == 200
    headers = bearer(user)
    with after_the_grace():
        tasks.sweep()
        work.drain()
    assert client.get("/api/v1/me", headers=headers).status_code == 401
    assert where(superuser_url, word) == set()
    assert audit.verify(SystemContext(job="tests.verify")).is_whole


def test_the_report_says_what_went_and_names_nobody(client, queued):
    operator = make_operator()
    user = make_user()
    buyer_shop = make_shop()
    buy(client, buyer_shop, user.email, name="Ada Lovelace", key=f"{new_id()}")
    work.drain()
    made = client.post(
        "/api/v1/platform/erasures",
        json={"email": user.email, "reason": "asked by letter", "at_once": True},
        headers=strong_bearer(operator.user),
    )
    assert made.status_code == 201, made.get_json()
    erasures.erase(JOB, made.get_json()["id"])
    path = f"/api/v1/platform/erasures/{made.get_json()['id']}"
    found = client.get(path, headers=strong_bearer(operator.user)).get_json()
    report = found["report"]
    assert found["done_at"] is not None
    assert report["organizations"] == 1
    assert report["anonymised"]["orders"] == 1
    assert report["anonymised"]["users"] == 1
    assert report["deleted"]["user_passwords"] == 1
    assert report["audit_entries"] > 0
    assert user.email not in str(found)
    listed = client.get("/api/v1/platform/erasures?limit=100", headers=strong_bearer(operator.user))
    assert listed.status_code == 200


def test_a_guest_who_never_had_an_account_is_erased_by_address(client, queued, superuser_url):
    word = f"guest{new_id().hex}"
    shop, other = make_shop(), make_shop()
    buy(client, shop, f"{word}@älte.example", name="Guest", key=f"{new_id()}")
    buy(client, other, f"{word}@xn--lte-pla.example", name="Guest", key=f"{new_id()}")
    work.drain()
    erasure_id = requests.erase_by_command(
        f"{word.upper()}@ÄLTE.example", reason="by mail", at_once=True
    )
    report = erasures.erase(JOB, erasure_id)
    assert report.organizations == 2
    assert where(superuser_url, word) == set()


def test_other_people_keep_what_is_theirs(client, queued, superuser_url):
    mine, theirs = f"mine{new_id().hex}", f"theirs{new_id().hex}"
    shop = make_shop()
    for word in (mine, theirs):
        buy(client, shop, f"{word}@people.example", name=f"N {word}", key=f"{new_id()}")
    work.drain()
    before = where(superuser_url, theirs)
    assert "orders.buyer_email" in before
    erasure_id = requests.erase_by_command(f"{mine}@people.example", reason="", at_once=True)
    erasures.erase(JOB, erasure_id)
    assert where(superuser_url, theirs) == before


def test_an_address_that_nobody_proved_takes_no_orders_along(client, queued):
    email = f"unproved-{new_id().hex}@people.example"
    shop = make_shop()
    order = buy(client, shop, email, name="The real one", key=f"{new_id()}")
    client.post(
        "/api/v1/auth/sign-up",
        json={"email": email, "password": PASSWORD, "display_name": "Somebody else"},
    )
    work.drain()
    erasure_id = requests.erase_by_command(email, reason="", at_once=True)
    erasures.erase(JOB, erasure_id)
    path = f"{shop.orders_path}/{order['id']}"
    shown = client.get(path, headers=bearer(shop.organization.owner)).get_json()
    assert shown["buyer"]["email"] == email if "buyer" in shown else email in str(shown)


def test_an_erasure_can_be_cancelled_until_it_begins(client, queued):
    user = make_user()
    assert ask(client, user).status_code == 201
    assert client.delete("/api/v1/me/erasure", headers=bearer(user)).status_code == 204
    assert client.get("/api/v1/me/erasure", headers=bearer(user)).status_code == 404
    assert client.delete("/api/v1/me/erasure", headers=bearer(user)).status_code == 404
    with after_the_grace():
        tasks.sweep()
        work.drain()
    assert client.get("/api/v1/me", headers=bearer(user)).status_code == 200


def test_asking_twice_is_refused(client, queued):
    user = make_user()
    assert ask(client, user).status_code == 201
    again = ask(client, user)
    assert (again.status_code, again.get_json()["code"]) == (409, "privacy.already-erasing")


def test_the_address_is_typed_by_hand(client, queued):
    user = make_user()
    wrong = ask(client, user, email="somebody@people.example")
    assert wrong.status_code == 422
    assert "email" in wrong.get_json()["errors"][0]["pointer"]


def test_who_owns_an_organization_alone_hands_it_over_first(client, queued):
    organization = make_organization(name="Lonely Hall")
    refused = ask(client, organization.owner)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "privacy.owns-alone")
    assert refused.get_json()["organizations"] == ["Lonely Hall"]
    add_member(organization, "owner")
    assert ask(client, organization.owner).status_code == 201


def test_an_erasure_waits_while_an_organization_would_be_left_alone(client, queued):
    user = make_user()
    assert ask(client, user).status_code == 201
    organization = make_organization()
    add_member(organization, "owner", user=user)
    with transaction(context_of(organization, organization.owner)) as tx:
        organizations.end_membership_of(tx, organization.owner.id)
    with after_the_grace():
        tasks.sweep()
        work.drain()
    assert client.get("/api/v1/me", headers=bearer(user)).status_code == 200


def test_an_operator_is_not_erased_before_that_ends(client, queued):
    operator = make_operator()
    refused = ask(client, operator.user)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "privacy.still-operator")


def test_a_worker_that_stopped_is_followed_by_one_that_goes_on(client, queued, superuser_url):
    """It stopped after an organization committed and before its log was emptied."""
    word = f"halfway{new_id().hex}"
    shop = make_shop()
    buy(client, shop, f"{word}@people.example", name=f"N {word}", key=f"{new_id()}")
    work.drain()
    erasure_id = requests.erase_by_command(f"{word}@people.example", reason="", at_once=True)
    real = erasures.erase_log

    class Killed(Exception):
        pass

    def killed(*_):
        raise Killed

    erasures.erase_log = killed
    try:
        with pytest.raises(Killed):
            erasures.erase(JOB, erasure_id)
    finally:
        erasures.erase_log = real
    assert where(superuser_url, word) != set()
    assert erasures.erase(JOB, erasure_id) is None
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert erasures.erase(JOB, erasure_id) is not None
    assert where(superuser_url, word) == set()
