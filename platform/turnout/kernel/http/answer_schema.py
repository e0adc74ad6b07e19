"""The schema of an answer, which writes what it was derived from without a call for each field.

`marshmallow` asks each field of each value who it is and what may be done about it; a list of a
thousand lines is written six times as fast where that is asked once. Whatever is no plain
field of the library, or no value of the dataclass, goes its way.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from operator import attrgetter, methodcaller
from typing import Any, ClassVar, Final

from marshmallow import Schema, fields

from turnout.kernel.values import reader_of

Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Writer:
    """How values of one dataclass are written: all are read at once, and a few converted."""

    names: tuple[str, ...]
    read: Callable[[Any], tuple[Any, ...]]
    converted: tuple[tuple[str, Convert], ...]
    """Names whose values, unless they are None, do not stay as they are."""
    others: tuple[tuple[str, Callable[[Any], Any]], ...]
    """Names whose fields are asked, with the whole value."""


class AnswerSchema(Schema):
    """Of values of a dataclass; `dump` answers what the library's own would, to the letter."""

    _kind: ClassVar[type]

    @cached_property
    def _writer(self) -> Writer:
        read, converted, others = [], [], []
        for name, each in self.dump_fields.items():
            said = each.data_key or name
            read.append((said, each.attribute or name))
            if not _is_plain(each):
                others.append((said, partial(each.serialize, name, accessor=self.get_attribute)))
            elif convert := _conversion(each):
                converted.append((said, convert))
        return Writer(
            names=tuple(said for said, _ in read),
            read=reader_of([attribute for _, attribute in read]),
            converted=tuple(converted),
            others=tuple(others),
        )

    def dump(self, obj: Any, *, many: bool | None = None) -> Any:
        if self.many if many is None else many:
            return [self.dump(each, many=False) for each in obj]
        if type(obj) is not self._kind:
            return super().dump(obj, many=False)
        writer = self._writer
        said = dict(zip(writer.names, writer.read(obj), strict=True))
        for name, convert in writer.converted:
            value = said[name]
            if value is not None:
                said[name] = convert(value)
        for name, ask in writer.others:
            said[name] = ask(obj)
        return said


def _is_plain(field: fields.Field[Any] | None) -> bool:
    """Of the library itself, with nothing that changes how it is written."""
    if field is None:
        return True
    match field:
        case fields.List():
            plain = _is_plain(field.inner)
        case fields.Dict():
            plain = _is_plain(field.key_field) and _is_plain(field.value_field)
        case fields.Nested():
            plain = field.only is None and not field.exclude and not field.many
        case fields.DateTime():
            plain = field.format in (None, "iso")
        case fields.Enum():
            plain = field.by_value is True
        case fields.Integer() | fields.Float():
            plain = not field.as_string
        case _:
            plain = True
    return plain and type(field) in (*CONVERSIONS, *HOLDERS)


def _conversion(field: fields.Field[Any] | None) -> Convert | None:
    """What is made of a value that is there; None where it stays what it is."""
    if field is None:
        return None
    holder = HOLDERS.get(type(field))
    return CONVERSIONS[type(field)] if holder is None else holder(field)


def _lists(field: Any) -> Convert:
    convert = _conversion(field.inner)
    if convert is None:
        return list
    return lambda value: [None if each is None else convert(each) for each in value]


def _mappings(field: Any) -> Convert:
    keys, values = _conversion(field.key_field) or _same, _conversion(field.value_field) or _same

    def write(value: Mapping[Any, Any]) -> dict[Any, Any]:
        return {keys(key): None if inner is None else values(inner) for key, inner in value.items()}

    return write


def _same(value: Any) -> Any:
    return value


CONVERSIONS: Final[Mapping[type, Convert | None]] = {
    fields.String: str,
    fields.UUID: str,
    fields.DateTime: methodcaller("isoformat"),
    fields.Date: methodcaller("isoformat"),
    fields.Integer: int,
    fields.Float: float,
    fields.Enum: attrgetter("value"),
    fields.Boolean: None,
    fields.Raw: None,
}
HOLDERS: Final[Mapping[type, Callable[[Any], Convert]]] = {
    fields.List: _lists,
    fields.Dict: _mappings,
    fields.Nested: lambda field: field.schema.dump,
}
"""Fields of values that hold others."""
