"""The contract between Turnout and a service that tells people from programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """What a page needs to ask. `answer_field` is the form field that carries the token.

    `hosts` are what the page's content security policy has to allow for it.
    """

    script_url: str
    answer_field: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`score` runs from 0 (a program) to 1 (a person) where the service gives one."""

    is_person: bool
    score: float | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the service can do, as data."""

    invisible: bool = False
    scores: bool = False
    sends_address: bool = False


@runtime_checkable
class Shows(Protocol):
    def widget(self) -> Widget:
        """Say what the page shows. Asks nobody."""


@runtime_checkable
class Judges(Protocol):
    """What every challenge adapter does."""

    def judge(self, token: str, *, remote_address: str | None = None) -> Verdict:
        """Judge a token once. A used, old or foreign token is no person and no failure.

        Unavailable when the service cannot be asked: the platform decides what that means.
        """
