"""JSON and plain values as what they are the values of; each kind is described once, by one thread.

`msgspec` describes a class when it is first asked for it, and leaves what it has begun where other
threads find it: two that asked for the same class at once brought the process down. So whoever asks
first asks alone here, and nobody calls `msgspec.convert` or `msgspec.json.decode` but this file.
"""

from threading import Lock
from typing import Any, Final, TypeVar, overload

import msgspec

T = TypeVar("T")
_lock: Final = Lock()
_decoders: Final[dict[Any, msgspec.json.Decoder[Any]]] = {}


@overload
def decode(raw: bytes | str) -> Any: ...
@overload
def decode(raw: bytes | str, kind: type[T]) -> T: ...
@overload
def decode(raw: bytes | str, kind: Any) -> Any: ...
def decode(raw: bytes | str, kind: Any = Any) -> Any:
    """The value of a JSON text; DecodeError for none, ValidationError for one of another kind."""
    return _decoder(kind).decode(raw)


@overload
def convert(value: Any, kind: type[T], *, strict: bool = True) -> T: ...
@overload
def convert(value: Any, kind: Any, *, strict: bool = True) -> Any: ...
def convert(value: Any, kind: Any, *, strict: bool = True) -> Any:
    """Plain values as one of this kind; ValidationError for others.

    Without `strict` a text may stand for a number or a moment.
    """
    _decoder(kind)
    return msgspec.convert(value, kind, strict=strict)


def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    found = _decoders.get(kind)
    if found is None:
        with _lock:
            found = _decoders.get(kind) or msgspec.json.Decoder(kind)
            _decoders[kind] = found
    return found
