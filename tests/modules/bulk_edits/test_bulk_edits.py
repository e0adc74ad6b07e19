"""Several ticket types at once: tried first, all or nothing, once for a key, undone where safe."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.factories.people import add_member
from tests.factories.sales import make_shop

from turnout.kernel import clock
from turnout.kernel.ids import new_id

AUDITED = """
    SELECT count(*) FROM audit_entries
    WHERE organization_id = %s AND table_name = 'ticket_types' AND action = 'update'
"""


def problems(answer):
    return [
        [(each["field"], each["code"]) for each in item["problems"]]
        for item in answer.json["items"]
    ]


def test_a_preview_shows_both_sides_of_each_and_changes_nothing(editor):
    before = editor.now()
    answer = editor.preview(price={"percent_bp": 1000, "round_to_minor": 50})
    assert answer.status_code == 200, answer.json
    sides = [
        (each["before"]["price_minor"], each["after"]["price_minor"])
        for each in answer.json["items"]
    ]
    assert sides == [(1000, 1100), (2550, 2800), (9999, 11000)]
    assert answer.json["is_possible"]
    assert editor.now() == before


def test_all_are_changed_and_versions_go_up(editor):
    starts = (clock.now() + timedelta(days=1)).isoformat()
    made = editor.made(
        price={"add_minor": -500},
        sales_start_at=starts,
        is_hidden=True,
        minimum_per_order=2,
        maximum_per_order=6,
        maximum_per_person=12,
    )
    assert editor.prices() == [500, 2050, 9499]
    now = editor.now()
    for each in made["items"]:
        found = now[each["ticket_type_id"]]
        assert found["version"] == each["version"] == 2
        assert (found["is_hidden"], found["minimum_per_order"]) == (True, 2)
        assert (found["maximum_per_order"], found["maximum_per_person"]) == (6, 12)
        assert found["sales_start_at"] == starts
    assert made["can_undo"]


def test_only_what_is_named_and_differs_is_changed(editor):
    first, second, _ = editor.types
    made = editor.made(first, second, price={"set_minor": 2550})
    assert editor.prices() == [2550, 2550, 9999]
    assert [each["ticket_type_id"] for each in made["items"]] == [first]
    now = editor.now()
    assert [now[each]["version"] for each in editor.types] == [2, 1, 1]


@pytest.mark.parametrize(
    ("change", "prices"),
    [
        ({"percent_bp": -2500}, [750, 1913, 7499]),
        ({"percent_bp": -2500, "rounding": "up"}, [750, 1913, 7500]),
        ({"percent_bp": -2500, "rounding": "down"}, [750, 1912, 7499]),
        ({"percent_bp": 1234, "round_to_minor": 100, "rounding": "up"}, [1200, 2900, 11300]),
        ({"add_minor": 1, "round_to_minor": 10, "rounding": "down"}, [1000, 2550, 10000]),
    ],
)
def test_prices_are_rounded_as_is_said(editor, change, prices):
    editor.made(price=change)
    assert editor.prices() == prices


def test_one_problem_and_nothing_is_changed(editor):
    gift = editor.add(0)
    answer = editor.preview(price={"add_minor": -2000})
    assert problems(answer) == [
        [("price_minor", "range")],
        [],
        [],
        [("price_minor", "range")],
    ]
    assert not answer.json["is_possible"]
    refused = editor.edit(price={"add_minor": -2000})
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == [
        "/items/0/price_minor",
        "/items/3/price_minor",
    ]
    assert editor.prices() == [1000, 2550, 9999, 0]
    assert editor.listed() == []
    [faults] = problems(editor.preview(gift, price={"set_minor": 100}))
    assert [name for name, _ in faults] == ["price_minor"]
    assert problems(editor.preview(editor.types[0], price={"set_minor": 0}))[0]


def test_what_contradicts_a_type_is_said_at_its_field(editor):
    starts = clock.now() + timedelta(days=2)
    editor.made(editor.types[0], sales_start_at=starts.isoformat())
    answer = editor.preview(sales_end_at=(starts - timedelta(days=1)).isoformat())
    assert [[name for name, _ in each] for each in problems(answer)] == [["sales_end_at"], [], []]
    answer = editor.preview(minimum_per_order=20)
    assert [name for name, _ in problems(answer)[1]] == ["minimum_per_order"]


def test_a_version_of_before_is_named_in_the_preview_and_refused(editor):
    body = editor.body(price={"add_minor": 100})
    editor.made(editor.types[1], price={"add_minor": 1})
    tried = editor.ask("POST", "/bulk-edits/preview", body)
    assert problems(tried) == [[], [("version", "changed")], []]
    assert editor.ask("POST", "/bulk-edits", body, key=new_id().hex).status_code == 412
    assert editor.prices() == [1000, 2551, 9999]


def test_the_same_key_edits_once(editor):
    body = editor.body(price={"add_minor": 100})
    key = new_id().hex
    first = editor.ask("POST", "/bulk-edits", body, key=key)
    again = editor.ask("POST", "/bulk-edits", body, key=key)
    assert (first.status_code, again.status_code, first.json) == (201, 201, again.json)
    assert editor.prices() == [1100, 2650, 10099]
    other = editor.body(price={"add_minor": 200})
    assert editor.ask("POST", "/bulk-edits", other, key=key).status_code == 422
    assert editor.ask("POST", "/bulk-edits", other).status_code == 422, "a key is needed"


def test_an_edit_is_undone_once(editor):
    made = editor.made(price={"percent_bp": 1000}, is_hidden=True)
    key = new_id().hex
    undone = editor.undo(made, key)
    assert undone.status_code == 200, undone.json
    assert undone.json["undone_at"]
    assert editor.undo(made, key).json == undone.json
    assert editor.prices() == [1000, 2550, 9999]
    assert not any(each["is_hidden"] for each in editor.now().values())
    again = editor.undo(made)
    assert (again.status_code, again.json["code"]) == (409, "bulk-edits.undone")
    assert [each["can_undo"] for each in editor.listed()] == [False]


def test_the_later_of_two_edits_is_undone_first(editor):
    first = editor.made(price={"add_minor": 100})
    second = editor.made(price={"add_minor": 1})
    assert [(each["id"], each["can_undo"]) for each in editor.listed()] == [
        (second["id"], True),
        (first["id"], False),
    ]
    refused = editor.undo(first)
    assert (refused.status_code, refused.json["code"]) == (409, "bulk-edits.changed-since")
    assert len(refused.json["names"]) == 3
    assert editor.undo(second).status_code == 200
    assert editor.undo(first).status_code == 409, "an undo is a change of its own"


def test_what_was_sold_keeps_its_price(editor):
    shop, type_id = editor.shop, UUID(editor.types[0])
    order = editor.client.post(shop.orders_path, json=shop.basket(type_id)).json
    editor.undo(editor.made(price={"set_minor": 5000}))
    seen = editor.client.get(
        f"{shop.orders_path}/{order['id']}", headers={"Turnout-Order-Secret": order["secret"]}
    )
    assert seen.json["total_minor"] == 1000


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({}, "/changes"),
        ({"price": {}}, "/changes/price/set_minor"),
        ({"price": {"set_minor": 1, "add_minor": 1}}, "/changes/price/set_minor"),
        ({"price": {"percent_bp": -10001}}, "/changes/price/percent_bp"),
        ({"price": {"set_minor": 1, "round_to_minor": 3}}, "/changes/price/round_to_minor"),
        ({"price": {"set_minor": 1, "rounding": "even"}}, "/changes/price/rounding"),
        ({"is_hidden": "yes"}, "/changes/is_hidden"),
        ({"maximum_per_order": 0}, "/changes/maximum_per_order"),
        ({"currency": "USD"}, "/changes/currency"),
        ({"sales_start_at": "tomorrow"}, "/changes/sales_start_at"),
    ],
)
def test_bad_input_is_refused_by_its_field(editor, changes, pointer):
    answer = editor.edit(**changes)
    assert answer.status_code == 422, answer.json
    assert answer.json["errors"][0]["pointer"] == pointer


def test_types_are_named_once_and_are_those_of_the_event(editor):
    body = editor.body(price={"add_minor": 1})
    twice = {**body, "items": body["items"][:1] * 2}
    assert (
        editor.ask("POST", "/bulk-edits", twice, key="k1").json["errors"][0]["pointer"] == "/items"
    )
    other = make_shop(editor.shop.organization)
    foreign = {"ticket_type_id": str(other.add_type(price_minor=100)), "version": 1}
    answer = editor.ask("POST", "/bulk-edits/preview", {**body, "items": [foreign]})
    assert answer.json["errors"][0]["pointer"] == "/items/0/ticket_type_id"
    assert editor.ask("POST", "/bulk-edits", {**body, "items": []}, key="k2").status_code == 422


def test_nothing_to_change_is_refused(editor):
    answer = editor.edit(is_hidden=False)
    assert [(each["pointer"], each["code"]) for each in answer.json["errors"]] == [
        ("/changes", "unchanged")
    ]
    assert not editor.preview(is_hidden=False).json["is_possible"]


def test_each_ticket_type_has_its_line_in_the_audit_log(editor, owner_connection):
    editor.made(price={"add_minor": 1})
    here = str(editor.shop.organization.id)
    owner_connection.execute("SELECT set_config('turnout.organization', %s, true)", [here])
    assert owner_connection.execute(AUDITED, [here]).fetchone() == (3,)


def test_who_may_not_edit_ticket_types_may_not_edit_them_at_once(editor):
    staff = add_member(editor.shop.organization, "staff")
    body = editor.body(price={"add_minor": 1})
    for path in ("/bulk-edits", "/bulk-edits/preview"):
        assert editor.ask("POST", path, body, key=new_id().hex, user=staff).status_code == 403
    assert editor.ask("GET", "/bulk-edits", user=staff).status_code == 200
