"""Orders in which a story may arrive: permutations with repeats and losses, polls in between."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from tests.prove.scenarios.history import History
from tests.prove.scenarios.ledger import Ledger
from turnout_sdk.payments import Update

MOST_REPEATS = 3
OTHER_EVENT = 0.3
LOSSY = 0.4
LOST = 0.4


@dataclass(frozen=True, slots=True)
class Arrival:
    """One thing that reaches us; `name` says which, so that a failure can be read."""

    name: str
    take: Callable[[Ledger], None]
    tells: tuple[Update, ...] = ()


def sequence(story: History, chance: Random) -> list[Arrival]:
    """One order in which everything might arrive; what is lost is made good by a last poll."""
    is_lossy = chance.random() < LOSSY
    heard = [
        arrival
        for number in range(len(story.deliveries))
        if not (is_lossy and chance.random() < LOST)
        for arrival in _deliveries(story, number, chance)
    ]
    chance.shuffle(heard)
    asked = _polls(story, chance, with_last=is_lossy or not story.is_told_by_webhooks)
    return _woven(heard, [_started(story), *asked], _answers(story, chance), chance=chance)


def _deliveries(story: History, number: int, chance: Random) -> list[Arrival]:
    """One webhook, perhaps several times, perhaps under other event ids."""
    update = story.read(story.deliveries[number])
    if update is None:
        return []
    several = []
    for repeat in range(chance.randint(1, MOST_REPEATS)):
        is_other = chance.random() < OTHER_EVENT
        told = replace(update, delivery_id=f"another-{repeat}") if is_other else update
        several.append(
            Arrival(f"webhook {number}{'*' if is_other else ''}", partial(_hear, told), (told,))
        )
    return several


def _polls(story: History, chance: Random, *, with_last: bool) -> list[Arrival]:
    """We ask in the order of time, any number of times; each answer is as of its moment."""
    numbers = sorted(chance.choices(range(len(story.polls)), k=chance.randint(0, 3)))
    if with_last:
        numbers.append(len(story.polls) - 1)
    return [
        Arrival(f"poll {number}", partial(_ask, number, story), story.polls[number].facts)
        for number in numbers
    ]


def _started(story: History) -> Arrival:
    return Arrival(
        "answer to start",
        lambda book: book.started(story.answers[0]),
        story.answers[0].facts,
    )


def _answers(story: History, chance: Random) -> list[Arrival]:
    """Answers to refunds and captures; some get lost, and the webhook tells the same."""
    return [
        Arrival(
            f"answer {number}", partial(_carried_out, number, story), story.answers[number].facts
        )
        for number in range(1, len(story.answers))
        if chance.random() >= LOST
    ]


def _woven(
    heard: list[Arrival], ours: list[Arrival], answers: list[Arrival], *, chance: Random
) -> list[Arrival]:
    """Webhooks and answers anywhere; what we ask for ourselves keeps its order."""
    rest = [*heard, *answers]
    chance.shuffle(rest)
    places = sorted(chance.randint(0, len(rest)) for _ in ours)
    for place, arrival in reversed(list(zip(places, ours, strict=True))):
        rest.insert(place, arrival)
    return rest


def _hear(update: Update, book: Ledger) -> None:
    book.hear(update)


def _ask(number: int, story: History, book: Ledger) -> None:
    book.ask(story.polls[number])


def _carried_out(number: int, story: History, book: Ledger) -> None:
    book.carried_out(story.answers[number])
