"""What an app is given, how long an access token serves, and what each answer of Firebase means."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from turnout_firebase_fake import fake, settings

from turnout_firebase import adapter
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Declined, Misconfigured, Unavailable, Unclear
from turnout_sdk.push import GONE, Note, Subscription, Urgency
from turnout_sdk.testing.kit import run_fake

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
NOTE = Note(title="Doors open", body="Gate B", url="https://tickets.example/1", topic="t1")
TOKEN = "c1:APA91b"
NAME = "projects/app-x/messages/0:1"


class Google:
    """Answers tokens, and messages as it was told; keeps what it was asked."""

    def __init__(self, answer=None, *, lasts=3599):
        self.answer = answer or httpx.Response(200, json={"name": NAME})
        self.lasts, self.now = lasts, NOW
        self.exchanged, self.sent = [], []
        http = httpx.Client(transport=httpx.MockTransport(self.handle))
        services = Services(http=http, now=lambda: self.now, sleep=lambda _: None)
        self.port = adapter.open(settings("https://fcm.example", "x"), services)

    def handle(self, request):
        if request.url.path == "/token":
            self.exchanged.append(request)
            token = f"t{len(self.exchanged)}"
            return httpx.Response(200, json={"access_token": token, "expires_in": self.lasts})
        self.sent.append(request)
        return self.answer

    def send(self, note=NOTE, token=TOKEN):
        return self.port.send(Subscription(address=token), note)

    @property
    def message(self):
        return json.loads(self.sent[-1].content)["message"]


def refused(status, code, *, field="", **more):
    details = [
        {"@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError", "errorCode": code},
        {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [{"field": field, "description": "Invalid registration token"}],
        },
    ]
    error = {"code": status, "message": f"about {TOKEN}", "status": "X", "details": details}
    return httpx.Response(status, json={"error": error}, **more)


def test_an_app_is_given_title_body_and_where_to_go():
    google = Google()
    assert google.send().provider_ref == NAME
    [asked] = google.sent
    assert asked.url.path == "/v1/projects/app-x/messages:send"
    assert asked.headers["authorization"] == "Bearer t1"
    assert google.message == {
        "token": TOKEN,
        "notification": {"title": "Doors open", "body": "Gate B"},
        "data": {"url": "https://tickets.example/1", "topic": "t1"},
        "android": {
            "ttl": "86400s",
            "priority": "NORMAL",
            "collapse_key": "t1",
            "notification": {"tag": "t1"},
        },
        "apns": {
            "headers": {
                "apns-expiration": str(int((NOW + timedelta(days=1)).timestamp())),
                "apns-priority": "5",
                "apns-collapse-id": "t1",
            }
        },
    }


def test_an_urgent_note_wakes_the_device_and_none_is_kept_longer_than_is_allowed():
    google = Google()
    google.send(Note(title="A", body="B", urgency=Urgency.HIGH, keep_seconds=90 * 86_400))
    assert google.message["android"] == {"ttl": f"{28 * 86_400}s", "priority": "HIGH"}
    assert google.message["apns"]["headers"]["apns-priority"] == "10"
    assert google.message["data"] == {}


def test_an_access_token_serves_until_it_ends():
    google = Google()
    google.send()
    google.now += timedelta(minutes=54)
    google.send()
    assert len(google.exchanged) == 1
    google.now += timedelta(minutes=2)
    google.send()
    assert len(google.exchanged) == 2
    assert google.sent[-1].headers["authorization"] == "Bearer t2"


def test_a_token_that_was_taken_back_is_exchanged_anew_the_next_time():
    google = Google(httpx.Response(401))
    with pytest.raises(Misconfigured):
        google.send()
    assert len(google.sent) == 1, "a note is handed over once"
    google.answer = httpx.Response(200, json={"name": NAME})
    google.send()
    assert google.sent[-1].headers["authorization"] == "Bearer t2"


@pytest.mark.parametrize(
    ("answer", "kind", "code"),
    [
        (refused(404, "UNREGISTERED"), Declined, GONE),
        (refused(400, "INVALID_ARGUMENT", field="message.token"), Declined, GONE),
        (refused(400, "INVALID_ARGUMENT", field="message.data"), Declined, "INVALID_ARGUMENT"),
        (refused(403, "SENDER_ID_MISMATCH"), Misconfigured, None),
        (refused(401, "THIRD_PARTY_AUTH_ERROR"), Misconfigured, None),
        (refused(500, "INTERNAL"), Unclear, None),
        (httpx.Response(404, text="<html>"), Declined, "http-404"),
        (httpx.Response(400, json={"error": "odd"}), Declined, "http-400"),
        (httpx.Response(200, text="<html>"), Unclear, None),
        (httpx.Response(200, json={"name": 7}), Unclear, None),
    ],
)
def test_each_answer_of_firebase_means_one_thing(answer, kind, code):
    google = Google(answer)
    with pytest.raises(kind) as raised:
        google.send()
    assert getattr(raised.value, "code", None) == code
    assert TOKEN not in str(raised.value)
    assert len(google.sent) == 1


@pytest.mark.parametrize(("status", "code"), [(429, "QUOTA_EXCEEDED"), (503, "UNAVAILABLE")])
def test_a_service_that_has_too_much_to_do_says_when_to_come_again(status, code):
    google = Google(refused(status, code, headers={"Retry-After": "60"}))
    with pytest.raises(Unavailable) as raised:
        google.send()
    assert (raised.value.retry_after_seconds, len(google.sent)) == (60, 1)


@pytest.mark.parametrize("body", ["x" * 9_000, "ü" * 5_000, "🎟️" * 3_000, '"\\\n' * 4_000])
def test_a_long_note_is_cut_to_what_firebase_takes(body):
    google = Google()
    google.send(Note(title="Long", body=body))
    said = google.message["notification"]["body"]
    given = {name: google.message[name] for name in ("notification", "data")}
    assert len(json.dumps(given, ensure_ascii=False, separators=(",", ":")).encode()) <= 4_096
    assert said.endswith("…")
    assert body.startswith(said[:-1])


@pytest.mark.parametrize("token", ["", "a b", "é" * 20, "x" * 5_000])
def test_what_is_no_token_is_asked_nothing(token):
    google = Google()
    with pytest.raises(Declined):
        google.send(token=token)
    assert google.sent == google.exchanged == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"service_account": "{}"},
        {"service_account": '{"type": "authorized_user"}'},
        {"project_id": "No Project"},
    ],
)
def test_a_key_file_or_project_that_is_none_is_refused_without_a_word_of_it(wrong):
    with pytest.raises(Misconfigured) as raised:
        adapter.configure(settings("https://fcm.example", "x") | wrong)
    assert list(raised.value.fields) == list(wrong)
    assert "authorized_user" not in str(raised.value)


def test_the_fake_refuses_other_projects_apps_and_tokens_that_were_taken_back(tmp_path):
    with run_fake(fake, tmp_path) as served, httpx.Client(trust_env=False) as http:
        services = Services(http=http, now=lambda: datetime.now(UTC), sleep=lambda _: None)
        controls = fake.controls(served.base_url, "ada")
        port = adapter.open(settings(served.base_url, "ada"), services)
        port.send(controls.device("phone"), NOTE)
        controls.revoke_tokens()
        with pytest.raises(Misconfigured):
            port.send(controls.device("phone"), NOTE)
        port.send(controls.device("phone"), NOTE)
        with pytest.raises(Misconfigured):
            port.send(controls.device("theirs", sender="app-bob"), NOTE)
        assert [each["notification"]["title"] for each in controls.sent()] == ["Doors open"] * 2
        assert port.health().account == "app-ada"
