"""Looking cities up: by any of their names, by how one begins, and by one that is mistyped."""

from functools import lru_cache
from typing import Final

from turnout.places.cities import Cities, all_cities, folded
from turnout.places.types import City, Meaning
from turnout.search_words.texts import LONG_WORD, typing_errors

MOST_OTHERS: Final = 4
MOST_COMPLETED: Final = 20
LONGEST: Final = 60
LEAST_LETTERS: Final = 5
"""Of a name that is put right: shorter ones are near too many others."""
RIGHT_LETTERS: Final = 2
"""So many first letters of a name are right where two others may be wrong."""


@lru_cache(maxsize=1024)
def find_meaning(text: str, city_id: int | None = None) -> Meaning | None:
    """Which city a text names: `city_id` if it is one of them, else the largest.

    Cities of which it is the name on the pages stand before those of which it is a spelling.
    """
    name = folded(text[:LONGEST])
    cities = [all_cities().city(each) for each in all_cities().named(name)] if name else []
    cities.sort(key=lambda each: name not in map(folded, each.spellings))
    if not cities:
        return None
    chosen = next((each for each in cities if each.id == city_id), cities[0])
    others: dict[tuple[str, str], City] = {}
    for each in cities:
        if (each.name, each.country) != (chosen.name, chosen.country):
            others.setdefault((each.name, each.country), each)
    return Meaning(city=chosen, others=tuple(others.values())[:MOST_OTHERS])


def find_city(name: str, country: str | None = None) -> City | None:
    """The largest city of that name, in the country where one is given."""
    meaning = find_meaning(name)
    if meaning is None or country is None:
        return meaning.city if meaning else None
    numbers = all_cities().named(folded(name[:LONGEST]))
    cities = (all_cities().city(each) for each in numbers)
    return next((each for each in cities if each.country == country), None)


@lru_cache(maxsize=1024)
def complete(text: str, *, limit: int) -> tuple[City, ...]:
    """The largest cities of which a name begins like the text, before those with a spelling."""
    name = folded(text[:LONGEST])
    numbers = all_cities().beginning(name)[:MOST_COMPLETED] if name else []
    cities = sorted(map(all_cities().city, numbers), key=lambda each: not _begins(each, name))
    return tuple(cities[:limit])


def spellings_like(text: str, *, limit: int = 5) -> list[str]:
    """As people write them, all the names of the largest cities that have one that begins so."""
    return [name for each in complete(text, limit=limit) for name in each.spellings]


def _begins(city: City, name: str) -> bool:
    return any(folded(each).startswith(name) for each in city.spellings)


@lru_cache(maxsize=1024)
def find_mistyped(text: str) -> City | None:
    """The city that a text may have meant which names none: one error off, two in a long name.

    Of those equally near, one that begins alike, then the largest.
    """
    typed = folded(text[:LONGEST])
    if len(typed) < LEAST_LETTERS or not typed.replace(" ", "").isalpha():
        return None
    cities = all_cities()
    near = _near(cities, typed)
    if len(typed) >= LONG_WORD and not near:
        first, last = cities.span(typed[:RIGHT_LETTERS])
        lengths = range(len(typed) - 2, len(typed) + 3)
        likely = {name for at in range(first, last) if len(name := cities.name(at)) in lengths}
        near = {name for name in likely if typing_errors(typed, name) <= 2}  # noqa: PLR2004
    if not near:
        return None
    best = min(near, key=lambda name: (name[:1] != typed[:1], cities.named(name)[0]))
    return cities.city(cities.named(best)[0])


def _near(cities: Cities, typed: str) -> set[str]:
    """The names that one error leads to: the letters before it are right, those after it too.

    Where no name begins with the letters so far, the error is not behind them.
    """
    found: set[str] = set()
    low, high = cities.span("")
    for at in range(len(typed) + 1):
        before, after = typed[:at], typed[at:]
        low, high = cities.span(before, low, high)
        if low == high:
            break
        left_out = [before + after[1:]] if after else []
        swapped = [before + after[1] + after[0] + after[2:]] if len(after) > 1 else []
        is_ascii = typed.isascii()
        others = [
            before + letter + rest
            for letter in _next_letters(cities, before, low, high, is_ascii=is_ascii)
            for rest in (after, after[1:])
        ]
        found |= {each for each in (*left_out, *swapped, *others) if cities.has(each)}
    return found


def _next_letters(cities: Cities, before: str, low: int, high: int, *, is_ascii: bool) -> list[str]:
    """With which letters the names go on that begin so; Latin ones only for a Latin name."""
    letters: list[str] = []
    if low < high and cities.name(low) == before:
        low += 1
    while low < high:
        letter = cities.name(low)[len(before) : len(before) + 1]
        if letter and letter.isascii() == is_ascii:
            letters.append(letter)
        low = max(cities.span(before + letter, low, high)[1], low + 1)
    return letters
