"""The contract between Turnout and a service that tells people from programs.

A page shows the service's widget, which gives the browser a token; the platform has it judged
once. How the widget is drawn is the adapter's module (`page_fields`), which exports

    mount(place, {options, locale, theme, action, binding}) → Promise<{token, unmount?}>

It resolves when the widget is shown; `token` is a promise of the token. `options` are the
widget's attributes and, as `script`, its address; `theme` is `light` or `dark`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """What a page needs to ask. `answer_field` is the form field that carries the token.

    `hosts` are what a content security policy has to allow for it, for pages that are not
    Turnout's: those go by the adapter's `page_fields`.
    """

    script_url: str
    answer_field: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`score` runs from 0 (a program) to 1 (a person) where the service gives one.

    The rest is what the service keeps of the widget that gave the token, empty where it says
    nothing: the host of its page, what it was solved for, for which request, and when.
    """

    is_person: bool
    score: float | None = None
    code: str | None = None
    hostname: str = ""
    action: str = ""
    binding: str = ""
    solved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What the service can do, as data.

    `actions` and `bindings`: it keeps what the page gave the widget as `action` and `binding`,
    unchanged, so a token that says something else is refused.
    """

    invisible: bool = False
    scores: bool = False
    sends_address: bool = False
    actions: bool = False
    bindings: bool = False


@runtime_checkable
class Shows(Protocol):
    def widget(self) -> Widget:
        """Say what the page shows. Asks nobody."""


@runtime_checkable
class Judges(Protocol):
    """What every challenge adapter does."""

    def judge(self, token: str, *, remote_address: str | None = None) -> Verdict:
        """Judge a token once. A used, old or foreign token is no person and no failure.

        Nothing that a visitor sends as a token may lead to any other error than Declined: by
        those the platform knows that the service cannot be asked, and asks for a proof of work.
        """
