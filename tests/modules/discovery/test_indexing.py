"""The read model says what is published, and nothing else, soon after it changes."""

import threading
from dataclasses import replace

import psycopg
import pytest
from tests.factories.events import make_event, make_published_event, schedule_file
from tests.factories.people import MadeOrganization, context_of, enter, make_organization
from tests.factories.sales import make_shop
from tests.factories.work import drain

from turnout.kernel import cache, runtime
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.discovery import api as discovery
from turnout.modules.discovery.service import lookup
from turnout.modules.events import api as events
from turnout.modules.organizations import api as organizations
from turnout.modules.programme.api import import_programme
from turnout.search_words.texts import natural

ZONE = "Europe/Brussels"
SMALL = "pretalx-night.xml"
AGAIN = """
    UPDATE outbox SET dispatched_at = NULL, done_at = NULL WHERE organization_id = %(id)s
    RETURNING id
"""
pytestmark = pytest.mark.usefixtures("running", "queued")


@pytest.fixture
def organization() -> MadeOrganization:
    return make_organization(name="Harbour Society", description="We meet by the water.")


@pytest.fixture
def organizer(organization: MadeOrganization) -> OrganizationContext:
    return context_of(organization, organization.owner)


def published(organization: MadeOrganization, event: events.Event) -> discovery.PublishedEvent:
    drain()
    found = discovery.find_event(organization.slug, event.slug)
    assert found is not None
    return found


def test_a_published_event_is_found_by_its_address(organization, organizer) -> None:
    event = make_published_event(organizer, title="Lantern Night", category="Music", tags=("jazz",))
    found = published(organization, event)
    assert found.summary.title == "Lantern Night"
    assert found.summary.tags == ["jazz"]
    assert found.summary.organization.name == "Harbour Society"
    assert found.summary.place == "Tsavo Hall, Nairobi"
    assert found.summary.starts_at.tzinfo is not None
    assert found.summary.starts_at.hour == 9, "told in the event's own zone"


def test_a_draft_is_found_by_nobody(organization, organizer) -> None:
    event = make_event(organizer)
    drain()
    assert discovery.find_event(organization.slug, event.slug) is None
    assert discovery.find_event_by_id(organization.id, event.id) is None


@pytest.mark.parametrize(
    ("visibility", "has_page", "is_listed"),
    [("public", True, True), ("unlisted", True, False), ("private", False, False)],
)
def test_visibility_decides_over_page_and_list(
    organization, organizer, visibility, has_page, is_listed
) -> None:
    event = make_published_event(organizer, visibility=events.Visibility(visibility))
    drain()
    assert (discovery.find_event(organization.slug, event.slug) is not None) == has_page
    listed = discovery.list_of_organization(organization.id)
    assert [each.id for each in listed] == ([event.id] if is_listed else [])


def test_a_cancelled_event_keeps_its_page_and_says_so(organization, organizer) -> None:
    event = make_published_event(organizer)
    events.cancel_event(organizer, event.id, reason="Storm")
    assert published(organization, event).summary.state == "cancelled"


def test_an_event_that_is_taken_back_loses_its_page(organization, organizer) -> None:
    event = make_published_event(organizer)
    published(organization, event)
    events.act_on_event(organizer, event.id, events.Action.UNPUBLISH)
    drain()
    assert discovery.find_event(organization.slug, event.slug) is None
    assert discovery.version_of_event(organization.id, event.id) is None


def test_a_suspended_organization_takes_its_events_along(organization, organizer) -> None:
    event = make_published_event(organizer)
    published(organization, event)
    organizations.set_state(SystemContext(job="tests"), organization.id, state="suspended")
    drain()
    assert discovery.find_organization(organization.slug) is None
    assert discovery.find_event(organization.slug, event.slug) is None
    assert event.id not in {row.id for row in discovery.list_of_organization(organization.id)}


def test_ticket_types_appear_with_their_lowest_price(running) -> None:
    shop = make_shop()
    shop.add_type(price_minor=2500)
    shop.add_type(price_minor=1500)
    shop.add_type(price_minor=500, is_hidden=True)
    drain()
    summary = discovery.find_event_by_id(shop.organization.id, shop.event_id)
    assert summary is not None
    assert (summary.price_minor, summary.currency) == (1500, "EUR")
    event = discovery.find_event(shop.organization.slug, summary.slug)
    assert event is not None
    assert [offer.price_minor for offer in event.page.offers] == [2500, 1500], "hidden left out"


def test_a_programme_is_copied_with_rooms_tracks_and_people(organization, organizer) -> None:
    event = make_published_event(organizer)
    report = import_programme(organizer, event.id, schedule_file(SMALL), time_zone=ZONE)
    programme = published(organization, event).programme
    assert len(programme.sessions) == report.sessions.created
    assert programme.rooms == sorted(programme.rooms, key=natural)
    told = next(each for each in programme.sessions if each.speakers and each.room is not None)
    text = discovery.find_session_text(organization.id, event.id, told.key)
    assert text is not None
    assert programme.speakers[told.speakers[0]].name


def test_a_former_name_of_event_or_organization_leads_to_the_present_one(
    organization, organizer
) -> None:
    event = make_published_event(organizer, slug="lantern-night")
    published(organization, event)
    old = organization.slug
    events.change_event(organizer, event.id, {"slug": "lantern-night-2030"}, version=None)
    changes = organizations.OrganizationUpdate(slug=f"{old[:40]}-new")
    organizations.update_organization(organizer, changes)
    drain()
    assert discovery.find_event(old, "lantern-night") is None
    moved = discovery.Address(organization_slug=f"{old[:40]}-new", event_slug="lantern-night-2030")
    assert discovery.find_moved(old, "lantern-night") == moved
    assert discovery.find_moved(old) == replace(moved, event_slug=None)
    assert discovery.find_moved(old, "never-was") is None


def test_a_repeated_fact_changes_nothing(organization, organizer) -> None:
    event = make_published_event(organizer)
    before = published(organization, event).summary.version
    hand_out_again(organization)
    drain()
    assert published(organization, event).summary.version == before


def test_copies_of_one_event_at_once_end_with_the_newest_state(organization, organizer) -> None:
    event = make_published_event(organizer, title="First")
    published(organization, event)
    events.change_event(organizer, event.id, {"title": "Last"}, version=None)
    threads = [
        threading.Thread(
            target=discovery.index_event,
            args=(system_in(organization.id, "tests.refresh"), event.id),
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert published(organization, event).summary.title == "Last"


def test_rebuilding_makes_the_same_again_from_nothing(organization, organizer, settings) -> None:
    event = make_published_event(organizer)
    before = published(organization, event)
    forget_everything(settings, organization)
    assert discovery.find_event(organization.slug, event.slug) is None
    assert discovery.rebuild(system_in(organization.id, "tests.rebuild")) == 1
    after = published(organization, event)
    assert after.summary.title == before.summary.title
    assert after.page == before.page


def test_the_version_tag_of_a_page_moves_with_event_and_organization(
    organization, organizer
) -> None:
    event = make_published_event(organizer)
    marks = [published(organization, event).summary.version_tag]
    assert discovery.version_of_event(organization.id, event.id) == marks[0]
    events.change_event(organizer, event.id, {"title": "Another"}, version=None)
    drain()
    marks.append(str(discovery.version_of_event(organization.id, event.id)))
    organizations.update_organization(organizer, organizations.OrganizationUpdate(name="Quay"))
    drain()
    forget_mark(organization, event)
    marks.append(str(discovery.version_of_event(organization.id, event.id)))
    assert len(set(marks)) == 3


def test_nobody_sees_unpublished_rows_of_others(organization, organizer, app_connection) -> None:
    draft = make_published_event(organizer, visibility=events.Visibility.PRIVATE)
    shown = make_published_event(organizer)
    drain()
    ids = {row[0] for row in app_connection.execute("SELECT id FROM discovery_events")}
    assert shown.id in ids
    assert draft.id not in ids


def test_nobody_writes_rows_of_others(organization, organizer, app_connection) -> None:
    event = make_published_event(organizer)
    drain()
    changed = app_connection.execute(
        "UPDATE discovery_events SET title = 'Mine' WHERE id = %s", [event.id]
    )
    assert changed.rowcount == 0


def hand_out_again(organization: MadeOrganization) -> None:
    """As a broker would that repeats its messages."""
    with transaction(SystemContext(job="tests.again")) as tx:
        tx.query(AGAIN, {"id": organization.id})


def forget_everything(settings, organization: MadeOrganization) -> None:
    with psycopg.connect(settings.database_url.get_secret_value()) as connection:
        enter(connection, organization.id)
        for table in ("discovery_events", "discovery_organizations", "discovery_slug_history"):
            connection.execute(f"DELETE FROM {table}")


def forget_mark(organization: MadeOrganization, event: events.Event) -> None:
    cache.delete(runtime.current().redis, lookup.version_name(organization.id, event.id))
