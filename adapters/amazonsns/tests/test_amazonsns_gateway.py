"""What SNS is asked, and what its refusals mean."""

from urllib.parse import parse_qsl

import httpx
import pytest
from turnout_amazonsns_fake import fake

from turnout_amazonsns import adapter
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.sms import INVALID_NUMBER, OPTED_OUT, OutgoingText
from turnout_sdk.testing.provider.in_process import Clock

SPACE = "http://sns.amazonaws.com/doc/2010-03-31/"
TEXT = OutgoingText(key="k1", to="+254700000001", text="Doors open at 7 & later")


def answer(action, result):
    return httpx.Response(
        200, text=f'<{action}Response xmlns="{SPACE}"><R>{result}</R></{action}Response>'
    )


def refusal(status, code):
    text = f'<ErrorResponse xmlns="{SPACE}"><Error><Code>{code}</Code></Error></ErrorResponse>'
    return httpx.Response(status, text=text)


class Place:
    """SNS as a list of answers, and what it was asked."""

    def __init__(self, *answers, **changes):
        self._answers, self.asked = list(answers), []
        http = httpx.Client(transport=httpx.MockTransport(self._carry))
        values = fake.settings_for("demo", base_url="http://sns.test") | changes
        self.port = adapter.open(values, Services(http=http, now=Clock().now, sleep=lambda _: None))

    def _carry(self, request):
        self.asked.append(dict(parse_qsl(request.content.decode())))
        return self._answers.pop(0)


IN = answer("CheckIfPhoneNumberIsOptedOut", "<isOptedOut>false</isOptedOut>")
OUT = answer("CheckIfPhoneNumberIsOptedOut", "<isOptedOut>true</isOptedOut>")


def test_a_number_is_asked_about_and_then_written_to():
    place = Place(IN, answer("Publish", "<MessageId>m-1</MessageId>"), sender_id="Harbour")
    assert place.port.send(TEXT).provider_ref == "m-1"
    asked, published = place.asked
    assert (asked["Action"], asked["phoneNumber"]) == ("CheckIfPhoneNumberIsOptedOut", TEXT.to)
    assert (published["PhoneNumber"], published["Message"]) == (TEXT.to, TEXT.text)
    entries = {
        published[f"MessageAttributes.entry.{each}.Name"]: published[
            f"MessageAttributes.entry.{each}.Value.StringValue"
        ]
        for each in (1, 2)
    }
    assert entries == {
        "AWS.SNS.SMS.SMSType": "Transactional",
        "AWS.SNS.SMS.SenderID": "Harbour",
    }


def test_a_number_that_answered_stop_is_not_written_to():
    """SNS would take the message, bill nothing and drop it: nobody would know."""
    place = Place(OUT)
    with pytest.raises(Declined) as raised:
        place.port.send(TEXT)
    assert raised.value.code == OPTED_OUT
    assert len(place.asked) == 1


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "InvalidParameter", Declined),
        (400, "InvalidParameterValue", Declined),
        (400, "Throttling", Unavailable),
        (403, "AuthorizationError", Misconfigured),
        (400, "UserError", Misconfigured),
        (400, "NobodyHasHeardOfIt", Declined),
        (500, "InternalError", Unclear),
    ],
)
def test_refusals_mean_what_the_reference_says(status, code, kind):
    place = Place(IN, *[refusal(status, code)] * 3)
    with pytest.raises(kind) as raised:
        place.port.send(TEXT)
    if code == "InvalidParameter":
        assert raised.value.code == INVALID_NUMBER


@pytest.mark.parametrize("body", ["", "<a", "no XML", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_an_answer_that_is_none_may_have_been_carried_out(body):
    place = Place(IN, httpx.Response(200, text=body))
    with pytest.raises(Unclear):
        place.port.send(TEXT)


@pytest.mark.parametrize("lost", [httpx.Response(500), httpx.Response(200, text="no XML")])
def test_a_number_that_cannot_be_asked_about_is_written_to(lost):
    """SNS drops what is for a number that answered STOP."""
    place = Place(lost, lost, lost, answer("Publish", "<MessageId>m-1</MessageId>"))
    assert place.port.send(TEXT).provider_ref == "m-1"


def test_an_account_in_the_sandbox_is_not_healthy():
    said = answer("GetSMSSandboxAccountStatus", "<IsInSandbox>true</IsInSandbox>")
    assert Place(said).port.health().is_healthy is False
