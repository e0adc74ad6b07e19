"""Sorts of records, of orders and of events: each takes its own rows, and nothing else."""

import psycopg
from psycopg import sql
from tests.factories import work
from tests.factories.people import bearer
from tests.factories.sales import make_shop
from tests.modules.orders.test_answers import Checkout
from tests.modules.privacy.test_erasure import where
from tests.modules.privacy.test_markers import (
    Planted,
    be_quiet,
    entries_that_name,
    planted,  # noqa: F401  fixture
)
from tests.modules.retention.test_retention import (
    JOB,
    PEOPLE,
    ask,
    carry_out,
    checkout,  # noqa: F401  fixture
    keep,
    later,
    superuser_url,  # noqa: F401  fixture
)
from tests.modules.waitlist.conftest import WaitedShop

from turnout.kernel.context import SystemContext
from turnout.kernel.ids import new_id
from turnout.modules.audit import api as audit
from turnout.modules.privacy import registry
from turnout.modules.privacy.api import personal_tables
from turnout.modules.retention import service
from turnout.modules.retention.types import RetentionKind, RetentionTarget

WAITLISTS = RetentionTarget(RetentionKind.RECORDS, "waitlists")
LOG = {"audit_entries.before", "audit_entries.after"}


def over(url: str, planted: Planted) -> None:  # noqa: F811
    """Have the planted event end long ago, its order be paid for, and all rows hang on these."""
    here = {"organization_id": planted.organization_id, **planted.ids}
    with psycopg.connect(url) as connection:
        be_quiet(connection)
        connection.execute(
            "UPDATE events SET state = 'ended', time_zone = 'UTC', published_at = now(),"
            " starts_at = at, ends_at = at + interval '1 day', starts_local = at,"
            " ends_local = at + interval '1 day' FROM (SELECT now() - interval '90 days' AS at) a"
            " WHERE organization_id = %(organization_id)s",
            here,
        )
        connection.execute(
            "UPDATE orders SET event_id = %(events)s, state = 'confirmed', money_state = 'paid'"
            " WHERE organization_id = %(organization_id)s",
            here,
        )
        for table in personal_tables().values():
            for each in table.hangs_on if table.name in planted.ids else ():
                hang = sql.SQL("UPDATE {} SET {} = %s WHERE {} = %s").format(
                    *map(sql.Identifier, (table.name, each.column, table.id))
                )
                connection.execute(hang, [planted.ids[each.table], planted.ids[table.name]])
        for field in registry.fields_of_records():
            connection.execute(
                "INSERT INTO retention_policies"
                " (organization_id, id, kind, months, begins_at, version)"
                " VALUES (%s, %s, %s, 1, now() - interval '1 hour', 1)",
                [planted.organization_id, new_id(), f"records:{field}"],
            )


def said_by(field: str, columns: set[str]) -> set[str]:
    """Those of the columns that say nothing any more once the field's time is over."""
    tables = {name: personal_tables()[name] for name in registry.tables_of_field(field)}
    split = [(each, *each.split(".")) for each in columns]
    return {
        each
        for each, table, column in split
        if table in tables
        and (tables[table].deletes_rows or column in tables[table].changed_columns)
    }


def test_each_sort_takes_its_own_rows_and_nothing_else(planted, superuser_url):  # noqa: F811
    over(superuser_url, planted)
    before = where(superuser_url, planted.word)
    for field in registry.fields_of_records():
        target = RetentionTarget(RetentionKind.RECORDS, field)
        assert not service.carry_out(JOB, planted.organization_id, target)
        after = where(superuser_url, planted.word)
        taken = said_by(field, before)
        assert taken, field
        assert (before - after - LOG, after & taken) == (taken, set()), field
        before = after
    assert "orders.buyer_email" in before
    named = entries_that_name(superuser_url, planted.word)
    for field in registry.fields_of_records():
        assert named & registry.tables_of_field(field) == set(), field
    assert audit.verify(SystemContext(job="tests.verify")).is_whole


def waiting(checkout, word: str) -> Checkout:  # noqa: F811
    """Somebody who wanted a ticket and never got one, at the event of this shop."""
    shop = WaitedShop(checkout.client, checkout.shop, checkout.shop.add_type(capacity=1))
    shop.open()
    shop.bought()
    shop.waits(f"{word}@people.example")
    return checkout


def test_who_waited_and_never_got_a_place_goes_with_the_waitlist(
    checkout,  # noqa: F811
    client,
    superuser_url,  # noqa: F811
):
    word, theirs = f"waits{new_id().hex}", f"waits{new_id().hex}"
    waiting(checkout, word)
    waiting(Checkout(client, make_shop()), theirs)
    work.drain()
    foreign = where(superuser_url, theirs)
    keep(checkout, "records/fields/waitlists", 1)
    assert "waitlist_entries.email" in where(superuser_url, word)
    with later(checkout, months=0):
        assert carry_out(checkout, WAITLISTS) == []
    with later(checkout, months=2):
        tried = ask(checkout, "GET", "/records/fields/waitlists/preview?months=1").json
        [run] = carry_out(checkout, WAITLISTS)
        assert carry_out(checkout, WAITLISTS) == [run], "once"
        empty = ask(checkout, "GET", "/records/fields/waitlists/preview?months=1").json
    assert (tried["event_count"], tried["order_count"], tried["value_count"]) == (1, 0, 1)
    assert [each["event_id"] for each in tried["items"]] == [str(checkout.shop.event_id)]
    assert (empty["event_count"], empty["items"]) == (0, [])
    assert (run["order_count"], run["deleted"]) == (0, {"waitlist_entries": 1})
    assert run["log_entry_count"] > 0
    left = {each for each in where(superuser_url, word) if each.startswith("waitlist")}
    assert left == set()
    assert where(superuser_url, theirs) == foreign


def test_integrators_hear_which_event_lost_its_waitlist(checkout, superuser_url):  # noqa: F811
    waiting(checkout, f"waits{new_id().hex}")
    keep(checkout, "records/fields/waitlists", 1)
    with later(checkout, months=2):
        service.carry_out(JOB, checkout.shop.organization.id, WAITLISTS)
    told = (
        "SELECT payload FROM outbox WHERE name = 'retention.personal-data-expired.v1'"
        " AND organization_id = %s"
    )
    with psycopg.connect(superuser_url) as connection:
        [(fact,)] = connection.execute(told, [checkout.shop.organization.id]).fetchall()
    assert (fact["event_id"], fact["field"]) == (str(checkout.shop.event_id), "waitlists")
    assert fact["order_ids"] == []


def test_what_has_only_a_time_of_its_own_stays_when_people_go(checkout, superuser_url):  # noqa: F811
    word = f"speaks{new_id().hex}"
    owner = bearer(checkout.shop.organization.owner)
    made = checkout.client.post(
        f"{checkout.event}/speakers",
        json={"name": "Ada", "email": f"{word}@people.example"},
        headers=owner,
    )
    assert made.status_code == 201, made.json
    keep(checkout, "people", 1)
    with later(checkout, months=2):
        carry_out(checkout, PEOPLE)
        assert "speakers.email" in where(superuser_url, word)
    keep(checkout, "records/fields/speaker-addresses", 1)
    with later(checkout, months=2):
        runs = carry_out(checkout, RetentionTarget(RetentionKind.RECORDS, "speaker-addresses"))
    assert runs[0]["anonymised"] == {"speakers": 1}
    assert where(superuser_url, word) == set()
