"""Owners close their organization, reopen it, or have it deleted with a report of what stays."""

import csv
import io
import zipfile
from datetime import timedelta

import psycopg
import pytest
import yaml
from tests.factories import work
from tests.factories.people import add_member, bearer, context_of, make_organization
from tests.factories.sales import make_event, make_shop
from tests.factories.tokens import make_account, make_token
from tests.modules.orders.test_answer_files import Sender

from turnout.kernel import clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.ids import new_id
from turnout.modules.closures import api as closures
from turnout.modules.closures import rules, tasks
from turnout.modules.events import api as events
from turnout.modules.manifests import api as manifests
from turnout.modules.notifications import api as notifications
from turnout.modules.organizations import api as organizations

OPERATOR = SystemContext(job="operators.suspend", on_behalf_of="operator:ada")


@pytest.fixture
def organization(running):
    return make_organization()


def base(organization):
    return f"/api/v1/organizations/{organization.id}"


def close(client, organization, user=None, **body):
    return client.post(
        f"{base(organization)}/closure",
        json={"slug": organization.slug, **body},
        headers=bearer(user or organization.owner),
    )


def reopen(client, organization):
    path = f"{base(organization)}/closure"
    return client.delete(path, headers=bearer(organization.owner))


def after_the_grace():
    return clock.frozen(clock.now() + timedelta(days=31))


def delete(organization):
    """The deletion as the task does it, a day after the grace."""
    with after_the_grace():
        tasks.delete_organization(str(organization.id))


def state_of(organization):
    found = organizations.find_by_slug(organization.slug)
    return found.state if found else None


def test_a_closed_organization_is_looked_at_and_not_changed(client, organization):
    member = add_member(organization, "admin")
    token = make_token(organization, "venues.write", account_id=make_account(organization, "admin"))
    closed = close(client, organization, reason="The society ends.")
    venue = {"name": "Quay"}

    looks = client.get(f"{base(organization)}/events", headers=bearer(member))
    writes = [
        client.post(f"{base(organization)}/venues", json=venue, headers=each)
        for each in (bearer(organization.owner), bearer(member), token.headers)
    ]

    assert closed.status_code == 201, closed.json
    assert (closed.json["reason"], looks.status_code) == ("The society ends.", 200)
    assert [each.json["code"] for each in writes] == ["organizations.closing"] * 3


def test_it_sells_nothing_until_it_is_open_again(client, organization):
    shop = make_event(organization)
    free = shop.add_type()
    close(client, organization)
    refused = client.post(shop.orders_path, json=shop.basket(free))
    opened = reopen(client, organization)
    events.publish_event(shop.organizer, shop.event_id)

    bought = client.post(shop.orders_path, json=shop.basket(free))

    assert (refused.status_code, refused.json["code"]) == (403, "organizations.closing")
    assert (opened.status_code, bought.status_code) == (204, 201)


def test_only_an_owner_closes_and_types_the_name(client, organization):
    admin = add_member(organization, "admin")

    assert close(client, organization, admin).status_code == 403
    wrong = close(client, organization, slug="another")
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/slug")
    assert reopen(client, organization).status_code == 404
    assert close(client, organization).status_code == 201
    again = close(client, organization)
    assert (again.status_code, again.json["code"]) == (403, "organizations.closing")


def test_events_that_people_count_on_come_first(client, organization):
    shop = make_shop(organization, title="Spring Ball")
    refused = close(client, organization)
    events.cancel_event(shop.organizer, shop.event_id, reason="Storm")

    assert (refused.status_code, refused.json["events"]) == (409, ["Spring Ball"])
    assert close(client, organization).status_code == 201


def test_owners_export_before_and_after_closing(client, organization):
    path = f"{base(organization)}/export"
    before = client.get(path, headers=bearer(organization.owner))
    close(client, organization)
    after = client.get(path, headers=bearer(organization.owner))
    staff = client.get(path, headers=bearer(add_member(organization, "staff")))

    assert (before.status_code, after.status_code, staff.status_code) == (200, 200, 403)
    assert yaml.safe_load(after.text)["organization"]["slug"] == organization.slug


def test_owners_take_events_orders_and_attendees_along_as_one_archive(
    client, organization, queued, tmp_path
):
    shop = make_shop(organization, title="=Spring", slug="spring-night")
    basket = shop.basket(shop.add_type(name="Seat"), email="ada@people.example")
    made = client.post(shop.orders_path, json=basket, headers={"Idempotency-Key": new_id().hex})
    work.drain()
    work.run_timed("order_search.index")
    path = f"{base(organization)}/export/data"
    staff = client.get(path, headers=bearer(add_member(organization, "staff")))
    answer = client.get(path, headers=bearer(organization.owner))
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.testzip() is None
        tables = {
            name: list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode("utf-8-sig"))))
            for name in ("orders", "attendees")
        }
        archive.extractall(tmp_path)
    [order], [attendee] = tables["orders"], tables["attendees"]
    [manifest] = manifests.read(tmp_path)

    assert made.status_code == 201
    assert staff.status_code == 403
    assert (
        answer.headers["Content-Disposition"] == f'attachment; filename="{organization.slug}.zip"'
    )
    assert (order["number"], order["buyer_email"]) == (made.json["number"], "ada@people.example")
    assert (attendee["event"], attendee["ticket_type"]) == ("'=Spring", "Seat")
    assert [each.slug for each in manifest.event_copies] == ["spring-night"]
    assert manifests.plan(OPERATOR, [manifest]) == []


def test_answers_go_along_in_the_words_that_were_asked_with_their_files(client, queued):
    shop = make_shop()
    buyer = Sender(client, shop)
    buyer.type_id = shop.add_type(price_minor=1000)
    meal = {"key": "meal", "type": "single_choice", "label": {"en": "Your meal"},
        "options": [{"value": "veg", "label": {"en": "Vegetarian"}}]}  # fmt: skip
    buyer.ask({"key": "card", "type": "file", "label": {"en": "Student card"}}, meal)
    buyer.place()
    card = buyer.send().json["id"]
    buyer.patch(attendees=[buyer.person(card=card, meal="veg")])
    buyer.ask({**meal, "label": {"en": "Something else by now"}})
    work.drain()
    work.run_timed("order_search.index")
    answer = client.get(f"{base(shop.organization)}/export/data", headers=buyer.team)
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        text = archive.read("answers.csv").decode("utf-8-sig")
        said = {each["key"]: each for each in csv.DictReader(io.StringIO(text))}
        sent = archive.read(said["card"]["answer"])

    assert sent == b"A letter.\n"
    assert said["card"]["answer"].endswith("/letter.txt")
    assert said["meal"]["question"] == "Your meal"
    assert (said["meal"]["answer"], said["meal"]["attendee"]) == ("Vegetarian", "Ali")
    assert said["meal"]["order_number"] == buyer.order["number"]


def test_an_organization_that_is_closing_has_its_archive_still(client, organization):
    close(client, organization)
    answer = client.get(f"{base(organization)}/export/data", headers=bearer(organization.owner))
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert set(archive.namelist()) == {
            "orders.csv", "attendees.csv", "answers.csv", f"{organization.slug}.yaml",
        }  # fmt: skip
        assert len(archive.read("orders.csv").splitlines()) == 1


def test_nothing_is_deleted_before_the_grace_is_over_or_while_suspended(client, organization):
    close(client, organization)
    tasks.delete_organization(str(organization.id))
    assert state_of(organization) == "closing"
    closures.suspend_organization(OPERATOR, organization.id, reason="Under inquiry.")
    delete(organization)
    assert state_of(organization) == "suspended"
    closures.lift_suspension(OPERATOR, organization.id)
    assert state_of(organization) == "closing"
    reopen(client, organization)
    delete(organization)
    assert state_of(organization) == "active"


def test_the_deletion_takes_everything_but_the_books_and_reports_it(client, organization, settings):
    shop = make_event(organization)
    other = make_organization()
    free, paid = shop.add_type(), shop.add_type(price_minor=500)
    events.publish_event(shop.organizer, shop.event_id)
    for each in (free, paid):
        client.post(shop.orders_path, json=shop.basket(each, email="marker@marker.example"))
    add_member(organization, "staff")
    work.drain()
    events.cancel_event(shop.organizer, shop.event_id, reason="Storm")
    close(client, organization)
    delete(organization)

    report = closures.get_deletion_report(OPERATOR, organization.id)

    assert report.deleted["memberships"] == 2
    assert report.deleted["tickets"] == 1
    assert {each.table for each in report.kept} >= {"orders", "order_lines", "events"}
    assert all(each.reason for each in report.kept)
    assert (report.kept_until.month, report.kept_until.day) == (12, 31)
    assert state_of(organization) is None
    assert state_of(other) == "active"
    mine = client.get(f"{base(organization)}", headers=bearer(organization.owner))
    assert mine.status_code == 404
    assert tables_with(settings, "marker@marker.example") == []


def tables_with(settings, marker):
    """Every table in which any row holds the marker, read by the superuser."""
    with psycopg.connect(settings.database_owner_url.get_secret_value()) as owner:
        names = owner.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'"
            " AND a.attname = 'organization_id' AND NOT a.attisdropped"
        ).fetchall()
        return [
            name
            for (name,) in names
            if owner.execute(
                f"SELECT count(*) FROM {name} t WHERE t::text LIKE %s", [f"%{marker}%"]
            ).fetchone()[0]
        ]


def test_every_kept_table_is_there(settings):
    with psycopg.connect(settings.database_owner_url.get_secret_value()) as owner:
        rows = owner.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        ).fetchall()
    assert {*rules.KEPT, *rules.SHELLS} <= {name for (name,) in rows}


def test_owners_hear_of_each_step(client, organization):
    close(client, organization)
    reopen(client, organization)
    close(client, organization)
    delete(organization)
    listed = notifications.list_mails(
        system_in(organization.id, "tests.mails"), PageRequest(limit=20)
    )
    assert [each.template for each in listed.items] == ["organization-deleted"]
    assert {each.recipient for each in listed.items} == {organization.owner.email}


def test_the_sweep_finds_what_is_due(client, organization, queued):
    close(client, organization)
    with after_the_grace():
        work.run_timed("closures.sweep")
        assert ("closures.delete_organization", (str(organization.id),)) in work.QUEUED
    work.QUEUED.clear()
    assert context_of(organization, organization.owner).is_closing
