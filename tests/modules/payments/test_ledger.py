"""The ledger: append-only, balanced by the database itself, and shown to managers."""

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError
from tests.distributed import nodes
from tests.factories.people import add_member, bearer, make_organization

from turnout.kernel.db.pagination import encode_cursor
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id

ENTRY = """
    INSERT INTO ledger_entries (organization_id, id, kind, source, currency, occurred_at,
        recorded_at)
    VALUES (%(organization_id)s, %(id)s, 'test', %(source)s, 'EUR', now(), now())
"""
LINE = """
    INSERT INTO ledger_lines (organization_id, id, entry_id, account, amount_minor)
    VALUES (%(organization_id)s, %(id)s, %(entry_id)s, %(account)s, %(amount)s)
"""
UNBALANCED = psycopg.errors.InternalError_ if nodes.BINARIES else psycopg.errors.CheckViolation
"""Over nodes a transaction is refused in the words of Citus, whatever the node said."""


def write(tx, *amounts):
    entry_id = new_id()
    where = {"organization_id": tx.organization_id}
    tx.query(ENTRY, {**where, "id": entry_id, "source": str(entry_id)})
    for amount in amounts:
        line = {"id": new_id(), "entry_id": entry_id, "account": "sales", "amount": amount}
        tx.query(LINE, {**where, **line})
    return entry_id


def test_an_entry_that_sums_to_zero_is_kept(till):
    with transaction(till.ctx) as tx:
        write(tx, 500, -300, -200)

    [entry] = till.get("/ledger").json["items"]
    assert [each["amount_minor"] for each in entry["lines"]] == [500, -200, -300]


@pytest.mark.parametrize("amounts", [(), (500,), (500, -499), (500, -400, -101)])
def test_the_database_refuses_an_entry_that_does_not_balance(till, amounts):
    with pytest.raises((UNBALANCED, DBAPIError)), transaction(till.ctx) as tx:
        write(tx, *amounts)

    assert till.balances() == {}


def test_lines_added_to_an_old_entry_must_balance_as_well(till):
    with transaction(till.ctx) as tx:
        entry_id = write(tx, 500, -500)
    line = {
        "organization_id": till.ctx.organization_id,
        "id": new_id(),
        "entry_id": entry_id,
        "account": "fees",
        "amount": 1,
    }

    with pytest.raises(UNBALANCED), transaction(till.ctx) as tx:
        tx.query(LINE, line)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_lines SET amount_minor = amount_minor * 2",
        "DELETE FROM ledger_lines",
        "UPDATE ledger_entries SET currency = 'USD'",
        "DELETE FROM ledger_entries",
        "UPDATE payment_facts SET amount_minor = 1",
        "DELETE FROM payment_facts",
    ],
)
def test_what_was_written_stays(till, change):
    till.pay()

    with pytest.raises(psycopg.errors.InsufficientPrivilege), transaction(till.ctx) as tx:
        tx.query(change)


def test_even_the_tables_owner_cannot_rewrite_the_ledger(till, owner_connection):
    till.pay()

    owner_connection.execute(
        "SELECT set_config('turnout.organization', %s, true)", [str(till.ctx.organization_id)]
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        owner_connection.execute("UPDATE ledger_lines SET amount_minor = 1")


def test_managers_see_balances_and_entries(till):
    payment_id, _ = till.pay(minor=4200)
    till.refund(payment_id, 200)
    till.work()

    answer = till.get("/ledger?limit=1")

    assert answer.status_code == 200
    assert {"currency": "EUR", "account": "sales", "balance_minor": -4200} in answer.json[
        "balances"
    ]
    [newest] = answer.json["items"]
    assert newest["kind"] == "refund.succeeded"
    assert newest["lines"] == [
        {"account": "refunds", "amount_minor": 200},
        {"account": "provider_receivable", "amount_minor": -200},
    ]
    older = till.get(f"/ledger?limit=1&cursor={answer.json['next_cursor']}")
    assert [each["kind"] for each in older.json["items"]] == ["payment.collected"]
    assert older.json["next_cursor"] is None


def test_managers_list_payments_and_look_into_one(till):
    first, _ = till.pay()
    second, _ = till.begin()

    listed = till.get("/payments?limit=1")
    assert [each["id"] for each in listed.json["items"]] == [str(second)]
    following = till.get(f"/payments?limit=1&cursor={listed.json['next_cursor']}")
    assert [each["id"] for each in following.json["items"]] == [str(first)]
    paid = till.get("/payments?state=succeeded")
    assert [each["amount_minor"] for each in paid.json["items"]] == [4200]

    details = till.get(f"/payments/{first}").json
    assert details["payment"]["captured_minor"] == 4200
    assert [each["kind"] for each in details["facts"]] == [
        "payment.authorized",
        "payment.succeeded",
    ]
    assert till.get(f"/payments/{new_id()}").status_code == 404


@pytest.mark.parametrize("path", ["payments", "ledger"])
def test_money_is_for_managers_of_this_organization(till, path):
    address = f"/api/v1/organizations/{till.ctx.organization_id}/{path}"
    staff, admin = add_member(till.organization, "staff"), add_member(till.organization, "admin")
    stranger = make_organization().owner

    assert till.client.get(address, headers=bearer(admin)).status_code == 200
    assert till.client.get(address, headers=bearer(staff)).status_code == 403
    assert till.client.get(address, headers=bearer(stranger)).status_code == 404
    assert till.client.get(address).status_code == 401


def test_one_organizations_money_is_not_in_anothers_books(till):
    till.pay()
    other = make_organization().owner

    with transaction(till.ctx) as tx:
        [(mine,)] = tx.query("SELECT count(*) FROM ledger_entries")
    assert mine == 1
    assert (
        till.client.get(
            f"/api/v1/organizations/{till.ctx.organization_id}/ledger", headers=bearer(other)
        ).status_code
        == 404
    )


@pytest.mark.parametrize("path", ["payments", "ledger", "payment-deliveries"])
@pytest.mark.parametrize("value", ["yesterday", "2026-01-01", ""])
def test_a_cursor_of_another_list_is_a_field_error(till, path, value):
    cursor = encode_cursor(value, new_id())

    answer = till.get(f"/{path}?cursor={cursor}")

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "?cursor"
