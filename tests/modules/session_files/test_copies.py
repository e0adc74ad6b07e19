"""Session files follow their sessions: in copies, templates of an agency, and when events move."""

from datetime import timedelta
from uuid import UUID

from tests.factories.events import make_event
from tests.factories.people import bearer, context_of, make_organization
from tests.factories.sales import MadeShop
from tests.modules.session_files.conftest import VIDEO, Desk

from turnout.kernel.db.tx import transaction
from turnout.modules.events import api as events
from turnout.modules.session_files import queries

MOMENT = "2030-03-01T12:00:00+00:00"


def copied(desk: Desk, parts: list[str], **wanted) -> Desk:
    answer = desk.client.post(
        f"{desk.event_path}/copies",
        json={"parts": parts, **wanted},
        headers=bearer(desk.shop.organization.owner),
    )
    assert answer.status_code == 201, answer.json
    copy = Desk(desk.client, MadeShop(desk.shop.organization, UUID(answer.json["id"])))
    sessions = copy.ask("GET", "/sessions").json["items"]
    copy.session = sessions[0] if sessions else {}
    return copy


def test_a_copy_hands_out_the_same(desk: Desk) -> None:
    desk.give(titles={"en": "Slides"}, audience="holders", release="session_end")
    link = {"url": VIDEO, "titles": {"en": "Recording"}}
    desk.give(kind="recording", release="moment", release_at=MOMENT, **link)
    desk.download(desk.listed()[0]["link"])
    copy = copied(desk, ["programme", "files"], starts_at="2030-02-09T09:00:00")
    slides, video = copy.listed()
    assert (slides["titles"], slides["audience"]) == ({"en": "Slides"}, "holders")
    assert (slides["file"]["id"], slides["downloads"]) == (desk.listed()[0]["file"]["id"], 0)
    assert slides["available_at"] == "2030-02-09T10:00:00+00:00"
    assert (video["url"], video["release_at"]) == (VIDEO, "2030-03-08T12:00:00+00:00")


def test_a_copy_without_its_files_or_sessions_has_none(desk: Desk) -> None:
    desk.give()
    assert copied(desk, ["programme"]).listed() == []
    without = copied(desk, ["files"])
    with transaction(without.shop.organizer) as tx:
        assert queries.list_shown(tx, without.shop.event_id) == []


def test_an_event_that_moves_takes_its_moments_along(desk: Desk) -> None:
    made = desk.give(release="moment", release_at=MOMENT)
    with transaction(desk.shop.organizer) as tx:
        brief = events.lock_event_brief(tx, desk.shop.event_id)
        moved = events.EventShift(event=brief, by=timedelta(days=2), time_zone=brief.time_zone)
        for shift in events.EVENT_SHIFTED:
            shift(tx, moved)
    [found] = desk.listed()
    assert found["release_at"] == "2030-03-03T12:00:00+00:00"
    assert found["version"] == made["version"] + 1


def test_a_client_gets_links_and_the_files_that_were_copied_for_it(desk: Desk) -> None:
    kept, left = desk.give(titles={"en": "Slides"}), desk.give()
    desk.give(kind="recording", url=VIDEO, titles={"en": "Recording"})
    with transaction(desk.shop.organizer) as tx:
        export = events.export_event(tx, desk.shop.event_id)
    assert {UUID(kept["file"]["id"]), UUID(left["file"]["id"])} <= set(events.files_of(export))
    theirs = Desk(desk.client, MadeShop(make_organization(), desk.shop.event_id))
    theirs.shop.event_id = make_event(theirs.shop.organizer).id
    theirs.session = theirs.add_session()
    here = theirs.upload()
    ctx = context_of(theirs.shop.organization, theirs.shop.organization.owner)
    parts = frozenset({events.CopiedPart.PROGRAMME, events.CopiedPart.FILES})
    with transaction(ctx) as tx:
        made = events.import_event(
            tx,
            events.of_document(events.as_document(export)),
            events.NewCopy(parts=parts),
            file_ids={UUID(kept["file"]["id"]): UUID(here)},
        )
    theirs.shop.event_id = made.id
    theirs.session = theirs.ask("GET", "/sessions").json["items"][0]
    slides, video = theirs.listed()
    assert (slides["file"]["id"], video["url"]) == (here, VIDEO)
