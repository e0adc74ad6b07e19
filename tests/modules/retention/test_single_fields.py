"""One question, one type of answers or one sort of notes goes earlier; everything else stays."""

from uuid import UUID

import pytest
from tests.factories import work
from tests.factories.people import add_member, bearer, make_user
from tests.factories.sales import make_shop
from tests.modules.orders.test_answer_files import CARD, Sender
from tests.modules.orders.test_answers import COMPANY, Checkout
from tests.modules.privacy.test_erasure import where
from tests.modules.retention.test_retention import (
    ask,
    carry_out,
    checkout,  # noqa: F401  fixture
    keep,
    later,
    superuser_url,  # noqa: F401  fixture
)

from turnout.kernel.context import SystemContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.audit import api as audit
from turnout.modules.privacy import registry
from turnout.modules.privacy.api import personal_tables, values_by_event, values_by_order
from turnout.modules.privacy.queries.personal_rows import NOWHERE
from turnout.modules.retention.types import RetentionKind, RetentionTarget
from turnout.modules.tickets import api as tickets

DIET = {
    "key": "diet",
    "type": "short_text",
    "label": {"en": "Diet?", "de": "Kost?"},
    "required": True,
}
CALL = {"key": "call", "type": "phone", "label": {"en": "Mobile?"}}
DIETS = RetentionTarget(RetentionKind.QUESTION, "diet")
PHONES = RetentionTarget(RetentionKind.ANSWER_TYPE, "phone")
NOTES = RetentionTarget(RetentionKind.RECORDS, "door-notes")


def fed(checkout, diet: str, *, company: str = "Acme", email: str = "") -> dict:  # noqa: F811
    """A confirmed order whose attendee said what they eat and how to call them."""
    checkout.ask(COMPANY, DIET, CALL)
    checkout.place(email=email or f"{new_id().hex}@people.example", name="Ada")
    person = checkout.person(diet=diet, call="+254700123456")
    done = checkout.patch(attendees=[person], answers={"company": company})
    assert done.json["state"] == "confirmed", done.json
    return done.json


def answers_of(checkout, order: dict) -> tuple[dict, dict]:  # noqa: F811
    owner = bearer(checkout.shop.organization.owner)
    shown = checkout.client.get(f"{checkout.shop.orders_path}/{order['id']}", headers=owner).json
    return shown["answers"], shown["attendees"][0]["answers"]


def code_of(checkout, order: dict) -> str:  # noqa: F811
    with transaction(checkout.shop.organizer) as tx:
        [ticket] = tickets.list_of(tx, UUID(order["id"]))
        return tickets.code_of(tx, ticket)


def indexed() -> None:
    work.drain()
    work.run_timed("order_search.index")


def test_one_question_goes_everywhere_and_the_others_stay(checkout, superuser_url):  # noqa: F811
    word, firm = f"vegan{new_id().hex}", f"firm{new_id().hex}"
    order = fed(checkout, word, company=firm)
    indexed()
    assert where(superuser_url, word) == {"order_answers.answers", "order_words.word"}
    before = where(superuser_url, firm)
    keep(checkout, "question/fields/diet", 1)
    with later(checkout, months=2):
        tried = ask(checkout, "GET", "/question/fields/diet/preview?months=1").json
        [run] = carry_out(checkout, DIETS)
        indexed()
        assert carry_out(checkout, DIETS) == [run], "once"
        assert ask(checkout, "GET", "/question/fields/diet/preview?months=1").json["items"] == []
    assert (tried["order_count"], tried["value_count"], tried["field"]) == (1, 1, "diet")
    assert [each["value_count"] for each in tried["items"]] == [1]
    assert where(superuser_url, word) == set()
    assert where(superuser_url, firm) == before
    assert answers_of(checkout, order) == ({"company": firm}, {"call": "+254700123456"})
    assert (run["kind"], run["field"], run["anonymised"]) == (
        "question",
        "diet",
        {"order_answers": 1},
    )
    assert audit.verify(SystemContext(job="tests.verify")).is_whole


def test_all_answers_of_a_type_go_whatever_the_question(checkout):  # noqa: F811
    order = fed(checkout, "all")
    keep(checkout, "answer-type/fields/phone", 1)
    with later(checkout, months=2):
        [run] = carry_out(checkout, PHONES)
    assert answers_of(checkout, order) == ({"company": "Acme"}, {"diet": "all"})
    assert run["anonymised"] == {"order_answers": 1}


def test_a_file_goes_with_the_answer_that_names_it(client, queued, superuser_url):  # noqa: F811
    sender = Sender(client, make_shop())
    sender.ask(CARD, DIET)
    sender.place(name="Ada", email=f"{new_id().hex}@people.example")
    name = f"card{new_id().hex}.txt"
    sent = sender.send(name=name).json
    done = sender.patch(attendees=[sender.person(card=sent["id"], diet="all")])
    assert done.json["state"] == "confirmed", done.json
    work.drain()
    keep(sender, "question/fields/card", 1)
    with later(sender, months=2):
        [run] = carry_out(sender, RetentionTarget(RetentionKind.QUESTION, "card"))
    assert (run["deleted"], run["file_count"]) == ({"order_files": 1}, 1)
    assert where(superuser_url, name) == set()
    assert answers_of(sender, done.json) == ({}, {"diet": "all"})


def test_corrections_that_quote_the_answer_are_emptied_with_it(checkout, superuser_url):  # noqa: F811
    word, ada = f"halal{new_id().hex}", make_user()
    order = fed(checkout, word, email=ada.email)
    asked = {
        "organization_id": str(checkout.shop.organization.id),
        "kind": "rectification",
        "field": "answer",
        "question": "diet",
        "order_id": order["id"],
        "attendee_id": order["attendees"][0]["id"],
        "wanted": f"not {word}",
    }
    made = checkout.client.post("/api/v1/me/data-requests", json=asked, headers=bearer(ada))
    assert made.status_code == 201, made.json
    work.drain()
    assert {"data_requests.former", "data_requests.wanted"} <= where(superuser_url, word)
    keep(checkout, "question/fields/diet", 1)
    with later(checkout, months=2):
        carry_out(checkout, DIETS)
        indexed()
    assert where(superuser_url, word) == set()
    assert audit.verify(SystemContext(job="tests.verify")).is_whole


def test_when_all_answers_go_the_search_forgets_their_words_too(
    checkout,  # noqa: F811
    superuser_url,  # noqa: F811
):
    word = f"firm{new_id().hex}"
    fed(checkout, "all", company=word)
    indexed()
    assert "order_words.word" in where(superuser_url, word)
    keep(checkout, "answers", 1)
    with later(checkout, months=2):
        carry_out(checkout, RetentionTarget(RetentionKind.ANSWERS))
        indexed()
    assert where(superuser_url, word) == set()


def test_notes_at_the_door_go_and_who_came_in_stays(checkout, superuser_url):  # noqa: F811
    word = f"limps{new_id().hex}"
    orders = [fed(checkout, "all"), fed(checkout, "all")]
    owner = bearer(checkout.shop.organization.owner)
    for order, reason in zip(orders, (word, None), strict=True):
        scanned = checkout.client.post(
            f"{checkout.event}/checkins",
            json={"code": code_of(checkout, order)},
            headers=owner,
        )
        assert scanned.json["verdict"] == "admitted", scanned.json
        undo = f"{checkout.event}/checkins/{scanned.json['admission_id']}/undo"
        if reason:
            undone = checkout.client.post(undo, json={"reason": reason}, headers=owner)
            assert undone.status_code == 204
    work.drain()
    assert "admissions.undo_reason" in where(superuser_url, word)
    keep(checkout, "records/fields/door-notes", 1)
    with later(checkout, months=2):
        tried = ask(checkout, "GET", "/records/fields/door-notes/preview?months=1").json
        [run] = carry_out(checkout, NOTES)
    assert (tried["order_count"], tried["value_count"]) == (1, 1)
    assert (run["anonymised"], run["order_count"]) == ({"admissions": 1}, 1)
    assert where(superuser_url, word) == set()
    with transaction(checkout.shop.organizer) as tx:
        count = "SELECT count(*) FROM admissions WHERE organization_id = %(organization_id)s"
        assert tx.query(count, tx.here()) == [(2,)]
    assert answers_of(checkout, orders[0])[1]["diet"] == "all"


def test_an_order_that_is_not_paid_keeps_its_answers_until_it_is(checkout):  # noqa: F811
    order = fed(checkout, "all")
    with transaction(checkout.shop.organizer) as tx:
        owes = """
            UPDATE orders SET net_minor = 1000, total_minor = 1000, money_state = 'unpaid'
            WHERE organization_id = %(organization_id)s AND id = %(id)s
        """
        tx.query(owes, tx.here(id=UUID(order["id"])))
    keep(checkout, "question/fields/diet", 1)
    with later(checkout, months=2):
        tried = ask(checkout, "GET", "/question/fields/diet/preview?months=1").json
        assert (tried["owed_count"], tried["value_count"]) == (1, 0)
        assert carry_out(checkout, DIETS) == []
    assert answers_of(checkout, order)[1]["diet"] == "all"


def test_another_organization_keeps_its_answers_to_the_same_question(checkout, client):  # noqa: F811
    foreign = Checkout(client, make_shop())
    theirs = fed(foreign, "all")
    fed(checkout, "all")
    keep(checkout, "question/fields/diet", 1)
    with later(checkout, months=2):
        carry_out(checkout, DIETS)
    assert answers_of(foreign, theirs)[1]["diet"] == "all"


def test_what_can_have_a_time_of_its_own_is_listed_with_what_it_asks(checkout):  # noqa: F811
    checkout.ask(DIET)
    checkout.ask(DIET | {"label": {"en": "What do you eat?"}})
    base = f"/api/v1/organizations/{checkout.shop.organization.id}/retention-fields"
    owner = bearer(checkout.shop.organization.owner)
    items = checkout.client.get(base, headers=owner).json["items"]
    [diet] = [each for each in items if each["kind"] == "question"]
    assert (diet["field"], diet["label"], diet["event_count"]) == ("diet", "What do you eat?", 1)
    types = [each["field"] for each in items if each["kind"] == "answer-type"]
    assert {"phone", "address", "file"} <= set(types)
    assert "heading" not in types
    assert [each["field"] for each in items if each["kind"] == "records"] == [
        "agendas", "application-decisions", "certificates", "door-notes", "fraud-reviews",
        "invitations", "leads", "mails", "refund-reasons", "session-mails", "session-sign-ups",
        "speaker-addresses", "sponsor-contacts", "supplier-contacts", "team-notes",
        "text-messages", "transfers", "waitlists",
    ]  # fmt: skip


def test_a_field_that_there_is_not_is_not_found_and_a_wrong_time_is_said(checkout):  # noqa: F811
    checkout.ask(DIET)
    for path in ("question/fields/shoe", "answer-type/fields/heading", "records/fields/orders"):
        for method, rest in (("PUT", ""), ("DELETE", ""), ("GET", "/preview?months=2")):
            body = {"months": 2} if method == "PUT" else {}
            assert ask(checkout, method, f"/{path}{rest}", **body).status_code == 404, path
    assert ask(checkout, "PUT", "/people/fields/diet", months=2).status_code == 404
    assert ask(checkout, "PUT", "/question", months=2).status_code == 404
    refused = ask(checkout, "PUT", "/question/fields/diet", months=0)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/months")
    keep(checkout, "question/fields/diet", 3)
    stale = ask(checkout, "PUT", "/question/fields/diet", months=4, headers={"If-Match": '"0"'})
    assert stale.status_code == 412
    listed = ask(checkout, "GET").json["items"]
    assert [(each["kind"], each["field"], each["months"]) for each in listed] == [
        ("people", "", None),
        ("answers", "", None),
        ("question", "diet", 3),
    ]
    assert ask(checkout, "DELETE", "/question/fields/diet").status_code == 204
    assert len(ask(checkout, "GET").json["items"]) == 2


def test_staff_decide_nothing_about_fields(checkout):  # noqa: F811
    checkout.ask(DIET)
    staff = add_member(checkout.shop.organization, "staff")
    path = "/question/fields/diet"
    assert ask(checkout, "PUT", path, user=staff, months=6).status_code == 403
    assert ask(checkout, "GET", f"{path}/preview?months=6", user=staff).status_code == 403


@pytest.mark.parametrize("field", registry.fields_of_records())
def test_rows_of_every_field_hang_on_orders_or_all_of_them_on_events(checkout, field):  # noqa: F811
    """A statement that finds no way to either would silently take nothing."""
    counted = values_by_event if registry.is_of_events(field) else values_by_order
    assert NOWHERE not in counted(personal_tables(), field)
    keep(checkout, f"records/fields/{field}", 1)
    with later(checkout, months=2):
        assert carry_out(checkout, RetentionTarget(RetentionKind.RECORDS, field)) == []
