"""What Twilio is asked, and what its refusals mean."""

import httpx
import pytest
from turnout_twilio_fake import fake

from turnout_sdk.adapter import Services
from turnout_sdk.errors import Declined, Misconfigured, Unavailable
from turnout_sdk.sms import INVALID_NUMBER, OPTED_OUT, OutgoingText
from turnout_sdk.testing.provider.in_process import Clock
from turnout_twilio import adapter

HOOK = "https://tickets.example/hooks/v1/sms/o/c"
TEXT = OutgoingText(key="k&1", to="+254700000001", text="Doors open at 7")


def port(answer, *, hook=HOOK, asked=None, **changes):
    def carry(request):
        if asked is not None:
            asked.append(request)
        return answer

    values = fake.settings_for("demo", base_url="http://twilio.test") | changes
    http = httpx.Client(transport=httpx.MockTransport(carry))
    return adapter.open(
        values, Services(http=http, now=Clock().now, webhook_url=hook, sleep=lambda _: None)
    )


def made(**more):
    said = {"sid": "SM1", "status": "queued", "num_segments": "2", "error_code": None}
    return httpx.Response(201, json=said | more)


def test_a_message_names_where_its_callbacks_go_and_keeps_our_key():
    asked = []
    accepted = port(made(), asked=asked).send(TEXT)
    assert (accepted.provider_ref, accepted.parts) == ("SM1", 2)
    form = dict(httpx.QueryParams(asked[0].content.decode()))
    assert form == {
        "To": TEXT.to,
        "Body": TEXT.text,
        "From": "+15005550006",
        "StatusCallback": f"{HOOK}?key=k%261",
    }


def test_a_messaging_service_chooses_the_number():
    asked, service = [], "MG" + "0" * 32
    port(made(), asked=asked, hook=None, sender=service).send(TEXT)
    form = dict(httpx.QueryParams(asked[0].content.decode()))
    assert form == {"To": TEXT.to, "Body": TEXT.text, "MessagingServiceSid": service}


@pytest.mark.parametrize(
    ("status", "code", "kind", "means"),
    [
        (400, 21610, Declined, OPTED_OUT),
        (400, 21211, Declined, INVALID_NUMBER),
        (400, 21614, Declined, INVALID_NUMBER),
        (400, 21602, Declined, "twilio-21602"),
        (400, 21606, Misconfigured, None),
        (400, 21408, Misconfigured, None),
        (401, 20003, Misconfigured, None),
        (429, 20429, Unavailable, None),
        (400, 21611, Unavailable, None),
    ],
)
def test_refusals_mean_what_the_reference_says(status, code, kind, means):
    with pytest.raises(kind) as raised:
        port(httpx.Response(status, json={"code": code, "status": status})).send(TEXT)
    if means is not None:
        assert raised.value.code == means


def test_a_message_that_failed_at_once_is_declined():
    with pytest.raises(Declined) as raised:
        port(made(status="failed", error_code=21610)).send(TEXT)
    assert raised.value.code == OPTED_OUT


@pytest.mark.parametrize(
    ("said", "is_healthy"),
    [
        ({"status": "active", "type": "Full"}, True),
        ({"status": "active", "type": "Trial"}, False),
        ({"status": "suspended", "type": "Full"}, False),
    ],
)
def test_an_account_that_reaches_nobody_is_not_healthy(said, is_healthy):
    assert port(httpx.Response(200, json=said)).health().is_healthy is is_healthy
