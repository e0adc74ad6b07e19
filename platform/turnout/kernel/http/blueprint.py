"""How request bodies are read: JSON only, strictly, and every fault named."""

import json
import re
from contextlib import suppress
from typing import Any, NoReturn

import msgspec
from flask import Request
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema
from webargs.flaskparser import FlaskParser

from turnout.kernel import codec
from turnout.kernel.errors import FieldError, Invalid, TooLarge, TurnoutError
from turnout.kernel.http.application import current_request

DEEPEST = 32
JSON = "application/json"
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
EDGE_OF_TIME = re.compile(r"(?:000[01]|9999)-\d\d-\d\d[T ]")
"""Instants of these years fall out of the calendar in some time zone: they could be stored and
never be read again."""


class UnreadableBody(TurnoutError):
    status = 400
    code = "unreadable-body"
    title = "The body is not valid JSON"


class WrongMediaType(TurnoutError):
    status = 415
    code = "wrong-media-type"
    title = "Please send application/json"


class StrictParser(FlaskParser):
    """Unknown fields are refused; `text/plain` JSON is refused; NaN and NUL are refused."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012  the library's own declaration
        "json": RAISE,
        "query": RAISE,
        "form": RAISE,
        "files": RAISE,
        "headers": None,
        "cookies": None,
    }

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002  webargs calls it
        return read_json(req)

    def load_querystring(self, req: Request, schema: Schema) -> Any:
        for name, values in req.args.lists():
            for text in (name, *values):
                _check_text(text, f"?{name}")
        return super().load_querystring(req, schema)

    def parse(self, argmap: Any, req: Request | None = None, **options: Any) -> Any:
        """Load as webargs does; a schema with a `compiled` shape takes the short way.

        The shape decodes the bytes in one step. What it refuses is loaded again by the schema,
        which names every field and not only the first; so both must accept the same bodies.
        """
        shape = getattr(argmap, "compiled", None)
        if shape is not None and req is None:
            raw = read_body(current_request())
            if b"\\u" not in raw:
                with suppress(msgspec.MsgspecError):
                    return codec.decode(raw, shape)
        found = super().parse(argmap, req, **options)
        if shape is None:
            return found
        try:
            return codec.convert(found, shape)
        except msgspec.ValidationError as error:
            raise _refused(error) from error


def _refused(error: msgspec.ValidationError) -> Invalid:
    """Translate the place: `$.lines[0].quantity` is the pointer `/lines/0/quantity`."""
    text, _, place = str(error).partition(" - at `$")
    steps = place.rstrip("`").replace("[", ".").replace("]", "").split(".")
    return Invalid(FieldError("/".join(steps), f"{text}."))


def read_json(req: Request) -> Any:
    """The request's JSON, or a refusal that says what is wrong with it."""
    return parse_json(read_body(req))


def read_body(req: Request) -> bytes:
    limit = req.max_content_length
    if limit is not None and (req.content_length or 0) > limit:
        raise TooLarge(f"The body may have at most {limit} bytes.", limit_bytes=limit)
    if req.environ.get("CONTENT_TYPE") != JSON and req.mimetype != JSON:
        raise WrongMediaType
    return req.get_data(cache=True)


def parse_json(raw: bytes) -> Any:
    try:
        text = raw.decode("utf-8")
        value = json.loads(text, parse_constant=_no_constant)
    except RecursionError as error:
        raise UnreadableBody("The JSON is nested too deeply.") from error
    except UnicodeDecodeError as error:
        raise UnreadableBody("The body is not UTF-8.") from error
    except ValueError as error:
        raise UnreadableBody(f"The body is not valid JSON: {error}.") from error
    _check(value, "", 0)
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _check(value: Any, pointer: str, depth: int) -> None:
    if depth > DEEPEST:
        raise UnreadableBody("The JSON is nested too deeply.")
    if isinstance(value, str):
        _check_text(value, pointer)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_text(key, pointer)
            _check(inner, f"{pointer}/{key}", depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _check(inner, f"{pointer}/{index}", depth + 1)


def _check_text(text: str, pointer: str) -> None:
    if UNSTORABLE.search(text):
        raise Invalid(FieldError(pointer, "This text has a character that cannot be stored."))
    if EDGE_OF_TIME.match(text):
        raise Invalid(FieldError(pointer, "Give a date between the years 2 and 9998."))


class StrictBlueprint(Blueprint):
    """The blueprint of every module."""

    ARGUMENTS_PARSER = StrictParser()
