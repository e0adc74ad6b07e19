"""What stands before the application: it answers what is plain, and lets all else through."""

from uuid import UUID

import pytest

from turnout.kernel import runtime
from turnout.kernel.http.early_answers import EarlyAnswer, EarlyAnswers

RULE = "/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/own-thing"
ORGANIZATION, EVENT = UUID(int=7), UUID(int=8)
PATH = f"/api/v1/organizations/{ORGANIZATION}/events/{EVENT}/own-thing"


def application(_environ, start_response):
    start_response("418 I'm a teapot", [])
    return [b"application"]


@pytest.fixture
def asked():
    return []


@pytest.fixture
def early(app, asked):
    def answer(*given):
        asked.append(given)
        return b"{}" if given[2] == "known" else None

    made = EarlyAnswers(
        application,
        runtime.current().settings,
        hosts={"shop.example"},
        headers={"Cache-Control": "no-store"},
    )
    made.add(EarlyAnswer(rule=RULE, header="Own-Secret", answer=answer))
    return made


def ask(early, path=PATH, **environ):
    told = {}

    def start_response(status, headers):
        told.update(status=status, headers=dict(headers))

    plain = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "HTTP_HOST": "shop.example",
        "HTTP_OWN_SECRET": "known",
    }
    told["body"] = b"".join(early({**plain, **environ}, start_response))
    return told


def test_a_plain_get_with_its_secret_is_answered(early, asked):
    told = ask(early)
    assert (told["status"], told["body"]) == ("200 OK", b"{}")
    assert asked == [(ORGANIZATION, EVENT, "known")]
    assert told["headers"]["Content-Type"] == "application/json"
    assert told["headers"]["Content-Length"] == "2"
    assert told["headers"]["Cache-Control"] == "no-store"


def test_the_request_has_the_id_that_was_given_or_one_of_its_own(early):
    given = ask(early, HTTP_X_REQUEST_ID="given-by-the-proxy")["headers"]["X-Request-Id"]
    assert given == "given-by-the-proxy"
    own = ask(early, HTTP_X_REQUEST_ID="<no id>")["headers"]["X-Request-Id"]
    assert len(own) == len(UUID(int=0).hex)


@pytest.mark.parametrize(
    "other",
    [
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "DELETE"},
        {"QUERY_STRING": "a=1"},
        {"HTTP_HOST": "elsewhere.example"},
        {"HTTP_AUTHORIZATION": "Bearer x"},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_OWN_SECRET": ""},
        {"path": f"{PATH}/more/own-thing"},
        {"path": PATH.replace(str(EVENT), "not-an-id")},
        {"path": PATH.removesuffix("own-thing") + "other-thing"},
    ],
)
def test_what_is_not_plain_reaches_the_application_unasked(early, asked, other):
    assert ask(early, **other)["body"] == b"application"
    assert asked == []


def test_what_is_not_at_hand_reaches_the_application(early, asked):
    assert ask(early, HTTP_OWN_SECRET="unknown")["body"] == b"application"
    assert len(asked) == 1


def test_what_is_answered_is_counted_under_its_route(early):
    from turnout.kernel.observability.metrics import exposition

    ask(early)
    name = f'turnout_http_requests_total{{method="GET",route="{RULE}",status="2xx"}}'
    assert name.encode() in exposition()[0]
