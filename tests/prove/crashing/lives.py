"""Lives of an order as its buyer, bank and organizer live them, and how each has to end."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.prove.crashing.environment import Environment, Purchase

PRICE = 2500
FEE = 50
PART = 1000
MINUTES = 60
PAST_THE_HOLD_SECONDS = 40 * MINUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Of each order: state, money state, paid, refunded, valid tickets. `ledger` is of all."""

    orders: tuple[tuple[str, str, int, int, int], ...]
    ledger: dict[str, int]
    payments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    name: str
    live: Callable[[Environment], None]
    ending: Ending
    capacity: int = 5


def ledger(
    *, payments: int = 1, returned: int = 0, open_dispute: int = 0, lost: int = 0
) -> dict[str, int]:
    collected, fees = payments * PRICE, payments * FEE
    found = {
        "provider_receivable": collected - fees - returned - open_dispute - lost,
        "sales": -collected,
        "fees": fees,
        "refunds": returned,
        "disputes": open_dispute,
        "dispute_losses": lost,
    }
    return {account: amount for account, amount in found.items() if amount}


CONFIRMED = ("confirmed", "paid", PRICE, 0, 1)
PARTLY_BACK = ("confirmed", "part_refunded", PRICE, PART, 1)
BACK = ("cancelled", "refunded", PRICE, PRICE, 0)
PAID = Ending(orders=(CONFIRMED,), ledger=ledger(), payments=("succeeded",))
PART_RETURNED = Ending(
    orders=(PARTLY_BACK,), ledger=ledger(returned=PART), payments=("part_refunded",)
)
ALL_RETURNED = Ending(orders=(BACK,), ledger=ledger(returned=PRICE), payments=("refunded",))


def begun(world: Environment) -> Purchase:
    bought = world.buy()
    world.start(bought)
    return bought


def paid(world: Environment) -> Purchase:
    bought = begun(world)
    world.bank(bought, "success")
    return bought


def after_a_challenge(world: Environment) -> None:
    bought = begun(world)
    world.bank(bought, "requires_action")
    world.bank(bought, "success")


def on_its_way(world: Environment) -> None:
    bought = begun(world)
    world.bank(bought, "pending")
    world.bank(bought, "success")


def declined(world: Environment) -> Purchase:
    bought = begun(world)
    world.bank(bought, "decline")
    return bought


def tried_again(world: Environment) -> None:
    bought = declined(world)
    world.settle()
    world.start(bought)
    world.bank(bought, "success")


def refunded_in_parts(world: Environment) -> None:
    bought = paid(world)
    world.refund(bought, PART)
    world.refund(bought, PRICE - PART)


def refund_that_fails(world: Environment) -> None:
    bought = paid(world)
    world.settle()
    world.provider.script(world.account, "refund", "pending")
    world.refund(bought, PART)
    world.end_refund(bought, "failure")


def refund_that_takes_its_time(world: Environment) -> None:
    bought = paid(world)
    world.settle()
    world.provider.script(world.account, "refund", "pending")
    world.refund(bought, PART)
    world.end_refund(bought, "success")


def disputed_and_lost(world: Environment) -> None:
    bought = paid(world)
    world.bank(bought, "dispute")
    world.bank(bought, "dispute_lost")


def disputed_and_won(world: Environment) -> None:
    bought = paid(world)
    world.bank(bought, "dispute")
    world.bank(bought, "dispute_won")


def late(world: Environment) -> None:
    bought = begun(world)
    with world.unreachable(bought):
        world.wait(PAST_THE_HOLD_SECONDS)
        world.bank(bought, "success")


def late_and_sold_out(world: Environment) -> None:
    too_late = begun(world)
    with world.unreachable(too_late):
        world.wait(PAST_THE_HOLD_SECONDS)
        world.settle()
        paid(world)
        world.settle()
        world.bank(too_late, "success")


LIVES = (
    Life(name="paid", live=paid, ending=PAID),
    Life(name="confirmed by 3-D Secure", live=after_a_challenge, ending=PAID),
    Life(name="on its way, then paid", live=on_its_way, ending=PAID),
    Life(
        name="declined and given up",
        live=declined,
        ending=Ending(orders=(("expired", "unpaid", 0, 0, 0),), ledger={}, payments=("failed",)),
    ),
    Life(
        name="declined, then paid within the same hold",
        live=tried_again,
        ending=Ending(orders=(CONFIRMED,), ledger=ledger(), payments=("failed", "succeeded")),
    ),
    Life(
        name="partly refunded by the organizer",
        live=lambda world: world.refund(paid(world), PART),
        ending=PART_RETURNED,
    ),
    Life(
        name="refunded by the organizer",
        live=lambda world: world.refund(paid(world), None),
        ending=ALL_RETURNED,
    ),
    Life(name="refunded in parts", live=refunded_in_parts, ending=ALL_RETURNED),
    Life(
        name="partly refunded at the provider",
        live=lambda world: world.refund_outside(paid(world), PART),
        ending=PART_RETURNED,
    ),
    Life(
        name="refunded at the provider",
        live=lambda world: world.refund_outside(paid(world), PRICE),
        ending=ALL_RETURNED,
    ),
    Life(name="a refund fails", live=refund_that_fails, ending=PAID),
    Life(name="a refund takes its time", live=refund_that_takes_its_time, ending=PART_RETURNED),
    Life(
        name="disputed and lost",
        live=disputed_and_lost,
        ending=Ending(orders=(CONFIRMED,), ledger=ledger(lost=PRICE), payments=("succeeded",)),
    ),
    Life(name="disputed and won", live=disputed_and_won, ending=PAID),
    Life(name="paid too late, with places left", live=late, ending=PAID),
    Life(
        name="paid too late, sold out",
        live=late_and_sold_out,
        capacity=1,
        ending=Ending(
            orders=(("expired", "refunded", PRICE, PRICE, 0), CONFIRMED),
            ledger=ledger(payments=2, returned=PRICE),
            payments=("refunded", "succeeded"),
        ),
    ),
)
