"""Query bodies of engines that speak Lucene's JSON query language. Pure.

Two families of servers do; what they have in common is said here once. A text that somebody typed
only ever becomes the value of a `match`: no part of it is read as an operator, a wildcard or a
field.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from enum import IntEnum
from functools import partial
from typing import Any, Final

from turnout_sdk.dsl_documents import Analysis, plain
from turnout_sdk.search import Box, Order, Query, Range, Value
from turnout_sdk.words import CJK, fold, words_of

MOST_EXPANSIONS: Final = 50
FOR_ALL: Final = 10_000
"""What having all of the words counts where some suffice: more than anything else does."""
MOST_APART: Final = 60
"""Words of one value; servers put a hundred places between two values."""
MOST_BEGUN: Final = 1_000
"""Words that begin like the last one."""
MOST_TOGETHER: Final = 4
"""Words that have synonyms as one."""
MOST_VALUES: Final = 200
"""Of a facet."""
LEAST_LETTERS: Final = 4
FUZZINESS: Final = "AUTO:4,8"
"""One mistake from four letters on, two from eight."""
MARKS: Final = ("\ue000", "\ue001")
"""For private use: no text has them, and no server takes them for blanks."""
MARKED: Final = re.compile("\ue000([^\ue000\ue001]*)\ue001")


class Part(IntEnum):
    """Of a list by relevance with a heading, each a list of its own; the greater come first.

    What is in one is in no other: all of the words in the heading, all of them anywhere as they
    were typed, and all of them by stems or as beginnings.
    """

    OTHERS = 0
    TYPED = 1
    HEADED = 2


def search_body(
    query: Query, analysis: Analysis, *, after: Any = None, part: Part | None = None
) -> dict[str, Any]:
    """Say a query, or a part of its list, with its counts unless `count_body` says them."""
    is_narrowed = is_faceted_apart(query)
    asked = replace(query, apart=()) if is_narrowed else query
    if part is not None:
        body = _found_by(_conditions_of(part, asked, analysis), asked)
    else:
        is_weighed = query.limit > 0 and _is_by_score(query)
        body = _matching(asked, analysis, is_weighed=is_weighed)
    body |= {
        "size": query.limit + 1 if query.limit else 0,
        "_source": False,
        "sort": _sort(query),
    }
    if is_counted_apart(query):
        body["track_total_hits"] = False
    elif is_narrowed:
        body |= _total(query)
    else:
        body |= _counted(query)
    if not query.limit:
        body |= _bounded(query)
    if after is not None:
        body["search_after"] = after
    if query.typos:
        body["highlight"] = {
            "pre_tags": [MARKS[0]],
            "post_tags": [MARKS[1]],
            "fields": {"texts.*": {"number_of_fragments": 3}},
        }
    else:
        # The place in the order names the document: nothing of it is read from the disk.
        body["stored_fields"] = "_none_"
    return body


def count_body(query: Query, analysis: Analysis) -> dict[str, Any]:
    """Count what a query finds without weighing any of it."""
    return _matching(query, analysis) | _counted(query) | _bounded(query) | {"size": 0}


def facets_body(query: Query, analysis: Analysis) -> dict[str, Any]:
    """Count facets of what is found without the filters that stand apart, and nothing else."""
    others = {name: each for name, each in query.filters.items() if name not in query.apart}
    wide = replace(query, filters=others)
    facets = _facets(query) | _bounded(query)
    return _matching(wide, analysis) | facets | {"size": 0, "track_total_hits": False}


def is_faceted_apart(query: Query) -> bool:
    """Whether facets are counted by a request of their own.

    They leave the filters out that stand apart, and so count far more than is found by these: often
    the whole collection, which a server has counted for others a moment ago and kept.
    """
    is_narrowed = any(each in query.filters for each in query.apart)
    return is_narrowed and bool(query.facets) and not is_counted_apart(query)


def is_counted_apart(query: Query) -> bool:
    """Whether the first are found by one request and all counted by another.

    A server that has to count weighs each document that matches, of common words very many. One
    that need not leaves out those that cannot be among the first, and to count takes no weighing.
    Of a whole collection in the order of a field it reads the beginning alone; the counts are the
    same on each page and in each order, and a server keeps them. By filters little is left out, and
    looking twice costs more.
    """
    is_early = bool(words_of(query.text)) or _is_all(query)
    is_whole = bool(query.facets) or not query.count_to or has_heading(query)
    return is_early and query.limit > 0 and is_whole


def _is_all(query: Query) -> bool:
    """Whether nothing is asked for but what is there, perhaps from or up to a time or number."""
    asked = (query.filters, query.begins, query.named, query.near, query.box)
    return not any(asked)


def _unweighed(query: Query) -> Query:
    """The query, its words asked of the text that has all of them: for what is not put in order."""
    return replace(query, weights={query.whole: 1.0}) if query.whole else query


def has_heading(query: Query) -> bool:
    """Whether the list has parts: by relevance, where there is a heading and several words.

    Of words that very many documents have few have all in the heading, or as they were typed: each
    part is asked for what it alone needs, and the last one where the others do not fill a page.
    """
    is_asked = query.heading and query.limit and not (query.typos or query.at_least)
    return bool(is_asked) and _is_by_score(query) and len(words_of(query.text)) > 1


def _conditions_of(part: Part, query: Query, analysis: Analysis) -> dict[str, Any]:
    weight = query.weights.get(query.heading, 1.0)
    heading = replace(query, weights={query.heading: weight}, whole="")
    if part is Part.HEADED:
        return _conditions(heading, analysis)
    anywhere = _unweighed(query)
    headed = {"bool": {"filter": _wanted(heading, analysis)}}
    typed = [_exactly_any(each, anywhere) for each in _groups_of(query)]
    if part is Part.TYPED:
        others = {name: each for name, each in query.weights.items() if name != query.whole}
        weighed = replace(query, weights=others)
        said = [_exactly(each, weighed) for each in _asked(query)] if others else []
        found = {"must": typed, "should": [*_ordered(query), *said]}
        return {"filter": _filters(query), **found, "must_not": [headed]}
    return _conditions(query, analysis) | {"must_not": [headed, {"bool": {"filter": typed}}]}


def _matching(query: Query, analysis: Analysis, *, is_weighed: bool = False) -> dict[str, Any]:
    asked = query if is_weighed else _unweighed(query)
    return _found_by(_conditions(asked, analysis), query)


def _found_by(conditions: dict[str, Any], query: Query) -> dict[str, Any]:
    """What a query finds, and the filters that stand apart, which come after counting facets."""
    found: dict[str, Any] = {"query": {"bool": conditions}}
    apart = [_exact(name, query.filters[name]) for name in query.apart if name in query.filters]
    return found | ({"post_filter": {"bool": {"filter": apart}}} if apart else {})


def _counted(query: Query) -> dict[str, Any]:
    return _total(query) | _facets(query)


def _total(query: Query) -> dict[str, Any]:
    return {"track_total_hits": query.count_to or True}


def _bounded(query: Query) -> dict[str, Any]:
    """Where counting ends: of what puts nothing in order, since that would be the first it met."""
    return {"terminate_after": query.count_to} if query.count_to else {}


def _facets(query: Query) -> dict[str, Any]:
    facets = {name: _values(name, MOST_VALUES) for name in query.facets}
    return {"aggs": facets} if facets else {}


def completion_body(query: Query, fields: Iterable[str], *, limit: int) -> dict[str, Any]:
    """Count the values of each field among the documents where it has such a word."""
    typed = " ".join(words_of(query.text))
    begun = {name: _begins(f"words.{name}", typed) for name in fields}
    one_of = {"should": [*begun.values()], "minimum_should_match": 1}
    return {
        "size": 0,
        "query": {"bool": {"filter": [*_filters(query), {"bool": one_of}]}},
        "aggs": {
            name: {"filter": each, "aggs": {"values": _values(name, limit)}}
            for name, each in begun.items()
        },
    }


def _conditions(query: Query, analysis: Analysis) -> dict[str, Any]:
    """Say what has to be there, and that words in the order in which they were typed count more."""
    groups = _wanted(query, analysis)
    found: dict[str, Any] = {"filter": _filters(query)}
    if 0 < query.at_least < len(groups):
        found["must"] = [
            {"bool": {"should": groups, "minimum_should_match": query.at_least}},
        ]
    elif groups:
        found["must"] = groups
    if ordered := _ordered(query):
        found["should"] = ordered
    if query.at_least and len(groups) > 1:
        whole = {"filter": {"bool": {"must": groups}}, "boost": FOR_ALL}
        found["should"].append({"constant_score": whole})
    return found


def _ordered(query: Query) -> list[dict[str, Any]]:
    """The words in the order in which they were typed."""
    words = words_of(query.text)
    typed = fold(" ".join(words))
    return [_match(typed, _in_order(query), boost=2, type="phrase")] if len(words) > 1 else []


def _wanted(query: Query, analysis: Analysis) -> list[dict[str, Any]]:
    """What has to be there of each word, or of each row of words that has synonyms."""
    say = partial(_word, query=query, analysis=analysis)
    return [_any_of(each, query, say) for each in _groups_of(query)]


def _exactly_any(row: list[str], query: Query) -> dict[str, Any]:
    """The words of a row as they were typed, or one of its synonyms."""
    return _any_of(row, query, partial(_exactly, query=query))


def _groups_of(query: Query) -> list[list[str]]:
    return _groups(_asked(query), query.synonyms)


def _asked(query: Query) -> list[str]:
    """The words that have to be there; where none has to, all of them."""
    words = words_of(query.text)
    return [each for each in words if fold(each) not in query.unasked] or words


def _groups(words: list[str], synonyms: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
    """Put together what has synonyms as one, the longest row of words first."""
    found: list[list[str]] = []
    at = 0
    while at < len(words):
        rows = (words[at : at + length] for length in range(MOST_TOGETHER, 1, -1))
        row = next((each for each in rows if fold(" ".join(each)) in synonyms), [words[at]])
        found.append(row)
        at += len(row)
    return found


def _any_of(row: list[str], query: Query, say: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """All words of a row, or one of its synonyms, each as a phrase."""
    own = [say(each) for each in row]
    others = query.synonyms.get(fold(" ".join(row)), ())
    if not others and len(own) == 1:
        return own[0]
    texts = _fields("texts", query.weights)
    ways = [_match(each, texts, boost=4, type="phrase") for each in others]
    whole = own[0] if len(own) == 1 else {"bool": {"must": own}}
    return {"dis_max": {"queries": [whole, *ways]}}


def _filters(query: Query) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"term": {"scope": query.scope}}]
    found += [
        _exact(name, values) for name, values in query.filters.items() if name not in query.apart
    ]
    found += [_range(name, each) for name, each in query.ranges.items()]
    found += [
        _begins(f"texts.{name}", " ".join(words))
        for name, text in query.begins.items()
        if (words := words_of(text))
    ]
    for name, text in query.named.items():
        found += _named(f"words.{name}", list(dict.fromkeys(words_of(fold(text)))))
    if query.near is not None:
        where = {"lat": query.near.place.latitude, "lon": query.near.place.longitude}
        found.append({"geo_distance": {"distance": f"{query.near.radius_metres}m", "place": where}})
    if query.box is not None:
        found.append({"geo_bounding_box": {"place": _corners(query.box)}})
    return found


def _corners(box: Box) -> dict[str, Any]:
    return {
        "top_left": {"lat": box.north, "lon": box.west},
        "bottom_right": {"lat": box.south, "lon": box.east},
    }


def _exact(name: str, values: tuple[Value, ...]) -> dict[str, Any]:
    return {"terms": {f"fields.{name}": [plain(each) for each in values]}}


def _range(name: str, wanted: Range) -> dict[str, Any]:
    bounds = {"gte": wanted.least, "lte": wanted.most, "lt": wanted.below}
    said = {sign: plain(each) for sign, each in bounds.items() if each is not None}
    return {"range": {f"fields.{name}": said}}


def _begins(field: str, text: str) -> dict[str, Any]:
    return {"match_bool_prefix": {field: {"query": fold(text), "operator": "and"}}}


def _named(field: str, words: list[str]) -> list[dict[str, Any]]:
    """All words in one value: values of a field stand further apart than its words may."""
    text = " ".join(words)
    found = [_begins(field, text)]
    if len(words) > 1:
        near = {"query": text, "slop": MOST_APART, "max_expansions": MOST_BEGUN}
        found.append({"match_phrase_prefix": {field: near}})
    return found


def _word(word: str, query: Query, analysis: Analysis) -> dict[str, Any]:
    """One word: best as it is, then by its stem, then as a beginning, last with typing errors."""
    texts = _fields("texts", query.weights)
    folded = fold(word)
    is_signs = CJK.search(word) is not None
    ways = [_exactly(word, query)]
    if analysis is Analysis.LANGUAGES:
        stems = _fields("stems.*", _stemmed(query))
        ways.append(_match(word, stems, boost=2, operator="and", lenient=True))
    if not is_signs and _may_be_begun(word, query, analysis):
        ways.append(_match(folded, texts, boost=1, type="bool_prefix"))
    if query.typos and len(folded) >= LEAST_LETTERS and folded.isalpha() and not is_signs:
        # On plain texts alone: a stem may be further from a mistyped word than the word is.
        loose = {"fuzziness": FUZZINESS, "max_expansions": MOST_EXPANSIONS, "operator": "and"}
        where = _fields("texts", _unweighed(query).weights)
        ways.append(_match(folded, where, boost=0.5, **loose))
    return {"dis_max": {"queries": ways}}


def _exactly(word: str, query: Query) -> dict[str, Any]:
    """The word as it is. Signs stand one after the other without spaces: it means in this order."""
    is_signs = CJK.search(word) is not None
    how = {"type": "phrase"} if is_signs else {"operator": "and"}
    return _match(fold(word), _fields("texts", query.weights), boost=4, **how)


def _may_be_begun(word: str, query: Query, analysis: Analysis) -> bool:
    """Whether more letters may follow: of the last word, which is perhaps being typed.

    Of the others beginnings are a last resort, or stand for stems. One letter begins half of all
    words.
    """
    if word == words_of(query.text)[-1]:
        return True
    is_asked = query.typos or analysis is Analysis.CORE
    return is_asked and (len(word) > 1 or not word.isascii())


def _match(text: str, fields: list[str], *, boost: float, **more: Any) -> dict[str, Any]:
    return {"multi_match": {"query": text, "fields": fields, "boost": boost, **more}}


def _fields(below: str, weights: Mapping[str, float]) -> list[str]:
    return [f"{below}.{name}^{weight:g}" for name, weight in weights.items()] or [f"{below}.*"]


def _stemmed(query: Query) -> Mapping[str, float]:
    """Where stems are sought: in the text that has the words of all, if there is one."""
    weight = query.weights.get(query.whole)
    return query.weights if weight is None else {query.whole: weight}


def _in_order(query: Query) -> list[str]:
    """Where words in their order count more: not in the text that has whatever is said."""
    alone = [query.heading] if query.heading in query.weights else query.weights
    others = {name: query.weights[name] for name in alone if name != query.whole}
    return _fields("texts", others or query.weights)


def _values(name: str, limit: int) -> dict[str, Any]:
    order = [{"_count": "desc"}, {"_key": "asc"}]
    return {"terms": {"field": f"fields.{name}", "size": limit, "order": order}}


def _is_by_score(query: Query) -> bool:
    return "_score" in _sort(query)[0]


def _sort(query: Query) -> list[Any]:
    """Ids break ties, so that pages neither repeat nor leave out."""
    last = {"id": "asc"}
    match query.order:
        case Order.DISTANCE if query.near is not None:
            where = {"lat": query.near.place.latitude, "lon": query.near.place.longitude}
            return [{"_geo_distance": {"place": where, "order": "asc", "unit": "m"}}, last]
        case Order.FIELD | Order.DATE if query.order_by:
            return [_by(query.order_by, "asc"), last]
        case Order.POPULARITY if query.order_by:
            return [_by(query.order_by, "desc"), last]
        case _:
            return [{"_score": "desc"}, last]


def _by(name: str, way: str) -> dict[str, Any]:
    return {f"fields.{name}": {"order": way, "missing": "_last", "unmapped_type": "long"}}
