"""Bulk (RFC 7644, 3.7): many changes in one request, each of which stands for itself."""

import re
from collections.abc import Callable, Iterator, Mapping
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

REFERENCE: Final = "bulkId:"
VERSION: Final = re.compile(r'(?:W/)?"(\d{1,18})"')
CREATED, OK, NO_CONTENT = 201, 200, 204
SCHEMA: Final = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"


def carry_out(ctx: OrganizationContext, body: Any) -> list[dict[str, Any]]:
    """Carry operations out one after the other; the result of each, in the order they came.

    One that refers to a resource made later waits for it. After `failOnErrors` refusals the rest
    is left.
    """
    policies.require_directory(ctx)
    operations, most_errors = _read(body)
    made: dict[str, str] = {}
    results: dict[int, dict[str, Any]] = {}
    for index in _in_order(operations):
        result = _carry_out(ctx, operations[index], made)
        results[index] = result
        failed = sum(1 for each in results.values() if "response" in each)
        if most_errors is not None and failed >= most_errors:
            break
    return [results[index] for index in sorted(results)]


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
    ctx: OrganizationContext, operation: dict[str, Any], made: dict[str, str]
) -> dict[str, Any]:
    method, bulk_id = operation.get("method"), operation.get("bulkId")
    result = {"method": method, "bulkId": bulk_id} if bulk_id else {"method": method}
    base = base_url(ctx.organization_id)
    try:
        status, path, version = _perform(ctx, operation, made)
    except (TurnoutError, SCIMException, ValidationError) as refused:
        error = resources.error_of(refused)
        if method != "POST":
            result["location"] = f"{base}{operation.get('path', '')}"
        return {**result, "status": str(error.status), "response": error.model_dump()}
    if isinstance(bulk_id, str) and status == CREATED:
        made[bulk_id] = path.rpartition("/")[2]
    if version is not None:
        result["version"] = resources.etag_of(version)
    return {**result, "location": f"{base}{path}", "status": str(status)}


def _perform(
    ctx: OrganizationContext, operation: dict[str, Any], made: Mapping[str, str]
) -> tuple[int, str, int | None]:
    """Status, path of the resource and its version."""
    method, path = operation.get("method"), operation.get("path")
    if not isinstance(path, str) or not isinstance(method, str):
        raise InvalidSyntax("An operation has a method and a path.")
    path = _resolved(path, made)
    data = _resolved(operation.get("data"), made)
    _, kind, *rest = path.split("/")
    if kind not in ("Users", "Groups") or len(rest) > 1:
        raise ResourceNotFound
    if method == "POST" and not rest:
        if not isinstance(operation.get("bulkId"), str):
            raise InvalidSyntax("A POST has a bulkId.")
        create: Callable[..., Any] = users.create_user if kind == "Users" else groups.create_group
        new = create(ctx, data)
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
