"""Files as answers: sent by the order's holder, of this order only, and gone when it is."""

from datetime import timedelta

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.modules.files.pictures import picture
from tests.modules.orders.test_answers import Checkout, refusals

from turnout.kernel import clock
from turnout.modules.orders.answers import rules as answer_rules
from turnout.modules.orders.answers.rules import Retention, retention_of
from turnout.modules.orders.models import OrderState

CARD = {"key": "card", "type": "file", "label": {"en": "Student card"}, "required": True}
PAPER = {"key": "paper", "type": "file", "scope": "order", "label": {"en": "Order form"}}


class Sender(Checkout):
    def send(self, data=b"A letter.\n", name="letter.txt", declared="text/plain", **changes):
        part = f'name="file"; filename="{name}"\r\nContent-Type: {declared}\r\n\r\n'.encode()
        body = b"--b\r\nContent-Disposition: form-data; " + part + data + b"\r\n--b--\r\n"
        headers = {"Turnout-Order-Secret": self.order["secret"], **changes.pop("headers", {})}
        return self.client.post(
            self.path(),
            data=body,
            content_type="multipart/form-data; boundary=b",
            headers={key: value for key, value in headers.items() if value},
        )

    def path(self, file_id=None):
        below = f"/{file_id}" if file_id else ""
        return f"{self.shop.orders_path}/{self.order['id']}/files{below}"

    @property
    def holder(self):
        return {"Turnout-Order-Secret": self.order["secret"]}

    def listed(self, headers=None):
        answer = self.client.get(self.path(), headers=headers or self.holder)
        assert answer.status_code == 200, answer.json
        return answer.json["items"]

    def own_files(self):
        path = f"/api/v1/organizations/{self.shop.organization.id}/files"
        return path, self.client.get(path, headers=self.team).json["items"]


@pytest.fixture
def sender(client):
    made = Sender(client, make_shop())
    made.type_id = made.shop.add_type(price_minor=1000)
    made.ask(CARD, PAPER)
    made.place()
    return made


def test_a_file_is_sent_and_answers_its_question(sender):
    sent = sender.send()
    assert sent.status_code == 201, sent.json
    assert (sent.json["name"], sent.json["media_type"]) == ("letter.txt", "text/plain")
    patched = sender.patch(attendees=[sender.person(card=sent.json["id"])])
    assert patched.status_code == 200, patched.json
    assert patched.json["attendees"][0]["answers"] == {"card": sent.json["id"]}


def test_who_may_see_orders_downloads_the_answer_by_a_link_that_lapses(sender):
    sent = sender.send().json
    [shown] = sender.listed(sender.team)
    assert shown["id"] == sent["id"]
    address = shown["link"]["url"].partition("/api/")[2]
    assert sender.client.get(f"/api/{address}").data == b"A letter.\n"
    with clock.frozen(clock.now() + timedelta(seconds=601)):
        assert sender.client.get(f"/api/{address}").status_code == 410
    stranger = bearer(make_shop().organization.owner)
    assert sender.client.get(sender.path(), headers=stranger).status_code == 404
    assert sender.client.get(sender.path()).status_code == 401


def test_a_member_without_the_right_to_orders_gets_no_link(sender):
    partner = bearer(add_member(sender.shop.organization, "partner"))
    sender.send()
    assert sender.client.get(sender.path(), headers=partner).status_code == 403


def test_it_is_none_of_the_organizations_own_files(sender):
    sent = sender.send(picture("PNG"), "card.png", "image/png").json
    path, listed = sender.own_files()
    assert listed == []
    for method, below, body in (
        ("GET", "", None),
        ("PATCH", "", {"visibility": "public"}),
        ("DELETE", "", None),
        ("POST", "/links", {}),
    ):
        answer = sender.client.open(
            f"{path}/{sent['id']}{below}", method=method, json=body, headers=sender.team
        )
        assert (answer.status_code, answer.json["code"]) == (404, "files.missing")
    assert sender.client.get(f"{path}/{sent['id']}/public").status_code == 404
    assert [each["id"] for each in sender.listed()] == [sent["id"]]


def test_a_file_of_another_order_answers_nothing(sender):
    foreign = sender.send().json["id"]
    sender.place()
    wrong = sender.patch(attendees=[sender.person(card=foreign)], answers={"paper": foreign})
    assert refusals(wrong) == [("/attendees/0/answers/card", "not-a-file")]
    assert refusals(sender.patch(answers={"paper": foreign})) == [("/answers/paper", "not-a-file")]
    unknown = "01234567-89ab-7def-8123-456789abcdef"
    assert refusals(sender.patch(answers={"paper": unknown}))[0][1] == "not-a-file"


def test_only_the_holder_and_who_may_change_orders_send(sender):
    assert sender.send(headers={"Turnout-Order-Secret": "x" * 27}).status_code == 404
    assert sender.send(headers={"Turnout-Order-Secret": ""}).status_code == 401
    by_team = sender.send(headers={"Turnout-Order-Secret": "", **sender.team})
    assert by_team.status_code == 201, by_team.json


@pytest.mark.parametrize(
    ("data", "declared", "status", "code"),
    [
        (b"<html>x", "text/plain", 415, "files.type-not-allowed"),
        (b"words", "image/png", 415, "files.type-mismatch"),
        (b"", "text/plain", 422, "invalid"),
        (b"x" * (answer_rules.MAX_FILE_BYTES + 1), "text/plain", 413, "orders.file-too-large"),
    ],
)
def test_what_is_not_harmless_is_refused_and_not_kept(sender, data, declared, status, code):
    answer = sender.send(data, "a.txt", declared)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert sender.listed() == []


def test_an_order_takes_so_many_files_and_no_more(sender, monkeypatch):
    monkeypatch.setattr("turnout.modules.orders.answers.service.MOST_FILES", 2)
    assert [sender.send().status_code for _ in range(2)] == [201, 201]
    refused = sender.send()
    assert (refused.status_code, refused.json["code"]) == (409, "orders.too-many-files")


def test_an_event_that_asks_for_no_file_takes_none(sender):
    sender.ask()
    refused = sender.send()
    assert (refused.status_code, refused.json["code"]) == (409, "orders.no-file-asked")


def test_an_order_that_lapsed_or_was_cancelled_takes_none(sender):
    with clock.frozen(clock.now() + timedelta(seconds=700)):
        refused = sender.send()
    assert (refused.status_code, refused.json["code"]) == (410, "orders.lapsed")
    path = f"{sender.shop.orders_path}/{sender.order['id']}"
    assert sender.client.post(f"{path}/cancel", headers=sender.holder).status_code == 200
    assert sender.send().status_code == 409


def test_a_file_is_taken_back_unless_an_answer_names_it(sender):
    kept, other = sender.send().json["id"], sender.send().json["id"]
    sender.patch(answers={"paper": kept})
    gone = sender.client.delete(sender.path(other), headers=sender.holder)
    assert gone.status_code == 204
    held = sender.client.delete(sender.path(kept), headers=sender.holder)
    assert (held.status_code, held.json["code"]) == (409, "orders.file-in-answer")
    assert [each["id"] for each in sender.listed()] == [kept]
    sender.place()
    assert sender.client.delete(sender.path(kept), headers=sender.holder).status_code == 404


@pytest.mark.usefixtures("queued")
def test_the_files_of_an_order_that_expired_are_removed(sender, settings):
    file_id = sender.send().json["id"]
    sender.patch(attendees=[sender.person(card=file_id)])
    work.drain()
    folder = settings.files_dir / str(sender.shop.organization.id)
    assert [path.name for path in folder.rglob("*") if path.is_file()] == [file_id]
    with clock.frozen(clock.now() + timedelta(days=2)):
        work.run_timed("orders.expire_due")
        work.run_timed("orders.sweep_files")
        assert len(sender.listed()) == 1, "a late payment may still bring the order back"
    with clock.frozen(clock.now() + timedelta(days=10)):
        work.run_timed("orders.sweep_files")
        work.drain()
        assert sender.listed() == []
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.usefixtures("queued")
def test_a_confirmed_order_keeps_the_files_that_its_answers_name(sender):
    sender.type_id = sender.shop.add_type()
    sender.place()
    named, unnamed = sender.send().json["id"], sender.send().json["id"]
    done = sender.patch(attendees=[sender.person(card=named)])
    assert done.json["state"] == "confirmed"
    with clock.frozen(clock.now() + timedelta(days=30)):
        work.run_timed("orders.sweep_files")
        assert [each["id"] for each in sender.listed()] == [named]
    assert unnamed != named


NOW = clock.now()


@pytest.mark.parametrize(
    ("state", "ended_days_ago", "was_confirmed", "is_named", "expected"),
    [
        ("held", None, False, False, Retention.WAIT),
        ("awaiting_payment", None, False, True, Retention.WAIT),
        ("under_review", None, False, False, Retention.WAIT),
        ("expired", 1, False, True, Retention.WAIT),
        ("expired", 7, False, True, Retention.REMOVE),
        ("cancelled", 8, False, True, Retention.REMOVE),
        ("cancelled", 8, True, True, Retention.KEEP),
        ("confirmed", None, True, True, Retention.KEEP),
        ("confirmed", None, True, False, Retention.REMOVE),
    ],
)
def test_the_fate_of_a_file_hangs_on_its_order(state, ended_days_ago, was_confirmed, is_named, expected):  # fmt: skip
    ended_at = None if ended_days_ago is None else NOW - timedelta(days=ended_days_ago)
    found = retention_of(
        OrderState(state),
        ended_at=ended_at,
        was_confirmed=was_confirmed,
        is_named=is_named,
        now=NOW,
    )
    assert found is expected


def test_the_team_replaces_the_file_of_a_confirmed_order(client):
    sender = Sender(client, make_shop())
    sender.type_id = sender.shop.add_type()
    sender.ask(CARD)
    sender.place()
    first = sender.send().json["id"]
    assert sender.patch(attendees=[sender.person(card=first)]).json["state"] == "confirmed"
    by_team = {**sender.team, "Turnout-Order-Secret": ""}
    assert sender.send().json["code"] == "state.not-allowed"
    second = sender.send(headers=by_team)
    assert second.status_code == 201, second.json
    own = f"{sender.shop.orders_path}/{sender.order['id']}"
    [guest] = client.get(own, headers=sender.team).json["attendees"]
    path = f"{own}/attendees/{guest['id']}"
    body = {"answers": {"card": second.json["id"]}}
    assert client.patch(path, json=body, headers=sender.team).status_code == 200
    assert client.delete(sender.path(first), headers=sender.holder).status_code == 409
    assert client.delete(sender.path(second.json["id"]), headers=sender.team).status_code == 409
    assert client.delete(sender.path(first), headers=sender.team).status_code == 204
    assert [each["id"] for each in sender.listed()] == [second.json["id"]]
    told = client.get(f"{own}/timeline", headers=sender.team).json["items"]
    kinds = [each["kind"] for each in told]
    assert ("file.sent" in kinds, "ticket.code-renewed" in kinds) == (True, False)
