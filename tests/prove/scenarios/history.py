"""What is known of one life of a payment: what the provider said, and how it really ended."""

from collections.abc import Callable
from dataclasses import dataclass

from turnout_sdk.money import Money
from turnout_sdk.payments import Delivery, Operation, Update


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """How a plot ends, as its author knows it; nothing here was read from an adapter."""

    state: str
    collected: int = 0
    returned: int = 0
    returning: int = 0
    dispute: str | None = None
    away: int = 0
    """Of a dispute that is open or lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """`deliveries` are raw webhooks; `polls` what asking would have told after each step.

    `answers` are what our own requests were told, the start first.
    """

    provider: str
    plot: str
    asked: Money
    reference: str
    provider_ref: str
    deliveries: tuple[Delivery, ...]
    polls: tuple[Operation, ...]
    answers: tuple[Operation, ...]
    end: End
    read: Callable[[Delivery], Update | None]

    @property
    def is_told_by_webhooks(self) -> bool:
        """Whether webhooks tell all that asking tells; some providers are silent about a void."""
        read = [self.read(each) for each in self.deliveries]
        heard = {(each.kind, each.object_id) for each in read if each}
        return {(each.kind, each.object_id) for each in self.polls[-1].facts} <= heard

    @property
    def name(self) -> str:
        return f"{self.provider}: {self.plot}"
