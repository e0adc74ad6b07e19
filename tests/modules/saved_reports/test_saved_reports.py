"""Saved reports: kept by name, shared with one member for a time, sent while the receiver may see."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import MadeShop, make_shop

from turnout.kernel import cadences, clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.notifications.api import ClaimedMail, Superseded, Template
from turnout.modules.organizations import api as organizations
from turnout.modules.saved_reports import mails, rules
from turnout.modules.saved_reports.types import SavedReport

JOB = "saved_reports.send-due"


@dataclass(slots=True)
class Desk:
    client: Any
    shop: MadeShop

    @property
    def path(self) -> str:
        return f"/api/v1/organizations/{self.shop.organization.id}/saved-reports"

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.shop.organization.owner)

    def post(self, below: str = "", *, headers: Any = None, **body: Any) -> Any:
        return self.client.post(f"{self.path}{below}", json=body, headers=headers or self.headers)

    def get(self, below: str = "", *, headers: Any = None) -> Any:
        return self.client.get(f"{self.path}{below}", headers=headers or self.headers)

    def delete(self, below: str) -> Any:
        return self.client.delete(f"{self.path}{below}", headers=self.headers)

    def save(self, **said: Any) -> dict[str, Any]:
        body = {"name": "Monday's figures", "period": "30", "group_by": "day"} | said
        answer = self.post(**body)
        assert answer.status_code == 201, answer.json
        made: dict[str, Any] = answer.json
        return made

    def member_of(self, user: Any) -> UUID:
        with transaction(self.shop.organizer) as tx:
            found = organizations.find_member_of(tx, user.id)
        assert found is not None
        return found.id

    def schedule(self, report: dict[str, Any], **said: Any) -> dict[str, Any]:
        body = {"cadence": "daily", "hour": 7} | said
        answer = self.post(f"/{report['id']}/schedules", **body)
        assert answer.status_code == 201, answer.json
        made: dict[str, Any] = answer.json
        return made

    def due(self, schedule: dict[str, Any]) -> None:
        """Its time has come."""
        with transaction(self.shop.organizer) as tx:
            past = {"at": clock.now() - timedelta(seconds=1), "id": UUID(schedule["id"])}
            tx.query("UPDATE report_schedules SET next_at = %(at)s WHERE id = %(id)s", past)

    def send(self) -> None:
        for organization_id, schedule_id in mails.list_due(SystemContext(job=JOB)):
            mails.send_due(system_in(organization_id, JOB), schedule_id)

    def mails(self) -> list[str]:
        with transaction(self.shop.organizer) as tx:
            asked = "SELECT recipient FROM mails WHERE template = 'sales-report'"
            return [str(recipient) for (recipient,) in tx.query(asked, {})]


@pytest.fixture
def desk(client: Any, queued: Any) -> Desk:
    return Desk(client, make_shop())


def errors_of(answer: Any) -> list[str]:
    assert answer.status_code == 422, answer.json
    return [each["pointer"] for each in answer.json["errors"]]


def test_a_report_is_saved_listed_by_name_and_deleted(desk):
    later = desk.save(name="Weekly")
    first = desk.save(name="by type", group_by="ticket_type", event_id=str(desk.shop.event_id))
    assert [each["id"] for each in desk.get().json["items"]] == [first["id"], later["id"]]
    assert desk.post(name="WEEKLY", period="7").status_code == 409
    assert desk.delete(f"/{first['id']}").status_code == 204
    assert [each["name"] for each in desk.get().json["items"]] == ["Weekly"]


@pytest.mark.parametrize(
    ("said", "pointers"),
    [
        ({"period": "7", "first_day": "2026-01-01"}, ["/period"]),
        ({"period": "own", "first_day": "2026-02-01", "last_day": "2026-01-01"}, ["/last_day"]),
        ({"series_id": str(new_id())}, ["/series_id"]),
        ({"period": "ever"}, ["/period"]),
        ({"name": " "}, ["/name"]),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(desk, said, pointers):
    body = {"name": "x", "period": "30", "group_by": "day"} | said
    assert errors_of(desk.post(**body)) == pointers


def test_a_share_shows_the_figures_to_one_member_until_it_ends(desk):
    partner, other = (add_member(desk.shop.organization, "partner") for _ in range(2))
    report = desk.save(event_id=str(desk.shop.event_id))
    until = (clock.now() + timedelta(days=7)).isoformat()
    answer = desk.post(
        f"/{report['id']}/shares", member_id=str(desk.member_of(partner)), expires_at=until
    )
    assert answer.status_code == 201, answer.json
    share = answer.json
    assert share["url"].endswith(
        f"/console/{desk.shop.organization.slug}/shared-reports/{share['id']}"
    )
    assert desk.get(headers=bearer(partner)).status_code == 403, "a partner sees no other report"
    shown = desk.get(f"/shared/{share['id']}", headers=bearer(partner)).json
    assert (shown["name"], shown["report"]["event_id"]) == (report["name"], report["event_id"])
    assert desk.get(f"/shared/{share['id']}", headers=bearer(other)).status_code == 404
    assert desk.get(f"/shared/{share['id']}").status_code == 404, "nor does its owner by the link"
    assert desk.delete(f"/{report['id']}/shares/{share['id']}").status_code == 204
    assert desk.get(f"/shared/{share['id']}", headers=bearer(partner)).status_code == 404


def test_a_share_ends_at_its_time(desk):
    partner = add_member(desk.shop.organization, "partner")
    report = desk.save()
    share = desk.post(
        f"/{report['id']}/shares",
        member_id=str(desk.member_of(partner)),
        expires_at=(clock.now() + timedelta(days=7)).isoformat(),
    ).json
    with transaction(desk.shop.organizer) as tx:
        past = {"at": clock.now() - timedelta(seconds=1), "id": UUID(share["id"])}
        tx.query("UPDATE report_shares SET expires_at = %(at)s WHERE id = %(id)s", past)
    assert desk.get(f"/shared/{share['id']}", headers=bearer(partner)).status_code == 404
    assert desk.get(f"/{report['id']}/shares").json["items"] == []


@pytest.mark.parametrize("days", [-1, 0, 91])
def test_a_share_lasts_ninety_days_at_most(desk, days):
    partner = add_member(desk.shop.organization, "partner")
    until = clock.now() + timedelta(days=days)
    answer = desk.post(
        f"/{desk.save()['id']}/shares",
        member_id=str(desk.member_of(partner)),
        expires_at=until.isoformat(),
    )
    assert errors_of(answer) == ["/expires_at"]


def test_reports_are_the_organizations_own_and_managed_by_few(desk):
    report, stranger = desk.save(), make_organization()
    theirs = f"/api/v1/organizations/{stranger.id}/saved-reports/{report['id']}"
    for below in ("/shares", "/schedules"):
        found = desk.client.get(f"{theirs}{below}", headers=bearer(stranger.owner))
        assert found.status_code == 404
    staff = bearer(add_member(desk.shop.organization, "staff"))
    assert desk.post(headers=staff, name="x", period="7").status_code == 403
    member = {"member_id": str(desk.member_of(desk.shop.organization.owner))}
    until = (clock.now() + timedelta(days=1)).isoformat()
    nobody = {"member_id": str(new_id()), "expires_at": until}
    assert errors_of(desk.post(f"/{report['id']}/shares", **nobody)) == ["/member_id"]
    assert desk.post(f"/{new_id()}/shares", expires_at=until, **member).status_code == 404


def test_a_report_is_sent_once_for_its_time_and_put_off_to_the_next(desk):
    schedule = desk.schedule(desk.save())
    desk.send()
    assert desk.mails() == [], "its time has not come"
    desk.due(schedule)
    desk.send()
    desk.send()
    assert desk.mails() == [desk.shop.organization.owner.email]
    [shown] = desk.get(f"/{schedule['saved_report_id']}/schedules").json["items"]
    assert datetime.fromisoformat(shown["next_at"]) > clock.now()
    assert shown["last_sent_at"] is not None


def composed(desk, report, *, member_id, file_format="xlsx"):
    now = clock.now()
    details = {"report_id": report["id"], "member_id": str(member_id), "format": file_format}
    mail = ClaimedMail(
        template=Template.SALES_REPORT,
        source_id=new_id(),
        recipient=desk.shop.organization.owner.email,
        details=details,
        id=new_id(),
        message_id="<1@tests>",
        attempts=1,
        queued_at=now,
        leased_until=now + timedelta(minutes=1),
    )
    return mails.compose(system_in(desk.shop.organization.id, JOB), mail)


def test_the_mail_brings_the_figures_as_a_file_that_spreadsheets_open(desk):
    member_id = desk.member_of(desk.shop.organization.owner)
    report = desk.save(group_by="channel", event_id=str(desk.shop.event_id))
    mail = composed(desk, report, member_id=member_id)
    assert report["name"] in mail.subject
    assert f"/events/{desk.shop.event_id}/sales-report" in mail.text
    [file] = [each for each in mail.attachments if each.filename.endswith(".xlsx")]
    sheet = openpyxl.load_workbook(BytesIO(file.content)).active
    assert [cell.value for cell in sheet[1]][:4] == ["channel", "name", "currency", "orders"]
    paper = composed(desk, report, member_id=member_id, file_format="pdf")
    [pdf] = [each for each in paper.attachments if each.filename.endswith(".pdf")]
    assert (pdf.media_type, pdf.content[:5]) == ("application/pdf", b"%PDF-")
    lines = composed(desk, report, member_id=member_id, file_format="csv")
    [csv] = [each for each in lines.attachments if each.filename.endswith(".csv")]
    assert csv.content.decode("utf-8-sig").startswith("channel,name,currency,orders")


def test_a_mail_that_is_late_says_nothing_to_who_may_not_see_it_any_more(desk):
    partner = add_member(desk.shop.organization, "partner")
    report = desk.save()
    with pytest.raises(Superseded):
        composed(desk, report, member_id=desk.member_of(partner))
    with pytest.raises(Superseded):
        composed(desk, report, member_id=new_id())
    desk.delete(f"/{report['id']}")
    owner = desk.member_of(desk.shop.organization.owner)
    with pytest.raises(Superseded):
        composed(desk, report, member_id=owner)


def test_what_was_missed_is_sent_once(desk):
    schedule = desk.schedule(desk.save())
    with transaction(desk.shop.organizer) as tx:
        past = {"at": clock.now() - timedelta(days=9), "id": UUID(schedule["id"])}
        tx.query("UPDATE report_schedules SET next_at = %(at)s WHERE id = %(id)s", past)
    desk.send()
    desk.send()
    assert len(desk.mails()) == 1


def test_a_receiver_who_may_not_see_these_figures_ends_the_schedule(desk):
    staff = add_member(desk.shop.organization, "partner")
    report = desk.save()
    schedule = desk.schedule(report, member_id=str(desk.member_of(staff)))
    desk.due(schedule)
    desk.send()
    assert desk.mails() == []
    assert desk.get(f"/{report['id']}/schedules").json["items"] == []


def test_a_member_who_leaves_takes_shares_and_schedules_along(desk):
    leaver = add_member(desk.shop.organization, "admin")
    report = desk.save()
    desk.schedule(report, member_id=str(desk.member_of(leaver)))
    staying = desk.schedule(report)
    with transaction(system_in(desk.shop.organization.id, "tests")) as tx:
        organizations.end_membership_of(tx, leaver.id)
    left = desk.get(f"/{report['id']}/schedules").json["items"]
    assert [each["id"] for each in left] == [staying["id"]]


def test_a_schedule_of_another_report_is_not_ended_by_this_one(desk):
    schedule = desk.schedule(desk.save())
    other = desk.save(name="Other")
    assert desk.delete(f"/{other['id']}/schedules/{schedule['id']}").status_code == 404
    path = f"/{schedule['saved_report_id']}/schedules/{schedule['id']}"
    assert desk.delete(path).status_code == 204


BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("after", "hour", "expected"),
    [
        ("2026-03-28T12:00+00:00", 7, "2026-03-29T05:00+00:00"),  # an hour earlier from now on
        ("2026-03-27T12:00+00:00", 7, "2026-03-28T06:00+00:00"),
        ("2026-10-24T12:00+00:00", 7, "2026-10-25T06:00+00:00"),
        ("2026-10-24T12:00+00:00", 2, "2026-10-25T00:00+00:00"),  # the first of two
        ("2026-10-25T00:00+00:00", 2, "2026-10-26T01:00+00:00"),  # and once only
        ("2026-03-28T12:00+00:00", 2, "2026-03-29T01:00+00:00"),  # is left out: at 3
    ],
)
def test_it_is_the_same_hour_on_both_sides_of_a_change_of_clocks(after, hour, expected):
    found = cadences.next_at(
        "daily",
        hour=hour,
        weekday=1,
        month_day=1,
        after=datetime.fromisoformat(after),
        time_zone=BERLIN,
    )
    assert found == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("cadence", "expected"),
    [("weekly", "2026-12-04T06:00+00:00"), ("monthly", "2026-12-28T06:00+00:00")],
)
def test_a_week_and_a_month_have_their_day(cadence, expected):
    after = datetime(2026, 11, 28, 6, tzinfo=UTC)
    found = cadences.next_at(
        cadence, hour=7, weekday=5, month_day=28, after=after, time_zone=BERLIN
    )
    assert found == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("7", (date(2026, 2, 23), date(2026, 3, 1))),
        ("month", (date(2026, 3, 1), date(2026, 3, 1))),
        ("last-month", (date(2026, 2, 1), date(2026, 2, 28))),
        ("year", (date(2026, 1, 1), date(2026, 3, 1))),
        ("all", (None, None)),
        ("own", (date(2025, 5, 5), None)),
    ],
)
def test_days_are_those_of_the_day_on_which_it_is_asked_for(period, days):
    saved = SavedReport(
        id=new_id(),
        name="x",
        event_id=None,
        series_id=None,
        period=period,
        first_day=date(2025, 5, 5),
        last_day=None,
        group_by="day",
        version=1,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        created_by="user:x",
    )
    assert rules.days_of(saved, date(2026, 3, 1)) == days
