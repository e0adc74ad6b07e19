"""People have their data put right and object to its use; organizers answer within a month."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.people import add_member, bearer, make_organization, make_user
from tests.factories.sales import make_shop
from tests.factories.work import drain, run_timed
from tests.modules.leads.conftest import expo  # noqa: F401  fixture
from tests.modules.notifications.conftest import (  # noqa: F401  fixtures
    mailbox,
    only_own_mails,
    platform_smtp,
    port,
)
from tests.modules.notifications.mailbox import text_of
from tests.modules.orders.test_answers import COMPANY, Checkout

from turnout.kernel import cadences, clock
from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.audit import api as audit
from turnout.modules.data_requests import rules
from turnout.modules.data_requests.service import decisions
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.opt_outs.types import OptOutTopic
from turnout.modules.orders import api as orders
from turnout.modules.participation import api as participation
from turnout.modules.processing_records import api as processing_records
from turnout.modules.tickets import api as tickets

ME = "/api/v1/me/data-requests"
NICKNAME = {
    "key": "nick",
    "type": "short_text",
    "label": {"en": "Nickname?"},
    "maximum_length": 9,
    "required": True,
}


class Asking:
    """Somebody who bought a ticket, and the organizer whom they ask."""

    def __init__(self, client):
        self.client = client
        self.checkout = Checkout(client, make_shop())
        self.shop = self.checkout.shop
        self.ada = make_user()
        self.checkout.ask(COMPANY, NICKNAME)
        self.checkout.place(email=self.ada.email, name="Ada Lovelase")
        person = self.checkout.person(nick="Addy") | {"name": "Ada Lovelase"}
        done = self.checkout.patch(attendees=[person], answers={"company": "Egnines"})
        assert done.json["state"] == "confirmed", done.json
        self.order = done.json
        self.team = f"/api/v1/organizations/{self.shop.organization.id}/data-requests"

    def ask(self, **body):
        sent = {"organization_id": str(self.shop.organization.id), **body}
        return self.client.post(ME, json=sent, headers=bearer(self.ada))

    def asked(self, **body):
        answer = self.ask(**body)
        assert answer.status_code == 201, answer.json
        return answer.json["request"]

    def decide(self, request, decision, *, user=None, **body):
        who = bearer(user or self.shop.organization.owner)
        return self.client.post(f"{self.team}/{request['id']}/{decision}", json=body, headers=who)

    def own(self):
        return self.client.get(ME, headers=bearer(self.ada)).json["items"]

    def whole_order(self):
        with transaction(self.shop.organizer) as tx:
            order_id = UUID(self.order["id"])
            return orders.get_whole_order(tx, order_id), tickets.list_of(tx, order_id)


@pytest.fixture
def asking(client, queued):
    return Asking(client)


def test_a_name_and_an_answer_are_put_right_by_granting(asking, client, mailbox):  # noqa: F811
    named = asking.asked(kind="rectification", field="name", wanted="Ada Lovelace")
    answers = client.get(
        f"{ME}/answers?organization_id={asking.shop.organization.id}", headers=bearer(asking.ada)
    ).json["items"]
    [nick] = [each for each in answers if each["question"] == "nick"]
    place = {key: nick[key] for key in ("order_id", "attendee_id", "question")}
    long = asking.ask(kind="rectification", field="answer", wanted="Addy the Great", **place)
    answered = asking.asked(kind="rectification", field="answer", wanted="Countess", **place)
    drain()
    [first, _] = mailbox.to(asking.shop.organization.owner.email)
    listed = client.get(
        f"{asking.team}?state=open", headers=bearer(asking.shop.organization.owner)
    ).json["items"]

    assert (long.status_code, long.json["errors"][0]["pointer"]) == (422, "/wanted")
    assert {each["question"]: each["answer"] for each in answers} == {
        "company": "Egnines",
        "nick": "Addy",
    }
    assert "Lovel" not in text_of(first), "the mail names nobody"
    assert f"data-requests/{named['id']}" in text_of(first)
    assert [each["request"]["id"] for each in listed] == [named["id"], answered["id"]]
    assert listed[1]["request"]["former"] == "Addy"
    assert (listed[0]["person_email"], listed[0]["is_overdue"]) == (asking.ada.email, False)
    assert asking.whole_order()[0].buyer_name == "Ada Lovelase", "nothing happens by asking"

    done = asking.decide(named, "grant")
    asking.decide(answered, "grant", note="With pleasure.")
    drain()
    order, [ticket] = asking.whole_order()
    told = [text_of(each) for each in mailbox.to(asking.ada.email) if "data" in each["Subject"]]

    assert (done.status_code, done.json["request"]["state"]) == (200, "granted")
    assert (order.buyer_name, order.attendees[0].name) == ("Ada Lovelace", "Ada Lovelace")
    assert (ticket.holder_name, order.attendees[0].answers["nick"]) == ("Ada Lovelace", "Countess")
    assert len(told) == 2
    assert "With pleasure." in told[1]
    assert [each["request"]["state"] for each in asking.own()] == ["granted", "granted"]
    again = asking.decide(named, "grant")
    assert (again.status_code, again.json["code"]) == (409, "state.not-allowed")
    assert audit.verify(SystemContext(job="tests.verify")).is_whole


def test_news_stop_for_every_event_and_cannot_be_refused(asking, client):
    ada, shop = asking.ada, asking.shop
    follow = f"/api/v1/organizations/{shop.organization.id}/follow"
    assert client.put(follow, headers=bearer(ada)).status_code < 300
    asked = asking.asked(kind="objection", purpose="news")
    refused = asking.decide(asked, "refuse", reason="We like to write.")
    granted = asking.decide(asked, "grant")

    assert (refused.status_code, refused.json["code"]) == (409, "data-requests.not-refusable")
    assert granted.status_code == 200, granted.json
    with transaction(shop.organizer) as tx:
        assert ada.id not in participation.followers(tx)
        for event_id in (shop.event_id, new_id()):
            assert opt_outs.list_unsubscribed(tx, event_id, emails=[ada.email]) == {ada.email}
        invited = opt_outs.list_opted_out(tx, OptOutTopic.INVITATIONS, None, emails=[ada.email])
        said = tx.query(
            "SELECT topic FROM consent_records WHERE organization_id = %(organization_id)s"
            " AND source = 'objection' AND NOT is_given ORDER BY topic",
            tx.here(),
        )
    assert invited == {ada.email}
    assert [topic for (topic,) in said] == ["event-changes", "invitations", "new-events"]
    subscription = f"/api/v1/me/subscriptions/{shop.organization.id}"
    every = {"topic": "event-changes", "is_on": True}
    back = client.put(subscription, json=every, headers=bearer(ada))
    ended = {each["topic"] for each in back.json["subscriptions"] if not each["is_on"]}
    assert ended == {"invitations"}, "who objected takes that back by themselves"


def test_sponsors_lose_what_they_have(expo, client):  # noqa: F811
    holder = make_user()
    guest, member = expo.guest(email=holder.email).agree(), expo.member()
    member.collected(guest)
    body = {
        "organization_id": str(expo.shop.organization.id),
        "kind": "objection",
        "purpose": "leads",
    }
    asked = client.post(ME, json=body, headers=bearer(holder)).json["request"]
    team = f"{expo.base}/data-requests/{asked['id']}/grant"
    granted = client.post(team, json={}, headers=bearer(expo.shop.organization.owner))

    assert granted.status_code == 200, granted.json
    assert guest.consent().json["is_given"] is False
    assert [each["state"] for each in member.leads()] == ["withdrawn"]


def test_what_the_law_keeps_is_refused_with_a_reason_and_more_time_is_told(
    asking,
    mailbox,  # noqa: F811
):
    asked = asking.asked(kind="objection", purpose="payments", said="Forget my invoices.")
    stopped = asking.decide(asked, "grant", note="Done.")
    later = asking.decide(asked, "extend", reason="Our bookkeeper is away.")
    twice = asking.decide(asked, "extend", reason="Still away.")
    silent = asking.decide(asked, "refuse", reason="  ")
    refused = asking.decide(asked, "refuse", reason="The tax office wants them for ten years.")
    drain()
    told = [text_of(each) for each in mailbox.to(asking.ada.email) if "data" in each["Subject"]]

    assert (stopped.status_code, stopped.json["code"]) == (409, "data-requests.not-stoppable")
    assert stopped.json["basis"] == "legal-obligation"
    assert later.json["request"]["due_at"] > asked["due_at"]
    assert later.json["can_extend"] is False
    assert (twice.status_code, twice.json["code"]) == (409, "data-requests.not-extendable")
    assert (silent.status_code, silent.json["errors"][0]["pointer"]) == (422, "/reason")
    assert refused.json["request"]["state"] == "refused"
    assert "Our bookkeeper is away." in told[0]
    assert "ten years" in told[1]
    assert "authority" in told[1]


def test_a_fault_is_named_by_its_field_and_by_hand_takes_a_note(asking):
    for body, pointer in (
        ({"kind": "objection"}, "/purpose"),
        ({"kind": "objection", "purpose": "team"}, "/purpose"),
        ({"kind": "rectification", "wanted": "Ada"}, "/field"),
        ({"kind": "rectification", "field": "name", "wanted": " "}, "/wanted"),
        ({"kind": "rectification", "field": "other", "wanted": "Ada"}, "/said"),
        ({"kind": "rectification", "field": "answer", "wanted": "x"}, "/question"),
    ):
        refused = asking.ask(**body)
        assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, pointer), body
    other = asking.asked(
        kind="rectification", field="other", wanted="A photo of me", said="The gallery shows Bob."
    )
    silent = asking.decide(other, "grant")
    done = asking.decide(other, "grant", note="We changed the photo.")
    assert (silent.status_code, silent.json["errors"][0]["pointer"]) == (422, "/note")
    assert done.json["request"]["answer"] == "We changed the photo."


def test_nobody_else_sees_or_answers_a_request(asking, client):
    other = Asking(client)
    place = {"order_id": other.order["id"], "question": "company"}
    foreign = asking.ask(kind="rectification", field="answer", wanted="Mine", **place)
    assert (foreign.status_code, foreign.json["errors"][0]["pointer"]) == (422, "/question")
    asked = asking.asked(kind="objection", purpose="news")
    stranger, staff = make_user(), add_member(asking.shop.organization, "staff")
    elsewhere = make_organization()
    theirs = f"/api/v1/organizations/{elsewhere.id}/data-requests/{asked['id']}"

    assert client.get(ME, headers=bearer(stranger)).json["items"] == []
    taken = client.post(f"{ME}/{asked['id']}/withdraw", headers=bearer(stranger))
    assert taken.status_code == 404
    assert client.get(theirs, headers=bearer(elsewhere.owner)).status_code == 404
    assert client.get(asking.team, headers=bearer(staff)).status_code == 403
    assert asking.decide(asked, "grant", user=staff).status_code == 403
    back = client.post(f"{ME}/{asked['id']}/withdraw", headers=bearer(asking.ada))
    assert back.json["request"]["state"] == "withdrawn"
    assert asking.decide(asked, "grant").status_code == 409


def test_the_team_is_warned_once_a_week_before_and_sees_what_is_overdue(
    asking,
    client,
    mailbox,  # noqa: F811
):
    asked = asking.asked(kind="objection", purpose="fraud-prevention", said="I did nothing.")
    organization, owner = asking.shop.organization, asking.shop.organization.owner

    def warnings():
        drain()
        return [each for each in mailbox.to(owner.email) if "has to be answered" in each["Subject"]]

    def sweep():
        for place, request_id in decisions.list_to_warn(SystemContext(job="tests.warn")):
            if place == organization.id:
                decisions.warn_of(system_in(place, "tests.warn"), request_id)

    with clock.frozen(clock.now() + timedelta(days=20)):
        sweep()
        assert warnings() == []
    with clock.frozen(clock.now() + timedelta(days=26)):
        sweep()
        sweep()
        assert len(warnings()) == 1
    with clock.frozen(clock.now() + timedelta(days=40)):
        [late] = client.get(asking.team, headers=bearer(owner)).json["items"]
        assert (late["is_overdue"], late["can_extend"], late["can_grant"]) == (True, False, True)
        sweep()
        assert len(warnings()) == 1
        done = asking.decide(asked, "grant", note="We took you off our list.")
        assert done.json["is_overdue"] is False
    run_timed("data_requests.warn")


def test_deadlines_end_with_the_month_and_only_consent_and_interests_are_stopped():
    january = clock.now().replace(year=2027, month=1, day=31)
    assert cadences.months_after(january, 1).date().isoformat() == "2027-02-28"
    assert cadences.months_after(january, 11).date().isoformat() == "2027-12-31"
    kept = {each.value for each in rules.OBJECTABLE if processing_records.BASES[each] in rules.KEPT}
    assert kept == {"sales", "payments", "admission", "programme", "messages"}
