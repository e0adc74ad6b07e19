"""A fake search server in memory: indexes, aliases, versions of documents, queries.

A user's password is `search-of-` and their name, and their indexes begin with their name. What is
kept is lost when the program ends, as on a server whose disk was lost.
"""

import base64
import json
import re
import threading
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from turnout_sdk.testing.provider import search_queries
from turnout_sdk.testing.provider.search_queries import Unknown
from turnout_sdk.testing.serving import Reply, Request, reply

Scored = tuple[dict[str, Any], int, float]
"""A document, its version, and how well it fits."""
NAME: Final = re.compile(r"[a-z][a-z0-9_-]*")
PASSWORD: Final = "search-of-"  # noqa: S105 - how passwords of a fake begin


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return a user of the server, whose indexes are their own."""
    return {
        "url": base_url,
        "username": account,
        "password": f"{PASSWORD}{account}",
        "prefix": account,
        "replicas": 0,
    }


class Refused(Exception):
    """An error in the server's form."""

    def __init__(self, status: int, kind: str) -> None:
        super().__init__(kind)
        error = {"type": kind, "reason": kind, "root_cause": [{"type": kind, "reason": kind}]}
        self.body = {"error": error, "status": status}
        self.status = status


@dataclass
class Index:
    aliases: set[str]
    documents: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    """By id, the version at which it went."""
    parts: int = 1
    """Each of them ends its counting by itself."""


class SearchServer:
    """What the servers of this family have in common; `headers` go with every answer."""

    def __init__(self, headers: Mapping[str, str] | None = None) -> None:
        self._indexes: dict[str, Index] = {}
        self._headers = dict(headers or {})
        self._lock = threading.Lock()

    def handle(self, request: Request) -> Reply:
        try:
            with self._lock:
                _require_known(request)
                answer = self._answer(request)
        except Refused as refused:
            return reply(refused.status, refused.body, self._headers)
        except (Unknown, KeyError, ValueError, TypeError, AttributeError):
            broken = Refused(400, "parsing_exception")
            return reply(broken.status, broken.body, self._headers)
        return reply(200, answer, self._headers)

    def _answer(self, request: Request) -> Any:  # noqa: PLR0911 - one answer for each request
        parts = request.path.strip("/").split("/")
        match request.method, parts:
            case "GET", ["_cluster", "health"]:
                return {"cluster_name": "fake", "status": "green"}
            case "POST", ["_aliases"]:
                return self._switch(request.json()["actions"])
            case "GET", ["_alias", alias]:
                return self._behind(alias)
            case "PUT", [name]:
                return self._create(name, request.json())
            case "DELETE", [name]:
                if self._indexes.pop(name, None) is None:
                    raise Refused(404, "index_not_found_exception")
                return {"acknowledged": True}
            case "POST", [name, "_bulk"]:
                return self._bulk(name, request)
            case "POST", [name, "_forcemerge"]:
                self._index_of(name)
                return {"task": "fake:1"}
            case "POST", [name, "_search" | "_msearch"]:
                return self._asked(name, request)
        raise Refused(400, "illegal_argument_exception")

    def _behind(self, alias: str) -> Any:
        found = [name for name, each in self._indexes.items() if alias in each.aliases]
        if not found:
            raise Refused(404, "alias_not_found_exception")
        return {name: {"aliases": {alias: {}}} for name in found}

    def _asked(self, name: str, request: Request) -> Any:
        """One search, or several, whose bodies follow a line each with what they are asked of."""
        if request.path.endswith("_search"):
            return _searched(self._index_of(name), request.json())
        bodies = [json.loads(line) for line in request.body.splitlines()][1::2]
        return {"responses": [self._one_of_several(name, each) for each in bodies]}

    def _one_of_several(self, name: str, body: Any) -> Any:
        """What is wrong with one search is said in its place, and the others are answered."""
        try:
            return {**_searched(self._index_of(name), body), "status": 200}
        except Refused as refused:
            return refused.body

    def _create(self, name: str, body: Any) -> Any:
        if not NAME.fullmatch(name):
            raise Refused(400, "invalid_index_name_exception")
        if name in self._indexes:
            raise Refused(400, "resource_already_exists_exception")
        parts = body["settings"]["index"]["number_of_shards"]
        self._indexes[name] = Index(aliases=set(body["aliases"]), parts=parts)
        return {"acknowledged": True, "index": name}

    def _switch(self, actions: Any) -> Any:
        for action in actions:
            [said] = action.values()
            if said["index"] not in self._indexes:
                raise Refused(404, "index_not_found_exception")
        for action in actions:
            [(verb, said)] = action.items()
            aliases = self._indexes[said["index"]].aliases
            (aliases.add if verb == "add" else aliases.discard)(said["alias"])
        return {"acknowledged": True}

    def _index_of(self, name: str) -> Index:
        found = self._indexes.get(name) or next(
            (each for each in self._indexes.values() if name in each.aliases), None
        )
        if found is None:
            raise Refused(404, "index_not_found_exception")
        return found

    def _bulk(self, name: str, request: Request) -> Any:
        lines = [json.loads(line) for line in request.body.splitlines()]
        by_alias = [each for each in self._indexes.values() if name in each.aliases]
        items, at = [], 0
        while at < len(lines):
            [(verb, said)] = lines[at].items()
            source = lines[at + 1] if verb == "index" else None
            at += 2 if verb == "index" else 1
            if not by_alias:
                error = {"type": "index_not_found_exception"}
                items.append({verb: {"_id": said["_id"], "status": 404, "error": error}})
            else:
                items.append({verb: _written(by_alias[0], said, source)})
        failed = any("error" in each for item in items for each in item.values())
        return {"errors": failed, "items": items}


def _require_known(request: Request) -> None:
    scheme, _, said = request.headers.get("authorization", "").partition(" ")
    if scheme == "AWS4-HMAC-SHA256":
        _require_signed(request)
        return
    try:
        name, _, password = base64.b64decode(said).decode().partition(":")
    except ValueError:
        name = password = ""
    if scheme != "Basic" or not name or password != PASSWORD + name:
        raise Refused(401, "security_exception")


def _require_signed(request: Request) -> None:
    """A domain of Amazon lets in whoever signs by keys that it knows."""
    from turnout_sdk.testing.provider.aws import is_signed  # needs the extra `aws`

    if not is_signed(request, "es"):
        raise Refused(403, "security_exception")


def _written(index: Index, said: Mapping[str, Any], source: Any) -> dict[str, Any]:
    """Write or remove a document unless this version, or a newer one, is known."""
    key, version = said["_id"], said.get("version")
    kept = index.documents.get(key)
    known = kept[0] if kept else index.removed.get(key, 0)
    if version is not None and known and version <= known:
        conflict = {"type": "version_conflict_engine_exception"}
        return {"_id": key, "status": 409, "error": conflict}
    version = known + 1 if version is None else version
    if source is not None:
        index.documents[key] = (version, source)
        return {"_id": key, "status": 201}
    index.removed[key] = version
    is_there = index.documents.pop(key, None) is not None
    return {"_id": key, "status": 200 if is_there else 404}


def _looked_at(scored: list[Scored], left: list[Scored], *, most: int, parts: int) -> list[Scored]:
    """What is looked at until each part of an index has met so many of what is left."""
    met: Counter[int] = Counter()
    looked_at = []
    for each in scored:
        part = zlib.crc32(each[0]["id"].encode()) % parts
        if met[part] < most:
            looked_at.append(each)
            met[part] += each in left
    return looked_at


def _searched(index: Index, body: Mapping[str, Any]) -> Any:
    scored = [
        (source, version, score)
        for version, source in index.documents.values()
        if (score := search_queries.score_of(body["query"], source)) is not None
    ]
    answer: dict[str, Any] = {"timed_out": False}
    after_facets = body.get("post_filter", {"match_all": {}})
    left = [each for each in scored if search_queries.score_of(after_facets, each[0]) is not None]
    if "terminate_after" in body:
        scored = _looked_at(scored, left, most=body["terminate_after"], parts=index.parts)
        met = [each for each in left if each in scored]
        answer["terminated_early"] = len(met) < len(left)
        left = met
    if "aggs" in body:
        sources = [source for source, _, _ in scored]
        answer["aggregations"] = search_queries.counted(body["aggs"], sources)
    sort = body.get("sort", [{"_score": "desc"}])
    hits = [
        {"_id": source["id"], "_version": version, "sort": place, "_source": source}
        for source, version, score in left
        for place in [search_queries.place_of(sort, source, score)]
    ]
    hits.sort(key=lambda hit: search_queries.in_order(sort, hit["sort"]))
    if "search_after" in body:
        after = search_queries.in_order(sort, body["search_after"])
        hits = [hit for hit in hits if search_queries.in_order(sort, hit["sort"]) > after]
    shown = hits[: body.get("size", 10)]
    for hit in shown:
        if "highlight" in body:
            hit["highlight"] = search_queries.marked(body["query"], hit["_source"])
        if body.get("_source") is False:
            del hit["_source"]
        if body.get("stored_fields") == "_none_":
            del hit["_id"]
    answer["hits"] = {"total": {"value": len(left), "relation": "eq"}, "hits": shown}
    return answer
