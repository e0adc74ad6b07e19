"""HTTP of directories: what administrators set up, and SCIM 2.0 itself (RFC 7643, 7644, 9865)."""

import json
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, request
from flask.views import MethodView
from pydantic import ValidationError
from scim2_models import Context, Error, ListResponse, ResponseParameters, SCIMException
from werkzeug.exceptions import HTTPException

from turnout.kernel.context import OrganizationContext
from turnout.kernel.errors import (
    Forbidden,
    PreconditionFailed,
    RateLimited,
    TurnoutError,
    Unavailable,
)
from turnout.kernel.http import problems
from turnout.kernel.http.access import LOOKING, of_protocol, requires
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint, WrongMediaType, parse_json
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.headers import IF_MATCH, IF_NONE_MATCH
from turnout.kernel.http.request_info import request_id
from turnout.modules.scim import policies, resources
from turnout.modules.scim.errors import MethodNotTaken, ResourceNotFound
from turnout.modules.scim.schemas import DirectoryUpdateSchema
from turnout.modules.scim.service import bulk, directory, groups, search, users
from turnout.modules.scim.types import Directory, StoredGroup, StoredUser
from turnout.modules.scim_tokens import api as tokens

blueprint = StrictBlueprint(
    "scim",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/scim",
    description="The directory (SCIM 2.0) by which an identity provider pushes users and groups",
)


@blueprint.route("")
class TheDirectory(MethodView):
    @requires(policies.MANAGE)
    @blueprint.doc(operationId="getDirectory")
    @blueprint.response(200, response(Directory))
    def get(self, ctx: OrganizationContext) -> Any:
        """Show the directory: its base address, its settings and what it has pushed."""
        return with_etag(directory.get_directory(ctx))

    @requires(policies.MANAGE, confirmed=True)
    @blueprint.doc(operationId="updateDirectory")
    @blueprint.arguments(DirectoryUpdateSchema)
    @blueprint.response(200, response(Directory))
    def patch(self, ctx: OrganizationContext, changes: dict[str, Any]) -> Any:
        """Say whose mapping gives roles, and what who has no mapped group is."""
        return with_etag(directory.update_directory(ctx, changes, version=if_match()))


blueprints = (blueprint,)

protocol = Blueprint(
    "scim-protocol", __name__, url_prefix="/scim/v2/organizations/<uuid:organization_id>"
)
protocols = (protocol,)

MEDIA_TYPE: Final = "application/scim+json"
TAKEN_TYPES: Final = (MEDIA_TYPE, "application/json")
CALLER: Final = "turnout.scim"
DISCOVERY: Final = ("ServiceProviderConfig", "ResourceTypes", "Schemas")
PARAMETERS: Final = (
    "attributes", "excludedAttributes", "filter", "sortBy", "sortOrder", "startIndex", "count",
    "cursor",
)  # fmt: skip


def _proved(organization_id: UUID, bearer: str) -> OrganizationContext:
    ctx = tokens.directory_of(organization_id, bearer, request_id=request_id())
    request.environ[CALLER] = ctx
    return ctx


by_directory = of_protocol("the token of a directory proves it", proves=_proved, limited="scim")


def _nothing_there(_self: Any, _ctx: OrganizationContext, **_names: Any) -> Response:
    raise ResourceNotFound


def _not_taken(_self: Any, _ctx: OrganizationContext, **_names: Any) -> Response:
    raise MethodNotTaken


class ScimView(MethodView):
    """Takes every method, so that one it has not is refused in SCIM's own form."""

    get: Any = by_directory(_not_taken)
    post: Any = get
    put: Any = get
    patch: Any = get
    delete: Any = get


class Discovery(ScimView):
    """What this service can do (RFC 7644, 4)."""

    @by_directory
    def get(self, ctx: OrganizationContext, kind: str, name: str | None = None) -> Response:
        if "filter" in request.args:
            raise Forbidden("Resource types, schemas and the configuration are not filtered.")
        base = directory.base_url(ctx.organization_id)
        listed = _described(kind, base)
        if kind == "ServiceProviderConfig":
            if name is not None:
                raise ResourceNotFound
            return _answer(listed[0])
        if name is None:
            return _answer(_list(listed, len(listed), 1))
        found = next((each for each in listed if each["id"].lower() == name.lower()), None)
        if found is None:
            raise ResourceNotFound
        return _answer(found)


class Users(ScimView):
    @by_directory
    def get(self, ctx: OrganizationContext) -> Response:
        return _found(search.search(ctx, ("User",), _query()))

    @by_directory
    def post(self, ctx: OrganizationContext) -> Response:
        return _shown_user(users.create_user(ctx, _body()), ctx, status=201)


class OneUser(ScimView):
    @by_directory
    def get(self, ctx: OrganizationContext, resource_id: UUID) -> Response:
        return _shown_user(users.get_user(ctx, resource_id), ctx)

    @by_directory
    def put(self, ctx: OrganizationContext, resource_id: UUID) -> Response:
        return _shown_user(users.replace_user(ctx, resource_id, _body(), version=_seen()), ctx)

    @by_directory
    def patch(self, ctx: OrganizationContext, resource_id: UUID) -> Response:
        return _shown_user(users.patch_user(ctx, resource_id, _body(), version=_seen()), ctx)

    @by_directory
    def delete(self, ctx: OrganizationContext, resource_id: UUID) -> Response:
        users.delete_user(ctx, resource_id, version=_seen())
        return Response(status=HTTPStatus.NO_CONTENT)


class Groups(ScimView):
    @by_directory
    def get(self, ctx: OrganizationContext) -> Response:
        return _found(search.search(ctx, ("Group",), _query()))

    @by_directory
    def post(self, ctx: OrganizationContext) -> Response:
        return _shown_group(groups.create_group(ctx, _body()), ctx, status=201)


class OneGroup(ScimView):
    @by_directory
    def get(self, ctx: OrganizationContext, resource_id: UUID) -> Response:
        asked = _asked(resources.Group)
        found = groups.get_group(ctx, resource_id, has_members=search.wants_members(asked))
        return _shown_group(found, ctx)

    @by_directory
    def put(self, ctx: OrganizationContext, resource_id: UUID) -> Response:
        return _shown_group(groups.replace_group(ctx, resource_id, _body(), version=_seen()), ctx)

    @by_directory
    def patch(self, ctx: OrganizationContext, resource_id: UUID) -> Response:
        return _shown_group(groups.patch_group(ctx, resource_id, _body(), version=_seen()), ctx)

    @by_directory
    def delete(self, ctx: OrganizationContext, resource_id: UUID) -> Response:
        groups.delete_group(ctx, resource_id, version=_seen())
        return Response(status=HTTPStatus.NO_CONTENT)


class Searches(ScimView):
    """Queries in a body, for what is too long or too personal for an address (3.4.3)."""

    @by_directory
    def post(self, ctx: OrganizationContext, kind: str | None = None) -> Response:
        kinds = {"Users": ("User",), "Groups": ("Group",)}.get(kind or "", ("User", "Group"))
        request.environ["turnout.scim-reads"] = True
        return _found(search.search(ctx, kinds, _body()))


class Bulk(ScimView):
    @by_directory
    def post(self, ctx: OrganizationContext) -> Response:
        done = bulk.carry_out(ctx, _body())
        schemas = ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"]
        return _answer({"schemas": schemas, "Operations": done})


class Anything(ScimView):
    """There is nothing else here."""

    get = post = put = patch = delete = by_directory(_nothing_there)


for _rule, _view, _name in (
    (f"/<any({', '.join(DISCOVERY)}):kind>", Discovery, "discovery"),
    (f"/<any({', '.join(DISCOVERY)}):kind>/<name>", Discovery, "discovered"),
    ("/Users", Users, "users"),
    ("/Users/<uuid:resource_id>", OneUser, "user"),
    ("/Groups", Groups, "groups"),
    ("/Groups/<uuid:resource_id>", OneGroup, "group"),
    ("/<any(Users, Groups):kind>/.search", Searches, "searches"),
    ("/.search", Searches, "search"),
    ("/Bulk", Bulk, "bulk"),
    ("/<path:rest>", Anything, "anything"),
):
    protocol.add_url_rule(_rule, view_func=_view.as_view(_name))


@protocol.after_request
def note_change(answer: Response) -> Response:
    """Write changes to the log of requests; what was refused stands there already."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    ctx = request.environ.get(CALLER)
    reads = request.method in LOOKING or "turnout.scim-reads" in request.environ
    if ctx is not None and not reads and answer.status_code < HTTPStatus.BAD_REQUEST:
        path, status = _path(), answer.status_code
        tokens.note_done(ctx, method=request.method, path=path, status=status)
    return answer


@protocol.errorhandler(Exception)
def refuse(error: Exception) -> Response:
    """Every refusal in SCIM's own form, with its line in the log; a fault of ours too."""
    if isinstance(error, HTTPException):
        code = error.code or 500
        told = Error(status=code, detail=error.description)
    elif isinstance(error, TurnoutError | SCIMException | ValidationError):
        told = resources.error_of(error)
    else:
        crash = problems.of_crash(error)
        told = Error(status=crash.status_code, detail="Something went wrong on our side.")
    status = told.status or 500
    answer = _answer(told.model_dump(), status=status)
    if isinstance(error, TurnoutError):
        answer.headers.update(dict(error.headers))
    ctx = request.environ.get(CALLER)
    if ctx is not None and not isinstance(error, RateLimited | Unavailable):
        tokens.note_refused(
            ctx,
            method=request.method,
            path=_path(),
            status=status,
            reason=getattr(error, "code", None) or told.scim_type or str(status),
            detail=told.detail or "",
        )
    return answer


def _path() -> str:
    return request.path.partition(f"/{(request.view_args or {}).get('organization_id')}")[2]


def _answer(body: dict[str, Any], *, status: int = 200) -> Response:
    return Response(json.dumps(body), status, content_type=MEDIA_TYPE)


def _body() -> Any:
    request.max_content_length = resources.LARGEST_BODY
    if request.mimetype not in TAKEN_TYPES:
        raise WrongMediaType("Please send application/scim+json.")
    return parse_json(request.get_data(cache=True))


def _query() -> dict[str, Any]:
    return {name: request.args[name] for name in PARAMETERS if name in request.args}


def _asked(model: Any) -> Any:
    said = {name: request.args[name] for name in PARAMETERS[:2] if name in request.args}
    return ResponseParameters[model].model_validate(said) if said else None


def _seen() -> int | None:
    """The version that the caller saw: of `If-Match`."""
    given = request.headers.get(IF_MATCH)
    if given is None or given.strip() == "*":
        return None
    found = bulk.VERSION.fullmatch(given.strip())
    if found is None:
        raise PreconditionFailed
    return int(found[1])


def _shown_user(user: StoredUser, ctx: OrganizationContext, *, status: int = 200) -> Response:
    shown = resources.shown_user(user, directory.base_url(ctx.organization_id))
    return _resource(resources.UserModel, shown, status)


def _shown_group(group: StoredGroup, ctx: OrganizationContext, *, status: int = 200) -> Response:
    shown = resources.shown_group(group, directory.base_url(ctx.organization_id))
    return _resource(resources.Group, shown, status)


def _resource(model: Any, shown: dict[str, Any], status: int) -> Response:
    """A resource with its place and version; 304 for who has that version."""
    meta = shown["meta"]
    asked = _asked(model)
    if request.method in LOOKING and request.headers.get(IF_NONE_MATCH) == meta["version"]:
        answer = Response(status=HTTPStatus.NOT_MODIFIED)
    else:
        answer = _answer(resources.chosen(model, shown, asked), status=status)
    answer.headers["ETag"] = meta["version"]
    answer.headers["Location"] = answer.headers["Content-Location"] = meta["location"]
    return answer


def _found(found: search.Found) -> Response:
    listed = _list(found.items, found.total, found.start)
    if found.has_cursor:
        del listed["startIndex"]
        if found.next_cursor is not None:
            listed["nextCursor"] = found.next_cursor
    return _answer(listed)


def _list(items: list[dict[str, Any]], total: int, start: int) -> dict[str, Any]:
    return {
        "schemas": [str(ListResponse.__schema__)],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(items),
        "Resources": items,
    }


def _described(kind: str, base: str) -> list[dict[str, Any]]:
    """Resource types, schemas or the configuration, each with its place."""
    provider = resources.PROVIDER
    listed: Any = {
        "ResourceTypes": provider.resource_types,
        "Schemas": provider.schemas,
        "ServiceProviderConfig": (resources.service_config(base),),
    }[kind]
    shown = []
    for each in listed:
        said = each.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
        place = f"/{said['id']}" if kind != "ServiceProviderConfig" else ""
        said["meta"] = {
            "resourceType": kind.removesuffix("s"),
            "location": f"{base}/{kind}{place}",
        }
        shown.append(said)
    return shown
