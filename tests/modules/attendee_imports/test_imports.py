"""Attendees come in from a table: looked through first, then each row once, as a job."""

from datetime import timedelta

import pytest
from tests.factories.people import add_member, bearer
from tests.factories.sales import make_shop
from tests.factories.work import drain, run_jobs, run_timed

from turnout.kernel import clock
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.attendee_imports.service import runs
from turnout.modules.events import api as events
from turnout.modules.orders import api as orders

ADA, BEA = "Ada Lund,ada@example.org", "Bea Berg,bea@example.org"
SIZE = {
    "key": "size",
    "type": "dropdown",
    "required": True,
    "label": {"en": "Shirt"},
    "options": [{"value": "s", "label": {"en": "Small"}}, {"value": "l", "label": {"en": "Large"}}],
}


def cancel_first(desk):
    first = desk.orders()[0][0]
    with transaction(desk.shop.organizer) as tx:
        orders.cancel_in(tx, first)
    drain()


def test_a_table_says_what_its_columns_are_likely_to_mean(desk):
    only = desk.shop.add_type(name="Regular")
    sent = desk.sent("Vorname;Nachname;E-Mail;Ticketart\nAda;Lund;ada@example.org;Regular\n")
    mapping = sent["mapping"]
    assert sent["columns"] == ["Vorname", "Nachname", "E-Mail", "Ticketart"]
    assert (sent["state"], sent["counts"]["waiting"]) == ("open", 1)
    named = ("first_name", "last_name", "email", "ticket_type")
    assert [mapping[each] for each in named] == [0, 1, 2, 3]
    assert (mapping["ticket_type_id"], mapping["sends_mail"]) == (str(only), False)
    [row] = desk.rows(sent)
    assert (row["line"], row["cells"][0], row["state"]) == (2, "Ada", "waiting")


def test_rows_of_a_group_become_one_order_of_the_channel_import(desk):
    paid = desk.shop.add_type(name="Regular", capacity=5, price_minor=2500)
    sent = desk.sent("name,email,order\nAda,ada@example.org,7\nBea,,7\nCleo,cleo@example.org,\n")
    counts = desk.run(sent)
    assert (counts["imported"], counts["orders"], desk.left(paid)) == (3, 2, 2)
    first, second = desk.orders()
    assert first[2:7] == ("import", "confirmed", 0, "ada@example.org", "Ada")
    assert second[5] == "cleo@example.org"
    made = [row["order_id"] for row in desk.rows(sent)]
    assert made == [str(first[0]), str(first[0]), str(second[0])]


def test_looking_through_a_table_sells_nothing_and_names_each_row(desk):
    desk.shop.add_type(name="Regular", capacity=1)
    sent = desk.sent(
        "name,email,ticket,tags\n"
        "Ada,ada@example.org,Regular,\n"
        "Bea,bea@example.org,Regular,\n"
        "Cleo,not an address,Regular,\n"
        "Dana,dana@example.org,Golden,\n"
        ",eva@example.org,Regular,\n"
        "Fay,fay@example.org,Regular,Loud\n"
    )
    checked = desk.check(sent)
    assert desk.codes(sent) == [
        ("ready", ""),
        ("refused", "sold-out"),
        ("refused", "email-bad"),
        ("refused", "ticket-type-unknown"),
        ("refused", "name-missing"),
        ("refused", "tag-unknown"),
    ]
    assert (checked["state"], checked["counts"]["ready"], desk.orders()) == ("checked", 1, [])
    assert [row["reasons"][0]["column"] for row in desk.rows(sent, "refused")] == [2, 1, 2, 0, 3]


def test_an_order_comes_in_with_all_of_its_rows_or_none(desk):
    desk.shop.add_type(capacity=9)
    sent = desk.sent("name,email,order\nAda,ada@example.org,7\nBea,wrong,7\n")
    desk.check(sent)
    assert desk.codes(sent) == [("refused", "of-same-order"), ("refused", "email-bad")]
    assert desk.start(sent).json["code"] == "attendee-imports.unchecked"


def test_the_same_table_sent_again_brings_nobody_in_twice(desk):
    free = desk.shop.add_type(capacity=9)
    table = f"name,email\n{ADA}\n{BEA}\n{ADA}\n"
    first = desk.run(desk.sent(table))
    again = desk.sent(table + "Cleo,cleo@example.org\n")
    second = desk.run(again)
    assert (first["imported"], first["skipped"]) == (2, 1)
    assert (second["imported"], second["skipped"], desk.left(free)) == (1, 3, 6)
    assert [code for _, code in desk.codes(again)] == ["already-there"] * 3 + [""]


def test_a_row_is_known_again_by_its_own_key_whatever_else_it_says(desk):
    desk.shop.add_type(capacity=9)
    desk.run(desk.sent(f"name,email,id\n{ADA},A-1\n{ADA},A-2\n"))
    sent = desk.sent("name,email,id\nAda Berg,ada.berg@example.org,a-1\n")
    assert (desk.check(sent)["counts"]["skipped"], len(desk.orders())) == (1, 2)


def test_rows_of_a_cancelled_order_may_come_in_again(client, desk):
    desk.shop.add_type(capacity=9)
    table = f"name,email\n{ADA}\n"
    desk.run(desk.sent(table))
    cancel_first(desk)
    assert desk.run(desk.sent(table))["imported"] == 1


def test_what_is_refused_may_come_in_once_there_is_room(desk):
    free = desk.shop.add_type(capacity=1)
    sent = desk.sent(f"name,email\n{ADA}\n{BEA}\n")
    assert desk.run(sent)["refused"] == 1
    cancel_first(desk)
    counts = desk.run(sent)
    assert (counts["imported"], counts["refused"], desk.left(free)) == (2, 0, 0)


def test_one_person_gets_no_more_than_one_person_may_have(desk):
    desk.shop.add_type(capacity=9, maximum_per_person=2)
    desk.run(desk.sent(f"name,email\n{ADA}\n"))
    sent = desk.sent("name,email\nAda B,ADA@example.org\nAda C,ada@example.org\n")
    desk.check(sent)
    assert desk.codes(sent) == [("ready", ""), ("refused", "per-person")]


def test_answers_come_in_and_what_is_required_must_be_there(client, desk):
    desk.shop.add_type(capacity=9)
    form = desk.path.replace("attendee-imports", "registration-form")
    assert client.put(form, json={"questions": [SIZE]}, headers=desk.headers).status_code == 200
    sent = desk.sent(f"name,email,shirt\n{ADA},large\n{BEA},\nCleo,cleo@example.org,huge\n")
    assert sent["mapping"]["answers"] == [{"question_key": "size", "column": 2}]
    desk.run(sent)
    assert desk.codes(sent) == [
        ("imported", ""),
        ("refused", "answer-missing"),
        ("refused", "answer-wrong"),
    ]
    first = desk.orders()[0][0]
    with transaction(desk.shop.organizer) as tx:
        [found] = orders.list_answers_of_orders(tx, [first])
    assert found.answers == {"size": "l"}
    later = desk.map(desk.now(sent), needs_answers=False).json
    assert desk.check(later)["counts"]["ready"] == 1


def test_orders_bear_tags_and_languages(client, desk):
    desk.shop.add_type(capacity=9)
    base = f"/api/v1/organizations/{desk.shop.organization.id}"
    tag = client.post(f"{base}/order-tags", json={"name": "VIP"}, headers=desk.headers).json["id"]
    desk.run(desk.sent(f"name,email,tags,language\n{ADA},vip,de\n"))
    [order] = desk.orders()
    tags = client.get(f"{base}/orders/{order[0]}/tags", headers=desk.headers).json["tag_ids"]
    assert (tags, order[7]) == ([tag], "de")


@pytest.mark.parametrize(("sends_mail", "mails"), [(False, 0), (True, 1)])
def test_buyers_are_mailed_only_where_that_was_chosen(desk, sends_mail, mails):
    desk.shop.add_type(capacity=9)
    sent = desk.sent(f"name,email\n{ADA}\n")
    desk.run(desk.map(sent, sends_mail=sends_mail).json)
    of = {"id": desk.orders()[0][0]}
    with transaction(desk.shop.organizer) as tx:
        found = tx.query("SELECT id FROM mails WHERE order_id = %(id)s", of)
    assert len(found) == mails


def test_a_formula_is_a_text_in_the_order_and_harmless_in_the_report(client, desk):
    desk.shop.add_type(capacity=9)
    sent = desk.sent("name,email\n=cmd|' /C calc'!A0,ada@example.org\nBea,wrong\n")
    desk.run(sent)
    assert desk.orders()[0][6] == "=cmd|' /C calc'!A0"
    report = client.get(f"{desk.path}/{sent['id']}/report.csv", headers=desk.headers)
    lines = report.data.decode("utf-8-sig").splitlines()
    order = desk.orders()[0][0]
    assert lines[0] == "line,result,reason,order_id,name,email"
    assert lines[1] == f"2,imported,,{order},'=cmd|' /C calc'!A0,ada@example.org"
    assert lines[2] == "3,refused,Please enter a valid email address,,Bea,wrong"


def test_a_killed_worker_leaves_each_row_done_or_waiting(desk, monkeypatch):
    free = desk.shop.add_type(capacity=9)
    sent = desk.sent(f"name,email\n{ADA}\n{BEA}\nCleo,cleo@example.org\n")
    desk.check(sent)
    started = desk.start(sent).json["job_id"]
    killed = iter([False, True])

    def work(tx, job, row_id):
        outcome = runs.bring_in(tx, job, row_id)
        if str(job.id) == started and next(killed, False):
            raise KeyboardInterrupt
        return outcome

    monkeypatch.setitem(runs.jobs.start_job.__globals__["_kinds"], runs.KIND, work)
    with pytest.raises(KeyboardInterrupt):
        run_jobs()
    counts = desk.now(sent)["counts"]
    assert (counts["imported"], counts["ready"], desk.left(free)) == (1, 2, 8)
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        desk.work()
    assert (desk.now(sent)["counts"]["imported"], len(desk.orders()), desk.left(free)) == (3, 3, 6)


def test_a_run_is_started_once_and_nothing_changes_meanwhile(desk):
    desk.shop.add_type(capacity=9)
    sent = desk.sent(f"name,email\n{ADA}\n")
    desk.check(sent)
    first, again = desk.start(sent, key="one"), desk.start(sent, key="one")
    assert (first.status_code, again.json["job_id"]) == (202, first.json["job_id"])
    assert desk.start(sent).json["code"] == "attendee-imports.running"
    assert desk.map(sent).json["code"] == "attendee-imports.running"
    gone = desk.client.delete(f"{desk.path}/{sent['id']}", headers=desk.headers)
    assert gone.json["code"] == "attendee-imports.running"


def test_what_was_looked_through_is_what_is_brought_in(desk):
    desk.shop.add_type(capacity=9)
    sent = desk.sent(f"name,email\n{ADA}\n")
    checked = desk.check(sent)
    changed = desk.map(checked, etag=f'"{checked["version"]}"', locale="de")
    assert (changed.status_code, changed.json["state"]) == (200, "open")
    assert desk.map(checked, etag=f'"{checked["version"]}"').status_code == 412
    assert desk.start(sent, **{"If-Match": f'"{checked["version"]}"'}).status_code == 412
    assert desk.start(sent).json["code"] == "attendee-imports.unchecked"


def test_a_table_that_is_deleted_leaves_its_orders_and_what_is_known(client, desk):
    desk.shop.add_type(capacity=9)
    table = f"name,email\n{ADA}\n"
    sent = desk.sent(table)
    desk.run(sent)
    gone = client.delete(f"{desk.path}/{sent['id']}", headers=desk.headers)
    assert (gone.status_code, len(desk.orders())) == (204, 1)
    assert client.get(f"{desk.path}/{sent['id']}", headers=desk.headers).status_code == 404
    assert desk.check(desk.sent(table))["counts"]["skipped"] == 1


def test_cells_go_after_thirty_days_and_the_report_stays(desk):
    desk.shop.add_type(capacity=9)
    sent = desk.sent(f"name,email\n{ADA}\n")
    desk.run(sent)
    with clock.frozen(clock.now() + timedelta(days=31)):
        run_timed("attendee_imports.empty")
    found, [row] = desk.now(sent), desk.rows(sent)
    assert (found["columns"], found["counts"]["imported"]) == ([], 1)
    assert (row["cells"], row["state"]) == ([], "imported")
    assert desk.map(sent).json["code"] == "attendee-imports.emptied"
    with transaction(desk.shop.organizer) as tx:
        left = tx.query("SELECT email, draft FROM attendee_import_rows")
    assert left == [("", None)]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"email": 7}, "/email"),
        ({"email": None}, "/email"),
        ({"name": None}, "/name"),
        ({"ticket_type_id": None}, "/ticket_type"),
        ({"ticket_type_id": str(new_id())}, "/ticket_type_id"),
        ({"tag_ids": [str(new_id())]}, "/tag_ids/0"),
        ({"answers": [{"question_key": "size", "column": 1}]}, "/answers/0/question_key"),
        ({"locale": "no language"}, "/locale"),
    ],
)
def test_a_wrong_mapping_is_named_at_its_field(desk, changes, pointer):
    desk.shop.add_type()
    answer = desk.map(desk.sent(f"name,email\n{ADA}\n"), **changes)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, pointer)


def test_who_may_give_tickets_away_may_import_and_tags_need_their_own_right(client, desk):
    other = make_shop(desk.shop.organization)
    limited = add_member(desk.shop.organization, "admin", event_ids=(other.event_id,))
    staff = add_member(desk.shop.organization, "staff")
    table = f"name,email\n{ADA}\n"
    assert desk.send(table, user=staff).status_code == 403
    assert desk.send(table, user=limited).status_code in (403, 404)
    assert client.get(desk.path, headers=bearer(staff)).status_code == 403
    sent = desk.sent(table)
    elsewhere = desk.path.replace(str(desk.shop.event_id), str(other.event_id))
    assert client.get(f"{elsewhere}/{sent['id']}", headers=desk.headers).status_code == 404


def test_an_event_that_sells_nothing_says_so(client, desk):
    desk.shop.add_type()
    sent = desk.sent(f"name,email\n{ADA}\n")
    events.act_on_event(desk.shop.organizer, desk.shop.event_id, events.Action.END)
    answer = client.post(f"{desk.path}/{sent['id']}/check", headers=desk.headers)
    assert (answer.status_code, answer.json["code"]) == (409, "orders.not-on-sale")
