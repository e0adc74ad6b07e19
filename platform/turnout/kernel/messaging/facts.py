"""Facts: what one module tells the others, written in the same commit as the change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

import msgspec

from turnout.kernel import codec
from turnout.kernel.context import OrganizationContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Ids, states and amounts only: no secrets, no personal data.

    `name` is `module.past_tense.vN`. A field is added with a default; anything else is a
    new version under a new name.
    """

    name: ClassVar[str]


F = TypeVar("F", bound=Fact)
Handler = Callable[[OrganizationContext, Any], None]


@dataclass(frozen=True, slots=True)
class Subscription:
    """One handler of one fact; `key` names it in messages and in `handled_facts`."""

    key: str
    fact: type[Fact]
    handler: Handler
    queue: str


_subscriptions: dict[str, dict[str, Subscription]] = {}


def on(
    fact: type[F], *, queue: str = "default"
) -> Callable[[Callable[[OrganizationContext, F], None]], Callable[[OrganizationContext, F], None]]:
    """Register a reaction. It runs after the commit, at least once; its effects happen once."""

    def register(
        handler: Callable[[OrganizationContext, F], None],
    ) -> Callable[[OrganizationContext, F], None]:
        module = handler.__module__.removeprefix("turnout.modules.").removesuffix(".handlers")
        key = f"{module}.{handler.__name__}"
        _subscriptions.setdefault(fact.name, {})[key] = Subscription(key, fact, handler, queue)
        return handler

    return register


def subscriptions(name: str) -> list[Subscription]:
    """Everyone who listens to facts of this name."""
    return list(_subscriptions.get(name, {}).values())


def subscription(name: str, key: str) -> Subscription | None:
    return _subscriptions.get(name, {}).get(key)


def encode(fact: Fact) -> bytes:
    return msgspec.json.encode(fact)


def decode(kind: type[F], payload: Any) -> F:
    """Rebuild a fact from its stored JSON object; unknown fields of newer writers are ignored."""
    return codec.convert(payload, kind, strict=False)


def as_data(fact: Fact) -> dict[str, Any]:
    """A fact's payload as JSON values."""
    data: dict[str, Any] = msgspec.to_builtins(fact)
    return data
