"""Indexes and documents of engines that speak Lucene's JSON language: mapping, bodies. Pure.

Two families of servers do. Analyzers are chosen by configuration, since not every server has those
of languages.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from turnout_sdk.search import Document, Value
from turnout_sdk.words import CJK, fold, spaced

LAYOUT: Final = 3
"""Of the mapping: a collection that was made by another one is made anew."""
LONGEST_TEXT: Final = 100_000
LONGEST_VALUE: Final = 1_000
SEGMENTS: Final = 4
"""Parts of an index of about the same size, after which they are made one: each is asked by itself
for each word and text, and a directory changes less than it is searched."""
CJK_LANGUAGES: Final = frozenset({"zh", "ja", "ko"})
ANALYZERS: Final[Mapping[str, str]] = {
    "ar": "arabic", "cjk": "cjk", "de": "german", "en": "english", "es": "spanish",
    "fr": "french", "hi": "hindi", "it": "italian", "nl": "dutch", "pt": "portuguese",
}  # fmt: skip
"""The analyzers of languages that servers bring; Somali has none and is found as it is written."""
OPEN_OBJECT: Final[Mapping[str, Any]] = {"type": "object", "dynamic": True}


class Analysis(StrEnum):
    """`LANGUAGES` sees through endings, and finds Chinese, Japanese and Korean by pairs of signs.

    `CORE` asks for nothing but the standard analyzer, which every server has.
    """

    LANGUAGES = "languages"
    CORE = "core"


def index_body(
    analysis: Analysis, *, shards: int, replicas: int, aliases: Iterable[str]
) -> dict[str, Any]:
    """Say how a new index is made: each text plain and, by language, by its stems."""
    text = {"type": "text", "analyzer": "standard"}
    templates: list[dict[str, Any]] = [
        {"texts": {"path_match": "texts.*", "mapping": text}},
        {"words": {"path_match": "words.*", "mapping": text | {"norms": False}}},
        {
            "values": {
                "path_match": "fields.*",
                "match_mapping_type": "string",
                "mapping": {"type": "keyword", "ignore_above": LONGEST_VALUE},
            }
        },
    ]
    if analysis is Analysis.LANGUAGES:
        templates += [
            {
                f"stems_{tag}": {
                    "path_match": f"stems.{tag}.*",
                    "mapping": {"type": "text", "analyzer": analyzer},
                }
            }
            for tag, analyzer in ANALYZERS.items()
        ]
    return {
        "settings": {
            # A late repeat is known by its version even after the document was removed.
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                "gc_deletes": "1h",
                "merge.policy.segments_per_tier": SEGMENTS,
            }
        },
        "aliases": {each: {} for each in aliases},
        "mappings": {
            "_meta": {"layout": LAYOUT, "analysis": analysis.value},
            "dynamic": "strict",
            "date_detection": False,
            "dynamic_templates": templates,
            "properties": {
                "id": {"type": "keyword"},
                "scope": {"type": "keyword"},
                "digest": {"type": "keyword", "index": False},
                "place": {"type": "geo_point"},
                **dict.fromkeys(("texts", "stems", "words", "fields"), OPEN_OBJECT),
            },
        },
    }


def document_body(document: Document, analysis: Analysis) -> dict[str, Any]:
    texts = {name: each[:LONGEST_TEXT] for name, each in document.texts.items() if each}
    values = {name: plain(each) for name, each in document.fields.items()}
    words = {name: _folded(each) for name, each in values.items() if _has_text(each)}
    body: dict[str, Any] = {
        "id": document.id,
        "scope": document.scope,
        "digest": document.digest,
        "texts": {name: spaced(fold(each)) for name, each in texts.items()},
        "fields": values,
        "words": words,
    }
    if analysis is Analysis.LANGUAGES:
        body["stems"] = _stems(document.language, texts)
    if document.place is not None:
        body["place"] = {"lat": document.place.latitude, "lon": document.place.longitude}
    return body


def _stems(language: str, texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    tag = language.partition("-")[0].lower()
    found = {tag: dict(texts)} if tag in ANALYZERS else {}
    signs = {name: each for name, each in texts.items() if tag in CJK_LANGUAGES or CJK.search(each)}
    return found | ({"cjk": signs} if signs else {})


def plain(value: Value | tuple[Value, ...]) -> Any:
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return int(value.astimezone(UTC).timestamp() * 1000)
    return value


def _has_text(value: Any) -> bool:
    first = next(iter(value), None) if isinstance(value, list) else value
    return isinstance(first, str)


def _folded(value: Any) -> Any:
    if isinstance(value, list):
        return [spaced(fold(each)) for each in value]
    return spaced(fold(value))
