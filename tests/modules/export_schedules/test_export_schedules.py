"""Scheduled exports: made at their hour as their member, told by mail, each order once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.work import drain, run_jobs
from tests.modules.export_schedules.conftest import JOB, NAME

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.export_schedules import due_exports, rules
from turnout.modules.notifications.api import Superseded, Template
from turnout.modules.order_exports import rules as order_export_rules
from turnout.modules.organizations import api as organizations


def test_an_export_comes_round_and_only_its_member_gets_it(desk):
    order = desk.buy("Ada")
    made = desk.schedule()
    assert made.status_code == 201, made.json
    assert (made.json["last_outcome"], made.json["time_zone"]) == (None, "UTC")
    at = datetime.fromisoformat(made.json["next_at"])
    assert at > clock.now()
    done = desk.come_round()
    assert (done["last_outcome"], desk.file(done)) == ("ready", [order["number"]])
    assert datetime.fromisoformat(done["next_at"]) > at
    colleague = add_member(desk.shop.organization, "owner")
    assert desk.mine(colleague) == []
    assert desk.ask(f"/{done['last_export_id']}/file", user=colleague).status_code == 404
    assert desk.end(made.json["id"], colleague).status_code == 404
    [mail] = desk.mails()
    owner = desk.shop.organization.owner
    assert (mail.template, mail.recipient) == (Template.EXPORT_READY, owner.email)
    inside = system_in(desk.shop.organization.id, JOB)
    letter = due_exports.compose(inside, mail)
    job_id = desk.ask(f"/{done['last_export_id']}").json["job_id"]
    assert f"/console/{desk.shop.organization.slug}/jobs/{job_id}" in letter.text
    assert (NAME in letter.subject, "Lines: 1" in letter.text) == (True, True)
    assert desk.end(made.json["id"]).status_code == 204
    assert desk.mine() == []


def test_each_order_is_in_one_export_of_what_is_new(desk):
    first = desk.buy("Ada")
    desk.schedule(only_new=True)
    with clock.frozen(clock.now() + timedelta(seconds=1)):
        assert desk.file(desk.come_round()) == [first["number"]]
    assert desk.come_round()["last_outcome"] == "nothing"
    at = desk.next_at()
    with clock.frozen(at - timedelta(hours=2)):
        second = desk.buy("Bea")
    with clock.frozen(at - rules.SETTLING / 2):
        late = desk.buy("Cid")
    assert desk.file(desk.come_round()) == [second["number"]]
    assert desk.file(desk.come_round()) == [late["number"]]


def test_what_failed_is_in_the_next_one_and_its_member_is_told(desk, monkeypatch):
    order = desk.buy("Ada")
    desk.schedule(only_new=True)
    started = desk.come_round(finish=False)
    assert started["last_outcome"] == "started"
    headers = bearer(desk.shop.organization.owner)
    job_id = desk.ask(f"/{started['last_export_id']}").json["job_id"]
    desk.client.post(f"{desk.base}/jobs/{job_id}/cancel", headers=headers)
    run_jobs()
    drain()
    assert desk.mine()[0]["last_outcome"] == "cancelled"
    assert desk.mails() == []
    assert desk.file(desk.come_round()) == [order["number"]]
    with clock.frozen(desk.next_at() - timedelta(hours=1)):
        desk.buy("Bea")
    monkeypatch.setattr(order_export_rules, "MOST_ROWS", 0)
    assert desk.come_round()["last_outcome"] == "too_much"
    monkeypatch.undo()
    assert len(desk.file(desk.come_round())) == 1
    templates = [each.template for each in desk.mails()]
    assert templates.count(Template.EXPORT_READY) == 2
    [told] = [each for each in desk.mails() if each.template is Template.EXPORT_NOT_MADE]
    letter = due_exports.compose(system_in(desk.shop.organization.id, JOB), told)
    assert "more lines than a file can hold" in letter.text


def test_it_is_started_once_by_two_workers_and_waits_for_its_turn(desk, monkeypatch):
    desk.buy("Ada")
    made = desk.schedule().json
    inside = system_in(desk.shop.organization.id, JOB)
    with clock.frozen(datetime.fromisoformat(made["next_at"])):
        desk.index()
        monkeypatch.setattr(order_export_rules, "MOST_RUNNING", 0)
        due_exports.start_due(inside, made["id"])
        assert desk.mine()[0]["last_outcome"] is None
        monkeypatch.undo()
        for _ in range(2):
            due_exports.start_due(inside, made["id"])
        assert len(desk.ask("").json["items"]) == 1


def test_it_ends_with_the_right_of_its_member(desk):
    desk.buy("Ada")
    colleague = add_member(desk.shop.organization, "admin")
    desk.schedule(user=colleague)
    desk.schedule()
    with transaction(desk.shop.organizer) as tx:
        member = organizations.find_member_of(tx, colleague.id)
    assert member is not None
    headers = bearer(desk.shop.organization.owner)
    url = f"{desk.base}/members/{member.id}"
    changed = desk.client.patch(
        url, json={"role": "partner"}, headers={**headers, "If-Match": f'"{member.version}"'}
    )
    assert changed.status_code == 200, changed.json
    assert desk.come_round()["last_outcome"] == "ready"
    assert desk.mails()[0].recipient == desk.shop.organization.owner.email
    with transaction(desk.shop.organizer) as tx:
        left = tx.query(
            "SELECT count(*) FROM export_schedules WHERE organization_id = %(organization_id)s",
            tx.here(),
        )
    assert left[0][0] == 1
    gone = desk.mails()[0]
    nobody = {**gone.details, "member_id": "00000000-0000-0000-0000-000000000000"}
    object.__setattr__(gone, "details", nobody)
    with pytest.raises(Superseded):
        due_exports.compose(system_in(desk.shop.organization.id, JOB), gone)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": " "}, "/name"),
        ({"cadence": "hourly"}, "/cadence"),
        ({"hour": 24}, "/hour"),
        ({"weekday": 0}, "/weekday"),
        ({"month_day": 29}, "/month_day"),
        ({"order_ids": ["00000000-0000-0000-0000-000000000000"]}, "/order_ids"),
        ({"columns": [{"id": "shoe_size"}]}, "/columns/0/id"),
        ({"filter": {"state": ["nonsense"]}}, "/filter/state/0"),
    ],
)
def test_bad_input_names_its_field(desk, body, pointer):
    refused = desk.schedule(**body)
    assert refused.status_code == 422, refused.json
    assert [each["pointer"] for each in refused.json["errors"]] == [pointer]


def test_who_sees_some_events_schedules_those_and_nobody_too_many(desk, monkeypatch):
    limited = add_member(desk.shop.organization, "staff", event_ids=(desk.shop.event_id,))
    refused = desk.schedule("attendees", user=limited, columns=[{"id": "name"}])
    assert refused.json["errors"][0]["pointer"] == "/filter/event_id"
    inside = {"event_id": str(desk.shop.event_id)}
    made = desk.schedule("attendees", user=limited, filter=inside, columns=[{"id": "name"}])
    assert (made.status_code, made.json["filter"]) == (201, inside)
    monkeypatch.setattr(rules, "MOST_OF_A_MEMBER", 1)
    full = desk.schedule("attendees", user=limited, filter=inside, columns=[{"id": "name"}])
    assert [each["pointer"] for each in full.json["errors"]] == ["/name"]
    partner = add_member(desk.shop.organization, "partner")
    assert desk.schedule(user=partner).status_code == 403
    stranger = make_organization()
    assert desk.schedule(user=stranger.owner).status_code == 404


def test_payments_come_round_once_and_for_who_may_see_them(desk):
    order = desk.buy("Ada", type_id=desk.seat)
    headers = {**bearer(desk.shop.organization.owner), "Idempotency-Key": "cash-in-hand"}
    path = f"{desk.base}/orders/{order['id']}/received-payments"
    received = desk.client.post(path, json={"method": "cash"}, headers=headers)
    assert received.status_code == 201, received.json
    said: dict[str, Any] = {"columns": [{"id": "order_number"}], "only_new": True}
    staff = add_member(desk.shop.organization, "staff")
    assert desk.schedule("payments", user=staff, **said).status_code == 403
    asked = {"event_id": str(desk.shop.event_id)}
    seen = {"columns": [{"id": "at"}]}
    assert desk.schedule("checkins", user=staff, **seen, filter=asked).status_code == 403
    [fault] = desk.schedule("checkins", **seen, filter={}).json["errors"]
    assert fault["pointer"] == "/filter/event_id"
    made = desk.schedule("payments", **said, filter=asked)
    assert made.status_code == 201, made.json
    done = desk.come_round()
    assert (done["last_outcome"], desk.file(done)) == ("ready", [order["number"]])
    assert desk.come_round()["last_outcome"] == "nothing"
    desk.end(made.json["id"])
    scanned = desk.schedule(
        "checkins", name=NAME, only_new=True, columns=[{"id": "outcome"}], filter=asked
    )
    assert scanned.status_code == 201, scanned.json
    event = f"{desk.base}/events/{desk.shop.event_id}"
    desk.client.post(f"{event}/checkins", json={"code": "no ticket"}, headers=headers)
    assert desk.file(desk.come_round()) == ["refused"]
    assert desk.come_round()["last_outcome"] == "nothing"
