"""A life of money on a talkative stack, and a search for every secret that was used in it."""

import base64
import json
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
import redis

from tests.faults.mini_stack import MiniStack
from tests.prove import outside
from tests.prove.conftest import StackOf
from tests.prove.results import record_result
from tests.prove.searching import in_files, in_tables, overheard
from turnout_dev.stack.postgres import Postgres

pytestmark = pytest.mark.xdist_group("outside")  # they share one running stack

WRONG_SECRET = "whsec_of-somebody-else-0815"
WRONG_KEY = "sk_test_wrong-key-4711-abcdef"


@pytest.fixture
def talkative(stack_of: StackOf) -> Iterator[MiniStack]:
    """Roles that log everything they ever log."""
    with stack_of("talkative") as made:
        made.settings["TURNOUT_LOG_LEVEL"] = "DEBUG"
        made.start()
        yield made


def test_no_secret_of_a_life_of_money_is_found_anywhere(
    talkative: MiniStack, postgres: Postgres
) -> None:
    page = outside.sequences(talkative)
    url = postgres.superuser_url(talkative.settings["TURNOUT_DATABASE_URL"].rpartition("/")[2])
    with overheard(page, talkative.settings["TURNOUT_BROKER_URL"]) as ear:
        shop = page.Shop()
        order = lived(page, shop)
        secrets = {
            "the provider's key": shop.api_key,
            "a provider's key that was refused": WRONG_KEY,
            "the webhooks' secret": shop.secret,
            "a secret that a stranger signed with": WRONG_SECRET,
            "the owner's token": shop.owner["Authorization"].rpartition(".")[2],
        }
        theirs = {"the order's secret": order["secret"]}
        books = shop.books()
    assert books[0][order["id"]]["money_state"] == "part_refunded", "the life was lived"
    logs = in_files(talkative.state / "logs", secrets | theirs)
    tables = in_tables(url, secrets | theirs)
    kept = tables.pop("the order's secret", set())
    record_result(
        "no secret anywhere", f"{len(secrets) + 1} secrets, {len(ear.commands)} Redis commands"
    )

    assert len(ear.commands) > 100
    assert len(ear.answers) > 10
    assert logs == {}
    assert tables == {}
    assert kept <= {"payments"}, "only where the provider is told the way back to the order"
    assert ear.found(secrets) == {}
    assert "Redis" not in ear.found(theirs).get("the order's secret", set())


def test_a_planted_leak_is_found_in_every_place(
    running_stack: MiniStack, page: ModuleType, postgres: Postgres
) -> None:
    """A connection that is named by its own key: the search finds it wherever it went."""
    url = postgres.superuser_url(running_stack.settings["TURNOUT_DATABASE_URL"].rpartition("/")[2])
    with overheard(page, running_stack.settings["TURNOUT_BROKER_URL"]) as ear:
        shop = page.Shop()
        leak = {"a leak": shop.api_key}
        shop.post("/connections", {
            "kind": "payments", "adapter_key": "sandbox", "name": shop.api_key, "mode": "test",
            "values": {"api_key": shop.api_key, "webhook_secret": shop.secret},
        })  # fmt: skip
        page.call("GET", f"{shop.base}/connections", **shop.owner)
        with redis.from_url(running_stack.settings["TURNOUT_BROKER_URL"]) as broker:
            body = base64.b64encode(f"[[{shop.api_key!r}], {{}}]".encode()).decode()
            broker.rpush("planted", json.dumps({"body": body}))
    (running_stack.state / "logs" / "planted.log").write_text(f"asking with {shop.api_key}\n")

    assert {"connections", "audit_entries"} <= in_tables(url, leak)["a leak"]
    assert in_files(running_stack.state / "logs", leak)["a leak"] == {"planted.log"}
    assert ear.found(leak)["a leak"] == {"an answer", "Redis"}


def lived(page: ModuleType, shop: Any) -> Any:
    """Refused keys, strangers' webhooks, failing requests, a sale, a refund; the order."""
    wrong = {"api_base": page.SANDBOX, "api_key": WRONG_KEY, "webhook_secret": shop.secret}
    new = {"kind": "payments", "adapter_key": "sandbox", "mode": "test"}
    page.call(
        "POST", f"{shop.base}/connections",
        new | {"name": "Wrong", "values": wrong | {"no_such_field": WRONG_KEY}}, **shop.owner,
    )  # fmt: skip
    made = shop.post("/connections", new | {"name": "Other", "values": wrong})
    page.call("POST", f"{shop.base}/connections/{made['id']}/health", **shop.owner)
    for behaviour in ("drop", "error", "unavailable"):
        script = {"operation": "start", "behaviour": behaviour}
        page.call("POST", f"{page.SANDBOX}/v1/scripts", script, **key_of(shop))
    order = shop.buy()
    payment_id, ref = shop.pay(order)
    event = shop.event_of("payment.succeeded", ref, payment_id)
    shop.deliver(event, secret=WRONG_SECRET)
    shop.deliver(event, header=f"t={int(time.time())},v1={WRONG_SECRET}")
    page.call("POST", shop.hook, b"{" + shop.secret.encode(), Turnout_Sandbox_Signature="t=1")
    complete = f"{page.SANDBOX}/v1/payments/{ref}/complete"
    page.call("POST", complete, {"outcome": "success"}, **key_of(shop))
    while shop.books()[0][order["id"]]["state"] != "confirmed":
        continue
    shop.post(f"/orders/{order['id']}/refunds", {"amount_minor": 1000, "reason": "asked for"})
    while shop.books()[0][order["id"]]["refunded_minor"] != 1000:
        continue
    page.call("GET", f"{shop.base}/audit?limit=100", **shop.owner)
    page.call("GET", f"{shop.base}/payments/{payment_id}", **shop.owner)
    page.call("GET", f"{shop.base}/payment-deliveries", **shop.owner)
    return order


def key_of(shop: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {shop.api_key}"}
