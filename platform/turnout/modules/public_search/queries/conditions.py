"""The WHERE of a public search: what matches, and the values of its parameters."""

from collections.abc import Sequence
from typing import Any, Final

from turnout.kernel import runtime
from turnout.kernel.db.pagination import like
from turnout.kernel.db.tx import Transaction
from turnout.modules.discovery.sql_fragments import EVENTS, LISTED
from turnout.modules.public_search import rules
from turnout.modules.public_search.types import EventSearch
from turnout.places.distances import around, within
from turnout.search_words.full_text import TextQuery
from turnout.search_words.texts import name_words

OFTEN: Final = "coalesce({}, false)"
"""What half of the events are expected to have: of a bare list PostgreSQL expects a hundredth."""
NAMES: Final = """jsonb_to_tsvector('simple', e.speaker_names, '["string"]')"""
"""The words of speakers' names, which an index has."""
HAS_WORDS: Final = "' ' || named.plain || ' ' LIKE ALL (%({column})s::text[])"
"""`named.plain` has the words as they come from `beginnings`."""
NAMED: Final = f"""{OFTEN.format("e.{column}::text LIKE ALL (%({column}_parts)s::text[])")}
    AND EXISTS (
    SELECT FROM jsonb_each_text(e.{{column}}) AS named (name, plain) WHERE {HAS_WORDS})"""
"""Most events have no such words in any name: that is seen before their names are told apart."""
UPCOMING: Final = f"{LISTED} AND e.ends_at >= %(now)s"
TIMES: Final = "tstzrange(e.starts_at, greatest(e.starts_at, e.ends_at), '[]')"
"""An index has it: of an end and of another event's begin PostgreSQL knows nothing together."""
READ: Final = "search_is_read(e.search)"
"""True: what it costs to read a text is told to PostgreSQL, which thinks it free."""
HAVING: Final = f"""SELECT e.ctid FROM {EVENTS} e
    WHERE e.is_listed AND e.ends_at >= %(now)s AND {READ} AND e.search @@"""
SOME_WORDS: Final = (
    f"e.ctid = ANY(ARRAY({HAVING} {{all}} LIMIT 1500) || ARRAY({HAVING} ({{some}}) LIMIT 1500))"
)
"""So many events that have only some of the terms are ranked."""


def text_query(text: str) -> TextQuery:
    """The terms of a text, with what the operator takes for the same as well."""
    return TextQuery.of(text, runtime.current().settings.search_synonyms)


def has(query: str) -> str:
    """Where the text of an event has what a query of `TextQuery` says."""
    return f"e.search @@ {query} AND {READ}"


def has_some(text: TextQuery) -> str:
    return SOME_WORDS.format(all=text.all(), some=text.some())


def conditions(
    tx: Transaction, search: EventSearch, *, without: tuple[str, ...] = ()
) -> tuple[str, dict[str, Any]]:
    """The WHERE of upcoming listed events that match, and its values.

    What is named in `without` is left out: a facet counts what each of its values would bring.
    """
    given = {**_plain(search), **_facets(search)}
    chosen = {
        name: each for name, each in given.items() if each[1] is not None and name not in without
    }
    values: dict[str, Any] = {name: value for name, (_, value) in chosen.items()}
    values["now"] = tx.now
    parts = [LISTED, "e.ends_at >= %(now)s", *(text for text, _ in chosen.values())]
    for text, more in (
        around(search.near),
        within(search.box),
        _spoken_by("" if "speaker" in without else search.speaker),
        _with_name("ticket_names", search.ticket_name),
    ):
        parts += [text] if text else []
        values |= more
    return " AND ".join(parts), values


def _plain(search: EventSearch) -> dict[str, tuple[str, Any]]:
    text = text_query(search.text)
    has_words = has_some(text) if search.loosely else has(text.all())
    return {
        "text": (has_words, text.values or None),
        "place": (
            "e.place ILIKE %(place)s",
            like(rules.clean(search.place)) if search.place else None,
        ),
        "starts_from": ("e.ends_at >= %(starts_from)s", rules.midnight(search.starts_from)),
        "starts_until": (
            _between("starts_from" if search.starts_from else "now", "starts_until"),
            rules.midnight(search.starts_until, days=1),
        ),
        "free": ("e.price_minor = %(free)s", 0 if search.free_only else None),
        "most": ("e.price_minor <= %(most)s", search.most_minor),
        "currency": (
            "(e.currency = %(currency)s OR e.price_minor = 0)",
            (search.currency or None) if search.most_minor else None,
        ),
        "organization_id": ("e.organization_id = %(organization_id)s", search.organization_id),
        "listed_after": ("e.first_listed_at > %(listed_after)s", search.listed_after),
        "listed_until": ("e.first_listed_at <= %(listed_until)s", search.listed_until),
    }


def _between(begin: str, end: str) -> str:
    """Where the event is on at some time from one parameter to the other."""
    return f"{TIMES} && tstzrange(least(%({begin})s, %({end})s), %({end})s)"


def _facets(search: EventSearch) -> dict[str, tuple[str, Any]]:
    return {
        "kinds": ("e.kind = ANY(%(kinds)s)", _words(search.kinds)),
        "categories": _one_of("category", "categories", search.categories),
        "cities": ("e.city = ANY(%(cities)s)", _words(search.cities)),
        "tags": ("search_tags(e.tags) && %(tags)s", _words(search.tags)),
        "languages": (OFTEN.format("e.languages ?| %(languages)s"), _words(search.languages)),
        "ticket_kinds": (
            OFTEN.format("e.ticket_kinds ?| %(ticket_kinds)s"),
            _words(search.ticket_kinds),
        ),
    }


def _spoken_by(speaker: str) -> tuple[str, dict[str, Any]]:
    """Where somebody of this name speaks; the index of the texts knows the words."""
    text, values = _with_name("speaker_names", speaker)
    if not values:
        return text, values
    values["speaker_lexemes"] = lexemes(name_words(speaker))
    spoken = f"{NAMES} @@ to_tsquery('simple', %(speaker_lexemes)s) AND {READ}"
    return f"{spoken} AND {text}", values


def words_in_each(search: EventSearch) -> str:
    """Where an event that is looked at has the words asked for, in its text or a speaker's name."""
    text, (named, _) = text_query(search.text), _with_name("speaker_names", search.speaker)
    return " AND ".join(filter(None, (has(text.all()) if text.terms else "", named)))


def _with_name(column: str, typed: str) -> tuple[str, dict[str, Any]]:
    """Where one of the names in the column has the words; a text without words finds nothing."""
    if not typed:
        return "", {}
    words = name_words(typed)
    if not words:
        return "false", {}
    parts = [like(word.strip()) for word in words]
    return NAMED.format(column=column), {column: beginnings(words), f"{column}_parts": parts}


def beginnings(words: Sequence[str]) -> list[str]:
    """Patterns of texts in which a word begins like each of these."""
    return [like(f" {word}") for word in words]


def lexemes(words: Sequence[str]) -> str:
    """The words of a speaker's name for `to_tsquery`: whole ones as they are, others as begun."""
    return " & ".join(word.rstrip() if word.endswith(" ") else f"{word}:*" for word in words)


def _one_of(column: str, name: str, chosen: tuple[str, ...]) -> tuple[str, Any]:
    """Of a single value an index has the rows in its order, of several it does not."""
    words = _words(chosen)
    if words is not None and len(words) == 1:
        return f"e.{column} = %({name})s", words[0]
    return f"e.{column} = ANY(%({name})s)", words


def _words(values: tuple[str, ...]) -> list[str] | None:
    return [rules.clean(each) for each in values] or None
