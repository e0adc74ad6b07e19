"""Answers: their schemas, derived from the frozen values that services return.

A request's schema is written by hand, an answer's never: `response(Venue)` reads the fields of
the dataclass. What the document should say of a field stands in its annotation, as a text:
`Annotated[int, "Units given back."]`; where a marshmallow field stands there, it is taken instead.
The document names the words of an `Annotated[Colour, fields.Enum]`; INTERNAL is not answered.
"""

import gzip
import types
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls
from flask import Response, request
from marshmallow import Schema, fields, validate

from turnout.kernel.file_formats import ReportFile
from turnout.kernel.http.answer_schema import AnswerSchema

INTERNAL: Final = object()
"""Annotates a field that the frozen value has and its answer has not."""
WORTH_PACKING: Final = 1_400
"""Bytes: what is smaller travels in one packet anyway."""
PACKING_LEVEL: Final = 5
PLAIN: Final[Mapping[type, Callable[..., fields.Field[Any]]]] = {
    UUID: fields.UUID,
    str: fields.String,
    bool: fields.Boolean,
    int: fields.Integer,
    float: fields.Float,
    datetime: fields.DateTime,
    date: fields.Date,
}


@cache
def response(kind: Hashable) -> type[Schema]:
    """The schema of a frozen dataclass: every field but INTERNAL ones, in the order of the class.

    It is called as the dataclass is; `component` on the dataclass overrules that. TypeError for
    a field whose type no answer can hold.
    """
    if not (isinstance(kind, type) and is_dataclass(kind)):
        raise TypeError(f"{kind!r} is no dataclass")
    hints = get_type_hints(kind, include_extras=True)
    told = (
        each.name
        for each in fields_of(kind)
        if INTERNAL not in getattr(hints[each.name], "__metadata__", ())
    )
    members = {name: _field(hints[name]) for name in told}
    return _schema(kind, "", members | {"_kind": kind}, base=AnswerSchema)


@cache
def page_of(kind: Hashable, *, called: str = "") -> type[Schema]:
    """The schema of a page: `items`, and `next_cursor`, null on the last one.

    Its name in the document is the item's with `Page` behind it, or `called`.
    """
    members = {
        "items": fields.List(fields.Nested(response(kind)), required=True),
        "next_cursor": fields.String(required=True, allow_none=True),
    }
    return _schema(kind, "Page", members, called=called)


@cache
def list_of(kind: Hashable) -> type[Schema]:
    """The schema of a list that has no pages: `items` alone."""
    items = fields.List(fields.Nested(response(kind)), required=True)
    return _schema(kind, "List", {"items": items})


def one_of(words: Iterable[str], **options: Any) -> fields.String:
    """A text that is one of these words (or of an enum's); the document names them all.

    It is required, unless an option or a default says otherwise.
    """
    stated: dict[str, Any] = {"required": "load_default" not in options} | options
    return fields.String(**stated, validate=validate.OneOf([str(each) for each in words]))


def file_answer(content: bytes | Iterable[bytes], name: str, *, media_type: str) -> Response:
    """A file to download under an ASCII name; it is somebody's own, so no cache keeps it.

    Pieces are sent as they are made.
    """
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, content_type=media_type, headers=headers)


def report_answer(file: ReportFile) -> Response:
    """The same of a report or a list."""
    return file_answer(file.pieces, file.name, media_type=file.media_type)


def packed(response: Response) -> Response:
    """A large answer by gzip, for who takes it: a list of 5,000 attendees is a third of its size.

    Not for answers that hold a secret beside what a stranger chose: their size would tell of it.
    """
    body = response.get_data()
    response.headers["Vary"] = "Accept-Encoding"
    if len(body) >= WORTH_PACKING and request.accept_encodings["gzip"] > 0:
        response.set_data(gzip.compress(body, PACKING_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response


def file_document(media_type: str | Iterable[str], says: str) -> dict[str, Any]:
    """What the API's document says of such an answer, for a blueprint's `doc`."""
    types = [media_type] if isinstance(media_type, str) else media_type
    content = {each: {"schema": {"type": "string", "format": "binary"}} for each in types}
    return {"responses": {"200": {"description": says, "content": content}}}


def _schema(
    kind: Any,
    ending: str,
    members: Mapping[str, Any],
    *,
    called: str = "",
    base: type[Schema] = Schema,
) -> type[Schema]:
    own: dict[str, Any] = {"__module__": kind.__module__, **members}
    if hasattr(kind, "component"):
        own["component"] = f"{kind.component}{ending}"
    return type(f"{called or kind.__name__ + ending}Schema", (base,), own)


def _field(annotation: Any, **options: Any) -> fields.Field[Any]:
    """The field of a type; every answer has it, so it is required unless an option says so."""
    options = {"required": True} | options
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(inner[0], inner[1:], options)
    if origin in (Union, types.UnionType):
        return _field(
            next(each for each in inner if each is not type(None)), **options, allow_none=True
        )
    if inner:
        return _container(origin, inner, options)
    if annotation is Any:
        return fields.Raw(**options)
    return _single(annotation, options)


def _single(kind: Any, options: dict[str, Any]) -> fields.Field[Any]:
    if isinstance(kind, type) and is_dataclass(kind):
        return fields.Nested(response(cast("Hashable", kind)), **options)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return fields.String(**options)
    if kind in PLAIN:
        return PLAIN[kind](**options)
    raise TypeError(f"no answer holds {kind!r}")


def _container(origin: Any, inner: Sequence[Any], options: dict[str, Any]) -> fields.Field[Any]:
    if origin in (dict, Mapping):
        return fields.Dict(**_keys_and_values(*inner), **options)
    if origin in (list, tuple, Sequence, frozenset, set):
        return fields.List(_field(inner[0], required=False), **options)
    raise TypeError(f"no answer holds {origin!r}")


def _annotated(kind: Any, notes: Sequence[Any], options: dict[str, Any]) -> fields.Field[Any]:
    for note in notes:
        if isinstance(note, fields.Field):
            return note
        if note is fields.Enum:
            return fields.Enum(kind, by_value=True, **options)
    said = " ".join(note for note in notes if isinstance(note, str))
    return (
        _field(kind, **options, metadata={"description": said}) if said else _field(kind, **options)
    )


def _keys_and_values(key: Any, value: Any) -> dict[str, Any]:
    members = {"keys": _field(key, required=False)}
    if value is not Any:
        members["values"] = _field(value, required=False)
    return members


FAMILIES: Final[Mapping[str, str]] = {
    "agencies": "organizations",
    "series": "events",
    "programme": "events",
    "sponsors": "events",
    "participation": "events",
    "forms": "catalog",
    "transfers": "orders",
    "reconciliation": "accounting",
    "public_search": "discovery",
}
"""Modules whose shapes bear another module's name in the API: integrators knew them before."""


def plugin() -> MarshmallowPlugin:
    return MarshmallowPlugin(schema_name_resolver=shape_name)


def shape_name(schema: Any) -> str:
    """A schema is called by its module and itself: `NewRoomSchema` of venues, `Venues` + `NewRoom`.

    A schema's own `component` overrules it.
    """
    kind: Any = resolve_schema_cls(schema)
    if isinstance(kind, list):
        kind = kind[0]
    parts = kind.__module__.split(".")
    module = parts[2] if parts[:2] == ["turnout", "modules"] else parts[-1]
    named = getattr(kind, "component", None)
    if named is not None:
        return str(named)
    module = FAMILIES.get(module, module)
    name = kind.__name__.removesuffix("Schema")
    return name if name.lower().startswith(module.lower()) else f"{module.capitalize()}{name}"
