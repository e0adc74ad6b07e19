"""What the runs of `make faults` count with: their order, who asks again, and what a provider took."""

import asyncio
import json
import random
import sqlite3
from collections import Counter

import httpx
from filelock import FileLock

from tests.drills import databases
from tests.faults import __main__, judging
from tests.faults.__main__ import in_order, main
from tests.faults.buyers import Told
from tests.faults.runs import Run, Shoppers
from tests.faults.troubles import TROUBLES

WORLD = {"event_id": "e1", "paid": "t1", "scarce": "t2"}
ORDER = {"id": "o1", "secret": "s1"}
CRASH = httpx.Response(500, json={"code": "internal"})


def buys(*answers: httpx.Response) -> Shoppers:
    """One who pays, told these answers in turn about the payment."""
    left = list(answers)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/orders":
            return httpx.Response(201, json=ORDER)
        if request.url.path == "/orders/o1/payment":
            return left.pop(0)
        return httpx.Response(303)

    async def come() -> Shoppers:
        transport = httpx.MockTransport(answer)
        async with httpx.AsyncClient(transport=transport, base_url="http://shop") as http:
            chance = random.Random(1)  # noqa: S311
            people = Shoppers(http, "/orders", WORLD, chance, Told())
            await people.come(free=0, paying=1, within_seconds=0)
            return people

    found = asyncio.run(come())
    assert left == []
    return found


def page_at(address: str | None) -> httpx.Response:
    return httpx.Response(200, json={"redirect_url": address})


def test_a_server_that_has_ended_by_itself_needs_no_kill(tmp_path):
    databases.kill_in(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_every_trouble_comes_before_one_comes_again_in_an_order_of_the_seed():
    names = list(TROUBLES)
    found = in_order(names, 2 * len(names) + 1, seed=5)
    assert Counter(found[: len(names)]) == Counter(names)
    assert max(Counter(found).values()) == 3
    assert found == in_order(names, 2 * len(names) + 1, seed=5)
    assert found != in_order(names, 2 * len(names) + 1, seed=6)
    assert in_order([], 3, seed=5) == []


def test_the_list_names_every_trouble_with_what_it_does(capsys):
    assert main(["--list"]) == 0
    said = capsys.readouterr().out
    assert all(
        f"{name} " in said and (each.__doc__ or "?") in said for name, each in TROUBLES.items()
    )


def test_who_is_told_to_come_again_pays_and_a_crash_is_noted():
    busy = httpx.Response(503, json={"code": "unavailable"})
    people = buys(busy, CRASH, page_at(None), page_at("http://shop/pay"))
    assert len(people.crashes) == 1
    assert people.crashes[0].startswith("500 POST /orders/o1/payment")
    assert people.told.declined == {"o1"}
    assert people.lapsed == {}


def test_who_comes_too_late_to_pay_is_counted_as_such():
    people = buys(httpx.Response(410, json={"code": "orders.expired"}))
    assert people.lapsed == {"o1": "orders.expired"}
    assert people.told.paid == people.told.declined == set()


def test_what_a_provider_took_is_added_up_for_each_payment(tmp_path):
    with sqlite3.connect(tmp_path / "provider.sqlite3") as database:
        database.execute("CREATE TABLE record (kind TEXT, content TEXT)")
        for captured, refunded in ((700, 0), (700, 700)):
            said = {"reference": "p1", "captured_minor": captured, "refunded_minor": refunded}
            database.execute("INSERT INTO record VALUES ('payment', ?)", [json.dumps(said)])
        database.execute("INSERT INTO record VALUES ('refund', '{}')")
    assert judging.taken_by(tmp_path / "provider.sqlite3") == {"p1": [700, 0]}


def test_a_run_has_passed_when_nothing_is_broken():
    run = Run(1, "slow provider", "5:1")
    assert run.as_document()["passed"] is True
    run.broken["every order that was answered exists"] = ["o1"]
    assert run.as_document()["passed"] is False


def test_a_checkout_plays_faults_once_at_a_time(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(__main__, "STATE", tmp_path)
    with FileLock(tmp_path / "faults.lock"):
        assert main(["--runs", "1"]) == 1
    assert "in this checkout already" in capsys.readouterr().out
