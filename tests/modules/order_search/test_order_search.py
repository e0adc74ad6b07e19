"""Orders and attendees are found by filters and words, seconds after they changed."""

from datetime import timedelta
from runpy import run_path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import create_engine
from tests.conftest import ROOT
from tests.factories.people import add_member, bearer, make_organization
from tests.factories.sales import make_shop
from tests.factories.work import drain, run_timed

from turnout.kernel import clock
from turnout.kernel.context import SystemContext
from turnout.kernel.db.engine import sqlalchemy_url
from turnout.kernel.db.tx import transaction
from turnout.kernel.ids import new_id
from turnout.modules.order_search import rules
from turnout.modules.order_search.service import index

AS_WRITTEN = """
    UPDATE order_words SET word = 'søren'
    WHERE organization_id = %(organization_id)s AND word = 'soren'
"""


@pytest.fixture
def shop(running, queued):
    return make_shop(make_organization())


@pytest.fixture
def owner(shop):
    return bearer(shop.organization.owner)


@pytest.fixture
def buy(client, shop):
    """Places an order, by default for a new free type; its answer."""
    types = {}

    def place(name="Bea Buyer", email="bea@example.com", *, price=0, guests=("Gus",), at=shop):
        key = (at.event_id, price)
        if key not in types:
            types[key] = at.add_type(price_minor=price)
        basket = at.basket(types[key], quantity=len(guests), name=name, email=email)
        for guest, guest_name in zip(basket["attendees"], guests, strict=True):
            guest["name"] = guest_name
        placed = client.post(at.orders_path, json=basket)
        assert placed.status_code == 201, placed.json
        return placed.json

    return place


@pytest.fixture
def find(client, shop, owner):
    """Brings the index up to date and asks one of the lists."""

    def ask(path="orders/search", headers=owner, *, status=200, **query):
        drain()
        run_timed("order_search.index")
        base = f"/api/v1/organizations/{shop.organization.id}"
        answer = client.get(f"{base}/{path}", query_string=query, headers=headers)
        assert answer.status_code == status, answer.json
        return answer.json

    return ask


def numbers(page):
    return [each["number"] for each in page["items"]]


def names(page):
    return [each["name"] for each in page["items"]]


def test_an_order_is_found_by_words_of_buyer_and_attendees_marks_and_case_apart(buy, find):
    order = buy("Jörg Müller", "jm@firma.example", guests=("Zoë Ünal",))
    buy("Ada")
    for text in (
        "muller",
        "JÖRG",
        "jorg mul",
        "jm@firma",
        "firma",
        "zoe",
        "unal",
        order["number"],
        order["number"].lower().replace("-", "–"),
        order["number"].replace("-", " "),
    ):
        assert numbers(find(q=text)) == [order["number"]], text
    for text in ("ulle", "jorg ada", "?", order["number"][:-1] + "_"):
        assert numbers(find(q=text)) == [], text


def test_a_name_is_found_by_the_letters_of_another_keyboard(buy, find):
    order = buy("Søren Łukasiewicz", "sl@xn--bcher-kva.example", guests=("किरण देसाई", "Þóra Weiß"))
    for text in ("soren luk", "SØREN", "Łuk", "thora weiss", "किरण", "देस", "sl@bücher.example"):
        assert numbers(find(q=text)) == [order["number"]], text
    for text in ("रण", "साई"):
        assert numbers(find(q=text)) == [], text


def test_names_that_were_indexed_as_they_were_written_are_indexed_anew(
    owner_connection, settings, shop, buy, find
):
    order = buy("Søren", guests=("Ada",))
    assert numbers(find(q="soren")) == [order["number"]]
    with transaction(shop.organizer) as tx:
        tx.query(AS_WRITTEN, tx.here())
    assert numbers(find(q="soren")) == []
    migration = run_path(str(ROOT / "migrations" / "versions" / "0236_typed_letters.py"))
    engine = create_engine(sqlalchemy_url(settings.database_owner_url.get_secret_value()))
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        migration["upgrade"]()
    engine.dispose()
    assert numbers(find(q="soren")) == [order["number"]]
    forced = "SELECT count(*) FROM pg_class WHERE relname = ANY(%s) AND relforcerowsecurity"
    sealed = owner_connection.execute(forced, [["order_index", "order_words"]]).fetchone()
    assert sealed == (2,)


def test_a_new_name_of_an_order_that_is_not_paid_yet_is_found_at_once(client, shop, buy, find):
    order = buy("Bea", price=500)
    assert numbers(find(q="zoe")) == []
    path, secret = f"{shop.orders_path}/{order['id']}", {"Turnout-Order-Secret": order["secret"]}
    changed = client.patch(path, json={"buyer": {"name": "Zoë Lund"}}, headers=secret)
    assert changed.status_code == 200, changed.json
    assert numbers(find(q="zoe")) == [order["number"]]


@pytest.mark.parametrize("most", [0, 3, 20_000])
def test_several_words_find_the_same_whether_read_whole_or_asked_of_each_row(
    monkeypatch, buy, find, most
):
    monkeypatch.setattr(rules, "MOST_READ_OF_A_WORD", most)
    buy("Nora Weber", "nora@example.com", guests=("Otto Weber",))
    wanted = buy("Nora Novak", "novak@example.com", guests=("Nora Novak", "Otto Xu"))["number"]
    buy("Otto Novak", "otto@example.com", guests=("Pia Novak",))
    assert numbers(find(q="nora nov")) == [wanted]
    assert numbers(find(q="otto nor xu")) == [wanted]
    assert find("orders/search/count", q="nora nov")["count"] == 1
    assert [each["name"] for each in find("attendees", q="nora nov")["items"]] == ["Nora Novak"]
    assert find("attendees", q="nora xu")["items"] == []
    assert numbers(find(q="nora zebra")) == []


def test_attendees_are_found_by_their_own_words_and_the_number(buy, find):
    order = buy(guests=("Zoë", "Ken"))
    assert names(find("attendees", q="zoe")) == ["Zoë"]
    assert sorted(names(find("attendees", q=order["number"]))) == ["Ken", "Zoë"]
    assert names(find("attendees", q="buyer")) == []


def test_what_was_answered_is_found(client, shop, find, owner):
    event = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
    questions = [
        {"key": "company", "type": "short_text", "scope": "order", "label": {"en": "Company?"}},
        {"key": "diet", "type": "short_text", "label": {"en": "What do you eat?"}},
    ]
    asked = client.put(f"{event}/registration-form", json={"questions": questions}, headers=owner)
    assert asked.status_code == 200, asked.json
    type_id = shop.add_type()
    placed = client.post(shop.orders_path, json=shop.basket(type_id, quantity=2, named=False))
    said = {
        "answers": {"company": "Ropes & Sons"},
        "attendees": [
            {"ticket_type_id": str(type_id), "name": name, "answers": {"diet": diet}}
            for name, diet in (("Ali", "Vegán"), ("Bo", "all"))
        ],
    }
    secret = {"Turnout-Order-Secret": placed.json["secret"]}
    done = client.patch(f"{shop.orders_path}/{placed.json['id']}", json=said, headers=secret)
    assert (done.status_code, done.json["state"]) == (200, "confirmed"), done.json

    assert numbers(find(q="ropes")) == numbers(find(q="vegan")) == [placed.json["number"]]
    assert names(find("attendees", q="vegan")) == ["Ali"]
    assert find("attendees", q="ropes")["items"] == []


def test_filters_narrow_and_go_together(client, shop, buy, find):
    other = make_shop(shop.organization)
    free, paid = buy(guests=("A", "B")), buy(price=2500)
    elsewhere = buy(at=other)
    type_id = str(free["lines"][0]["ticket_type_id"])

    assert numbers(find(event_id=str(other.event_id))) == [elsewhere["number"]]
    assert numbers(find(state=["held", "expired"])) == [paid["number"]]
    assert numbers(find(money_state="unpaid", amount_from=2500)) == [paid["number"]]
    assert numbers(find(amount_from=1, amount_to=2499)) == []
    assert numbers(find(ticket_type_id=type_id)) == [free["number"]]
    assert numbers(find(channel="web", state="held")) == [paid["number"]]
    assert numbers(find(channel="box_office")) == []
    soon = (clock.now() + timedelta(hours=1)).isoformat()
    assert numbers(find(placed_from=soon)) == []
    assert len(numbers(find(placed_before=soon))) == 3
    assert len(find("attendees", state="valid")["items"]) == 3
    assert len(find("attendees", state="none", order_state="held")["items"]) == 1


def test_the_list_is_sorted_and_its_pages_join(buy, find):
    for name, price in (("Cleo", 300), ("Abel", 100), ("Bert", 200)):
        buy(name, price=price)
    for sort, wanted in (
        ("name", ["Abel", "Bert", "Cleo"]),
        ("-name", ["Cleo", "Bert", "Abel"]),
        ("total", ["Abel", "Bert", "Cleo"]),
        ("-total", ["Cleo", "Bert", "Abel"]),
        ("placed_at", ["Cleo", "Abel", "Bert"]),
        ("-placed_at", ["Bert", "Abel", "Cleo"]),
    ):
        seen, cursor = [], None
        while cursor is not None or not seen:
            more = {"cursor": cursor} if cursor else {}
            page = find(sort=sort, limit=1, **more)
            seen += [each["buyer_name"] for each in page["items"]]
            cursor = page["next_cursor"]
        assert seen == wanted, sort


def test_a_filter_says_how_many_it_finds(buy, find):
    buy(guests=("A", "B"))
    buy()
    assert find("orders/search/count") == {"count": 2, "is_exact": True}
    assert find("attendees/count", state="valid") == {"count": 3, "is_exact": True}
    assert find("orders/search/count", q="nobody")["count"] == 0


def test_tags_are_filters(client, shop, buy, find, owner):
    order = buy(guests=("Zoë",))
    buy("Ada")
    base = f"/api/v1/organizations/{shop.organization.id}"
    tag = client.post(f"{base}/order-tags", json={"name": "VIP"}, headers=owner).json["id"]
    given = {"tag_ids": [tag]}
    guest = order["attendees"][0]["id"]
    client.put(f"{base}/orders/{order['id']}/tags", json=given, headers=owner)
    path = f"{base}/orders/{order['id']}/attendees/{guest}/tags"
    assert client.put(path, json=given, headers=owner).status_code == 200

    [found] = find(tag_id=tag)["items"]
    assert (found["number"], found["tag_ids"]) == (order["number"], [tag])
    assert names(find("attendees", tag_id=tag)) == ["Zoë"]
    client.delete(f"{base}/order-tags/{tag}", headers=owner)
    assert find(tag_id=tag)["items"] == find("attendees", tag_id=tag)["items"] == []


def test_who_came_in_is_told_from_who_did_not(client, shop, buy, find, owner):
    order = buy(guests=("Zoë", "Ken"))
    ticket = order["tickets"][0]
    path = f"/api/v1/organizations/{shop.organization.id}/events/{shop.event_id}"
    files = client.get(f"{shop.orders_path}/{order['id']}/tickets", headers=owner).json
    code = next(each["code"] for each in files["items"] if each["id"] == ticket["id"])
    scanned = client.post(f"{path}/checkins", json={"code": code}, headers=owner)
    assert scanned.status_code in (200, 201), scanned.json

    assert names(find("attendees", checked_in="true")) == ["Zoë"]
    assert names(find("attendees", checked_in="false")) == ["Ken"]
    [found] = find(checked_in="true")["items"]
    assert (found["attendee_count"], found["checked_in_count"]) == (2, 1)
    detail = find(f"attendees/{ticket['attendee_id']}")
    assert [len(each["checkins"]) for each in detail["tickets"]] == [1]


def test_one_attendee_is_shown_whole(client, shop, buy, find):
    order = buy(guests=("Zoë",))
    detail = find(f"attendees/{order['attendees'][0]['id']}")
    assert (detail["name"], detail["order_number"]) == ("Zoë", order["number"])
    assert [each["state"] for each in detail["tickets"]] == ["valid"]
    assert (detail["answers"], detail["transfers"], detail["tag_ids"]) == ({}, [], [])
    assert find(f"attendees/{new_id()}", status=404)["code"] == "order-search.no-attendee"


def test_a_change_reaches_the_list_and_old_words_go(client, shop, buy, find, owner):
    order = buy(guests=("Zoë",))
    find()
    guest = order["attendees"][0]["id"]
    path = f"{shop.orders_path}/{order['id']}/attendees/{guest}"
    assert client.patch(path, json={"name": "Ida"}, headers=owner).status_code == 200
    assert names(find("attendees", q="ida")) == ["Ida"]
    assert find("attendees", q="zoe")["items"] == []


def test_one_call_comes_to_every_organization(monkeypatch, buy, find):
    find()
    monkeypatch.setattr(index, "ORGANIZATIONS", 1)
    for _ in range(3):
        buy(at=make_shop(make_organization()))
    drain()
    waiting = index.count_stale(SystemContext(job=index.JOB))
    run_timed("order_search.index")
    assert (waiting, index.count_stale(SystemContext(job=index.JOB))) == (3, 0)


def test_a_limited_grant_finds_orders_of_its_events_only(shop, buy, find):
    other = make_shop(shop.organization)
    mine, theirs = buy(), buy(at=other)
    staff = bearer(add_member(shop.organization, "staff", event_ids=(shop.event_id,)))
    assert numbers(find(headers=staff)) == [mine["number"]]
    assert find("orders/search/count", headers=staff)["count"] == 1
    assert numbers(find(headers=staff, q=theirs["number"])) == []
    assert len(find("attendees", headers=staff)["items"]) == 1
    find(f"attendees/{theirs['attendees'][0]['id']}", headers=staff, status=404)


def test_another_organization_finds_nothing_of_it(client, buy, find):
    order = buy(guests=("Zoë",))
    find()
    other = make_organization()
    base, headers = f"/api/v1/organizations/{other.id}", bearer(other.owner)
    for path in ("orders/search", "attendees"):
        for text in ("zoe", order["number"]):
            answer = client.get(f"{base}/{path}", query_string={"q": text}, headers=headers)
            assert answer.json["items"] == []
    path = f"{base}/attendees/{order['attendees'][0]['id']}"
    assert client.get(path, headers=headers).status_code == 404


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"state": "lost"}, "?state/0"),
        ({"sort": "luck"}, "?sort"),
        ({"amount_from": -1}, "?amount_from"),
        ({"placed_from": "yesterday"}, "?placed_from"),
        ({"cursor": "x"}, "?cursor"),
        ({"limit": 1000}, "?limit"),
        ({"colour": "red"}, "?colour"),
    ],
)
def test_bad_input_is_named(find, query, pointer):
    answer = find(status=422, **query)
    assert answer["errors"][0]["pointer"] == pointer
