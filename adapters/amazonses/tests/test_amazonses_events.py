"""What SNS delivers: whose certificate counts, which address is asked, what events mean."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from turnout_amazonses_fake import fake
from turnout_amazonses_fake.service import Service

from turnout_amazonses import adapter, events
from turnout_amazonses.certificates import require_host
from turnout_sdk.adapter import Services
from turnout_sdk.email import ReportState
from turnout_sdk.errors import Misconfigured, Unavailable, Untrusted
from turnout_sdk.testing.provider.in_process import Clock, carry
from turnout_sdk.webhooks import Delivery

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)


class Place:
    """The adapter and its fake in one process."""

    def __init__(self, folder):
        self.clock, self.asked = Clock(), []
        self.http = httpx.Client(transport=httpx.MockTransport(self._carry))
        self.service = Service(
            folder, address="http://ses.test", http=self.http, now=self.clock.now
        )
        self.status = 200

    def _carry(self, request):
        self.asked.append(str(request.url))
        return (
            carry(self.service.handle, request)
            if self.status == 200
            else httpx.Response(self.status)
        )

    def port(self, **changes):
        values = fake.settings_for("demo", base_url="http://ses.test") | changes
        services = Services(http=self.http, now=self.clock.now, sleep=lambda _: None)
        return adapter.open(values, services)

    def told(self, state="bounced", **more):
        report = {"id": "r1", "mail": "m1", "message_id": "<1@t.example>", "is_permanent": True}
        said = report | {"recipient": "ada@example.org", "state": state} | more
        said["at"] = int(self.clock.now().timestamp())
        return self.service.signed("demo", self.service.event("demo", said), self.clock.now())


@pytest.fixture
def place(tmp_path):
    made = Place(tmp_path)
    yield made
    made.service.sender.stop()
    made.service.store.close()
    made.http.close()


def changed(delivery, **values):
    return Delivery(headers=delivery.headers, body=json.dumps(delivery.json() | values).encode())


@pytest.mark.parametrize(
    "address",
    [
        "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
        "https://sns.eu-west-1.amazonaws.com.evil.example/SimpleNotificationService-1.pem",
        "https://evil.example/sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
        "https://sns.eu-west-1.amazonaws.com@evil.example/SimpleNotificationService-1.pem",
        "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-1.pem",
        "https://s3.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem",
        "https://bucket.s3.amazonaws.com/SimpleNotificationService-1.pem",
        "https://sns.eu-west-1.amazonaws.com/bucket/SimpleNotificationService-1.pem",
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem?x=1",
        "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem#x",
        "https://sns.ѕ.amazonaws.com/SimpleNotificationService-1.pem",
        "https://[::1",
        "",
    ],
)
def test_a_certificate_is_fetched_from_sns_alone(place, address):
    with pytest.raises(Untrusted):
        place.port().verify(changed(place.told(), SigningCertURL=address))
    assert not place.asked, "nobody is asked for it"


@given(address=st.text(max_size=80))
def test_no_text_is_an_address_of_sns(address):
    with pytest.raises(Untrusted):
        require_host(address)


def test_a_certificate_is_fetched_once(place):
    port = place.port()
    port.verify(place.told())
    port.verify(place.told("delivered"))
    assert len(place.asked) == 1


@pytest.mark.parametrize(
    ("status", "kind"), [(500, Unavailable), (404, Unavailable), (403, Misconfigured)]
)
def test_a_certificate_that_is_not_served_is_told_apart_from_a_forgery(place, status, kind):
    place.status = status
    with pytest.raises(kind):
        place.port().verify(place.told())


@pytest.mark.parametrize(
    "values",
    [
        {"SignatureVersion": "1"},
        {"Signature": "AAAA"},
        {"Signature": None},
        {"Timestamp": "yesterday"},
        {"TopicArn": "arn:aws:sns:eu-west-1:123456789012:events-other"},
        {"Type": "UnsubscribeConfirmation"},
        {"Message": "{}"},
        {"Subject": "smuggled"},
    ],
)
def test_a_changed_field_is_a_forgery(place, values):
    with pytest.raises(Untrusted):
        place.port().verify(changed(place.told(), **values))


def test_without_a_topic_nothing_is_believed(place):
    with pytest.raises(Misconfigured):
        place.port(topic_arn=None).verify(place.told())


def test_a_topic_that_asks_is_answered(place):
    port, asked = place.port(), place.service.question("demo", place.clock.now())
    port.verify(asked)
    assert port.confirm(asked) is True
    with place.service.store.transaction(place.clock.now()) as tx:
        assert tx.every("confirmed", "demo")
    assert port.confirm(place.told()) is False


def test_a_topic_that_leads_elsewhere_is_not_answered(place):
    port = place.port()
    asked = place.service.question("demo", place.clock.now(), address="https://evil.example")
    port.verify(asked)
    before = len(place.asked)
    with pytest.raises(Untrusted):
        port.confirm(asked)
    assert len(place.asked) == before


def test_a_message_of_another_day_is_not_believed(place):
    old = place.told()
    place.clock.advance(hours=26)
    with pytest.raises(Untrusted):
        place.port().verify(old)


@given(told=JSON, name=st.sampled_from(["eventType", "mail", "bounce"]))
def test_an_event_of_any_form_is_read_or_left_out(told, name):
    event = {
        "eventType": "Bounce",
        "mail": {
            "timestamp": "2026-03-01T12:00:00Z",
            "headers": [{"name": "Message-ID", "value": "<1@t.example>"}],
        },
        "bounce": {
            "bounceType": "Permanent",
            "bouncedRecipients": [{"emailAddress": "a@b.example"}],
        },
    }
    message = json.dumps(event | {name: told})
    body = json.dumps({"Type": "Notification", "MessageId": "1", "Message": message}).encode()
    found = events.read(Delivery(headers={}, body=body))
    assert all(isinstance(each.state, ReportState) for each in found)


def test_a_complaint_that_is_none_is_left_out():
    mail = {"timestamp": datetime(2026, 3, 1, tzinfo=UTC).isoformat(), "headers": []}
    event = {
        "eventType": "Complaint",
        "mail": mail,
        "complaint": {"complaintFeedbackType": "not-spam"},
    }
    body = json.dumps({"Type": "Notification", "MessageId": "1", "Message": json.dumps(event)})
    assert events.read(Delivery(headers={}, body=body.encode())) == ()
    assert timedelta(hours=24).total_seconds() < events.RETRIED_FOR_SECONDS
