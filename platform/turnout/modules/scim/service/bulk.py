"""Bulk (RFC 7644, 3.7): many changes in one request, each of which stands for itself."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError
from scim2_models import SCIMException

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import TurnoutError
from turnout.modules.scim import policies, resources
from turnout.modules.scim.errors import (
    InvalidSyntax,
    InvalidValue,
    MethodNotTaken,
    ResourceNotFound,
    TooManyOperations,
)
from turnout.modules.scim.service import groups, users
from turnout.modules.scim.service.directory import base_url
from turnout.modules.scim.types import NewUser

REFERENCE: Final = "bulkId:"
VERSION: Final = re.compile(r'(?:W/)?"(\d{1,18})"')
CREATED, OK, NO_CONTENT = 201, 200, 204
MOST_TOGETHER: Final = 100
REFUSALS: Final = (TurnoutError, SCIMException, ValidationError)
SCHEMA: Final = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"


def carry_out(ctx: OrganizationContext, body: Any) -> list[dict[str, Any]]:
    """Carry operations out one after the other; the result of each, in the order they came.

    One that refers to a resource made later waits for it. After `failOnErrors` refusals the rest
    is left.
    """
    policies.require_directory(ctx)
    work = _Work(ctx, *_read(body))
    for portion in _portions(work.operations):
        work.carry_out(portion)
        if work.is_over:
            break
    return [work.results[index] for index in sorted(work.results)]


@dataclass(frozen=True, slots=True)
class _Portion:
    """Operations that may be carried out together: one, or several that make users."""

    indexes: Sequence[int]
    users: Sequence[NewUser] = ()

    def halves(self) -> "tuple[_Portion, _Portion]":
        middle = len(self.indexes) // 2
        return (
            _Portion(self.indexes[:middle], self.users[:middle]),
            _Portion(self.indexes[middle:], self.users[middle:]),
        )


class _Work:
    """What is done of a request: results by place, and the ids of what was made."""

    def __init__(
        self, ctx: OrganizationContext, operations: list[dict[str, Any]], most_errors: int | None
    ) -> None:
        self.ctx, self.operations, self._most_errors = ctx, operations, most_errors
        self.results: dict[int, dict[str, Any]] = {}
        self._made: dict[str, str] = {}
        self._failed = 0

    @property
    def is_over(self) -> bool:
        return self._most_errors is not None and self._failed >= self._most_errors

    def carry_out(self, portion: _Portion) -> None:
        """Carry a portion out in one transaction, or in halves where something is refused.

        So whoever is refused is found alone, and nobody who comes after `failOnErrors`
        refusals is touched: as if each had come by itself.
        """
        if self.is_over:
            return
        if len(portion.indexes) == 1:
            [index] = portion.indexes
            self._note(index, _carry_out(self.ctx, self.operations[index], self._made))
            return
        try:
            made = users.create_users(self.ctx, portion.users)
        except REFUSALS:
            for half in portion.halves():
                self.carry_out(half)
            return
        base = base_url(self.ctx.organization_id)
        for index, each in zip(portion.indexes, made, strict=True):
            place = _created(f"{base}/Users/{each.id}", each.version)
            self._note(index, {"method": "POST", "bulkId": self._bulk_id(index), **place})

    def _note(self, index: int, result: dict[str, Any]) -> None:
        self.results[index] = result
        self._failed += "response" in result
        if result["status"] == str(CREATED):
            self._made[self._bulk_id(index)] = result["location"].rpartition("/")[2]

    def _bulk_id(self, index: int) -> str:
        return str(self.operations[index]["bulkId"])


def _portions(operations: list[dict[str, Any]]) -> Iterator[_Portion]:
    """The operations in their order; users to be made that come one after the other together."""
    indexes: list[int] = []
    new: list[NewUser] = []
    for index in _in_order(operations):
        user = _new_user(operations[index])
        if user is not None:
            indexes.append(index)
            new.append(user)
        if indexes and (user is None or len(indexes) == MOST_TOGETHER):
            yield _Portion(indexes, new)
            indexes, new = [], []
        if user is None:
            yield _Portion([index])
    if indexes:
        yield _Portion(indexes, new)


def _new_user(operation: dict[str, Any]) -> NewUser | None:
    """The user that an operation makes; None for any other, and for one that cannot be read."""
    data = operation.get("data")
    if (
        (operation.get("method"), operation.get("path")) != ("POST", "/Users")
        or not isinstance(operation.get("bulkId"), str)
        or any(True for _ in _references(data))
    ):
        return None
    try:
        return users.read_new_user(data)
    except REFUSALS:
        return None


def _read(body: Any) -> tuple[list[dict[str, Any]], int | None]:
    said = {key.lower(): value for key, value in body.items()} if isinstance(body, dict) else {}
    operations, most_errors = said.get("operations"), said.get("failonerrors")
    if SCHEMA not in (said.get("schemas") or ()):
        raise InvalidSyntax(f"The message has the schema {SCHEMA}.")
    if not isinstance(operations, list) or not all(isinstance(each, dict) for each in operations):
        raise InvalidSyntax("A bulk request has a list of Operations.")
    if len(operations) > resources.MOST_OPERATIONS:
        raise TooManyOperations(f"At most {resources.MOST_OPERATIONS} operations at once.")
    if most_errors is not None and (type(most_errors) is not int or most_errors < 1):
        raise InvalidValue("failOnErrors is a number from 1 on.")
    return operations, most_errors


def _in_order(operations: list[dict[str, Any]]) -> Iterator[int]:
    """As they came, but whoever refers to a bulkId after the operation that makes it."""
    maker = {
        each["bulkId"]: index
        for index, each in enumerate(operations)
        if isinstance(each.get("bulkId"), str)
    }
    waiting = {
        index: {maker[name] for name in _references(each) if maker.get(name, index) != index}
        for index, each in enumerate(operations)
    }
    while waiting:
        ready = [index for index, needs in waiting.items() if not needs & waiting.keys()]
        for index in ready or list(waiting):  # of a circle each is refused by itself
            del waiting[index]
            yield index


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        if REFERENCE in part:
            yield part.rpartition(REFERENCE)[2]
    elif isinstance(part, dict):
        for name, each in part.items():
            if name != "bulkId":
                yield from _references(each)
    elif isinstance(part, list):
        for each in part:
            yield from _references(each)


def _resolved(part: Any, made: Mapping[str, str]) -> Any:
    """The same with ids in the place of references; InvalidValue for one that is not made."""
    if isinstance(part, str) and REFERENCE in part:
        before, _, name = part.rpartition(REFERENCE)
        if name not in made:
            raise InvalidValue(f"Nothing was made for bulkId:{name[:60]}.")
        return f"{before}{made[name]}"
    if isinstance(part, dict):
        return {name: _resolved(each, made) for name, each in part.items()}
    return [_resolved(each, made) for each in part] if isinstance(part, list) else part


def _carry_out(
    ctx: OrganizationContext, operation: dict[str, Any], made: Mapping[str, str]
) -> dict[str, Any]:
    method, bulk_id = operation.get("method"), operation.get("bulkId")
    result = {"method": method, "bulkId": bulk_id} if bulk_id else {"method": method}
    base = base_url(ctx.organization_id)
    try:
        status, path, version = _perform(ctx, operation, made)
    except REFUSALS as refused:
        error = resources.error_of(refused)
        if method != "POST":
            result["location"] = f"{base}{operation.get('path', '')}"
        return {**result, "status": str(error.status), "response": error.model_dump()}
    if status == CREATED and version is not None:
        return {**result, **_created(f"{base}{path}", version)}
    if version is not None:
        result["version"] = resources.etag_of(version)
    return {**result, "location": f"{base}{path}", "status": str(status)}


def _created(location: str, version: int) -> dict[str, str]:
    tag = resources.etag_of(version)
    return {"version": tag, "location": location, "status": str(CREATED)}


def _perform(
    ctx: OrganizationContext, operation: dict[str, Any], made: Mapping[str, str]
) -> tuple[int, str, int | None]:
    """Status, path of the resource and its version."""
    method, path = operation.get("method"), operation.get("path")
    if not isinstance(path, str) or not isinstance(method, str):
        raise InvalidSyntax("An operation has a method and a path.")
    path = _resolved(path, made)
    data = _resolved(operation.get("data"), made)
    kind, *rest = path.removeprefix("/").split("/")
    if kind not in ("Users", "Groups") or len(rest) > 1:
        raise ResourceNotFound
    if method == "POST" and not rest:
        if not isinstance(operation.get("bulkId"), str):
            raise InvalidSyntax("A POST has a bulkId.")
        new: Any = (
            users.create_user(ctx, data) if kind == "Users" else groups.create_group(ctx, data)
        )
        return CREATED, f"/{kind}/{new.id}", new.version
    if method not in ("PUT", "PATCH", "DELETE") or not rest:
        raise MethodNotTaken
    try:
        resource_id = UUID(rest[0])
    except ValueError:
        raise ResourceNotFound from None
    version = _version(operation.get("version"))
    if method == "DELETE":
        delete = users.delete_user if kind == "Users" else groups.delete_group
        delete(ctx, resource_id, version=version)
        return NO_CONTENT, f"/{kind}/{resource_id}", None
    changes: dict[tuple[str, str], Callable[..., Any]] = {
        ("PUT", "Users"): users.replace_user,
        ("PATCH", "Users"): users.patch_user,
        ("PUT", "Groups"): groups.replace_group,
        ("PATCH", "Groups"): groups.patch_group,
    }
    changed = changes[method, kind](ctx, resource_id, data, version=version)
    return OK, f"/{kind}/{resource_id}", changed.version


def _version(said: Any) -> int | None:
    if said is None:
        return None
    found = VERSION.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        raise InvalidValue('A version is as it was given: W/"7".')
    return int(found[1])
