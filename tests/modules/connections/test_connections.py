"""Connections over HTTP: options of the platform's own, what rests, what is installed."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from tests.factories import payments as making
from tests.factories.people import add_member, bearer
from tests.modules.connections.conftest import Desk

from turnout.kernel import runtime
from turnout.kernel.adapters import BrokenAdapter, Registry
from turnout.kernel.outbound.circuit_breaker import Breaker
from turnout.modules.connections.service import connections, gateways
from turnout_sandbox.fake import fake
from turnout_sdk.adapter import Adapter, Health, Kind


def test_a_new_connection_collects_at_once_everywhere_and_stands_last(desk):
    first, second = desk.connect(name="One"), desk.connect(name="Two")

    assert second.status_code == 201
    made = second.json
    assert (made["collects"], made["countries"], made["currencies"]) == ("at_once", [], [])
    assert made["position"] == first.json["position"] + 1


def test_a_kind_that_nothing_calls_says_so_where_it_is_listed_and_connected(client, desk):
    listed = client.get("/api/v1/adapters", headers=bearer(desk.organization.owner)).json["items"]
    called = {each["kind"]: each["is_called"] for each in listed}
    assert called["payments"] is called["email"] is called["storage"] is True
    assert desk.connect().json["is_called"] is True
    assert desk.call("GET").json["items"][0]["is_called"] is True
    pigeon, values = pigeon_of(desk)
    with installed(pigeon):
        listed = client.get("/api/v1/adapters").json["items"]
        assert [each["is_called"] for each in listed if each["key"] == "pigeon"] == [False]
        made = desk.call("POST", "", {**PIGEON, "values": values})
        assert (made.status_code, made.json["is_called"]) == (201, False)


def test_a_store_is_connected_by_keys_of_its_own_and_not_by_rights_of_the_machine(desk):
    ours = {"kind": "storage", "adapter_key": "s3", "name": "Ours", "values": {"bucket": "ours"}}
    body = ours | {"adapter_key": "s3-bucket"}
    inside = {"endpoint_url": "https://10.0.0.1:9000", "access_key_id": "k"}
    for refused, pointers in (
        (ours, ["/adapter_key"]),
        (body, ["/values/access_key_id", "/values/secret_access_key"]),
        (
            body | {"values": inside | {"bucket": "ours", "secret_access_key": "s"}},
            ["/values/endpoint_url"],
        ),
    ):
        answer = desk.call("POST", "", refused)
        assert answer.status_code == 422
        assert [each["pointer"] for each in answer.json["errors"]] == pointers


def test_only_payments_are_told_of_an_address_for_webhooks(desk):
    told = {}

    def build(_settings: Any, services: Any) -> object:
        told["webhook_url"] = services.webhook_url
        return object()

    pigeon, values = pigeon_of(desk)
    with installed(replace(pigeon, build=build)):
        made = desk.call("POST", "", {**PIGEON, "values": values}).json
        gateways.open_gateway(desk.ctx, UUID(made["id"]))
    assert told == {"webhook_url": None}


PIGEON = {"kind": "crm", "adapter_key": "pigeon", "name": "Pigeon"}


def pigeon_of(desk: Desk) -> tuple[Adapter[Any], dict[str, Any]]:
    """The sandbox as an adapter of a kind that nothing calls, and its settings."""
    model = runtime.current().adapters.get("payments", fake.key)
    values = fake.settings_for(making.account_of(desk.ctx), base_url=None)
    return replace(model, kind=Kind.CRM, key="pigeon", page_fields=None), values


@contextmanager
def installed(adapter: Adapter[Any]) -> Iterator[None]:
    """Another adapter beside those that are there."""
    current = runtime.current()
    before = current.adapters
    current.adapters = Registry([*before.list(), adapter], broken=list(before.broken))
    try:
        yield
    finally:
        current.adapters = before


def test_options_are_stored_sorted_and_shown(desk):
    options = {
        "collects": "by_hand",
        "countries": ["DE", "AT", "DE"],
        "currencies": ["EUR", "CHF"],
        "position": 7,
    }

    made = desk.connect(options=options).json

    assert made["collects"] == "by_hand"
    assert (made["countries"], made["currencies"]) == (["AT", "DE"], ["CHF", "EUR"])
    assert made["position"] == 7
    assert desk.call("GET", f"/{made['id']}").json == made


def test_an_option_that_is_not_named_stays_and_settings_are_not_asked_for_again(desk):
    made = desk.connect(options={"countries": ["DE"], "collects": "by_hand"}).json

    answer = desk.call("PATCH", f"/{made['id']}", {"options": {"currencies": ["EUR"]}})

    assert answer.status_code == 200
    changed = answer.json
    assert (changed["countries"], changed["currencies"]) == (["DE"], ["EUR"])
    assert changed["collects"] == "by_hand"
    assert changed["version"] == made["version"] + 1
    emptied = desk.call("PATCH", f"/{made['id']}", {"options": {"countries": []}}).json
    assert emptied["countries"] == []


@pytest.mark.parametrize(
    ("options", "pointer"),
    [
        ({"countries": ["de"]}, "/options/countries/0"),
        ({"countries": ["DE\n"]}, "/options/countries/0"),
        ({"currencies": ["EURO"]}, "/options/currencies/0"),
        ({"currencies": ["XXX"]}, "/options/currencies"),
        ({"collects": "later"}, "/options/collects"),
        ({"position": 0}, "/options/position"),
        ({"position": "first"}, "/options/position"),
        ({"colour": "red"}, "/options/colour"),
    ],
)
def test_an_option_that_cannot_be_is_refused_by_field(desk, options, pointer):
    answer = desk.connect(options=options)

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == pointer


def test_an_adapter_that_collects_at_once_only_cannot_collect_by_hand(desk):
    current = runtime.current()
    before = current.adapters
    [adapter] = [each for each in before.list("payments") if each.key == fake.key]
    simple = replace(adapter, capabilities=replace(adapter.capabilities, separate_capture=False))
    current.adapters = Registry([simple])
    try:
        answer = desk.connect(options={"collects": "by_hand"})
    finally:
        current.adapters = before

    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/options/collects"


def test_options_of_payments_are_for_payments(desk):
    body = {
        "kind": "email",
        "adapter_key": "smtp",
        "name": "Mail",
        "values": {"host": "mail.example", "port": 587},
        "options": {"countries": ["DE"]},
    }

    assert desk.call("POST", "", body).json["errors"][0]["pointer"] == "/options"
    body["options"] = {"position": 3}
    assert desk.call("POST", "", body).status_code == 201


def test_a_connection_that_rests_is_shown_as_such(desk):
    made = desk.connect().json
    assert made["circuit"] == "closed"
    breaker = Breaker(runtime.current().redis)

    for _ in range(5):
        breaker.record(fake.key, made["id"], worked=False)

    assert desk.call("GET", f"/{made['id']}").json["circuit"] == "open"
    [listed] = desk.call("GET", "?kind=payments").json["items"]
    assert listed["circuit"] == "open"


def test_a_connection_whose_webhooks_cannot_be_checked_is_shown_as_resting(desk):
    made = desk.connect().json
    breaker = Breaker(runtime.current().redis)

    for _ in range(5):
        breaker.record(fake.key, f"{made['id']}:verify", worked=False)

    assert desk.call("GET", f"/{made['id']}").json["circuit"] == "open"


def test_a_connection_whose_adapter_is_gone_is_shown_as_missing(desk):
    made = desk.connect().json
    current = runtime.current()
    before = current.adapters
    current.adapters = Registry([])
    try:
        shown = desk.call("GET", f"/{made['id']}").json
    finally:
        current.adapters = before

    assert shown["circuit"] == "missing"


def test_staff_configure_nothing(desk):
    staff = add_member(desk.organization, "staff")
    headers = bearer(staff)

    assert desk.call("GET", **headers).status_code == 403
    assert desk.call("POST", "", {}, **headers).status_code == 403


@pytest.fixture
def broken():
    current = runtime.current()
    before = current.adapters
    reason = "ModuleNotFoundError: No module named 'secret_internals'"
    fault = BrokenAdapter(kind="payments", key="brittle", reason=reason)
    current.adapters = Registry(before.list(), [fault])
    yield reason
    current.adapters = before


def adapters(client, **headers):
    return {
        each["key"]: each for each in client.get("/api/v1/adapters", headers=headers).json["items"]
    }


def test_why_an_adapter_does_not_work_is_told_to_people_who_signed_in(desk, client, broken):
    stranger = adapters(client)["brittle"]
    member = adapters(client, **bearer(desk.organization.owner))["brittle"]

    assert (stranger["is_working"], stranger["problem"]) == (False, "")
    assert (member["is_working"], member["problem"]) == (False, broken)


def test_a_token_that_proves_nobody_is_refused(client, broken):
    answer = client.get("/api/v1/adapters", headers={"Authorization": "Bearer nobody"})

    assert answer.status_code == 401
    assert broken not in answer.text


def test_the_catalogue_shows_what_quality_an_adapter_claims(client):
    found = adapters(client)

    assert found[fake.key]["quality"] in ("bronze", "silver", "gold")
    assert {each.get("quality", "none") for each in found.values()} <= {
        "none", "bronze", "silver", "gold",
    }  # fmt: skip


def mail_server(desk: Desk, host: str, port: int = 587) -> Any:
    values = {"host": host, "port": port, "security": "none"}
    body = {"kind": "email", "adapter_key": "smtp", "name": f"Ours {port}", "values": values}
    return desk.call("POST", "", body)


@pytest.mark.parametrize("host", ["10.0.0.5", "169.254.169.254", "[::1]", "::ffff:127.0.0.1"])
def test_a_mail_server_at_an_inner_address_is_refused_by_field(desk, host):
    refused = mail_server(desk, host)

    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json["errors"]] == ["/values/host"]


def test_a_name_that_turns_inwards_after_the_check_is_not_followed(desk, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as inner:
        inner.settimeout(0.2)
        asked: list[str] = []

        def rebinding(host: str, _port: int) -> list[str]:
            asked.append(host)
            if len(asked) == 1:
                raise OSError("at first there is no such name")
            return ["127.0.0.1"]

        current = runtime.current()
        monkeypatch.setattr(current, "rules", replace(current.rules, resolve=rebinding))
        made = mail_server(desk, "turning.example", inner.getsockname()[1]).json
        checked = [desk.call("POST", f"/{made['id']}/health").json for _ in range(2)]
        with pytest.raises(TimeoutError):
            inner.accept()
    assert asked == ["turning.example"] * 2
    assert [each["is_healthy"] for each in checked] == [False, False]
    assert len({each["health_detail"] for each in checked}) == 1


def test_a_check_does_not_tell_apart_why_nobody_answered(desk, monkeypatch):
    current = runtime.current()
    allowed = replace(current.rules, loopback_hosts=frozenset({"127.0.0.1"}))
    monkeypatch.setattr(current, "rules", allowed)
    monkeypatch.setattr(connections, "CHECK_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as silent, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        ports = [each.getsockname()[1] for each in (silent, taken)]
        made = [mail_server(desk, "127.0.0.1", port).json["id"] for port in ports]
        said = {desk.call("POST", f"/{each}/health").json["health_detail"] for each in made}
    assert said == {connections.UNREACHABLE}


def test_the_catalogue_shows_what_an_adapter_is_exempt_from_and_lowers_its_level(client):
    found = adapters(client)

    assert found[fake.key]["exemptions"] == {
        "platform-fee": "The sandbox knows no connected accounts."
    }
    by_bank = found["banktransfer"]
    assert by_bank["quality"] == "bronze", "exempt from rules about money"
    assert by_bank["exemptions"]["webhooks-verified-on-raw-body"].startswith("Banks send no")


def test_what_an_adapter_says_of_a_setting_reaches_the_person_at_its_field(desk):
    values = {"api_key": "rk_secret_1", "webhook_secret": "", "unheard_of": 1}

    refused = desk.connect(values=values)

    assert refused.status_code == 422
    assert {each["pointer"]: each["detail"] for each in refused.json["errors"]} == {
        "/values/api_key": "an API key looks like sk_test_<account>",
        "/values/webhook_secret": "too short",
        "/values/unheard_of": "extra forbidden",
    }
    assert "rk_secret_1" not in refused.text


class Account:
    """A provider that tells keys for tests from those that move money."""

    def __init__(self, *, is_live: bool | None) -> None:
        self._is_live = is_live

    def health(self) -> Health:
        return Health(is_healthy=True, detail="Hello", is_live=self._is_live)


@pytest.mark.parametrize(
    ("mode", "is_live", "is_healthy"),
    [
        ("test", False, True),
        ("live", True, True),
        ("live", None, True),
        ("live", False, False),
        ("test", True, False),
    ],
)
def test_a_key_of_the_other_mode_is_not_healthy(desk, mode, is_live, is_healthy):
    current = runtime.current()
    before = current.adapters
    [adapter] = [each for each in before.list("payments") if each.key == fake.key]
    current.adapters = Registry([replace(adapter, build=lambda *_: Account(is_live=is_live))])
    try:
        made = desk.connect(mode=mode).json
        checked = desk.call("POST", f"/{made['id']}/health").json
    finally:
        current.adapters = before

    assert checked["is_healthy"] is is_healthy
    assert (checked["health_detail"] == "Hello") is is_healthy


@pytest.mark.parametrize("host", [f"{'a' * 64}.example", "a..example", "ä" * 70])
def test_a_host_that_no_name_service_can_know_is_unreachable_and_no_fault_of_ours(desk, host):
    made = mail_server(desk, host).json["id"]
    checked = desk.call("POST", f"/{made}/health")
    assert (checked.status_code, checked.json["is_healthy"]) == (200, False)
    assert checked.json["health_detail"] == connections.UNREACHABLE


def test_a_connection_stands_at_the_address_that_was_reserved_for_it(desk):
    wanted = {"kind": "payments", "adapter_key": fake.key}
    reserved = desk.call("POST", "/reservations", wanted).json
    made = desk.connect(reservation=reserved["reservation"])

    assert made.json["webhook_url"] == reserved["webhook_url"]
    assert reserved["webhook_url"].endswith(f"/{desk.organization.id}/{made.json['id']}")
    again = desk.connect(name="Again", reservation=reserved["reservation"])
    assert pointers(again) == ["/reservation"]


def test_a_reservation_of_another_organization_or_of_nobody_is_refused(client, desk):
    wanted = {"kind": "payments", "adapter_key": fake.key}
    theirs = Desk(client).call("POST", "/reservations", wanted).json["reservation"]

    assert pointers(desk.connect(reservation=theirs)) == ["/reservation"]
    assert pointers(desk.connect(reservation="made up")) == ["/reservation"]


def test_a_provider_that_delivers_nothing_is_given_no_address(desk):
    wanted = {"kind": "payments", "adapter_key": "banktransfer"}
    assert desk.call("POST", "/reservations", wanted).json["webhook_url"] is None


def test_a_connection_says_whether_buyers_are_offered_it(desk):
    first = desk.connect(name="Tests").json
    assert first["is_used"]
    desk.connect(name="Real", mode="live")
    listed = {each["name"]: each["is_used"] for each in desk.call("GET").json["items"]}
    assert listed == {"Tests": False, "Real": True}


def test_mails_go_through_the_first_active_mail_server(desk):
    first, _ = (mail_server(desk, "mail.example.org", port) for port in (587, 465))
    off = {"state": "disabled"}
    path = f"/{first.json['id']}"
    assert first.json["is_used"]
    assert not desk.call("PATCH", path, off, **{"If-Match": '"1"'}).json["is_used"]
    assert [each["is_used"] for each in desk.call("GET").json["items"]] == [False, True]


def test_the_catalogue_names_what_to_ask_for_in_the_order_of_the_adapter(client, monkeypatch):
    def asked() -> list[str]:
        return adapters(client)[fake.key]["fields"]

    assert asked()[:3] == ["api_base", "api_key", "webhook_secret"]
    current = runtime.current()
    production = current.settings.model_copy(update={"environment": "production"})
    monkeypatch.setattr(current, "settings", production)
    assert asked()[:2] == ["api_key", "webhook_secret"]


def pointers(answer):
    assert answer.status_code == 422, answer.text
    return [each["pointer"] for each in answer.json["errors"]]
