"""The five ways an adapter may fail; anything else that it raises is a bug in the adapter.

None of the texts may hold a secret: they are logged and shown to organizers.
"""

from collections.abc import Mapping


class AdapterError(Exception):
    """Base of every failure an adapter reports."""


class Declined(AdapterError):
    """The provider understood and refused. Repeating the same operation gives the same answer."""

    def __init__(self, code: str, message: str) -> None:
        """Keep `code` stable for machines; `message` is one sentence a buyer may read."""
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type["Declined"], tuple[str, str]]:
        return type(self), (self.code, self.message)


class Unavailable(AdapterError):
    """Nothing reached the provider, or it said that it did nothing: safe to try again later."""

    def __init__(self, detail: str, *, retry_after_seconds: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after_seconds = retry_after_seconds


class Unclear(AdapterError):
    """The request was sent and its fate is unknown: ask the provider, or repeat the same key."""


class Untrusted(AdapterError):
    """A delivery did not prove that it comes from the provider and concerns this account."""


class Misconfigured(AdapterError):
    """The settings cannot work (wrong key, wrong address); a person has to change them."""

    def __init__(self, detail: str = "", *, fields: Mapping[str, str] | None = None) -> None:
        """`fields` names what is wrong with which setting; nested ones are joined by a slash."""
        super().__init__(detail)
        self.fields = dict(fields or {})
