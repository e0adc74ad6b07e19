"""JSON logs with request, trace and organization ids, from which personal data is taken out."""

import logging
import re
import sys
from collections.abc import Generator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any, Final, TextIO

import msgspec
import structlog
from structlog.typing import EventDict, Processor

from turnout.kernel.observability import telemetry

REDACTED: Final = "[redacted]"
SECRET_WORDS: Final = frozenset((
    "password", "passwd", "secret", "secrets", "token", "tokens", "authorization", "cookie",
    "cookies", "credential", "credentials", "signature", "csrf", "otp", "totp", "pin",
    "email", "emails", "mail", "phone", "telephone", "mobile", "iban", "cvc", "cvv", "dsn",
))  # fmt: skip
"""A key is redacted when one of its words is among these: `buyer_email`, `X-Api-Token`."""
PERSONAL_KEYS: Final = frozenset((
    "name", "firstname", "lastname", "fullname", "givenname", "familyname", "displayname",
    "username", "surname", "nickname", "buyername", "attendeename", "recipient",
    "recipients", "address", "street", "postcode", "birthday", "birthdate", "dateofbirth",
    "remoteaddr", "ip", "ipaddress", "useragent", "apikey", "privatekey", "masterkey",
    "masterkeys", "accesskey", "sessionid", "answers", "body", "payload",
))  # fmt: skip
"""A key is redacted when it is one of these, written in any way: `first_name`, `firstName`."""
PATTERNS: Final = (
    (re.compile(r"(?<=://)[^/\s:@]*:[^/\s@]*(?=@)"), REDACTED),
    (
        re.compile(r"[^\s@<>\"'(),;:=/\[\]]{1,64}@[^\s@<>\"'(),;:=/\[\]]{1,255}"),
        "[email]",
    ),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{8,}"), rf"\1 {REDACTED}"),
    (
        re.compile(r"(?i)\b(password|secret|token|code|key|signature)=([^&\s\"']+)"),
        rf"\1={REDACTED}",
    ),
    (re.compile(r"\bturnout_[a-z]{2,8}_[0-9A-Za-z]{8,}"), REDACTED),
    (re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+"), REDACTED),
)
KEPT: Final = frozenset((
    "level", "logger", "timestamp", "role", "request_id", "organization_id", "trace_id",
    "span_id", "_record", "_from_structlog",
))  # fmt: skip
DEPTH = 6
LONGEST = 8_000
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
QUIET: Final = ("httpx", "httpcore", "fontTools", "opentelemetry", "urllib3", "botocore")
"""Libraries that write down addresses and headers at INFO."""


def configure(*, role: str, level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send structlog and the standard library's logging to one stream, a JSON object per line.

    Call once per process, before the first line; again replaces the earlier set-up.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _with_ids(role),
        structlog.stdlib.ExtraAdder(),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        redact,
    ]
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _render],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.PositionalArgumentsFormatter(),
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    logging.captureWarnings(capture=True)


@contextmanager
def bound(**ids: str) -> Generator[None]:
    """Write these ids into every line of a block: `bound(request_id=…, organization_id=…)`."""
    with structlog.contextvars.bound_contextvars(**ids):
        yield


def redact(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Take personal data and secrets out of a line: by key, and by pattern inside of texts."""
    return {
        key: value if key in KEPT else _clean(key, value, DEPTH) for key, value in event.items()
    }


def redact_text(text: str) -> str:
    """A text without e-mail addresses, credentials in URLs, bearer tokens and JWTs."""
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]}…"
    for pattern, instead in PATTERNS:
        text = pattern.sub(instead, text)
    return text


def _clean(key: str, value: Any, depth: int) -> Any:
    if is_private(key):
        return REDACTED if value not in (None, "") else value
    if isinstance(value, str):
        return redact_text(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return _clean_inside(value, depth) if depth else "…"


def _clean_inside(value: Any, depth: int) -> Any:
    if isinstance(value, Mapping):
        return {
            redact_text(str(name)): _clean(str(name), each, depth - 1)
            for name, each in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean("", each, depth - 1) for each in value]
    return redact_text(str(value))


def is_private(key: str) -> bool:
    """Whether what stands under a key is taken out."""
    words = [word.lower() for word in WORD.findall(key)]
    return not SECRET_WORDS.isdisjoint(words) or "".join(words) in PERSONAL_KEYS


def _with_ids(role: str) -> Processor:
    def add(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> EventDict:
        event["role"] = role
        event.update(telemetry.trace_ids())
        return event

    return add


def _render(_logger: Any, _method: str, event: EventDict) -> str:
    return msgspec.json.encode(event, enc_hook=str).decode()
