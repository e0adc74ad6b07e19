"""A search port over any server that speaks Lucene's JSON query language.

An adapter says how a request is sent (through its vendor's library, over the lent client); what is
sent and what the answers mean is the same for all of them. A collection is an alias: searches ask
it, and each index has a second alias that writes demand, so that none is made by accident.
"""

import base64
import re
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import httpx
from pydantic import Field, SecretStr, field_validator

from turnout_sdk import dsl_documents, query_dsl
from turnout_sdk.adapter import AdapterSettings, Health
from turnout_sdk.dsl_answers import (
    ListPlace,
    counts_of,
    found_among,
    hits_of,
    nothing_for,
    parts_from,
    total_of,
)
from turnout_sdk.dsl_documents import Analysis
from turnout_sdk.errors import AdapterError, Declined, Unavailable
from turnout_sdk.http import Answer, Limits, ProviderApi, readable
from turnout_sdk.query_dsl import Part
from turnout_sdk.search import (
    MISSING,
    Capabilities,
    Document,
    Found,
    KeptDocument,
    Query,
    Removal,
)
from turnout_sdk.words import words_of

NO_INDEX: Final = frozenset({"index_not_found_exception", "alias_not_found_exception", "http-404"})
REFUSED: Final = "refused-document"
CONFLICT: Final = 409
TOO_MANY: Final = 429
FAILED: Final = 500
PREFIX: Final = r"^[a-z][a-z0-9-]{0,39}$"
COLLECTION: Final = re.compile(r"[a-z][a-z0-9_-]{0,79}")
NOBODY: Final = "nobody"
"""How the ids of no documents begin."""
WRITES: Final = 24
"""So many documents for each part of an index, and no part is without one: by chance, less than
once in a thousand million times."""
MADE: Final = re.compile(r"-b[0-9a-f]{12}$")
"""How the names end that `begin` gives."""
WHOLLY: Final = {"allow_partial_search_results": "false"}
"""A part of an index that does not answer has the whole search fail: the database answers then."""
ERROR_TYPE: Final = re.compile(r"[a-z_]{1,80}")
MERGED: Final = {"max_num_segments": "1", "wait_for_completion": "false"}
"""What was filled stands in a dozen parts, each of which is asked by itself for each word."""
WRITE_SECONDS: Final = 10.0
"""For a batch of documents or a new index. Turnout repeats what failed, so each is tried once."""
ANSWER_BYTES: Final = 16_000_000
CAPABILITIES: Final = Capabilities(
    typo_tolerance=True,
    facets=True,
    places=True,
    completions=True,
    rebuilds=True,
    fills=True,
    layout=dsl_documents.LAYOUT,
)
"""What every server of this family can do."""


class ServerSettings(AdapterSettings):
    """What the operator says of a server; an adapter adds its own ways to sign in."""

    url: str = Field(title="Address", max_length=300)
    username: str = Field(default="", title="User name", max_length=200)
    password: SecretStr = Field(default=SecretStr(""), title="Password")
    prefix: str = Field(default="turnout", title="How names of indexes begin", pattern=PREFIX)
    analysis: Analysis = Field(default=Analysis.LANGUAGES, title="Analyzers")
    shards: int = Field(default=1, title="Parts that are asked side by side", ge=1, le=32)
    replicas: int = Field(default=1, title="Copies of each index", ge=0, le=5)
    query_seconds: float = Field(default=1.5, title="Seconds for a query", ge=0.1, le=4)

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("https", "http") or not parts.hostname:
            raise ValueError("the address begins with https://")
        if parts.username or parts.query or parts.fragment:
            raise ValueError("the address is scheme, host, port and path alone")
        return value.rstrip("/")

    def authorization(self) -> str:
        """Say who asks, as the header of HTTP says it; empty for nobody."""
        if not self.username:
            return ""
        pair = f"{self.username}:{self.password.get_secret_value()}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"


def api_over(
    http: httpx.Client,
    settings: ServerSettings,
    *,
    is_query: bool,
    sleep: Any,
    auth: httpx.Auth | None = None,
) -> ProviderApi:
    """Carry what a vendor's library has made ready over the lent client, within its time.

    `auth` signs each request, for servers that know neither users nor keys.
    """
    said = settings.authorization()
    seconds = settings.query_seconds if is_query else WRITE_SECONDS
    limits = Limits(
        connect_seconds=min(seconds, 2.0),
        read_seconds=seconds,
        total_seconds=seconds,
        attempts=1,
        answer_bytes=ANSWER_BYTES,
    )
    return ProviderApi(
        http,
        settings.url,
        headers={"Authorization": said} if said else {},
        auth=auth,
        refusal=refusal,
        limits=limits,
        sleep=sleep,
    )


def complete_json(answer: Answer) -> Answer:
    """Let pass what is JSON and nothing else; ValueError for the rest."""
    if answer.body:
        answer.json()
    return answer


class Sends(Protocol):
    """How an adapter sends a request; the SDK's errors come out, a refusal as `refusal` says."""

    def __call__(
        self, method: str, path: str, *, params: Mapping[str, str], body: Any = None
    ) -> Any:
        """Send JSON, or as many lines of JSON as a list has; return the decoded answer."""


def refusal(answer: Answer) -> Declined:
    """Name a refusal by the type of the server's error; none of its text, which quotes queries."""
    try:
        kind = _kind_of(answer.json()["error"])
    except (ValueError, KeyError, TypeError):
        kind = ""
    return _refused(kind, answer.status)


def _kind_of(error: Any) -> str:
    return str(error["type"] if isinstance(error, dict) else "")


def _refused(kind: str, status: int) -> Declined:
    code = kind if ERROR_TYPE.fullmatch(kind) else f"http-{status}"
    return Declined(code, "The search server refused this request.")


class DslEngine:
    """Speaks `Indexes`, `Searches`, `Rebuilds`, `Fills`, `Drops`, `Forgets`, `Lists`, `Completes`.

    `ask` has a query's short time, `send` the longer one of writes.
    """

    def __init__(self, ask: Sends, send: Sends, settings: ServerSettings) -> None:
        self._ask, self._send = ask, send
        self._host = urlsplit(settings.url).netloc
        self._prefix = settings.prefix
        self._analysis = settings.analysis
        self._shards, self._replicas = settings.shards, settings.replicas
        self._patience = {"timeout": f"{int(settings.query_seconds * 1000)}ms"}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._host})"

    def index(self, collection: str, documents: Iterable[Document]) -> None:
        """Store them; the next search finds them. Declined with `REFUSED` where one cannot be."""
        self._write(collection, self._lines(documents))

    def fill(self, name: str, documents: Iterable[Document]) -> None:
        """Store them in an index that does not answer yet: `replace` lets them be found."""
        lines = self._lines(documents)
        if lines:
            self._bulk(_writes_of(name), lines, refresh=False)

    def _lines(self, documents: Iterable[Document]) -> list[Any]:
        lines: list[Any] = []
        for each in documents:
            versioned = {"_id": each.id, "version": each.version, "version_type": "external"}
            lines += [{"index": versioned}, dsl_documents.document_body(each, self._analysis)]
        return lines

    def remove(self, collection: str, ids: Iterable[str]) -> None:
        self._write(collection, [{"delete": {"_id": each}} for each in ids], makes=False)

    def forget(self, collection: str, removals: Iterable[Removal]) -> None:
        lines = [
            {"delete": {"_id": each.id, "version": each.version, "version_type": "external"}}
            for each in removals
        ]
        self._write(collection, lines, makes=False)

    def search(self, collection: str, query: Query) -> Found:
        after = ListPlace.at(query.cursor) if query.cursor is not None else None
        parts = parts_from(after) if query_dsl.has_heading(query) else (None,)
        bodies = [self._part(query, parts[0], after), *self._counts(query)]
        answers = self._answered(collection, bodies, query)
        if answers is None:
            return nothing_for(query)
        with readable("The search server's answer"):
            hits = hits_of(answers[0], parts[0])
            total = total_of(answers, query)
        for part in parts[1:]:
            is_whole = after is None and len(hits) >= total
            if is_whole or len(hits) > query.limit:
                break
            more = self._answered(collection, [self._part(query, part)], query)
            if more is None:
                return nothing_for(query)
            with readable("The search server's answer"):
                hits += hits_of(more[0], part)
        with readable("The search server's answer"):
            return found_among(hits, answers, query)

    def _part(
        self, query: Query, part: Part | None, after: ListPlace | None = None
    ) -> dict[str, Any]:
        place = after.within(part) if after else None
        return query_dsl.search_body(query, self._analysis, after=place, part=part)

    def _counts(self, query: Query) -> list[dict[str, Any]]:
        """What is counted by a request of its own."""
        if query_dsl.is_counted_apart(query):
            return [query_dsl.count_body(query, self._analysis)]
        if query_dsl.is_faceted_apart(query):
            return [query_dsl.facets_body(query, self._analysis)]
        return []

    def _answered(
        self, collection: str, bodies: list[dict[str, Any]], query: Query
    ) -> list[Any] | None:
        """What a server answers to each; None where nothing was ever stored.

        Several go in one request, and the server carries them out beside each other.
        """
        try:
            if len(bodies) == 1:
                return [self._searched(collection, bodies[0] | self._patience)]
            return self._searched_together(collection, [each | self._patience for each in bodies])
        except Declined as declined:
            if declined.code != MISSING or query.must_exist:
                raise
            return None

    def complete(
        self, collection: str, query: Query, *, fields: tuple[str, ...], limit: int
    ) -> Mapping[str, tuple[str, ...]]:
        if not words_of(query.text):
            return {}
        body = query_dsl.completion_body(query, fields, limit=limit)
        answers = self._answered(collection, [body], query)
        if answers is None:
            return {}
        with readable("The search server's answer"):
            counted = answers[0]["aggregations"]
            return {name: tuple(counts_of(counted[name]["values"])) for name in fields}

    def entries(
        self, collection: str, *, after: str = "", limit: int = 1000
    ) -> tuple[KeptDocument, ...]:
        body: dict[str, Any] = {
            "size": limit,
            "sort": [{"id": "asc"}],
            "version": True,
            "_source": ["digest"],
            "query": {"match_all": {}},
        }
        if after:
            body["search_after"] = [after]
        answer = self._searched(collection, body, send=self._send)
        with readable("The search server's answer"):
            return tuple(
                KeptDocument(
                    id=str(hit["_id"]),
                    version=int(hit["_version"]),
                    digest=str(hit["_source"].get("digest", "")),
                )
                for hit in answer["hits"]["hits"]
            )

    def begin(self, collection: str) -> str:
        name = f"{self._alias(collection)}-b{secrets.token_hex(6)}"
        body = dsl_documents.index_body(
            self._analysis,
            shards=self._shards,
            replicas=self._replicas,
            aliases=[_writes_of(name)],
        )
        self._send("PUT", f"/{name}", params={}, body=body)
        return name

    def replace(self, collection: str, by: str) -> None:
        # Writes let what was filled be found, each its part, with no right but that to write.
        ids = (f"{NOBODY}-{number}" for number in range(WRITES * self._shards))
        self._bulk(_writes_of(by), [{"delete": {"_id": each}} for each in ids])
        alias = self._alias(collection)
        present = [each for each in self._behind(alias) if each != by]
        actions = [{"remove": {"index": each, "alias": alias}} for each in present]
        actions.append({"add": {"index": by, "alias": alias}})
        try:
            self._send("POST", "/_aliases", params={}, body={"actions": actions})
        except Declined as declined:
            raise _missing(declined) from None
        # It is searched meanwhile, and as well without: whoever may not have it done goes on so.
        with suppress(AdapterError):
            self._send("POST", f"/{by}/_forcemerge", params=MERGED)

    def drop(self, name: str) -> None:
        if not (name.startswith(f"{self._prefix}-") and MADE.search(name)):
            raise Declined("foreign", "This is no collection of ours.")
        try:
            self._send("DELETE", f"/{name}", params={})
        except Declined as declined:
            if declined.code not in NO_INDEX:
                raise

    def health(self) -> Health:
        answer = self._ask("GET", "/_cluster/health", params={})
        with readable("The search server's answer"):
            status, name = str(answer["status"]), str(answer["cluster_name"])
        if status == "red":
            return Health(is_healthy=False, detail="Parts of the cluster are gone.", account=name)
        return Health(is_healthy=True, account=name)

    def _behind(self, alias: str) -> list[str]:
        """Name the indexes that an alias leads to."""
        try:
            return sorted(self._send("GET", f"/_alias/{alias}", params={}))
        except Declined as declined:
            if declined.code not in NO_INDEX:
                raise
            return []

    def _write(self, collection: str, lines: list[Any], *, makes: bool = True) -> None:
        if not lines:
            return
        is_made = MADE.search(collection) is not None
        target = _writes_of(collection) if is_made else self._alias(collection)
        try:
            self._bulk(target, lines)
        except Declined as declined:
            if declined.code != MISSING or is_made:
                raise
            if makes:
                self.replace(collection, self.begin(collection))
                self._bulk(target, lines)

    def _bulk(self, target: str, lines: list[Any], *, refresh: bool = True) -> None:
        # Without the alias nothing is written: an index of guessed types is worse than none.
        params = {"require_alias": "true", "refresh": str(refresh).lower()}
        try:
            answer = self._send("POST", f"/{target}/_bulk", params=params, body=lines)
        except Declined as declined:
            raise _missing(declined) from None
        with readable("The search server's answer"):
            told = (next(iter(each.values())) for each in answer["items"] if answer["errors"])
            for each in told:
                if _has_failed(each):
                    _raise_failure(each)

    def _searched(self, collection: str, body: Any, *, send: Sends | None = None) -> Any:
        path = f"/{self._name(collection)}/_search"
        try:
            answer = (send or self._ask)("POST", path, params=WHOLLY, body=body)
        except Declined as declined:
            raise _missing(declined) from None
        return _in_time(answer)

    def _searched_together(self, collection: str, bodies: list[dict[str, Any]]) -> list[Any]:
        lines = [line for body in bodies for line in (WHOLLY, body)]
        try:
            answer = self._ask("POST", f"/{self._name(collection)}/_msearch", params={}, body=lines)
        except Declined as declined:
            raise _missing(declined) from None
        with readable("The search server's answer"):
            found = [_succeeded(each) for each in answer["responses"]]
            if len(found) != len(bodies):
                raise ValueError("an answer is missing")
        return [_in_time(each) for each in found]

    def _name(self, collection: str) -> str:
        return collection if MADE.search(collection) else self._alias(collection)

    def _alias(self, collection: str) -> str:
        if not COLLECTION.fullmatch(collection):
            raise Declined("collection", "This is no name of a collection.")
        return f"{self._prefix}-{collection}"


def _writes_of(name: str) -> str:
    return f"{name}-writes"


def _missing(declined: Declined) -> Declined:
    if declined.code not in NO_INDEX:
        return declined
    return Declined(MISSING, "This collection is not there.")


def _in_time(answer: Any) -> Any:
    if answer.get("timed_out") is True:
        raise Unavailable("the search server did not finish in time")
    return answer


def _succeeded(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    """One of several answers; what is wrong with it leaves as it would of a single one."""
    if "error" not in answer:
        return answer
    status = int(answer["status"])
    _require_working(status, "to a query")
    raise _missing(_refused(_kind_of(answer["error"]), status))


def _require_working(status: int, what: str) -> None:
    if status == TOO_MANY or status >= FAILED:
        raise Unavailable(f"the search server answered {status} {what}")


def _has_failed(item: Mapping[str, Any]) -> bool:
    """Whether a line of a bulk did not do what it is for: a newer version, or nothing, is fine."""
    return "error" in item and int(item["status"]) != CONFLICT


def _raise_failure(item: Mapping[str, Any]) -> None:
    status, kind = int(item["status"]), str(item["error"].get("type", ""))
    if kind in NO_INDEX:
        raise Declined(MISSING, "This collection is not there.")
    _require_working(status, "for a document")
    raise Declined(REFUSED, "The search server cannot keep this document.")
