"""The OpenAPI document as pages show it: groups of operations, parameters, shapes, samples."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from turnout.kernel.http.openapi import METHODS
from turnout.site.docs import samples
from turnout.site.docs.samples import Sample

MOST_WORDS: Final = 12
"""Of a list of words: a currency is one of 170."""
LIMITS: Final = {
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minItems": "at least {} of them",
    "maxItems": "at most {} of them",
}
NAME: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a shape, or one parameter of an address or of the headers."""

    name: str
    kind: str
    shape: str = ""
    """The shape that it is or holds; empty where it is plain."""
    is_required: bool = False
    says: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    name: str
    fields: tuple[Field, ...]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A body of a request or of an answer."""

    media_type: str
    kind: str
    shape: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: str
    says: str
    contents: tuple[Content, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    id: str
    method: str
    path: str
    summary: str
    says: str
    who: tuple[str, ...]
    """The security schemes of which each suffices; empty: anybody."""
    parameters: tuple[Field, ...]
    bodies: tuple[Content, ...]
    answers: tuple[Answer, ...]
    refusals: tuple[Answer, ...]
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The operations of one tag, and the shapes that they speak in."""

    slug: str
    title: str
    operations: tuple[Operation, ...]
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    name: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    groups: Mapping[str, Group]
    schemes: tuple[Scheme, ...]
    operations: int


def reference_of(document: Mapping[str, Any], base_url: str) -> Reference:
    """Everything that the pages show, in the order of the document; samples ask `base_url`."""
    by_tag: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = {}
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                told = item[method]
                own = {**told, "parameters": [*item.get("parameters", ()), *_parameters(told)]}
                by_tag.setdefault(told["tags"][0], []).append((method, path, own))
    groups = {}
    for tag, told in by_tag.items():
        operations = tuple(_operation(document, base_url, *each) for each in told)
        slug = NAME.sub("-", tag.lower())
        title = NAME.sub(" ", tag.lower()).capitalize()
        shapes = tuple(_shapes(document, operations))
        groups[slug] = Group(slug=slug, title=title, operations=operations, shapes=shapes)
    schemes = tuple(
        Scheme(name=name, says=scheme["description"])
        for name, scheme in document["components"]["securitySchemes"].items()
    )
    return Reference(groups=groups, schemes=schemes, operations=sum(map(len, by_tag.values())))


def _parameters(told: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return told.get("parameters", ())  # type: ignore[no-any-return]  # of the document


def _operation(
    document: Mapping[str, Any], base_url: str, method: str, path: str, told: Mapping[str, Any]
) -> Operation:
    shared = document["components"]["responses"]
    good: list[Answer] = []
    refusals: list[Answer] = []
    for status, answer in told["responses"].items():
        whole = shared[_name(answer)] if "$ref" in answer else answer
        made = Answer(
            status=status, says=_sentence(status, whole), contents=_contents(whole.get("content"))
        )
        (good if status[0] in "23" else refusals).append(made)
    return Operation(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told.get("summary", ""),
        says=told.get("description", ""),
        who=tuple(name for way in told["security"] for name in way),
        parameters=tuple(_parameter(each) for each in told["parameters"]),
        bodies=_contents(told.get("requestBody", {}).get("content")),
        answers=tuple(good),
        refusals=tuple(refusals),
        samples=samples.of(document, base_url, method, path, told),
    )


def _sentence(status: str, answer: Mapping[str, Any]) -> str:
    said = str(answer.get("description", ""))
    if status.isdigit() and said == HTTPStatus(int(status)).phrase:
        return ""
    return said


def _contents(told: Mapping[str, Any] | None) -> tuple[Content, ...]:
    return tuple(
        Content(
            media_type=media_type,
            kind=_kind(content["schema"]),
            shape=_shape(content["schema"]),
            example=json.dumps(content["example"], indent=2, ensure_ascii=False)
            if "example" in content
            else "",
        )
        for media_type, content in (told or {}).items()
    )


def _parameter(told: Mapping[str, Any]) -> Field:
    return Field(
        name=told["name"],
        kind=_kind(told["schema"]),
        is_required=told.get("required", False),
        says=_said(told.get("description", ""), told["schema"]),
        place=told["in"],
    )


def _shapes(document: Mapping[str, Any], operations: Iterable[Operation]) -> Iterator[Shape]:
    """What the operations speak in, each after what names it first."""
    known = document["components"]["schemas"]
    waiting = [
        content.shape
        for each in operations
        for content in (*each.bodies, *(c for answer in each.answers for c in answer.contents))
    ]
    seen: set[str] = {""}
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        fields = tuple(_fields(known[name]))
        yield Shape(name=name, fields=fields, says=known[name].get("description", ""))
        waiting += [each.shape for each in fields]


def _fields(schema: Mapping[str, Any]) -> Iterator[Field]:
    required = schema.get("required", ())
    for name, told in schema.get("properties", {}).items():
        yield Field(
            name=name,
            kind=_kind(told),
            shape=_shape(told),
            is_required=name in required,
            says=_said(told.get("description", ""), told),
        )


def _said(description: str, schema: Mapping[str, Any]) -> str:
    """The description, with the limits and the default that the schema knows."""
    limits = [text.format(schema[name]) for name, text in LIMITS.items() if name in schema]
    if schema.get("default") not in (None, "", [], {}):
        limits.append(f"{json.dumps(schema['default'])} if left out")
    stated = f"{', '.join(limits).capitalize()}." if limits else ""
    return " ".join(filter(None, (description, stated)))


def _kind(schema: Mapping[str, Any]) -> str:
    """What stands there, in words: `uuid`, `list of text`, `text or null`."""
    if "$ref" in schema:
        return _name(schema)
    for several in ("anyOf", "allOf", "oneOf"):
        if several in schema:
            return " or ".join(_kind(each) for each in schema[several])
    if "enum" in schema:
        words = [str(word) for word in schema["enum"] if word is not None]
        more = len(words) - MOST_WORDS
        return " | ".join(words[:MOST_WORDS]) + (f" | … {more} more" if more > 0 else "")
    kinds = schema.get("type", "anything")
    return " or ".join(
        _plain_kind(kind, schema) for kind in ([kinds] if isinstance(kinds, str) else kinds)
    )


def _plain_kind(kind: str, schema: Mapping[str, Any]) -> str:
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict):
        values = schema["additionalProperties"]
        return f"object of {_kind(values)}" if values else "object"
    if kind == "string":
        return str(schema.get("format", "text"))
    return {"integer": "whole number", "boolean": "true | false"}.get(kind, kind)


def _shape(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return _name(schema)
    inner = [schema.get("items"), schema.get("additionalProperties")]
    inner += [each for several in ("anyOf", "allOf", "oneOf") for each in schema.get(several, ())]
    return next(filter(None, (_shape(each) for each in inner if isinstance(each, dict))), "")


def _name(reference: Mapping[str, Any]) -> str:
    return str(reference["$ref"]).rpartition("/")[2]
