"""One harmless call of each verb of each kind, for the suites in which the provider fails."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from turnout_sdk import calendar, chat, crm, email, push, search, sms, wallet
from turnout_sdk.adapter import Kind
from turnout_sdk.fakes import GivesDevices, ReportsMails, Signs
from turnout_sdk.testing.harness import AdapterHarness, has_verb, new_key
from turnout_sdk.webhooks import Delivery

Calls = Mapping[str, Callable[[], object]]

WRITES = frozenset({"start", "refund", "capture", "void", "send", "post", "record", "keep"})
"""Verbs whose repetition would be noticed: a lost answer must come out as Unclear."""

ODD_BODIES = (b"", b"{}", b"[]", b"null", b"\xff\xfe", b"id", b"id=", b"<id/>", b"[" * 20_000)
"""Of webhooks: what no provider publishes."""
DAY = timedelta(days=1)
TIME = datetime(2026, 3, 1, 12, tzinfo=UTC)
MAIL_SENDER = email.Address(email="tickets@example.org", name="Tickets")


def calls(harness: AdapterHarness, port: Any) -> Calls:
    """Prepare the calls while everything works; make them when it does not."""
    made = _MAKERS[harness.kit.adapter.kind](harness, port)
    if has_verb(port, "health"):
        made = {**made, "health": port.health}
    return {verb: call for verb, call in made.items() if has_verb(port, verb)}


def mail(harness: AdapterHarness, **changes: Any) -> email.OutgoingMail:
    words: dict[str, Any] = {
        "message_id": f"<{new_key()}@tickets.example>",
        "sender": MAIL_SENDER,
        "to": (email.Address(email=f"{harness.account}@example.org", name="Ada"),),
        "subject": "Your ticket",
        "text": "Hello\n.\nEnd",
    }
    return email.OutgoingMail(**(words | changes))


def text(**changes: Any) -> sms.OutgoingText:
    return sms.OutgoingText(
        **({"key": new_key(), "to": "+254700000001", "text": "Doors open at 7"} | changes)
    )


def entry(**changes: Any) -> calendar.Entry:
    words = {
        "uid": f"{new_key()}@tickets.example",
        "sequence": 0,
        "title": "Concert",
        "starts_at": TIME,
        "ends_at": TIME.replace(hour=14),
        "time_zone": "Africa/Nairobi",
    }
    return calendar.Entry(**(words | changes))  # type: ignore[arg-type]  # words are of all types


def document(**changes: Any) -> search.Document:
    words = {"id": "1", "scope": "demo", "version": 1, "texts": {"title": "Concert in Nairobi"}}
    return search.Document(**(words | changes))  # type: ignore[arg-type]  # words are of all types


def activity(**changes: Any) -> crm.Activity:
    words = {
        "key": new_key(),
        "email": "ada@example.org",
        "kind": crm.ActivityKind.PAID,
        "title": "Concert",
        "occurred_at": TIME,
    }
    return crm.Activity(**(words | changes))  # type: ignore[arg-type]  # words are of all types


def ticket_pass(**changes: Any) -> wallet.Pass:
    words = {
        "id": new_key(),
        "event_id": "kit-event",
        "state": wallet.PassState.VALID,
        "code": "TO1.kit.code",
        "short_code": "K1T-C0D",
        "organizer": "Meridian",
        "holder": "Ada Lovelace",
        "ticket_type": "Standard",
        "number": "K-1",
        "language": "en",
        "texts": {"en": PASS_TEXTS, "de": replace(PASS_TEXTS, title="Konzert", when="Wann")},
        "design": wallet.Design(
            colour="#1d4ed8", ink="#ffffff", icon=PIXEL, icon_url="https://shop.example/icon.png"
        ),
        "time_zone": "Africa/Nairobi",
        "starts_at": TIME,
        "ends_at": TIME.replace(hour=14),
        "place": wallet.Place(
            name="Hall", address="1 Uhuru Highway, Nairobi", latitude=-1.29, longitude=36.82
        ),
        "url": "https://shop.example/meridian/concert",
        "updates": wallet.Updates(
            url="https://shop.example/wallet",
            token="token-of-a-pass-of-the-kit",  # noqa: S106 - of no pass
        ),
    }
    return wallet.Pass(**(words | changes))  # type: ignore[arg-type]  # words are of all types


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8"
    "cfc000000301010018dd8db00000000049454e44ae426082"
)
"""A PNG of one point."""
PASS_TEXTS = wallet.PassTexts(
    title="Concert",
    when="When",
    where="Where",
    holder="Attendee",
    ticket_type="Ticket",
    number="Order",
    code="Code",
    organizer="Organizer",
    page="Event page",
    state="Status",
    used="Checked in",
    void="No longer valid",
    changed="Now: {value}",
)
GRANT = calendar.Grant(access_token="access-of-a-test", refresh_token="refresh-of-a-test")  # noqa: S106
_DEVICE_KEYS = {"p256dh": "x", "auth": "y"}
MESSAGE = chat.Message(key="kit-message", title="Sold out", facts={"Tickets": "300"})
PERSON = crm.Person(email="ada@example.org", given_name="Ada")


def _payments(harness: AdapterHarness, port: Any) -> Calls:
    from turnout_sdk.payments import Capture, Void
    from turnout_sdk.testing.suites.paying import charge, paid, refund

    payment = paid(harness, port) if has_verb(port, "refund") else port.start(charge(harness))
    ref = payment.provider_ref
    return {
        "start": lambda: port.start(charge(harness)),
        "fetch": lambda: port.fetch(ref),
        "find": lambda: port.find(new_key()),
        "refund": lambda: port.refund(refund(payment)),
        "capture": lambda: port.capture(
            Capture(key=new_key(), provider_ref=ref, amount=payment.amount)
        ),
        "void": lambda: port.void(Void(key=new_key(), provider_ref=ref)),
        "settlements": lambda: list(port.settlements(harness.now() - DAY, harness.now())),
        **_deliveries(harness, port, ref),
    }


def _deliveries(harness: AdapterHarness, port: Any, provider_ref: str) -> Calls:
    """Prepare what a delivery asks of a port: signed by the provider, or naming a payment."""
    if has_verb(port, "points_to"):
        named = Delivery(headers={}, body=urlencode({"id": provider_ref}).encode())
        return {"points_to": lambda: port.points_to(named)}
    signs = harness.controls()
    if not isinstance(signs, Signs):
        return {}
    body = harness.control(Signs).unknown_event()
    headers = harness.control(Signs).sign(body, at=harness.now())
    delivery = Delivery(headers=headers, body=body)
    return {"verify": lambda: port.verify(delivery), "read": lambda: port.read(delivery)}


def _storage(_: AdapterHarness, port: Any) -> Calls:
    return {
        "put": lambda: port.put("kit/a.txt", io.BytesIO(b"content"), media_type="text/plain"),
        "get": lambda: list(port.get("kit/a.txt")),
        "delete": lambda: port.delete("kit/a.txt"),
    }


def _search(_: AdapterHarness, port: Any) -> Calls:
    query = search.Query(scope="demo", text="concert")
    port.index("kit", [document()])
    made = port.begin("kit") if has_verb(port, "begin") else ""
    return {
        "index": lambda: port.index("kit", [document()]),
        "remove": lambda: port.remove("kit", ["1"]),
        "search": lambda: port.search("kit", query),
        "complete": lambda: port.complete("kit", query, fields=("city",), limit=3),
        "forget": lambda: port.forget("kit", [search.Removal(id="1", version=1)]),
        "entries": lambda: port.entries("kit"),
        "begin": lambda: port.begin("kit"),
        "replace": lambda: port.replace("kit", made),
        "drop": lambda: port.drop(made),
    }


def _crm(_: AdapterHarness, port: Any) -> Calls:
    return {
        "contacts": lambda: list(port.contacts(None)),
        "push": lambda: port.push(PERSON),
        "record": lambda: port.record(activity()),
        "fields": port.fields if has_verb(port, "fields") else list,
    }


def _calendar(_: AdapterHarness, port: Any) -> Calls:
    return {
        "exchange": lambda: port.exchange("code", verifier="v", return_url="http://shop.example"),
        "refresh": lambda: port.refresh(GRANT),
        "write": lambda: port.write(GRANT, entry()),
        "remove": lambda: port.remove(GRANT, "nobody@tickets.example"),
        "revoke": lambda: port.revoke(GRANT),
    }


def _wallet(_: AdapterHarness, port: Any) -> Calls:
    return {
        "pack": lambda: port.pack(ticket_pass()),
        "keep": lambda: port.keep(ticket_pass()),
        "save_url": lambda: port.save_url(ticket_pass()),
    }


def _email(harness: AdapterHarness, port: Any) -> Calls:
    made: dict[str, Callable[[], object]] = {
        "send": lambda: port.send(mail(harness)),
        "find": lambda: port.find("<nobody@tickets.example>"),
    }
    if isinstance(harness.controls(), ReportsMails):
        told = harness.control(ReportsMails).report(
            "<1@tickets.example>", "ada@example.org", "delivered", at=harness.now()
        )
        made |= {"verify": lambda: port.verify(told), "read": lambda: port.read(told)}
        made["confirm"] = lambda: port.confirm(told)
    return made


def _push(harness: AdapterHarness, port: Any) -> Calls:
    there = device(harness)
    return {"send": lambda: port.send(there, push.Note(title="Doors open", body="Gate B"))}


def device(harness: AdapterHarness, name: str = "device-of-a-test") -> push.Subscription:
    """Return a device as the fake gives it, or a name where its service knows devices by name."""
    if not isinstance(harness.controls(), GivesDevices):
        return push.Subscription(address=name, keys=_DEVICE_KEYS)
    controls = harness.control(GivesDevices)
    given: push.Subscription = controls.device(name, base_url=harness.fault_proxy.address)
    return given


_MAKERS: Mapping[Kind, Callable[[AdapterHarness, Any], Calls]] = {
    Kind.PAYMENTS: _payments,
    Kind.STORAGE: _storage,
    Kind.SEARCH: _search,
    Kind.CRM: _crm,
    Kind.CALENDAR: _calendar,
    Kind.EMAIL: _email,
    Kind.SMS: lambda _, port: {
        "send": lambda: port.send(text()),
        "find": lambda: port.find(text(), since=TIME),
    },
    Kind.PUSH: _push,
    Kind.CHAT: lambda _, port: {"post": lambda: port.post(MESSAGE)},
    Kind.WALLET: _wallet,
    Kind.CHALLENGE: lambda _, port: {"judge": lambda: port.judge("token-of-a-test")},
}
