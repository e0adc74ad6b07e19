import json
import pickle
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from pydantic import Field, SecretStr, field_validator

from turnout_sdk import email, storage
from turnout_sdk.adapter import Adapter, AdapterSettings, Kind, Services
from turnout_sdk.errors import Declined, Misconfigured
from turnout_sdk.fakes import Fake
from turnout_sdk.money import Money
from turnout_sdk.payments import (
    Capabilities,
    Charge,
    Delivery,
    Flow,
    Limit,
    Method,
    NextAction,
    Operation,
    OperationState,
    Refunds,
    Starts,
)


class Settings(AdapterSettings):
    api_key: SecretStr
    older_keys: tuple[SecretStr, ...] = ()
    backup_key: SecretStr | None = None
    region: str = Field(default="eu", pattern="^(eu|us)$")

    @field_validator("backup_key")
    @classmethod
    def _is_a_key(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().startswith("key_"):
            raise ValueError(f"a key begins with key_, not {value.get_secret_value()}")
        return value


class Gateway:
    def __init__(self, settings: Settings, services: Services) -> None:
        self.settings, self.services = settings, services

    def start(self, charge: Charge) -> Operation:
        return Operation(provider_ref="1", state=OperationState.SUCCEEDED, amount=charge.amount)


CAPABILITIES = Capabilities(
    currencies=frozenset({"KES", "EUR"}),
    methods=(
        Method(key="card", title="Card"),
        Method(
            key="mobile",
            title="Mobile",
            flow=Flow.INSTRUCTIONS,
            longest_pending_seconds=900,
            currencies=frozenset({"KES"}),
        ),
    ),
    limits=(Limit(currency="EUR", minimum_minor=50, maximum_minor=1000),),
)

adapter = Adapter(
    key="acme",
    title="Acme Pay",
    kind=Kind.PAYMENTS,
    sdk=">=1,<2",
    settings=Settings,
    capabilities=CAPABILITIES,
    build=Gateway,
)


def services():
    return Services(http=httpx.Client(), now=lambda: datetime(2026, 3, 1, tzinfo=UTC))


def test_an_adapter_opens_with_good_settings():
    gateway = adapter.open({"api_key": "hush-hush"}, services())
    assert isinstance(gateway, Starts)
    assert not isinstance(gateway, Refunds)
    assert gateway.settings.api_key.get_secret_value() == "hush-hush"
    assert "hush-hush" not in repr(gateway.settings)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "api_key"),
        ({"api_key": ["hush-hush"]}, "api_key"),
        ({"api_key": "x", "region": "hush-hush"}, "region"),
        ({"api_key": "x", "surprise": "hush-hush"}, "surprise"),
    ],
)
def test_wrong_settings_are_named_and_never_quoted(values, field):
    with pytest.raises(Misconfigured, match=field) as raised:
        adapter.configure(values)
    assert "hush-hush" not in f"{raised.value} {raised.value.__cause__!r}"


def test_what_a_validator_says_reaches_the_person_without_the_secret():
    with pytest.raises(Misconfigured) as raised:
        adapter.configure({"api_key": "x", "backup_key": "hush-hush", "surprise": 1})
    assert raised.value.fields == {
        "backup_key": "a key begins with key_, not …",
        "surprise": "extra forbidden",
    }
    assert "hush-hush" not in f"{raised.value} {raised.value.fields}"


def test_a_description_is_json_and_marks_secrets():
    described = json.loads(json.dumps(adapter.describe()))
    assert described["secrets"] == ["api_key", "backup_key", "older_keys"]
    assert described["settings"]["properties"]["api_key"]["writeOnly"] is True
    assert described["capabilities"]["currencies"] == ["EUR", "KES"]
    assert described["capabilities"]["methods"][1]["flow"] == "instructions"
    assert described["kind"] == "payments"
    assert described["exemptions"] == {}


@pytest.mark.parametrize(("sdk", "fits"), [(">=1,<2", True), (">=2", False)])
def test_the_range_decides_whether_an_adapter_loads(sdk, fits):
    other = Adapter(
        key="acme",
        title="Acme",
        kind=Kind.SMS,
        sdk=sdk,
        settings=Settings,
        capabilities=None,
        build=Gateway,
    )
    assert other.is_compatible() is fits
    assert other.kind.group == "turnout.sms"


@pytest.mark.parametrize(
    ("amount", "method", "accepted"),
    [
        (Money(50, "EUR"), None, True),
        (Money(1000, "EUR"), "card", True),
        (Money(49, "EUR"), None, False),
        (Money(1001, "EUR"), None, False),
        (Money(10**9, "KES"), "mobile", True),
        (Money(100, "EUR"), "mobile", False),
        (Money(100, "EUR"), "cheque", False),
        (Money(100, "USD"), None, False),
        (Money(0, "KES"), None, False),
        (Money(-1, "KES"), None, False),
    ],
)
def test_capabilities_say_what_can_be_charged(amount, method, accepted):
    assert CAPABILITIES.accepts(amount, method) is accepted


def test_the_longest_pending_time_is_that_of_the_slowest_method():
    assert CAPABILITIES.longest_pending_seconds == 900


def test_headers_are_found_under_any_capitalisation():
    delivery = Delivery(headers={"X-SIGNATURE": "1"}, body=b"")
    assert delivery.header("x-Signature") == "1"
    assert delivery.header("y") is None


def test_a_form_is_read_and_what_is_none_is_empty():
    assert Delivery(headers={}, body=b"id=tr_1&id=tr_2&a=%20").form() == {"id": "tr_2", "a": " "}
    for odd in (b"", b"\xff=1", b"{}", b"&".join([b"a=1"] * 101)):
        assert Delivery(headers={}, body=odd).form() == {}
    assert "whsec" not in repr(Delivery(headers={}, body=b"", query={"key": "whsec"}))


def test_a_redirect_is_found_on_the_operation():
    action = NextAction(flow=Flow.REDIRECT, redirect_url="https://pay.example/1")
    operation = Operation(
        provider_ref="1",
        state=OperationState.NEEDS_ACTION,
        amount=Money(1, "EUR"),
        next_action=action,
    )
    assert operation.redirect_url == "https://pay.example/1"


def test_a_refusal_survives_the_way_between_processes():
    copy = pickle.loads(pickle.dumps(Declined("card_declined", "Please use another card.")))  # noqa: S301
    assert (copy.code, copy.message) == ("card_declined", "Please use another card.")


def test_a_fake_says_how_it_is_run_and_reached():
    fake = Fake(
        key="acme",
        title="Acme",
        module="acme_fake",
        port=9000,
        settings=lambda base_url, account: {"api_base": base_url, "api_key": account},
    )
    command = fake.command(Path("state"))
    assert command[1:] == ["-m", "acme_fake", "--bind", "127.0.0.1:9000", "--state", "state"]
    assert fake.settings_for("a") == {"api_base": "http://127.0.0.1:9000", "api_key": "a"}


def test_a_store_in_memory_meets_the_ports():
    class Memory:
        def put(self, key, content, *, media_type):
            return storage.StoredObject(
                key=key, size_bytes=len(content.read()), media_type=media_type
            )

        def delete(self, key):
            self.deleted = key

    assert isinstance(Memory(), storage.Puts)
    assert isinstance(Memory(), storage.Deletes)
    assert not isinstance(Memory(), storage.Presigns)
    assert email.OutgoingMail.__dataclass_params__.frozen
