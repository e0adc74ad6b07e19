"""Orders and attendees become tables by a job: chosen columns, safe cells, and only for who asked."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop
from tests.factories.work import drain, run_jobs, run_timed
from tests.modules.order_exports.conftest import Desk
from tests.modules.orders.test_answer_files import Sender

from turnout.kernel import clock
from turnout.kernel.context import system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.jobs import service as jobs
from turnout.modules.jobs.api import register
from turnout.modules.order_exports import parts, rules

AMOUNTS = ("currency", "total", "total_minor")


def exported_of(desk):
    """What left the organization, in order."""
    with transaction(system_in(desk.shop.organization.id, "tests.exports")) as tx:
        found = tx.query(
            "SELECT details ->> 'what', details ->> 'export_id' FROM security_events"
            " WHERE kind = 'export.downloaded' AND organization_id = %(organization_id)s"
            " ORDER BY id",
            tx.here(),
        )
    return [tuple(row) for row in found]


def count_parts(desk):
    with transaction(system_in(desk.shop.organization.id, "tests.exports")) as tx:
        return tx.query(
            "SELECT count(*) FROM order_export_parts WHERE organization_id = %(organization_id)s",
            tx.here(),
        )[0][0]


def test_chosen_columns_stand_in_their_order_under_their_titles(desk):
    order = desk.buy("Ada", type_id=desk.seat)
    columns = [{"id": "buyer_name", "title": "Käufer"}, {"id": "number"}]
    [row] = desk.rows(desk.start("orders", columns=columns))
    assert list(row.items()) == [("Käufer", "Ada"), ("number", order["number"])]


def test_amounts_stand_in_the_smallest_unit_and_as_people_write_them(desk):
    desk.buy("Ada", type_id=desk.seat)
    [row] = desk.rows(desk.start("orders", *AMOUNTS))
    assert row == {"currency": "EUR", "total": "12.50", "total_minor": "1250"}
    sheet = desk.workbook(desk.start("orders", *AMOUNTS, format="xlsx"))
    cells = next(iter(sheet.iter_rows(min_row=2)))
    assert [cell.value for cell in cells] == ["EUR", 12.5, 1250]
    assert cells[1].number_format == "0.00"
    assert (sheet["A1"].value, sheet["A1"].font.b, sheet.freeze_panes) == ("currency", True, "A2")


@pytest.mark.parametrize("start", "=+-@")
def test_no_cell_becomes_a_formula_in_either_format(desk, start):
    desk.buy("Ada", f"{start}1+1")
    for format_ in ("csv", "xlsx"):
        columns = [{"id": "name", "title": f"{start}2"}, {"id": "event"}]
        started = desk.start("attendees", columns=columns, format=format_)
        if format_ == "csv":
            [row] = desk.rows(started)
            assert row == {f"'{start}2": f"'{start}1+1", "event": "'=Spring"}
        else:
            lines = list(desk.workbook(started).iter_rows())
            said = [[(cell.value, cell.data_type) for cell in line] for line in lines]
            assert said == [
                [(f"'{start}2", "s"), ("event", "s")],
                [(f"'{start}1+1", "s"), ("'=Spring", "s")],
            ]


def test_a_workbook_holds_every_script_and_begins_at_the_right_if_asked(desk):
    desk.buy("Ada", "A <&> \u200fج")
    sheet = desk.workbook(desk.start("attendees", "name", format="xlsx", is_right_to_left=True))
    assert sheet["A2"].value == "A <&> \u200fج"
    assert sheet.sheet_view.rightToLeft is True


def test_dates_are_those_of_the_events_time_zone(desk):
    with clock.frozen(clock.now().replace(month=7, day=1, hour=23, minute=30, second=1)):
        desk.buy("Ada")
    [row] = desk.rows(desk.start("orders", "placed_at"))
    assert row["placed_at"].endswith("-07-02T01:30:01+02:00")


def test_orders_say_what_was_bought_which_codes_tags_and_notes(desk):
    headers = bearer(desk.shop.organization.owner)
    event_id = str(desk.shop.event_id)
    discount = {"name": "Tenth", "code": "TENTH", "event_id": event_id, "percent_bp": 1000}
    made = desk.client.post(f"{desk.base}/discounts", json=discount, headers=headers)
    assert made.status_code == 201, made.json
    order = desk.buy("Ada", type_id=desk.seat, codes=["TENTH"])
    tag = desk.client.post(f"{desk.base}/order-tags", json={"name": "Press"}, headers=headers).json
    at = f"{desk.shop.orders_path}/{order['id']}"
    tagged = desk.client.put(f"{at}/tags", json={"tag_ids": [tag["id"]]}, headers=headers)
    assert tagged.status_code == 200, tagged.json
    for text in ("Called.", "Called again."):
        desk.client.post(f"{at}/notes", json={"text": text}, headers=headers)
    [row] = desk.rows(desk.start("orders", "ticket_types", "discount_codes", "tags", "notes"))
    assert row == {
        "ticket_types": "1 × Seat",
        "discount_codes": "TENTH",
        "tags": "Press",
        "notes": "Called.; Called again.",
    }
    [line] = desk.rows(
        desk.start("attendees", "ticket_type", "buyer_name", "order_total", "discount_codes")
    )
    assert line == {
        "ticket_type": "Seat", "buyer_name": "Ada", "order_total": "11.25",
        "discount_codes": "TENTH",
    }  # fmt: skip


def test_the_filter_decides_and_an_empty_one_takes_all(desk):
    desk.buy("Ada")
    bea = desk.buy("Bea")
    assert len(desk.rows(desk.start("orders", "number"))) == 2
    [row] = desk.rows(desk.start("orders", "number", filter={"q": "bea"}))
    assert row["number"] == bea["number"]


def test_lines_can_be_chosen_one_by_one(desk):
    ada = desk.buy("Ada", "Gus")
    desk.buy("Bea", "Zoe")
    [row] = desk.rows(desk.start("orders", "number", order_ids=[ada["id"]]))
    assert row["number"] == ada["number"]
    found = desk.client.get(
        f"{desk.base}/attendees?q=zoe", headers=bearer(desk.shop.organization.owner)
    ).json["items"]
    [line] = desk.rows(desk.start("attendees", "name", line_ids=[found[0]["id"]]))
    assert line == {"name": "Zoe"}


def test_what_belongs_to_another_organization_is_nothing(desk, client, queued):
    desk.buy("Ada")
    theirs = Desk(client)
    order = theirs.buy("Eve")
    theirs.start("orders", "number")
    attendee = order["attendees"][0]["id"]
    for kind, chosen in (
        ("orders", {"order_ids": [order["id"]]}),
        ("attendees", {"line_ids": [attendee]}),
        ("orders", {"filter": {"event_id": str(theirs.shop.event_id)}}),
        ("attendees", {"filter": {"event_id": str(theirs.shop.event_id)}}),
    ):
        refused = desk.start(kind, "notes", **chosen)
        assert refused.status_code == 422, (kind, chosen)
        assert refused.json["errors"][0]["detail"] == "This finds nothing."
    columns = desk.ask("/columns", kind="orders", event_id=str(theirs.shop.event_id))
    assert columns.status_code == 404


def test_an_events_questions_are_columns_with_the_labels_of_their_choices(desk, client):
    meal = {"key": "meal", "type": "single_choice", "label": {"en": "Your meal"},
        "options": [{"value": "veg", "label": {"en": "=Vegetarian"}}]}  # fmt: skip
    card = {"key": "card", "type": "file", "label": {"en": "Student card"}}
    buyer = Sender(client, desk.shop)
    buyer.type_id = desk.seat
    buyer.ask(card, meal)
    buyer.place()
    sent = buyer.send().json["id"]
    buyer.patch(attendees=[buyer.person(card=sent, meal="veg")])
    found = desk.ask("/columns", kind="attendees", event_id=str(desk.shop.event_id)).json["items"]
    assert [(each["id"], each["title"], each["is_personal"]) for each in found[-2:]] == [
        ("answer:card", "Student card", True),
        ("answer:meal", "Your meal", True),
    ]
    of_orders = desk.ask("/columns", kind="orders", event_id=str(desk.shop.event_id)).json["items"]
    assert not [each for each in of_orders if each["id"].startswith("answer:")]
    [row] = desk.rows(desk.start("attendees", "name", "answer:meal", "answer:card"))
    assert row == {"name": "Ali", "answer:meal": "'=Vegetarian", "answer:card": "letter.txt"}


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"columns": []}, "/columns"),
        ({"columns": [{"id": "nonsense"}]}, "/columns/0/id"),
        ({"columns": [{"id": "number"}, {"id": "number"}]}, "/columns/1/id"),
        ({"columns": [{"id": "answer:"}]}, "/columns/0/id"),
        ({"format": "odt"}, "/format"),
        ({"filter": {"state": ["nonsense"]}}, "/filter/state/0"),
        ({"filter": {}, "order_ids": [str(new_id())]}, "/order_ids"),
        ({"filter": {"q": "nobody"}}, "/filter"),
    ],
)
def test_bad_input_names_its_field(desk, body, at):
    desk.buy("Ada")
    refused = desk.start("orders", "number", **body)
    assert refused.status_code == 422, refused.json
    assert [each["pointer"] for each in refused.json["errors"]] == [at]


def test_more_than_a_file_holds_and_too_many_at_once_are_refused(desk, monkeypatch):
    for name in ("Ada", "Bea"):
        desk.buy(name)
    monkeypatch.setattr(rules, "MOST_ROWS", 1)
    refused = desk.start("orders", "number")
    assert refused.status_code == 422
    assert refused.json["errors"][0]["detail"] == "This finds more than 1 lines; narrow it down."
    monkeypatch.setattr(rules, "MOST_ROWS", 2)
    started = [desk.start("orders", "number") for _ in range(rules.MOST_RUNNING)]
    assert [each.status_code for each in started] == [202] * rules.MOST_RUNNING
    assert desk.start("orders", "number").json["code"] == "order-exports.too-many"
    desk.made(started[0])
    assert desk.start("orders", "number").status_code == 202


def test_the_same_key_starts_one_export(desk):
    desk.buy("Ada")
    key = new_id().hex
    first, second = (desk.start("orders", "number", key=key) for _ in range(2))
    assert first.json["id"] == second.json["id"]
    assert len(desk.ask("").json["items"]) == 1


def test_only_who_started_it_sees_and_downloads_it(desk):
    desk.buy("Ada")
    export = desk.made(desk.start("orders", "number"))
    colleague = add_member(desk.shop.organization, "owner")
    stranger = make_organization()
    for path, method in (("", "GET"), ("/file", "GET"), ("", "DELETE")):
        at = f"/{export['id']}{path}"
        assert desk.ask(at, method=method, user=colleague).status_code == 404
        elsewhere = f"/api/v1/organizations/{stranger.id}/order-exports{at}"
        answer = desk.client.open(elsewhere, method=method, headers=bearer(stranger.owner))
        assert answer.status_code == 404
    assert desk.ask("", user=colleague).json["items"] == []
    assert desk.start("orders", "number", user=add_member(desk.shop.organization, "partner")
    ).status_code == 403  # fmt: skip
    assert exported_of(desk) == []


def test_a_limited_member_exports_their_events_and_nothing_else(desk):
    ours = desk.buy("Ada")
    other = make_shop(desk.shop.organization)
    basket = other.basket(other.add_type(name="Deck"), email="bea@x.example")
    elsewhere = desk.client.post(other.orders_path, json=basket).json
    limited = add_member(desk.shop.organization, "staff", event_ids=(other.event_id,))
    started = desk.start("orders", "number", user=limited)
    assert started.json["row_count"] == 1
    run_jobs()
    drain()
    answer = desk.ask(f"/{started.json['id']}/file", user=limited)
    assert elsewhere["number"] in answer.text
    assert ours["number"] not in answer.text
    chosen = desk.start("orders", "number", user=limited, order_ids=[ours["id"]])
    assert chosen.status_code == 422


def test_each_download_is_counted_and_on_record_and_nothing_before(desk):
    desk.buy("Ada")
    started = desk.start("orders", "number")
    refused = desk.ask(f"/{started.json['id']}/file")
    assert (refused.status_code, refused.json["code"]) == (409, "order-exports.not-ready")
    export = desk.made(started)
    assert exported_of(desk) == []
    answer = desk.ask(f"/{export['id']}/file")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="orders.csv"'
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert exported_of(desk) == [("orders", export["id"])]
    assert desk.ask(f"/{export['id']}").json["downloads"] == 1


class Killed(BaseException):
    """What a worker that is killed leaves behind: an open transaction, and no word."""


@pytest.fixture
def worker(desk):
    """Makes parts as told: `dies_at` and `breaks_at` say after which of the desk's it does not."""

    class Worker:
        dies_at = breaks_at = None
        made = 0

        def __call__(self, tx, job, part_id):
            outcome = parts.make_part(tx, job, part_id)
            if tx.organization_id != desk.shop.organization.id:
                return outcome  # another test's
            self.made += 1
            if self.made == self.dies_at:
                raise Killed
            if self.made == self.breaks_at:
                raise ValueError("The disk is full.")
            return outcome

    made = Worker()
    register("orders.export", made)
    yield made
    register("orders.export", parts.make_part)


def test_a_killed_worker_leaves_no_half_file_and_another_goes_on(desk, worker, monkeypatch):
    names = [desk.buy(name, name)["number"] for name in ("Ada", "Bea", "Cid")]
    monkeypatch.setattr(rules, "ROWS_OF_A_PART", 1)
    started = desk.start("orders", "number")
    inside = system_in(desk.shop.organization.id, jobs.JOB)
    worker.dies_at = 2
    with pytest.raises(Killed):
        jobs.run_job(inside, UUID(started.json["job_id"]))
    assert desk.ask(f"/{started.json['id']}").json["state"] == "running"
    assert desk.ask(f"/{started.json['id']}/file").status_code == 409
    with clock.frozen(clock.now() + timedelta(seconds=61)):
        assert jobs.run_job(inside, UUID(started.json["job_id"])) == 2
    assert [row["number"] for row in desk.rows(started)] == names


@pytest.mark.parametrize("format_", ["csv", "pdf"])
def test_a_cancelled_job_leaves_no_file(desk, format_):
    desk.buy("Ada")
    started = desk.start("orders", "number", format=format_)
    headers = bearer(desk.shop.organization.owner)
    desk.client.post(f"{desk.base}/jobs/{started.json['job_id']}/cancel", headers=headers)
    assert desk.made(started)["state"] == "cancelled"
    assert desk.ask(f"/{started.json['id']}/file").status_code == 409
    assert count_parts(desk) == 0


def test_a_part_that_cannot_be_made_fails_the_export(desk, worker):
    desk.buy("Ada")
    started = desk.start("orders", "number")
    worker.breaks_at = 1
    assert desk.made(started)["state"] == "failed"
    assert count_parts(desk) == 0


def test_files_are_deleted_when_they_expire_and_the_record_later(desk):
    desk.buy("Ada")
    export = desk.made(desk.start("orders", "number"))
    with clock.frozen(clock.now() + rules.KEPT + timedelta(minutes=1)):
        assert desk.ask(f"/{export['id']}/file").json["code"] == "order-exports.expired"
        run_timed("order_exports.expire")
        assert count_parts(desk) == 0
        assert desk.ask(f"/{export['id']}").json["state"] == "expired"
    with clock.frozen(clock.now() + rules.ON_RECORD + timedelta(minutes=1)):
        run_timed("order_exports.expire")
        assert desk.ask(f"/{export['id']}").status_code == 404


def test_one_deletes_an_export_before_its_time_unless_it_runs(desk):
    desk.buy("Ada")
    started = desk.start("orders", "number")
    assert desk.ask(f"/{started.json['id']}", method="DELETE").status_code == 409
    export = desk.made(started)
    assert desk.ask(f"/{export['id']}", method="DELETE").status_code == 204
    assert (desk.ask("").json["items"], count_parts(desk)) == ([], 0)


def test_who_asked_for_which_filter_is_in_the_audit_log(desk):
    desk.buy("Ada")
    export = desk.made(desk.start("orders", "number", filter={"channel": "web"}))
    headers = bearer(desk.shop.organization.owner)
    found = desk.client.get(f"{desk.base}/audit?row_id={export['id']}", headers=headers).json
    [first] = [each for each in found["items"] if each["action"] == "insert"]
    assert first["actor"] == f"user:{desk.shop.organization.owner.id}"
    assert first["after"]["filter"] == {"channel": "web"}
