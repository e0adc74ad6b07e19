"""Routes that are found by the shape of their address are those that a search finds."""

import re
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from flask import Blueprint, Response, after_this_request
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException

from turnout.kernel.http.application import Answer, Application

ONE, OTHER = UUID(int=0xABC), UUID(int=0xDEF)


@pytest.fixture
def small():
    made = Application("small")
    shown = lambda **arguments: repr(arguments)  # noqa: E731  a view in one line
    for rule, endpoint in {
        "/things": "list",
        "/things/new": "new",
        "/things/<uuid:thing_id>": "one",
        "/things/<uuid:thing_id>/parts/<uuid:part_id>": "part",
        "/named/<name>": "named",
        "/named/<name>/<uuid:thing_id>": "named-thing",
        "/files/<path:place>": "file",
        "/with-default/<uuid:thing_id>": "default",
    }.items():
        made.add_url_rule(
            rule, endpoint, shown, defaults={"extra": 1} if endpoint == "default" else None
        )
    return made


def found(app, path, method="GET"):
    return app.shapes.find(method, path)


def asked(app, path, method="GET"):
    return app.test_client().open(path, method=method)


def test_a_route_is_found_again_with_the_ids_of_this_address(small):
    assert found(small, f"/things/{ONE}/parts/{OTHER}") is None
    asked(small, f"/things/{ONE}/parts/{OTHER}")
    rule, arguments = found(small, f"/things/{OTHER}/parts/{ONE}")
    assert (rule.endpoint, arguments) == ("part", {"thing_id": OTHER, "part_id": ONE})
    answer = asked(small, f"/things/{str(OTHER).upper()}/parts/{ONE}")
    assert answer.text == repr({"thing_id": OTHER, "part_id": ONE})


@pytest.mark.parametrize(
    "path",
    [
        "/named/lamp",
        f"/named/lamp/{ONE}",
        f"/named/{ONE}",
        f"/files/a/{ONE}",
        f"/with-default/{ONE}",
        "/nothing",
        f"/things/{ONE}/",
        f"/things//{ONE}",
    ],
)
def test_what_a_search_alone_can_tell_is_searched_each_time(small, path):
    first, second = asked(small, path), asked(small, path)
    assert found(small, path) is None
    assert (first.status_code, first.data) == (second.status_code, second.data)


@pytest.mark.parametrize(
    "segment",
    ["0000_000-0000-0000-0000-000000000abc", "{0000000-0000-0000-0000-00000000abc}", "new"],
)
def test_what_is_no_id_is_none_after_an_id_was_found(small, segment):
    asked(small, f"/things/{ONE}")
    answer = asked(small, f"/things/{segment}")
    assert answer.status_code == (200 if segment == "new" else 404)


def test_each_method_is_searched_for_itself(small):
    asked(small, f"/things/{ONE}")
    assert found(small, f"/things/{ONE}", "POST") is None
    assert asked(small, f"/things/{ONE}", "POST").status_code == 405
    options = asked(small, f"/things/{ONE}", "OPTIONS")
    assert (options.status_code, "GET" in options.allow) == (200, True)


def test_every_route_of_the_application_is_found_as_it_is_searched(app):
    """All of them: what was learned from one address is compared with a search for another."""
    adapter, learned = app.url_map.bind("localhost"), 0
    for rule in app.url_map.iter_rules():
        for method in rule.methods - {"OPTIONS"}:
            first, second = (_address(rule.rule) for _ in range(2))
            try:
                rule_of_first, _ = adapter.match(first, method, return_rule=True)
            except HTTPException:
                continue
            app.shapes.learn(method, first, rule_of_first)
            known = app.shapes.find(method, second)
            if known is not None:
                learned += 1
                assert known == adapter.match(second, method, return_rule=True), rule.rule
    assert learned > 1000, "nearly the whole API"


def _address(rule):
    """An address of the rule, with new ids and words."""
    path = re.sub(r"<uuid:\w+>", lambda _: str(uuid4()), rule)
    path = re.sub(r"<int:\w+>", "7", path)
    return re.sub(r"<[^>]*>", lambda _: f"word-{uuid4().hex[:6]}", path)


def written(answer, *, unless_said=(), method="GET"):
    """What a server is given: status, headers as they stand, body."""
    answer.unless_said = tuple((name.lower(), (name, value)) for name, value in unless_said)
    told = []
    body = answer({"REQUEST_METHOD": method}, lambda *said: told.append(said))
    [(status, headers)] = told
    return status, headers, b"".join(body)


COMMON = (("X-Of-All", "common"), ("X-Frames", "DENY"))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Of-All": "own"},
        {"X-Frames": ""},
        {"Location": "/a b"},
        {"Content-Location": "/ü"},
    ],
)
@pytest.mark.parametrize("status", [200, 201, 204, 304, 404])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_an_answer_is_written_as_the_library_writes_it(headers, status, method):
    library = Response(b"body", status, headers)
    if library.headers.get("X-Frames") == "":
        del library.headers["X-Frames"]
    also = [each for each in COMMON if each[0] not in headers]
    library.headers.extend(also)
    told = []
    body = library({"REQUEST_METHOD": method}, lambda *said: told.append(said))
    ours = written(Answer(b"body", status, headers), unless_said=COMMON, method=method)
    assert (ours[0], sorted(ours[1]), ours[2]) == (
        told[0][0], sorted(told[0][1]), b"".join(body),
    )  # fmt: skip


def test_pieces_are_sent_as_they_are_made():
    status, headers, body = written(Answer(iter([b"one ", b"two"])), unless_said=COMMON)
    assert (status, body) == ("200 OK", b"one two")
    assert ("X-Of-All", "common") in headers
    assert "Content-Length" not in dict(headers)


def test_an_answer_is_closed_when_it_was_sent():
    closed = []
    answer = Answer(b"body")
    answer.call_on_close(lambda: closed.append("yes"))
    body = answer({"REQUEST_METHOD": "GET"}, lambda *_: None)
    assert b"".join(body) == b"body"
    assert not closed
    body.close()
    assert closed == ["yes"]


def test_hooks_are_called_in_the_order_of_the_library():
    made, heard = Application("hooks"), []

    def view():
        after_this_request(lambda answer: heard.append("after this one") or answer)
        return "view"

    part = Blueprint("part", __name__)
    part.before_request(lambda: heard.append("before of the part"))
    part.after_request(lambda answer: heard.append("after of the part") or answer)
    part.add_url_rule("/part", "view", view)
    for number in (1, 2):
        made.before_request(lambda number=number: heard.append(f"before {number}"))
        made.after_request(lambda answer, number=number: heard.append(f"after {number}") or answer)
    made.register_blueprint(part)
    for _ in range(2):
        heard.clear()
        assert made.test_client().get("/part").text == "view"
        assert heard == [
            "before 1", "before 2", "before of the part",
            "after this one", "after of the part", "after 2", "after 1",
        ]  # fmt: skip


def test_a_hook_that_answers_stands_before_the_view():
    made = Application("refused")
    made.add_url_rule("/", "view", lambda: "view")
    made.before_request(lambda: ("no", 403))
    answer = made.test_client().get("/")
    assert (answer.status_code, answer.text) == (403, "no")


def test_what_a_hook_answers_instead_carries_the_common_headers_too():
    made = Application("hooks")
    made.add_url_rule("/", "page", lambda: "as JSON")

    def common(response):
        response.unless_said = (("x-frames", ("X-Frames", "DENY")),)
        return response

    made.after_request(common)
    made.after_request(lambda _: Response("as a page", 404))
    answer = made.test_client().get("/")
    assert (answer.status_code, answer.text) == (404, "as a page")
    assert answer.headers["X-Frames"] == "DENY"


@pytest.mark.parametrize(
    "said",
    [
        {"b": 1, "a": [None, True, 1.5, "Käse </script> 😀"]},
        {"amount": Decimal("1.50"), "id": ONE},
        {"huge": 2**70},
        {1: "a number for a name", 2: 2**70},
        [],
        "text",
    ],
)
def test_json_says_what_flask_says(small, said):
    with small.app_context():
        answer = small.json.response(said)
        plain = DefaultJSONProvider(small).response(said)
    assert answer.json == plain.json
    assert answer.mimetype == plain.mimetype
    assert list(answer.json) == list(plain.json)
