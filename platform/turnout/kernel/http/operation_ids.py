"""Names of operations, made of their addresses: verb and resource, `listOrders`, `cancelOrder`.

An address of `/api/v1` never changes its meaning, so the names that generated clients bear never
change either. Where an address reads badly, its route says a name of its own
(`@blueprint.doc(operationId="renewEventFeed")`).
"""

import re
from collections.abc import Mapping
from typing import Any, Final

VERBS: Final[Mapping[str, str]] = {
    "get": "get",
    "put": "set",
    "patch": "update",
    "delete": "delete",
}
PREFIX: Final = re.compile(r"^/(?:api|hooks)/v1/(?:organizations/{organization_id}/)?(?:auth/)?")
PARAMETER: Final = re.compile(r"{[^}]+}")


def of(method: str, path: str, answers: Mapping[str, Any], spec: Mapping[str, Any]) -> str:
    """The name of an operation: `GET …/events/{event_id}/files` is `listEventFiles`."""
    steps = _nouns(PREFIX.sub("", path))
    verb = VERBS.get(method, "create")
    if method == "get" and _is_list(path, answers, spec):
        verb = "list"
    elif method == "post" and _is_action(path, steps, answers):
        *steps, verb = steps
    elif method == "post":
        steps[-1] = _singular(steps[-1])
    return _camel([verb, *steps])


def _nouns(path: str) -> list[str]:
    """The words of an address; what one of many is named after is in the singular."""
    steps: list[str] = []
    for part in path.split("/"):
        rest = PARAMETER.sub("", part)
        if rest != part and steps:
            steps[-1] = _singular(steps[-1])
        if rest:
            steps.append("my" if part == "me" and path != "me" else rest.strip("."))
    return steps


def _is_list(path: str, answers: Mapping[str, Any], spec: Mapping[str, Any]) -> bool:
    """A GET of an address that ends in a plural and answers `items`."""
    if not path.endswith("s"):
        return False
    content = answers.get("200", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    shape = spec["components"]["schemas"].get(name, {})
    return "items" in shape.get("properties", {})


def _is_action(path: str, steps: list[str], answers: Mapping[str, Any]) -> bool:
    """A POST that ends in a verb: nothing is created, and the word is no plural."""
    last = steps[-1]
    return not path.endswith("}") and "201" not in answers and _singular(last) == last


def _singular(word: str) -> str:
    if not word.endswith("s") or word.endswith(("ss", "us", "series")):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word[:-1]


def _camel(words: list[str]) -> str:
    parts = [part for word in words for part in re.split(r"[-_.]", word) if part]
    return parts[0] + "".join(part.capitalize() for part in parts[1:])
