"""What ⌘K finds among the attendees of one organization, as many as are asked for, by PostgreSQL.

`TURNOUT_ATTENDEES` says how many there are (100,000 unless it does): people of the names of real
programmes, one to an order. Each question is asked over HTTP as the console asks it, of orders and
of attendees, and each once; docs/why/benchmarks.md has figures.
"""

import os
import random
import time
from collections.abc import Sequence
from typing import Any, Final

import pytest

from tests.factories.many_events import Vocabulary
from tests.factories.many_orders import fill_orders
from tests.factories.people import bearer
from tests.factories.sales import MadeShop, make_shop
from tests.prove.counts import is_busy
from tests.prove.many_questions import late_among, percentiles, say
from tests.prove.results import record_result
from turnout.kernel.settings import Settings
from turnout.search_words.texts import words

ATTENDEES: Final = int(os.environ.get("TURNOUT_ATTENDEES", "100000"))
ASKED: Final = 60
"""Texts of each kind; no two of a kind are the same."""
WARM_UPS: Final = 5
FEW: Final = 6
"""The console shows so many of each list."""
PROMISED_MS: Final = 150.0
MOST_MS: Final = 2_000.0
LISTS: Final = ("orders/search", "attendees")


@pytest.fixture(scope="module")
def people() -> tuple[list[str], list[str]]:
    """First and last names of one word, in an order by chance that is always the same."""
    known = Vocabulary.of_programmes()
    chance = random.Random("people")  # noqa: S311 - no secret
    found = []
    for names in (known.first_names, known.last_names):
        plain = [each for each in names if each.isalpha() and len(each) > 3]
        found.append(chance.sample(plain, len(plain)))
    return found[0], found[1]


@pytest.fixture(scope="module")
def shop(client: Any, settings: Settings, people: tuple[list[str], list[str]]) -> MadeShop:
    made = make_shop()
    assert settings.database_owner_url is not None
    url = settings.database_owner_url.get_secret_value()
    first, last = people
    began = time.monotonic()
    rate = fill_orders(url, made, made.add_type(), count=ATTENDEES, first=first, last=last)
    told = f"{ATTENDEES:,} in {time.monotonic() - began:.0f} s, {rate:.0f} a second into the index"
    record_result("attendees for the console's search", told)
    say(told)
    return made


def _typed(first: Sequence[str], last: Sequence[str]) -> dict[str, list[str]]:
    chance = random.Random("typed")  # noqa: S311 - no secret
    numbers = chance.sample(range(1, ATTENDEES), ASKED)
    firsts, lasts = chance.sample(list(first), ASKED), chance.sample(list(last), ASKED)

    def name_of(number: int) -> str:
        return f"{first[number % len(first)]} {last[number // 7 % len(last)]}"

    return {
        "a first name": firsts,
        "a last name": lasts,
        "first and last name": [name_of(each) for each in numbers],
        "two names that nobody has together": [
            f"{one} {other}" for one, other in zip(firsts, reversed(lasts), strict=True)
        ],
        "two letters": sorted({words(each)[0][:2] for each in (*first, *last)})[:ASKED],
        "three letters": [each[:3] for each in lasts],
        "two words begun": [
            f"{one[:2]} {two[:3]}" for one, two in (name_of(each).split() for each in numbers)
        ],
        "an address begun": [f"p{each * 104_729:x}@mail" for each in numbers],
        "the domain of an address": [f"mail{number % 50}" for number in range(50)],
        "the number of an order": [f"P{each}" for each in numbers],
        "what nobody has": [f"{each}zq" for each in lasts],
    }


def test_people_are_found_among_very_many(
    client: Any, shop: MadeShop, people: tuple[list[str], list[str]]
) -> None:
    was_busy = is_busy()
    headers = bearer(shop.organization.owner)
    figures = {}
    for kind, texts in _typed(*people).items():
        for path in LISTS:
            took = []
            for number, text in enumerate([*texts[:WARM_UPS], *texts]):
                began = time.perf_counter()
                answer = client.get(
                    f"/api/v1/organizations/{shop.organization.id}/{path}",
                    query_string={"q": text, "limit": FEW},
                    headers=headers,
                )
                spent = (time.perf_counter() - began) * 1000
                assert answer.status_code == 200, (text, answer.json)
                found = len(answer.json["items"])
                assert (found == 0) == (kind == "what nobody has") or "nobody" in kind, text
                if number >= WARM_UPS:
                    took.append(spent)
            name = f"{kind} among {path.partition('/')[0]}"
            figures[name] = percentiles(took)
            say(f"{name:55} {figures[name][0]:8.1f} {figures[name][1]:8.1f}")
    told = late_among(figures, lambda _: PROMISED_MS)
    record_result(f"p95 in ms of what ⌘K finds among {ATTENDEES:,} attendees", told)
    say(told)
    if not was_busy:
        assert max(p95 for _, p95 in figures.values()) < MOST_MS, told
