"""What every request passes through: bodies, problems, cursors, hosts, headers."""

import gzip
import json
from uuid import UUID, uuid4

import psycopg
import pytest
import sqlalchemy.exc
import structlog
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from turnout.kernel.db import pagination
from turnout.kernel.db.pagination import PageRequest, encode_cursor, page, page_request
from turnout.kernel.errors import Invalid, TurnoutError
from turnout.kernel.http import blueprint, problems, request_fields
from turnout.kernel.settings import Settings

LOST = "server closed the connection unexpectedly"
NUL = pagination.encode_cursor("a\x00b", UUID(int=7))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_json_is_read_as_it_is_or_refused_by_a_problem(value):
    raw = json.dumps(value).encode()
    try:
        assert blueprint.parse_json(raw) == value
    except Invalid as refusal:
        assert "cannot be stored" in refusal.errors[0].detail


@pytest.mark.parametrize("value", ["true", "yes", "on", 1, 0, 1.0, None, []])
def test_a_switch_in_a_body_takes_true_and_false_alone(value):
    field = request_fields.YesOrNo()
    assert [field.deserialize(each) for each in (True, False)] == [True, False]
    with pytest.raises(ValidationError):
        field.deserialize(value)


@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_crash(raw):
    try:
        blueprint.parse_json(raw)
    except TurnoutError as refusal:
        assert refusal.status in (400, 422)


def test_field_messages_become_pointers():
    messages = {
        "json": {"lines": {0: {"quantity": ["Too few."]}}, "a/b": ["Qty"], "_schema": ["All."]},
        "query": {"limit": ["Not a number."]},
    }
    found = {each.pointer: each.detail for each in problems.field_errors(messages)}
    assert found == {
        "/lines/0/quantity": "Too few.",
        "/a~1b": "Qty",
        "": "All.",
        "?limit": "Not a number.",
    }


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=80))
def test_a_cursor_comes_back_as_it_went(value):
    row_id = uuid4()
    assert page_request(encode_cursor(value, row_id), 10) == PageRequest(10, (value, row_id))


@pytest.mark.parametrize("cursor", ["%", "e30", "bm90IG91cnM", "💥", "a" * 3000, NUL])
def test_a_foreign_cursor_is_a_field_error(cursor):
    with pytest.raises(Invalid) as refusal:
        page_request(cursor, None)
    assert refusal.value.errors[0].pointer == "?cursor"


@pytest.mark.parametrize("limit", [0, -1, pagination.MOST + 1])
def test_a_page_has_a_bounded_length(limit):
    with pytest.raises(Invalid):
        page_request(None, limit)


def test_one_row_too_many_only_says_that_more_follow():
    rows = [(number, uuid4()) for number in range(3)]
    first = page(rows, PageRequest(2), key=lambda row: row)
    assert (first.items, first.next_cursor is not None) == (rows[:2], True)
    last = page(rows[:2], PageRequest(2), key=lambda row: row)
    assert last.next_cursor is None


def test_an_unknown_address_and_method_are_problems(client):
    lost = client.get("/api/v1/nowhere")
    assert (lost.status_code, lost.mimetype) == (404, "application/problem+json")
    wrong = client.delete("/api/openapi.json")
    assert (wrong.status_code, wrong.mimetype) == (405, "application/problem+json")


@pytest.mark.parametrize("host", ["evil.example", f"{'a' * 64}.example", f"{'ü' * 60}.example"])
def test_a_foreign_host_is_refused(client, host):
    answer = client.get("/api/openapi.json", headers={"Host": host.encode().decode("latin-1")})
    assert (answer.status_code, answer.json["code"]) == (400, "wrong-host")


def test_answers_carry_the_request_id_and_safe_headers(client):
    given_id = "abcdef-123456"
    answer = client.get("/api/v1/adapters", headers={"X-Request-Id": given_id})
    assert answer.headers["X-Request-Id"] == given_id
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    strange = client.get("/api/v1/adapters", headers={"X-Request-Id": "a b\tc<script>"})
    assert strange.headers["X-Request-Id"] != "a b\tc<script>"


def test_every_line_of_a_request_carries_its_id_and_the_next_one_none(app, client):
    seen = []

    def look():
        seen.append(dict(structlog.contextvars.get_contextvars()))

    app.before_request_funcs.setdefault(None, []).append(look)
    try:
        client.get("/api/v1/adapters", headers={"X-Request-Id": "abcdef-123456"})
    finally:
        app.before_request_funcs[None].remove(look)
    assert seen == [{"request_id": "abcdef-123456"}]
    assert structlog.contextvars.get_contextvars() == {}


def test_a_refused_host_is_told_its_request_id(client):
    answer = client.get("/api/openapi.json", base_url="http://evil.example")
    assert answer.json["request_id"]


def test_the_public_port_says_that_it_answers_and_nothing_of_the_inside(client):
    assert client.get("/healthz", base_url="http://evil.example").data == b"ok\n"
    for path in ("/readyz", "/metrics"):
        assert client.get(path).status_code == 404
        assert client.get(path, base_url="http://evil.example").status_code == 400


def test_the_document_is_openapi_3_1_and_every_operation_names_its_problem(client):
    document = client.get("/api/openapi.json").json
    assert document["openapi"].startswith("3.1")
    silent = [
        f"{method} {path}"
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if method != "parameters" and "default" not in operation["responses"]
    ]
    assert silent == []
    assert len(document["paths"]) > 40


def test_the_document_is_packed_for_who_takes_it_packed(client):
    plain = client.get("/api/openapi.json")
    packed = client.get("/api/openapi.json", headers={"Accept-Encoding": "br, gzip"})
    refused = client.get("/api/openapi.json", headers={"Accept-Encoding": "gzip;q=0"})
    assert (packed.headers["Content-Encoding"], packed.headers["Vary"]) == (
        "gzip",
        "Accept-Encoding",
    )
    assert gzip.decompress(packed.data) == plain.data == refused.data
    assert len(packed.data) < len(plain.data) / 5


def test_an_answer_names_one_referrer_policy(client):
    for path, policy in (
        ("/healthz", "strict-origin-when-cross-origin"),
        ("/sign-in", "strict-origin"),
        ("/no-such-page", "no-referrer"),
    ):
        headers = client.get(path, headers={"Accept": "text/html"}).headers
        assert headers.getlist("Referrer-Policy") == [policy], path


def production(**changes):
    urls = dict.fromkeys(
        ("database_url", "database_operator_url"), "postgresql://u:p@db/turnout?sslmode=verify-full"
    )
    return Settings.model_validate(
        {
            "environment": "production",
            "public_url": "https://tickets.example",
            "redis_url": "rediss://cache/0",
            "broker_url": "rediss://cache/1",
            "master_keys": "k:x",
            **urls,
            **changes,
        }
    )


def test_production_starts_with_safe_settings():
    assert production().is_production


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"public_url": "http://tickets.example"}, "PUBLIC_URL"),
        ({"redis_url": "redis://cache/0"}, "REDIS_URL"),
        ({"broker_url": "redis://cache/1"}, "BROKER_URL"),
        ({"master_keys": ""}, "MASTER_KEYS"),
        ({"loopback_hosts": "127.0.0.1:1"}, "LOOPBACK_HOSTS"),
        ({"clock_offset_seconds": 5}, "CLOCK_OFFSET_SECONDS"),
        ({"database_url": "postgresql://u:p@db/turnout"}, "DATABASE_URL"),
    ],
)
def test_production_refuses_an_unsafe_setting_by_name(changes, named):
    with pytest.raises(ValueError, match=named):
        production(**changes)


@pytest.mark.parametrize(
    "error",
    [psycopg.OperationalError(LOST), sqlalchemy.exc.OperationalError("", None, Exception())],
)
def test_a_database_that_is_away_is_said_to_be_for_a_moment_whoever_asked_it(app, error):
    with app.test_request_context("/"):
        assert problems.of_crash(error).status_code == 503
        assert problems.of_crash(ValueError()).status_code == 500
