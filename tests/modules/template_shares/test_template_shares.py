"""An agency's templates at its clients: whole, the client's for good, and nothing else of the agency."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image
from tests.factories.people import (
    MadeOrganization,
    add_member,
    bearer,
    context_of,
    make_organization,
)
from tests.factories.work import drain
from tests.modules.agencies.test_links import linked
from tests.modules.events.api_client import SUMMIT

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.catalog import api as catalog
from turnout.modules.closures import api as closures
from turnout.modules.files import api as files
from turnout.modules.inventory import api as inventory

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
GERMAN = {"title": "Wolkengipfel", "summary": "Zwei Tage.", "description": "<p>Alles.</p>"}


@pytest.fixture
def agency(running) -> MadeOrganization:
    return make_organization(name="Lantern Agency", kind="agency")


@pytest.fixture
def harbour(running) -> MadeOrganization:
    return make_organization(name="Harbour Society", currency="EUR")


class Desk:
    """A person at the API of one organization."""

    def __init__(self, client, organization, user=None):
        self.organization = organization
        self.base = f"/api/v1/organizations/{organization.id}"
        self.client, self.headers = client, bearer(user or organization.owner)

    def ask(self, method, path, expected=None, headers=None, **sent):
        answer = self.client.open(
            self.base + path, method=method, headers={**self.headers, **(headers or {})}, **sent
        )
        assert expected is None or answer.status_code == expected, answer.json
        return answer

    def made(self, path, body):
        return self.ask("POST", path, 201, json=body).json

    def share(self, template, clients=None, **sent):
        return self.ask(
            "PUT", f"/template-shares/{template['id']}", json={"clients": clients}, **sent
        )

    def seen(self):
        return [
            each["template_id"] for each in self.ask("GET", "/shared-templates", 200).json["items"]
        ]

    def make(self, template, expected=201, **wanted):
        path = f"/shared-templates/{template['id']}/copies"
        return self.ask("POST", path, expected, json=wanted).json


@pytest.fixture
def lantern(client, agency):
    return Desk(client, agency)


@pytest.fixture
def template(lantern):
    return lantern.made("/events", {**SUMMIT, "is_template": True, "translations": {"de": GERMAN}})


@pytest.fixture
def at_harbour(client, agency, harbour):
    linked(client, agency, harbour)
    return Desk(client, harbour)


def fill(lantern, template):
    """Everything that a copy carries: programme, sale, form, sponsors, plan, terms, files."""
    path = f"/events/{template['id']}"
    ctx = context_of(lantern.organization, lantern.organization.owner)
    public = files.FileVisibility.PUBLIC
    picture = files.store(ctx, files.Upload(name="sea.png", data=png(), visibility=public)).id
    paper = files.store(ctx, files.Upload(name="rules.pdf", data=PDF)).id
    lantern.ask("PATCH", path, 200, json={
        "cover_file_id": str(picture), "contact_email": "desk@lantern.example",
        "contact_name": "Kim", "tags": ["cloud"],
    })  # fmt: skip
    lantern.made(f"{path}/files", {"file_id": str(paper), "audience": "staff", "title": "Rules"})
    speaker = lantern.made(
        f"{path}/speakers",
        {"name": "Ada", "email": "ada@people.example", "photo_file_id": str(picture)},
    )
    track = lantern.made(f"{path}/tracks", {"name": "Craft", "colour": "#ff0000"})
    lantern.made(f"{path}/sessions", {
        "title": "Pegs", "starts_at": "2030-02-02T10:00", "ends_at": "2030-02-02T11:00",
        "track_id": track["id"], "speaker_ids": [speaker["id"]],
        "links": [{"href": "https://pegs.example/", "title": "Pegs"}],
    })  # fmt: skip
    level = lantern.made(f"{path}/sponsor-levels", {"name": "Gold"})
    lantern.made(f"{path}/sponsors", {
        "name": "Ropes", "level_id": level["id"], "contact_email": "eve@ropes.example",
        "logo_file_id": str(picture),
    })  # fmt: skip
    lantern.made(f"{path}/plan/tasks", {"title": "Chairs", "due_on": "2030-01-31"})
    event_id = UUID(template["id"])
    pool = inventory.create_pool(ctx, event_id, name="Hall", capacity=40).id
    new = {"currency": "EUR", "pool_id": pool, "kind": "paid", "price_minor": 2_500}
    entry = catalog.create_ticket_type(
        ctx,
        event_id,
        catalog.NewTicketType(
            **new, name="Entry", sales_end_at=datetime(2030, 2, 1, 22, 30, tzinfo=UTC)
        ),
    )
    catalog.create_ticket_type(
        ctx,
        event_id,
        catalog.NewTicketType(
            **new, name="Lunch", sold_as="add_on", places=0, add_on_to=(entry.ticket_type_id,)
        ),
    )
    question = {
        "key": "size", "type": "short_text", "label": {"en": "Size"},
        "ticket_type_ids": [str(entry.ticket_type_id)],
    }  # fmt: skip
    form = lantern.ask(
        "PUT", f"{path}/registration-form", json={"language": "en", "questions": [question]}
    )
    assert form.status_code == 200, form.json
    fill_door(lantern, path, str(entry.ticket_type_id), str(picture))
    terms = {"refund": "none", "transfers_close_hours": 5}
    answer = lantern.ask("PUT", f"{path}/buyer-terms", json=terms)
    assert answer.status_code == 200, answer.json


def fill_door(lantern, path, type_id, picture):
    """Badges, certificates and what sponsors may have."""
    box = {"x_mm": 4, "y_mm": 4, "width_mm": 40, "height_mm": 16}
    band = {**box, "kind": "band", "y_mm": 22, "colours": {type_id: "#aa0000"}}
    elements = [{**box, "kind": "name"}, {**box, "kind": "picture", "file_id": picture}, band]
    design = {"width_mm": 90, "height_mm": 55, "elements": elements}
    stated = {"name": "Entry", "design": design, "is_default": True, "ticket_type_ids": [type_id]}
    lantern.made(f"{path}/badge-layouts", stated)
    certificates = {
        "is_enabled": True, "title": "Proof", "text": "", "credit": "6 CPD points",
        "signatory_name": "Eve Lantern", "signatory_role": "Chair", "lists_sessions": True,
        "required_days": 2, "notifies_attendees": True,
    }  # fmt: skip
    lantern.ask("PUT", f"{path}/certificate-settings", 200, json=certificates)
    leads = {
        "is_enabled": True, "shares_email": True, "company_question": None, "question_keys": [],
        "statement": "", "days_after_event": 9,
    }  # fmt: skip
    lantern.ask("PUT", f"{path}/lead-settings", 200, json=leads)


def png():
    out = BytesIO()
    Image.new("RGB", (64, 48), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def test_a_client_makes_an_event_of_its_agencys_template_with_everything_in_it(
    lantern, at_harbour, template, queued
):
    fill(lantern, template)
    assert lantern.share(template).status_code == 200
    made = at_harbour.make(template, title="Summit 2031", starts_at="2030-07-06T09:00")
    drain()
    assert (made["state"], made["is_template"], made["title"]) == ("draft", False, "Summit 2031")
    assert made["translations"]["de"] == GERMAN
    assert made["location"]["name"] == "Tsavo Hall"
    assert made["starts_local"] == "2030-07-06T09:00:00"
    assert (made["contact_email"], made["contact_name"]) == (None, "")
    path = f"/events/{made['id']}"
    programme = at_harbour.ask("GET", f"{path}/programme", 200).json
    [session], [speaker], [track] = (programme[n] for n in ("sessions", "speakers", "tracks"))
    assert (session["track_id"], session["speaker_ids"]) == (track["id"], [speaker["id"]])
    assert session["starts_local"] == "2030-07-06T10:00:00"
    assert speaker.get("email") is None
    types = at_harbour.ask("GET", f"{path}/ticket-types", 200).json["items"]
    assert [(each["name"], each["price_minor"]) for each in types] == [
        ("Entry", 2_500),
        ("Lunch", 2_500),
    ]
    assert types[0]["sales_end_at"].startswith("2030-07-05T21:30")
    assert types[1]["add_on_to"] == [types[0]["id"]]
    form = at_harbour.ask("GET", f"{path}/registration-form", 200).json
    assert form["questions"][0]["ticket_type_ids"] == [types[0]["id"]]
    assert at_harbour.ask("GET", f"{path}/buyer-terms", 200).json["transfers_close_hours"] == 5
    assert_door(at_harbour, path, types[0]["id"])
    [sponsor] = at_harbour.ask("GET", f"{path}/sponsors", 200).json["items"]
    assert (sponsor["name"], sponsor["contact_email"]) == ("Ropes", None)
    plan = at_harbour.ask("GET", f"{path}/plan", 200).json
    assert [each["title"] for each in plan["tasks"]] == ["Chairs"]
    [paper] = at_harbour.ask("GET", f"{path}/files", 200).json["items"]
    assert (paper["title"], paper["audience"]) == ("Rules", "staff")
    here = system_in(at_harbour.organization.id, "tests.read")
    assert b"".join(files.open_file(here, UUID(paper["file"]["id"])).pieces) == PDF
    cover = files.open_file(here, UUID(made["cover_file_id"]))
    assert (cover.file.kind, b"".join(cover.pieces)[:4]) == ("image", b"\x89PNG")


def assert_door(at_harbour, path, type_id):
    [layout] = at_harbour.ask("GET", f"{path}/badge-layouts", 200).json["items"]
    assert (layout["is_default"], layout["ticket_type_ids"]) == (True, [type_id])
    name, picture, band = layout["design"]["elements"]
    assert (name["kind"], band["colours"]) == ("name", {type_id: "#aa0000"})
    here = system_in(at_harbour.organization.id, "tests.read")
    assert b"".join(files.open_file(here, UUID(picture["file_id"])).pieces)[:4] == b"\x89PNG"
    certificates = at_harbour.ask("GET", f"{path}/certificate-settings", 200).json
    said = [certificates[each] for each in ("credit", "required_days", "signatory_name")]
    assert said == ["6 CPD points", 2, ""]
    leads = at_harbour.ask("GET", f"{path}/lead-settings", 200).json
    assert (leads["is_enabled"], leads["days_after_event"]) == (True, 9)


def test_nothing_of_the_agency_is_named_in_what_its_client_has(
    lantern, at_harbour, template, queued
):
    """Neither its ids nor its people stand in any row of the client."""
    fill(lantern, template)
    lantern.share(template)
    at_harbour.make(template)
    drain()
    there = system_in(lantern.organization.id, "tests.read")
    theirs = {str(lantern.organization.owner.id), lantern.organization.owner.email, "desk@lantern"}
    with transaction(there) as tx:
        for table in (
            "speakers",
            "sessions",
            "ticket_types",
            "inventory_pools",
            "files",
            "sponsors",
        ):
            theirs |= {str(each) for (each,) in tx.query(f"SELECT id FROM {table}")}
    with transaction(system_in(at_harbour.organization.id, "tests.read")) as tx:
        for table in (
            "events", "speakers", "sessions", "session_speakers", "ticket_types", "add_on_hosts",
            "inventory_pools", "files", "event_files", "sponsors", "event_plan_tasks",
            "form_versions", "buyer_terms",
        ):  # fmt: skip
            for (row,) in tx.query(f"SELECT to_jsonb(t)::text FROM {table} t"):
                assert not [each for each in theirs if each in row], table


def test_stopping_to_share_counts_at_the_next_request_and_takes_nothing_back(
    lantern, at_harbour, template
):
    lantern.share(template)
    assert at_harbour.seen() == [template["id"]]
    made = at_harbour.make(template)
    lantern.ask("DELETE", f"/template-shares/{template['id']}", 204)
    assert at_harbour.seen() == []
    assert at_harbour.make(template, 404)["code"] == "template-shares.none"
    assert at_harbour.ask("GET", f"/events/{made['id']}").status_code == 200


def test_ending_the_link_counts_at_the_next_request_and_takes_nothing_back(
    client, agency, harbour, lantern, template
):
    link = linked(client, agency, harbour)
    at_harbour = Desk(client, harbour)
    lantern.share(template, [str(harbour.id)])
    made = at_harbour.make(template)
    at_harbour.ask("DELETE", f"/agency-links/{link}", 204)
    assert at_harbour.seen() == []
    at_harbour.make(template, 404)
    assert at_harbour.ask("GET", f"/events/{made['id']}").status_code == 200


def test_a_template_for_some_clients_is_for_no_others(
    client, agency, lantern, at_harbour, template
):
    other = make_organization(name="Pier Club")
    linked(client, agency, other)
    pier = Desk(client, other)
    shared = lantern.share(template, [str(other.id)])
    assert shared.json["clients"] == [str(other.id)]
    assert (at_harbour.seen(), pier.seen()) == ([], [template["id"]])
    at_harbour.make(template, 404)
    lantern.share(template)
    assert at_harbour.seen() == [template["id"]]


def entries(owner_connection, organization, table):
    """(actor, on whose behalf) of what the log says was written into a table."""
    owner_connection.execute(
        "SELECT set_config('turnout.organization', %s, true)", [str(organization.id)]
    )
    return owner_connection.execute(
        "SELECT actor, on_behalf_of FROM audit_entries"
        " WHERE organization_id = %s AND table_name = %s AND action = 'insert' ORDER BY seq",
        [organization.id, table],
    ).fetchall()


def test_members_of_the_agency_make_events_in_the_client_within_the_links_scope(
    client, agency, harbour, lantern, template, owner_connection
):
    linked(client, agency, harbour, role="staff")
    lantern.share(template)
    helper = add_member(agency, "staff")
    made = Desk(client, harbour, helper).make(template)
    assert made["state"] == "draft"
    by = (f"user:{helper.id}", f"agency:{agency.id}")
    assert entries(owner_connection, harbour, "events") == [by]
    partner = Desk(client, harbour, add_member(agency, "partner"))
    assert partner.ask("GET", "/shared-templates").status_code == 403


def test_a_link_without_the_right_to_change_events_shows_no_template(
    client, agency, harbour, lantern, template
):
    linked(client, agency, harbour, role="staff", permissions=["events.read"])
    lantern.share(template)
    helper = Desk(client, harbour, add_member(agency, "staff"))
    assert helper.ask("GET", "/shared-templates").status_code == 403
    helper.make(template, 403)


def test_only_managers_of_the_agency_itself_share(client, agency, lantern, template):
    staff = Desk(client, agency, add_member(agency, "staff"))
    assert staff.share(template).status_code == 403
    assert staff.ask("GET", "/template-shares").status_code == 403
    admin = Desk(client, agency, add_member(agency, "admin"))
    assert admin.share(template).status_code == 200


def test_only_templates_are_shared_and_with_clients_only(lantern, harbour, template):
    event = lantern.made("/events", {**SUMMIT, "title": "No template"})
    assert lantern.share(event).json["code"] == "template-shares.no-template"
    assert lantern.share({"id": str(new_id())}).status_code == 404
    refused = lantern.share(template, [str(harbour.id)])
    assert [each["pointer"] for each in refused.json["errors"]] == ["/clients/0"]


def test_two_who_change_a_share_at_once_do_not_overwrite_each_other(lantern, template):
    first = lantern.share(template)
    assert lantern.share(template, headers={"If-Match": first.headers["ETag"]}).status_code == 200
    stale = lantern.share(template, headers={"If-Match": first.headers["ETag"]})
    assert stale.status_code == 412


def test_the_agency_sees_how_often_a_template_was_used_and_both_logs_tell_of_it(
    lantern, at_harbour, template, queued, owner_connection
):
    lantern.share(template)
    made = at_harbour.make(template)
    drain()
    [share] = lantern.ask("GET", "/template-shares", 200).json["items"]
    assert (share["uses"], share["title"]) == (1, template["title"])
    [(by, _)] = entries(owner_connection, lantern.organization, "template_shares")
    assert by == f"user:{lantern.organization.owner.id}"
    assert len(entries(owner_connection, lantern.organization, "template_uses")) == 1
    assert len(entries(owner_connection, at_harbour.organization, "events")) == 1
    assert made["id"] not in str(share)


def test_a_repeated_request_makes_one_event_and_leaves_no_files(
    lantern, at_harbour, template, queued
):
    fill(lantern, template)
    lantern.share(template)
    path = f"/shared-templates/{template['id']}/copies"
    key = {"Idempotency-Key": "one-event"}
    first, again = (at_harbour.ask("POST", path, 201, json={}, headers=key) for _ in range(2))
    assert first.json == again.json
    refused = at_harbour.ask("POST", path, json={"slug": "No Good"})
    assert refused.status_code == 422
    with transaction(system_in(at_harbour.organization.id, "tests.read")) as tx:
        [(count,)] = tx.query("SELECT count(*) FROM files")
    assert count == 2


def test_a_suspended_agency_shares_nothing(agency, lantern, at_harbour, template):
    lantern.share(template)
    closures.suspend_organization(
        SystemContext(job="tests.suspend", on_behalf_of="operator:ada"), agency.id, reason="Spam."
    )
    assert at_harbour.seen() == []
    at_harbour.make(template, 404)
