"""Whatever order, repetition or loss a payment's webhooks come in, it ends the same and right."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.prove.counts import SEQUENCES, chance
from tests.prove.results import record_result
from tests.prove.scenarios.cases import PLOTS
from tests.prove.scenarios.history import End, History
from tests.prove.scenarios.ledger import Ledger
from tests.prove.scenarios.orderings import Arrival, sequence
from tests.prove.scenarios.replay import providers, replay_all
from turnout_sdk.payments import FactKind

PROVIDERS = providers()
MOST_SHOWN = 5


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[History]]:
    """The stories of a provider, told once."""

    @cache
    def stories(key: str) -> list[History]:
        adapter, fake = PROVIDERS[key]
        return replay_all(adapter, fake, tmp_path_factory.mktemp(key))

    return stories


@pytest.mark.parametrize("key", PROVIDERS)
def test_any_order_of_arrival_ends_in_the_same_right_state(key, told):
    stories, tried, wrong = told(key), set(), {}
    source = chance(f"sequences {key}")
    while len(tried) < SEQUENCES and len(wrong) < MOST_SHOWN:
        story = stories[source.randrange(len(stories))]
        arrivals = sequence(story, source)
        tried.add((story.plot, *(each.name for each in arrivals)))
        complaint = complaint_about(story, arrivals)
        if complaint:
            wrong.setdefault(f"{story.name}: {complaint}", shortest(story, arrivals))
    record_result(f"any order of arrival, {key}", f"{len(tried)} sequences of {len(stories)} lives")

    assert not wrong, "\n".join(f"{why}\n  {' → '.join(how)}" for why, how in wrong.items())


@pytest.mark.parametrize("key", PROVIDERS)
def test_the_story_as_it_happened_ends_as_its_plot_says(key, told):
    """Without this the stories themselves might be wrong, and all orders equally so."""
    for story in told(key):
        book = Ledger(story)
        book.started(story.answers[0])
        for delivery in story.deliveries:
            update = story.read(delivery)
            if update is not None:
                book.hear(update)
        if not story.is_told_by_webhooks:
            book.ask(story.polls[-1])
        assert book.end == story.end, story.name


@pytest.mark.parametrize("key", PROVIDERS)
def test_every_provider_tells_the_lives_that_it_can_have(key, told):
    names = {story.plot for story in told(key)}

    assert {"paid", "declined", "refunded", "partly refunded"} <= names
    assert names <= {plot.name for plot in PLOTS}


def complaint_about(story: History, arrivals: list[Arrival]) -> str:
    """In what the end of a sequence is wrong; empty when it is right."""
    book = Ledger(story)
    for arrival in arrivals:
        arrival.take(book)
    if book.end != story.end:
        return f"it ends {book.end}, not {story.end}"
    if book.projection.review_reason:
        return f"it is held for review: {book.projection.review_reason}"
    balances = {account: amount for account, amount in book.balances.items() if amount}
    wanted = ledger_of(story.end, fees=fees_told(arrivals))
    return "" if balances == wanted else f"the ledger says {balances}, not {wanted}"


def fees_told(arrivals: list[Arrival]) -> int:
    """What the provider kept, by whatever told it; some webhooks are silent about it.

    Of a dispute that was won the last word counts: its fee may have come back.
    """
    fees: dict[str, dict[FactKind, int]] = {}
    for arrival in arrivals:
        for each in arrival.tells:
            if each.fee is not None:
                fees.setdefault(each.object_id, {})[each.kind] = each.fee.minor
    return sum(found.get(FactKind.DISPUTE_WON, max(found.values())) for found in fees.values())


def ledger_of(end: End, *, fees: int) -> dict[str, int]:
    """The balances that follow from how the plot ends."""
    is_lost = end.dispute == "lost"
    found = {
        "provider_receivable": end.collected - fees - end.returned - end.away,
        "sales": -end.collected,
        "fees": fees,
        "refunds": end.returned,
        "disputes": 0 if is_lost else end.away,
        "dispute_losses": end.away if is_lost else 0,
    }
    return {account: amount for account, amount in found.items() if amount}


def shortest(story: History, arrivals: list[Arrival]) -> list[str]:
    """The fewest of these arrivals that still go wrong, so that a failure can be read."""
    kept: list[Arrival] = arrivals
    for arrival in arrivals:
        without = [each for each in kept if each is not arrival]
        if _is_complete(story, without) and complaint_about(story, without):
            kept = without
    return [each.name for each in kept]


def _is_complete(story: History, arrivals: list[Arrival]) -> bool:
    """Everything was heard, or asked for at the end; otherwise no particular end is right."""
    names: set[Any] = {each.name.rstrip("*") for each in arrivals}
    if "answer to start" not in names:
        return False
    telling = [
        number
        for number, delivery in enumerate(story.deliveries)
        if story.read(delivery) is not None
    ]
    if f"poll {len(story.polls) - 1}" in names:
        return True
    return story.is_told_by_webhooks and names >= {f"webhook {number}" for number in telling}
