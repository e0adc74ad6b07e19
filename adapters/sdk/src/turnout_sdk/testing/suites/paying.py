"""What the payments suites do again and again: charge, pay, and look at what became of it."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from fractions import Fraction
from typing import Any, TypeVar

import pytest

from turnout_sdk.currencies import exponent_of
from turnout_sdk.errors import AdapterError, Unavailable, Unclear
from turnout_sdk.fakes import Buys, Charges
from turnout_sdk.money import Money
from turnout_sdk.payments import Charge, FactKind, Operation, Refund, Update
from turnout_sdk.testing.fault_proxy import Fault
from turnout_sdk.testing.harness import AdapterHarness, has_verb, new_key
from turnout_sdk.testing.verdict import broken

T = TypeVar("T")
MONEY = "money-in-minor-units"
_LIKED = ("EUR", "JPY", "KWD")
_IN = frozenset({FactKind.PAYMENT_SUCCEEDED, FactKind.PAYMENT_CAPTURED})
_BACK = frozenset({FactKind.REFUND_SUCCEEDED, FactKind.REFUND_PENDING})


def currencies(harness: AdapterHarness) -> list[str]:
    """Choose one currency for each number of decimal places that the adapter takes."""
    known = sorted(harness.capabilities.currencies, key=lambda each: (each not in _LIKED, each))
    by_places = {exponent_of(each): each for each in reversed(known)}
    return list(by_places.values())


def amount(harness: AdapterHarness, minor: int = 4200) -> Money:
    """Take the adapter's best known currency; of a bounded one, an amount within its limits."""
    wanted = [Money(minor, each) for each in reversed(currencies(harness))]
    for each in wanted:
        if harness.capabilities.accepts(each):
            return each
    limits = harness.capabilities.limits
    if not limits:
        pytest.fail("the adapter declares no currency in which a charge is possible")
    return Money(limits[0].minimum_minor * 2, limits[0].currency)


def charge(harness: AdapterHarness, *, of: Money | None = None, capture: bool = True) -> Charge:
    key = new_key()
    return Charge(
        key=key,
        reference=f"order-{key[-12:]}",
        amount=of or amount(harness),
        description="2 tickets",
        return_url="http://shop.example/thanks",
        cancel_url="http://shop.example/basket",
        buyer_email="ada@example.org",
        capture=capture,
    )


def paid(
    harness: AdapterHarness, port: Any, *, of: Money | None = None, capture: bool = True
) -> Operation:
    """Start a payment and let the buyer pay it."""
    operation: Operation = port.start(charge(harness, of=of, capture=capture))
    harness.control(Buys).pay(operation.provider_ref)
    return operation


def open_paid(harness: AdapterHarness, *, capture: bool = True) -> tuple[Any, Operation]:
    """Open a port, and have a payment paid through it."""
    port = harness.open()
    return port, paid(harness, port, capture=capture)


def require_charged(harness: AdapterHarness, operation: Operation, asked: Money) -> None:
    """Hold what the buyer is asked for, as the provider's side says it, against what we asked.

    Where nobody is called, the instructions are what the buyer reads.
    """
    if not harness.kit.speaks_http and operation.next_action is not None:
        _require_instructed(operation.next_action.instructions or {}, asked)
        return
    said = harness.control(Charges).charged(operation.provider_ref)
    try:
        charged = Money.of(said, asked.currency)
    except ValueError:
        broken(MONEY, f"asked for {asked}, and the provider charges {said!r}, which is no amount")
    if charged != asked:
        times = Fraction(charged.minor, asked.minor)
        broken(
            MONEY, f"asked for {asked}, and the provider charges {charged}: {times} times as much"
        )


def _require_instructed(instructions: Mapping[str, str], asked: Money) -> None:
    """Demand an instruction whose digits are the amount's, whatever parts them."""
    shown = ["".join(filter(str.isdecimal, each)) for each in instructions.values()]
    if str(asked.minor) not in [str(int(each)) for each in shown if each]:
        broken(MONEY, f"asked for {asked}, and none of the instructions is that amount: {shown}")


def lose_answer(harness: AdapterHarness, call: Callable[[], object]) -> None:
    """Make a call that is carried out and whose answer is lost; then the provider recovers."""
    harness.fault_proxy.forget()
    harness.fault_proxy.plan(Fault.LOST_ANSWER, times=1)
    with suppress(Unclear, Unavailable):
        call()
    harness.fault_proxy.recover()


def refund(operation: Operation, minor: int | None = None) -> Refund:
    whole = operation.amount
    part = whole if minor is None else Money(minor, whole.currency)
    return Refund(key=new_key(), provider_ref=operation.provider_ref, amount=part)


def facts(harness: AdapterHarness, port: Any, provider_ref: str) -> list[Update]:
    """Ask the provider; without a way to ask, read what it delivered."""
    if has_verb(port, "fetch"):
        return list(port.fetch(provider_ref).facts)
    told = [port.read(each) for each in harness.running.inbox.wait(harness.account, bool)]
    return [each for each in told if each and each.provider_ref == provider_ref]


def collected(told: Iterable[Update]) -> int:
    return _sum(told, _IN)


def returned(told: Iterable[Update]) -> int:
    """Add up refunds that are done or under way, each object once, failed ones not at all."""
    several = list(told)
    failed = {each.object_id for each in several if each.kind is FactKind.REFUND_FAILED}
    return _sum((each for each in several if each.object_id not in failed), _BACK)


def at_once(calls: Iterable[Callable[[], T]]) -> tuple[list[T], list[AdapterError]]:
    """Make the calls at the same time; return what came back and what was refused."""

    def attempt(call: Callable[[], T]) -> T | AdapterError:
        try:
            return call()
        except AdapterError as error:
            return error

    with ThreadPoolExecutor(8) as pool:
        ended = list(pool.map(attempt, calls))
    done = [each for each in ended if not isinstance(each, AdapterError)]
    return done, [each for each in ended if isinstance(each, AdapterError)]


def require_one_key(harness: AdapterHarness, key: str) -> None:
    """Fail unless every attempt of an operation carried the same key in the same place."""
    writes = harness.fault_proxy.writes
    keyed = [each for each in writes if key in _said(each)]
    if not keyed:
        pytest.fail("the idempotency key is in no request: not in a header, not in the body")
    same_path = [each for each in writes if each.path == keyed[0].path]
    if len({_keys(each, key) for each in same_path}) > 1:
        pytest.fail("a repeated request carries another idempotency key than the first")


def _keys(request: Any, key: str) -> tuple[tuple[str, str], ...]:
    held = {(name, value) for name, value in request.headers.items() if key in value}
    in_body = request.body.decode("utf-8", "replace") if key in str(request.body) else ""
    return (*sorted(held), ("body", in_body))


def _said(request: Any) -> str:
    return f"{request.target} {dict(request.headers)} {request.body.decode('utf-8', 'replace')}"


def _sum(told: Iterable[Update], kinds: frozenset[FactKind]) -> int:
    by_object = {each.object_id: each.amount.minor for each in told if each.kind in kinds}
    return sum(by_object.values())
