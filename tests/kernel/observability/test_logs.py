import io
import json
import logging
import warnings

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from turnout.kernel.observability import logs


def fail(says, _password=""):
    raise ValueError(says)


@pytest.fixture
def lines():
    """Configure logging into memory; calling it gives what was written, parsed."""
    root = logging.getLogger()
    before, configured = (root.handlers[:], root.level), structlog.get_config()
    stream = io.StringIO()
    logging.captureWarnings(capture=False)  # an earlier test's capture ended with its warnings
    logs.configure(role="web", stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.captureWarnings(capture=False)
    structlog.configure(**configured)
    root.handlers[:], level = before
    root.setLevel(level)


def test_a_line_is_a_json_object_that_says_what_when_where(lines):
    structlog.get_logger("turnout.orders").info("order placed", lines=2)
    [line] = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "order placed",
        "level": "info",
        "logger": "turnout.orders",
        "role": "web",
        "lines": 2,
    }


def test_lines_of_other_libraries_have_the_same_form(lines):
    logging.getLogger("celery.worker").warning("task %s failed", "t1", extra={"queue": "messages"})
    [line] = lines()
    assert (line["event"], line["level"], line["queue"]) == (
        "task t1 failed",
        "warning",
        "messages",
    )
    assert line["logger"] == "celery.worker"


def test_request_and_organization_are_on_every_line_of_their_block(lines):
    log = structlog.get_logger()
    with logs.bound(request_id="r1", organization_id="o1"):
        log.info("inside")
        logging.getLogger("lib").info("inside too")
    log.info("outside")
    assert [line.get("request_id") for line in lines()] == ["r1", "r1", None]
    assert lines()[0]["organization_id"] == "o1"


def test_the_level_holds_for_both_kinds_of_logger(lines):
    structlog.get_logger("turnout").debug("quiet")
    logging.getLogger("lib").debug("quiet")
    logging.getLogger("httpx").info("HTTP Request: GET https://provider.example?key=1")
    assert lines() == []


def test_warnings_are_lines_too(lines):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old way", stacklevel=1)
    assert "old way" in lines()[0]["event"]


@pytest.mark.parametrize(
    "key",
    [
        "email", "buyer_email", "buyerEmail", "Email-Address", "name", "first_name", "lastName",
        "password", "new_password", "X-Api-Token", "refreshToken", "client_secret", "api_key",
        "Authorization", "Set-Cookie", "phone", "phone_number", "ip", "remote_addr", "user_agent",
        "answers", "payload", "TOTP",
    ],
)  # fmt: skip
def test_what_stands_under_a_private_key_is_not_written(lines, key):
    structlog.get_logger().info("x", **{key: "Ada Lovelace"}, deep=[{"a": {key: ["Ada Lovelace"]}}])
    logging.getLogger("lib").info("y", extra={f"{key}": "Ada Lovelace"} if key != "name" else {})
    assert "Ada" not in json.dumps(lines())


@pytest.mark.parametrize(
    "key", ["event_id", "order_id", "hostname", "tokenizer", "shipping", "filename", "adapter"]
)
def test_ordinary_keys_are_written(lines, key):
    structlog.get_logger().info("x", **{key: "v1"})
    assert lines()[0][key] == "v1"


@pytest.mark.parametrize(
    "text",
    [
        "mail to SECRET@example.org bounced",
        "mail to <SECRET+tag@sub.example.co.uk>.",
        "to: SECRET@пример.рф",
        "redis://user:SECRET@127.0.0.1:6379/0 refused",
        "postgresql://:SECRET@db/turnout",
        "Authorization: Bearer SECRET.abc-123",
        "GET /reset?token=SECRET&x=1",
        "password=SECRET",
        "eyJhbGciOiJSUzI1NiJ9.SECRETSECRET.c2lnbmF0dXJl",
    ],
)
def test_secrets_inside_of_texts_are_not_written(lines, text):
    log = structlog.get_logger()
    log.info(text)
    log.info("x", why=text, deep={"a": [text], text: 1})
    logging.getLogger("lib").info("%s", text)
    try:
        fail(text)
    except ValueError:
        log.exception("failed")
        logging.getLogger("lib").exception("failed")
    assert len(lines()) == 5
    assert "SECRET" not in json.dumps(lines())


def test_a_trace_says_where_it_failed_but_not_the_values_of_variables(lines):
    password = "hunter2"
    try:
        fail("no", password)
    except ValueError:
        structlog.get_logger().exception("failed")
    assert "test_logs.py" in lines()[0]["exception"]
    assert "hunter2" not in json.dumps(lines())


def test_what_is_no_json_is_written_as_text_and_breaks_nothing(lines):
    class Odd:
        def __str__(self):
            return "odd SECRET@example.org"

    nested = []
    nested.append(nested)
    structlog.get_logger().info("x", odd=Odd(), raw=b"\xff", endless=nested, tied={1: {2, 3}})
    [line] = lines()
    assert line["odd"] == "odd [email]"
    assert sorted(line["tied"]["1"]) == [2, 3]


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_redaction_takes_any_text_and_repeats_itself(text):
    once = logs.redact_text(text)
    assert logs.redact_text(once) == once


def test_a_huge_text_is_cut_in_little_time():
    assert len(logs.redact_text("x" * 3_000_000)) < 9_000
    assert len(logs.redact_text("x@" * 1_000_000)) < 20_000
