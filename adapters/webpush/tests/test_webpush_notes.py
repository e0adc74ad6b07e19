"""What a browser gets: the RFCs' examples, who may read it, and what each answer of a service means."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from turnout_webpush_fake import PRIVATE_KEY, browser

from turnout_sdk.adapter import Services
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.push import GONE, TOO_LARGE, Note, Subscription, Urgency
from turnout_webpush import adapter

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
SETTINGS = {"private_key": PRIVATE_KEY, "subject": "mailto:push@turnout.example"}
# The example of RFC 8291, section 5.
RECEIVER = browser.decoded("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94")
AUTH = browser.decoded("BTBZMqHH6r4Tts7J_aSIgg")
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
MESSAGE = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
NOTE = Note(title="Doors open", body="Gate B", url="https://tickets.example/1", topic="t1")


def asked_by(answer, settings=SETTINGS):
    """A gateway whose push service answers so, and the requests that arrive there."""
    seen = []

    def handle(request):
        seen.append(request)
        return answer(request) if callable(answer) else answer

    http = httpx.Client(transport=httpx.MockTransport(handle))
    services = Services(http=http, now=lambda: NOW, sleep=lambda _: None)
    return adapter.open(settings, services), seen


def device(address="https://push.example/a/b?c=d"):
    keys = {
        "p256dh": browser.encoded(browser.public_point(RECEIVER)),
        "auth": browser.encoded(AUTH),
    }
    return Subscription(address=address, keys=keys)


def test_the_browser_of_the_fake_opens_the_example_of_rfc_8291():
    assert browser.encoded(browser.public_point(RECEIVER)) == POINT
    opened = browser.opened(browser.decoded(MESSAGE), private=RECEIVER, auth=AUTH)
    assert opened == b"When I grow up, I want to be a watermelon"


def test_a_note_is_opened_by_its_browser_alone():
    port, seen = asked_by(httpx.Response(201, headers={"Location": "https://push.example/m/1"}))
    assert port.send(device(), NOTE).provider_ref == "https://push.example/m/1"
    body = seen[0].content
    said = json.loads(browser.opened(body, private=RECEIVER, auth=AUTH))
    assert said == {
        "title": "Doors open",
        "body": "Gate B",
        "url": "https://tickets.example/1",
        "tag": "t1",
    }
    with pytest.raises(browser.CannotRead):
        browser.opened(body, private=bytes(31) + b"\2", auth=AUTH)
    assert b"Gate B" not in body


def test_the_sender_proves_itself_to_the_service_of_the_browser():
    port, seen = asked_by(httpx.Response(201))
    port.send(device(), Note(title="A", body="B", urgency=Urgency.HIGH, keep_seconds=60))
    heads = seen[0].headers
    key, claims = browser.proved(heads["authorization"])
    assert key == port.public_key()
    assert claims["aud"] == "https://push.example"
    assert claims["sub"] == "mailto:push@turnout.example"
    assert NOW.timestamp() < claims["exp"] <= (NOW + timedelta(hours=24)).timestamp()
    assert (heads["ttl"], heads["urgency"], "topic" in heads) == ("60", "high", False)
    assert str(seen[0].url) == "https://push.example/a/b?c=d"


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (httpx.Response(404), Declined, GONE),
        (httpx.Response(410), Declined, GONE),
        (httpx.Response(413), Declined, TOO_LARGE),
        (httpx.Response(400), Declined, "http-400"),
        (httpx.Response(403), Misconfigured, None),
        (httpx.Response(500), Unclear, None),
        (httpx.Response(200, text="<html>"), Unclear, None),
    ],
)
def test_each_answer_of_a_service_means_one_thing(answer, kind, code):
    port, seen = asked_by(answer)
    with pytest.raises(kind) as raised:
        port.send(device(), NOTE)
    assert getattr(raised.value, "code", None) == code
    assert len(seen) == 1


def test_a_service_that_has_too_much_to_do_says_when_to_come_again():
    port, seen = asked_by(httpx.Response(429, headers={"Retry-After": "120"}))
    with pytest.raises(Unavailable) as raised:
        port.send(device(), NOTE)
    assert (raised.value.retry_after_seconds, len(seen)) == (120, 1)


@pytest.mark.parametrize("body", ["x" * 9_000, "ü" * 5_000, "🎟️" * 3_000, '"\\\n' * 4_000])
def test_a_long_note_is_cut_to_what_every_service_takes(body):
    port, seen = asked_by(httpx.Response(201))
    port.send(device(), Note(title="Long", body=body))
    assert len(seen[0].content) <= 4096
    said = json.loads(browser.opened(seen[0].content, private=RECEIVER, auth=AUTH))
    assert said["body"].endswith("…")
    assert body.startswith(said["body"][:-1])


@pytest.mark.parametrize(
    "address", ["", "device", "ftp://push.example/a", "https://a:b@push.example/", "https://[::1", "x" * 3_000]
)  # fmt: skip
def test_what_no_service_gave_out_is_asked_nothing(address):
    port, seen = asked_by(httpx.Response(201))
    with pytest.raises(Declined):
        port.send(device(address), NOTE)
    assert seen == []


@pytest.mark.parametrize(
    "keys", [{}, {"p256dh": "AA", "auth": "AA"}, {"p256dh": "A" * 87, "auth": "A" * 22}]
)
def test_keys_that_are_none_are_declined(keys):
    port, seen = asked_by(httpx.Response(201))
    with pytest.raises(Declined) as raised:
        port.send(Subscription(address="https://push.example/a", keys=keys), NOTE)
    assert (raised.value.code, seen) == ("no-keys", [])


@pytest.mark.parametrize(
    "wrong", [{"private_key": "A" * 43}, {"private_key": "x"}, {"subject": "me@turnout.example"}]
)
def test_a_key_or_contact_that_is_none_is_refused(wrong):
    with pytest.raises(Misconfigured) as raised:
        adapter.configure(SETTINGS | wrong)
    assert list(raised.value.fields) == list(wrong)
