"""What Google is told of a pass, and the link that its holder opens, verified by PyJWT."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import jwt
import pytest
from turnout_google_fake import ControlClient, fake, issuer_of, public_key
from turnout_google_fake.service import Service

from turnout_google import adapter
from turnout_google.objects import ticket_class, ticket_object
from turnout_sdk.adapter import Services
from turnout_sdk.errors import Declined, Misconfigured, Unavailable
from turnout_sdk.testing.provider.in_process import carry
from turnout_sdk.testing.suites.samples import PASS_TEXTS, ticket_pass
from turnout_sdk.wallet import PassState

ISSUER = issuer_of("demo")
ADDRESS = "http://google.test"


class InProcess:
    """The fake behind a transport: requests are kept, and answers may be planned before its own."""

    def __init__(self, folder: Path) -> None:
        self.service = Service(folder, ADDRESS)
        self.requests: list[httpx.Request] = []
        self.planned: list[tuple[str, int]] = []
        # The fake judges tokens by the clock of the machine; so there is an hour to go on.
        self.now = datetime.now(UTC) - timedelta(seconds=3510)
        self.http = httpx.Client(transport=httpx.MockTransport(self._carry))

    def port(self, **changes):
        services = Services(
            http=self.http, now=lambda: self.now, public_url="https://shop.example/x",
            sleep=lambda _: None,
        )  # fmt: skip
        return adapter.open(fake.settings_for("demo", base_url=ADDRESS) | changes, services)

    def asked(self):
        return [f"{each.method} {each.url.path}" for each in self.requests]

    def _carry(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        for place, (path, status) in enumerate(self.planned):
            if path in str(request.url):
                del self.planned[place]
                return httpx.Response(status, json={})
        return carry(self.service.handle, request)


@pytest.fixture
def google(tmp_path) -> Iterator[InProcess]:
    running = InProcess(tmp_path)
    yield running
    running.http.close()


def test_the_link_is_a_signed_token_that_names_the_object(google):
    ticket = ticket_pass(id="p1", event_id="e1")
    url = google.port().save_url(ticket)
    assert url.startswith("https://pay.google.com/gp/v/save/")
    token = url.rpartition("/")[2]
    claims = jwt.decode(token, public_key(), algorithms=["RS256"], audience="google")
    assert jwt.get_unverified_header(token)["alg"] == "RS256"
    assert claims["typ"] == "savetowallet"
    assert claims["iss"].startswith("demo@")
    assert claims["origins"] == ["https://shop.example"]
    assert claims["payload"] == {
        "eventTicketObjects": [{"id": f"{ISSUER}.pass-p1", "classId": f"{ISSUER}.event-e1"}]
    }
    assert google.requests == []


def test_another_key_does_not_verify_the_link(google):
    token = google.port().save_url(ticket_pass()).rpartition("/")[2]
    head, body, mark = token.split(".")
    forged = f"{head}.{body}.{'A' * len(mark)}"
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(forged, public_key(), algorithms=["RS256"], audience="google")


def test_a_new_pass_is_inserted_and_a_known_one_patched(google):
    port, ticket = google.port(), ticket_pass(id="p1", event_id="e1")
    port.keep(ticket)
    first = google.asked()
    assert first[0] == "POST /token"
    assert first[1:] == [
        f"PATCH /walletobjects/v1/eventTicketClass/{ISSUER}.event-e1",
        "POST /walletobjects/v1/eventTicketClass",
        f"PATCH /walletobjects/v1/eventTicketObject/{ISSUER}.pass-p1",
        "POST /walletobjects/v1/eventTicketObject",
    ]
    port.keep(replace(ticket, state=PassState.USED))
    assert google.asked()[len(first) :] == [
        f"PATCH /walletobjects/v1/eventTicketClass/{ISSUER}.event-e1",
        f"PATCH /walletobjects/v1/eventTicketObject/{ISSUER}.pass-p1",
    ]


def test_an_insert_whose_answer_was_lost_is_patched(google):
    port, ticket = google.port(), ticket_pass(id="p1", event_id="e1")
    port.keep(ticket)
    google.planned.append((f"eventTicketObject/{ISSUER}.pass-p1", 404))
    port.keep(replace(ticket, holder="Grace Hopper"))
    assert google.asked()[-2:] == [
        "POST /walletobjects/v1/eventTicketObject",
        f"PATCH /walletobjects/v1/eventTicketObject/{ISSUER}.pass-p1",
    ]


def test_a_token_is_kept_until_it_lapses(google):
    port = google.port()
    port.keep(ticket_pass())
    port.keep(ticket_pass())
    assert google.asked().count("POST /token") == 1
    google.now += timedelta(seconds=3500)
    port.keep(ticket_pass())
    assert google.asked().count("POST /token") == 2


def test_the_assertion_never_goes_where_a_key_file_says(google):
    google.port().keep(ticket_pass())
    assert {each.url.host for each in google.requests} == {"google.test"}


def test_a_key_that_google_does_not_know_is_a_wrong_configuration(google):
    google.planned.append(("/token", 400))
    with pytest.raises(Misconfigured):
        google.port().keep(ticket_pass())


def test_another_issuer_is_refused(google):
    with pytest.raises(Misconfigured):
        google.port(issuer_id="3388000000009999999").keep(ticket_pass())
    with pytest.raises(Misconfigured):
        google.port(issuer_id="3388000000009999999").health()


def test_what_google_refuses_is_declined(google):
    google.planned.append(("eventTicketClass", 400))
    with pytest.raises(Declined):
        google.port().keep(ticket_pass())


def test_busy_is_unavailable(google):
    google.planned += [("eventTicketClass", 503)] * 2
    with pytest.raises(Unavailable):
        google.port().keep(ticket_pass())


def test_the_class_tells_the_event_in_every_language():
    texts = {"en": PASS_TEXTS, "de": replace(PASS_TEXTS, title="Konzert")}
    told = ticket_class("1", ticket_pass(texts=texts))
    assert told["eventName"] == {
        "defaultValue": {"language": "en", "value": "Concert"},
        "translatedValues": [{"language": "de", "value": "Konzert"}],
    }
    assert told["dateTime"] == {
        "start": "2026-03-01T15:00:00+03:00",
        "end": "2026-03-01T17:00:00+03:00",
    }
    assert told["locations"] == [{"latitude": -1.29, "longitude": 36.82}]
    assert told["reviewStatus"] == "UNDER_REVIEW"
    assert told["notifyPreference"] == "NOTIFY_ON_UPDATE"


def test_a_void_ticket_has_no_code_at_google():
    told = ticket_object("1", ticket_pass(state=PassState.VOID))
    assert told["state"] == "INACTIVE"
    assert "TO1.kit.code" not in json.dumps(told)
    assert "K1T-C0D" not in json.dumps(told)


def test_a_pass_keeps_no_secret_of_updates():
    assert "token-of-a-pass-of-the-kit" not in json.dumps(ticket_object("1", ticket_pass()))


@pytest.mark.parametrize(
    "key_file", ["", "[]", "{}", '{"type": "service_account"}', "[" * 9000, '{"type": 5}']
)
def test_what_is_no_key_file_is_refused_by_name(key_file):
    values = fake.settings_for("demo", base_url=ADDRESS) | {"service_account": key_file}
    with pytest.raises(Misconfigured) as raised:
        adapter.configure(values)
    assert "service_account" in raised.value.fields


def test_the_fake_knows_a_scope_and_a_grant(google):
    answer = google.http.post(f"{ADDRESS}/token", data={"grant_type": "password"})
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")
    forged = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": "a.b.c"}
    assert google.http.post(f"{ADDRESS}/token", data=forged).json()["error"] == "invalid_grant"
    assert google.http.get(f"{ADDRESS}/walletobjects/v1/issuer/1").status_code == 401


def test_control_client_reads_by_issuer():
    assert ControlClient(ADDRESS, "demo")._issuer == ISSUER
