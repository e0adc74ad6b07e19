"""Plots: what buyer, bank and organizer do, step by step, and how that ends.

A plot needs verbs of the adapter and of its fake's controls; a provider that lacks one has no such
story.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.prove.scenarios.history import End
from turnout_sdk.money import Money
from turnout_sdk.payments import Capture, Charge, Operation, Refund, Void

WHOLE = 4200
PART, REST = 1000, 3200


@dataclass(slots=True)
class Actors:
    """Everybody in a story; `step` runs after each thing that happens."""

    port: Any
    controls: Any
    charge: Charge
    step: Callable[[], None]
    ref: str = ""
    answers: list[Operation] = field(default_factory=list)

    def start(self) -> None:
        started = self.port.start(self.charge)
        self.ref = started.provider_ref
        self._note(started)

    def does(self, verb: str, *arguments: Any, **options: Any) -> None:
        """Let a buyer, a bank or the organizer act at the provider."""
        getattr(self.controls, verb)(self.ref, *arguments, **options)
        self.step()

    def capture(self, minor: int) -> None:
        wanted = Capture(key=self._key(), provider_ref=self.ref, amount=self._money(minor))
        self._note(self.port.capture(wanted))

    def void(self) -> None:
        self._note(self.port.void(Void(key=self._key(), provider_ref=self.ref)))

    def refund(self, minor: int) -> str:
        wanted = Refund(key=self._key(), provider_ref=self.ref, amount=self._money(minor))
        made: Operation = self.port.refund(wanted)
        self._note(made)
        return made.provider_ref

    def slow_refund(self, minor: int, *, succeeds: bool) -> None:
        self.controls.hold_refunds()
        refund_ref = self.refund(minor)
        self.controls.finish_refund(refund_ref, succeeded=succeeds)
        self.step()

    def _note(self, answer: Operation) -> None:
        self.answers.append(answer)
        self.step()

    def _money(self, minor: int) -> Money:
        return Money(minor, self.charge.amount.currency)

    def _key(self) -> str:
        return f"{self.charge.key}-{len(self.answers)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`needs` names verbs of the controls, `offers` capabilities that have to be declared."""

    name: str
    play: Callable[[Actors], Any]
    end: End
    needs: tuple[str, ...] = ("pay",)
    offers: tuple[str, ...] = ()
    captures_at_once: bool = True

    @property
    def may_be_slow(self) -> bool:
        """Whether it is told of a method whose money takes days, if there is one."""
        return "delay" in self.needs or "decline" in self.needs


def acts(*steps: Callable[[Actors], Any]) -> Callable[[Actors], None]:
    def play(actors: Actors) -> None:
        for step in steps:
            step(actors)

    return play


def does(verb: str, *arguments: Any, **options: Any) -> Callable[[Actors], None]:
    return lambda actors: actors.does(verb, *arguments, **options)


def capture(minor: int) -> Callable[[Actors], None]:
    return lambda actors: actors.capture(minor)


def refund(minor: int) -> Callable[[Actors], str]:
    return lambda actors: actors.refund(minor)


def slow_refund(minor: int, *, succeeds: bool) -> Callable[[Actors], None]:
    return lambda actors: actors.slow_refund(minor, succeeds=succeeds)


PAY = does("pay")
PAID = End(state="succeeded", collected=WHOLE)
BACK = End(state="refunded", collected=WHOLE, returned=WHOLE)
PARTLY_BACK = End(state="part_refunded", collected=WHOLE, returned=PART)
SEVERAL = ("refund", "partial_refund", "repeated_refund")
SLOW = ("pay", "hold_refunds", "finish_refund")
DISPUTED = ("pay", "dispute")
CLOSED = (*DISPUTED, "close_dispute")

PLOTS = (
    Case(name="paid", play=PAY, end=PAID),
    Case(
        name="declined",
        play=does("decline"),
        needs=("decline",),
        end=End(state="failed"),
    ),
    Case(
        name="a card is refused, another one pays",
        play=acts(does("refuse_card"), does("refuse_card"), PAY),
        needs=("refuse_card", "pay"),
        end=PAID,
    ),
    Case(
        name="confirmed by 3-D Secure",
        play=acts(does("challenge"), PAY),
        needs=("challenge", "pay"),
        end=PAID,
    ),
    Case(
        name="on its way, then paid",
        play=acts(does("delay"), PAY),
        needs=("delay", "pay"),
        end=PAID,
    ),
    Case(
        name="on its way, then refused",
        play=acts(does("delay"), does("decline")),
        needs=("delay", "decline"),
        end=End(state="failed"),
    ),
    Case(
        name="on its way, paid, partly refunded",
        play=acts(does("delay"), PAY, refund(PART)),
        needs=("delay", "pay"),
        offers=("refund", "partial_refund"),
        end=PARTLY_BACK,
    ),
    Case(
        name="authorized",
        play=PAY,
        offers=("separate_capture",),
        captures_at_once=False,
        end=End(state="authorized"),
    ),
    Case(
        name="authorized, then collected",
        play=acts(PAY, capture(WHOLE)),
        offers=("separate_capture",),
        captures_at_once=False,
        end=PAID,
    ),
    Case(
        name="authorized, then partly collected",
        play=acts(PAY, capture(REST)),
        offers=("separate_capture", "partial_capture"),
        captures_at_once=False,
        end=End(state="succeeded", collected=REST),
    ),
    Case(
        name="authorized, collected, refunded",
        play=acts(PAY, capture(WHOLE), refund(WHOLE)),
        offers=("separate_capture", "refund"),
        captures_at_once=False,
        end=BACK,
    ),
    Case(
        name="authorized, then let go",
        play=acts(PAY, Actors.void),
        offers=("separate_capture", "void"),
        captures_at_once=False,
        end=End(state="cancelled"),
    ),
    Case(name="refunded", play=acts(PAY, refund(WHOLE)), offers=("refund",), end=BACK),
    Case(
        name="partly refunded",
        play=acts(PAY, refund(PART)),
        offers=("refund", "partial_refund"),
        end=PARTLY_BACK,
    ),
    Case(
        name="refunded in parts",
        play=acts(PAY, refund(PART), refund(PART), refund(REST - PART)),
        offers=SEVERAL,
        end=BACK,
    ),
    Case(
        name="a refund takes its time",
        play=acts(PAY, slow_refund(PART, succeeds=True)),
        needs=SLOW,
        offers=("refund", "partial_refund"),
        end=PARTLY_BACK,
    ),
    Case(
        name="a refund fails",
        play=acts(PAY, slow_refund(PART, succeeds=False)),
        needs=SLOW,
        offers=("refund", "partial_refund"),
        end=PAID,
    ),
    Case(
        name="a refund fails and is made again",
        play=acts(PAY, slow_refund(PART, succeeds=False), refund(PART), refund(REST)),
        needs=SLOW,
        offers=SEVERAL,
        end=BACK,
    ),
    Case(
        name="refunded at the provider",
        play=acts(PAY, does("refund_outside", PART)),
        needs=("pay", "refund_outside"),
        end=PARTLY_BACK,
    ),
    Case(
        name="disputed",
        play=acts(PAY, does("dispute")),
        needs=DISPUTED,
        offers=("disputes",),
        end=End(state="succeeded", collected=WHOLE, dispute="open", away=WHOLE),
    ),
    Case(
        name="disputed and won",
        play=acts(PAY, does("dispute"), does("close_dispute", won=True)),
        needs=CLOSED,
        offers=("disputes",),
        end=End(state="succeeded", collected=WHOLE, dispute="won"),
    ),
    Case(
        name="disputed and lost",
        play=acts(PAY, does("dispute"), does("close_dispute", won=False)),
        needs=CLOSED,
        offers=("disputes",),
        end=End(state="succeeded", collected=WHOLE, dispute="lost", away=WHOLE),
    ),
)
