"""What a fake search server makes of query bodies: matching, order, counts, marked words.

It knows the clauses that `turnout_sdk.query_dsl` says and refuses every other. Words are told
apart as the standard analyzer does; stems see a plural's end alone, and scores only their order.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from turnout_sdk.query_dsl import MARKS
from turnout_sdk.words import CJK, fold

Body = Mapping[str, Any]
TOKEN: Final = re.compile(rf"{CJK.pattern}|(?:(?!{CJK.pattern})[\w\u0300-\u036f\u0900-\u097f])+")
EARTH_METRES: Final = 6_371_008.8
LONG_WORD: Final = 8
SHORT_WORD: Final = 4
LAST: Final = 2**63 - 1
MOST_TEXTS: Final = 50_000
"""Whose tokens are kept: the same documents are asked again and again."""


class Unknown(Exception):
    """A clause that the fake does not know: a real server might, or refuse it as well."""


@lru_cache(maxsize=MOST_TEXTS)
def tokens(text: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(text.lower()))


def score_of(clause: Body, source: Body) -> float | None:
    """Say how well a document fits; None when it does not."""
    [(kind, said)] = clause.items()
    match kind:
        case "bool":
            return _all_of(said, source)
        case "dis_max":
            found = [each for one in said["queries"] if (each := score_of(one, source))]
            return max(found) if found else None
        case "multi_match":
            return _multi_match(said, source)
        case "constant_score":
            return None if score_of(said["filter"], source) is None else float(said["boost"])
        case _:
            return 0.0 if _is_met(kind, said, source) else None


def _all_of(said: Body, source: Body) -> float | None:
    unknown = set(said) - {"filter", "must", "must_not", "should", "minimum_should_match"}
    if unknown:
        raise Unknown(", ".join(sorted(unknown)))
    if any(score_of(each, source) is not None for each in said.get("must_not", ())):
        return None
    total = 0.0
    for name in ("filter", "must"):
        for each in said.get(name, ()):
            score = score_of(each, source)
            if score is None:
                return None
            total += score if name == "must" else 0.0
    ways = (score_of(each, source) for each in said.get("should", ()))
    met = [score for score in ways if score is not None]
    return total + sum(met) if len(met) >= said.get("minimum_should_match", 0) else None


def _is_met(kind: str, said: Body, source: Body) -> bool:
    match kind:
        case "match_all":
            return True
        case "term" | "terms":
            [(field, wanted)] = said.items()
            asked = wanted if kind == "terms" else [wanted]
            return not set(asked).isdisjoint(values_at(source, field))
        case "range":
            [(field, bounds)] = said.items()
            return any(_is_within(each, bounds) for each in values_at(source, field))
        case "match_bool_prefix" | "match_phrase_prefix":
            [(field, asked)] = said.items()
            typed = tokens(asked["query"])
            return bool(typed) and any(
                _begin(typed, tokens(str(each))) for each in values_at(source, field)
            )
        case "geo_distance":
            here = source.get("place")
            most = float(str(said["distance"]).removesuffix("m"))
            return here is not None and metres(said["place"], here) <= most
        case "geo_bounding_box":
            return "place" in source and _is_in_box(said["place"], source["place"])
    raise Unknown(kind)


def values_at(source: Body, path: str) -> list[Any]:
    found: Any = source
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    if found is None:
        return []
    return list(found) if isinstance(found, list) else [found]


def _is_within(value: Any, bounds: Body) -> bool:
    tests = {"gte": lambda bound: value >= bound, "lte": lambda bound: value <= bound,
             "lt": lambda bound: value < bound}  # fmt: skip
    return all(tests[sign](bound) for sign, bound in bounds.items())


def _begin(typed: Sequence[str], known: Sequence[str]) -> bool:
    """Say whether all words are there, the last one perhaps only as a beginning."""
    whole = all(each in known for each in typed[:-1])
    return whole and any(each.startswith(typed[-1]) for each in known)


def metres(one: Body, other: Body) -> float:
    north, south = math.radians(one["lat"]), math.radians(other["lat"])
    across = math.radians(one["lon"] - other["lon"])
    half = math.sin((north - south) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(across / 2) ** 2
    return 2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, half)))


def _is_in_box(corners: Body, place: Body) -> bool:
    high, low = corners["top_left"], corners["bottom_right"]
    if not low["lat"] <= place["lat"] <= high["lat"]:
        return False
    if high["lon"] <= low["lon"]:
        return bool(high["lon"] <= place["lon"] <= low["lon"])
    return bool(place["lon"] >= high["lon"] or place["lon"] <= low["lon"])


def _multi_match(said: Body, source: Body) -> float | None:
    typed = tokens(said["query"])
    best = 0.0
    for field, weight in _fields(said["fields"], source):
        known = [token for each in values_at(source, field) for token in tokens(str(each))]
        if field.startswith("stems."):
            hit = bool(typed) and {_stem(each) for each in typed} <= {_stem(each) for each in known}
        else:
            hit = bool(typed) and _fits(said, typed, known)
        best = max(best, weight * said.get("boost", 1) if hit else 0.0)
    return best or None


def _fits(said: Body, typed: Sequence[str], known: Sequence[str]) -> bool:
    if "fuzziness" in said:
        return all(any(is_near(each, word) for word in known) for each in typed)
    match said.get("type", "best_fields"):
        case "phrase":
            starts = range(len(known) - len(typed) + 1)
            return any(list(known[at : at + len(typed)]) == list(typed) for at in starts)
        case "bool_prefix":
            return _begin(typed, known)
        case "best_fields":
            return all(each in known for each in typed)
    raise Unknown(str(said["type"]))


@lru_cache(maxsize=MOST_TEXTS)
def _stem(word: str) -> str:
    return fold(word).removesuffix("s")


def _fields(asked: Iterable[str], source: Body) -> Iterable[tuple[str, float]]:
    """Name the fields of a document that the patterns mean, each with its weight."""
    flat = [*(f"texts.{name}" for name in source.get("texts", {}))]
    flat += [f"stems.{tag}.{name}" for tag, of in source.get("stems", {}).items() for name in of]
    for each in asked:
        pattern, _, weight = each.partition("^")
        wanted = re.compile(re.escape(pattern).replace(r"\*", ".*"))
        yield from ((name, float(weight or 1)) for name in flat if wanted.fullmatch(name))


def is_near(typed: str, word: str) -> bool:
    """Say whether one mistake (two in long words) lies between: left out, added, wrong, swapped."""
    most = 2 if len(typed) >= LONG_WORD else 1 if len(typed) >= SHORT_WORD else 0
    if abs(len(typed) - len(word)) > most:
        return False
    before: list[int] = []
    last = list(range(len(word) + 1))
    for row, letter in enumerate(typed, start=1):
        line = [row]
        for column, wanted in enumerate(word, start=1):
            cost = last[column - 1] + (letter != wanted)
            steps = min(last[column] + 1, line[column - 1] + 1, cost)
            swapped = row > 1 and column > 1 and (letter, typed[row - 2]) == (
                word[column - 2], wanted,
            )  # fmt: skip
            line.append(min(steps, before[column - 2] + 1) if swapped else steps)
        before, last = last, line
    return last[-1] <= most


def place_of(sort: Sequence[Body], source: Body, score: float) -> list[Any]:
    """Return what a document is ordered by."""
    found: list[Any] = []
    for each in sort:
        [(name, said)] = each.items()
        match name:
            case "_score":
                found.append(score)
            case "_geo_distance":
                found.append(metres(said["place"], source["place"]))
            case _:
                values = values_at(source, name)
                found.append(min(values) if values else LAST)
    return found


def in_order(sort: Sequence[Body], place: Sequence[Any]) -> tuple[Any, ...]:
    """Turn a place into one that sorts upwards."""
    ways = [
        said if isinstance(said, str) else said["order"] for each in sort for said in each.values()
    ]
    return tuple(-value if way == "desc" else value for value, way in zip(place, ways, strict=True))


def counted(aggregations: Body, sources: Sequence[Body]) -> dict[str, Any]:
    return {name: _counted(said, sources) for name, said in aggregations.items()}


def _counted(said: Body, sources: Sequence[Body]) -> dict[str, Any]:
    if "filter" in said:
        left = [each for each in sources if score_of(said["filter"], each) is not None]
        return {"doc_count": len(left), **counted(said["aggs"], left)}
    terms = said["terms"]
    times = Counter(value for each in sources for value in set(values_at(each, terms["field"])))
    commonest = sorted(times.items(), key=lambda pair: (-pair[1], pair[0]))[: terms["size"]]
    return {"buckets": [{"key": key, "doc_count": count} for key, count in commonest]}


def marked(query: Body, source: Body) -> dict[str, list[str]]:
    """Mark, in each text, the words that some match of the query found."""
    typed = [word for said in _matches(query) for word in tokens(said["query"])]
    found = {}
    for name, text in source.get("texts", {}).items():
        hits = {word for word in tokens(text) if any(is_near(each, word) for each in typed)}
        if hits:
            said = " ".join(
                f"{MARKS[0]}{word}{MARKS[1]}" if word in hits else word for word in tokens(text)
            )
            found[f"texts.{name}"] = [said]
    return found


def _matches(query: Any) -> Iterable[Body]:
    if isinstance(query, Mapping):
        if "multi_match" in query:
            yield query["multi_match"]
        for each in query.values():
            yield from _matches(each)
    if isinstance(query, list):
        for each in query:
            yield from _matches(each)
