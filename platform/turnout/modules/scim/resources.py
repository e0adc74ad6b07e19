"""The resources that we serve, as scim2-models has them, and how messages about them are read."""

from typing import Annotated, Any, Final

from email_validator import EmailNotValidError, validate_email
from pydantic import Field, ValidationError, field_validator
from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    Context,
    Error,
    ETag,
    Filter,
    Mutability,
    Pagination,
    Patch,
    PatchOp,
    Reference,
    Required,
    Resource,
    ResourceType,
    Returned,
    SCIMException,
    ScimPolicy,
    ScimProvider,
    SearchRequest,
    ServiceProviderConfig,
    Sort,
)
from scim2_models import EnterpriseUser as CoreEnterpriseUser
from scim2_models import User as CoreUser
from scim2_models.resources.resource import AnyExtension
from scim2_models.resources.user import Email as CoreEmail

from turnout.kernel.errors import Invalid, TurnoutError
from turnout.modules.scim.errors import InvalidFilter, InvalidSyntax, InvalidValue
from turnout.modules.scim.types import StoredGroup, StoredUser

MOST_RESULTS: Final = 500
MOST_OPERATIONS: Final = 1_000
MOST_PATCHES: Final = 1_000
LARGEST_BODY: Final = 4_000_000
LONGEST_FILTER: Final = 2_000
POLICY: Final = ScimPolicy(
    unknown=ScimPolicy.Unknown.forbid,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)
"""Nothing beyond the schemas; in PATCH, what Entra ID does its own way."""


class Email(CoreEmail):
    """An address; of any domain, for what is not proven opens nothing."""

    value: str | None = None  # theirs refuses names for tests

    @field_validator("value")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                validate_email(value, check_deliverability=False, test_environment=True)
            except EmailNotValidError as error:
                raise ValueError(str(error)) from None
        return value


class User(CoreUser[AnyExtension]):
    """Somebody in the organization's directory."""

    emails: list[Email] | None = None  # type: ignore[assignment]


class Manager(ComplexAttribute):
    """Who leads somebody; directories often send no more than the id."""

    value: Annotated[str | None, CaseExact.true] = None
    ref: Reference["User"] | None = Field(  # type: ignore[type-arg]
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    display_name: Annotated[str | None, Mutability.read_only] = None


class EnterpriseUser(CoreEnterpriseUser):
    """What a company knows of its people besides."""

    manager: Manager | None = None  # type: ignore[assignment]


class GroupMember(ComplexAttribute):
    """A user in a group."""

    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    ref: Annotated[Reference["User"] | None, Mutability.immutable] = Field(  # type: ignore[type-arg]
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    type: Annotated[str | None, Mutability.immutable] = Field(None, examples=["User"])
    display: Annotated[str | None, Mutability.read_only, Returned.request] = None


class Group(Resource[Any]):
    """A group of the directory; its mapping gives its members a role."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")
    display_name: Annotated[str | None, Required.true] = None
    members: list[GroupMember] | None = None


UserModel: Final[Any] = User[EnterpriseUser]
MODELS: Final[dict[str, Any]] = {"User": UserModel, "Group": Group}
USER_SCHEMA: Final = str(User.__schema__)
GROUP_SCHEMA: Final = str(Group.__schema__)
ENTERPRISE_SCHEMA: Final = str(EnterpriseUser.__schema__)


def service_config(documentation_uri: str) -> ServiceProviderConfig:
    """What this service can do (RFC 7643, 5)."""
    return ServiceProviderConfig(
        documentation_uri=Reference(documentation_uri),
        patch=Patch(supported=True),
        bulk=Bulk(supported=True, max_operations=MOST_OPERATIONS, max_payload_size=LARGEST_BODY),
        filter=Filter(supported=True, max_results=MOST_RESULTS),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=True),
        etag=ETag(supported=True),
        pagination=Pagination(
            cursor=True,
            index=True,
            default_pagination_method=Pagination.DefaultPaginationMethod.index,
            default_page_size=100,
            max_page_size=MOST_RESULTS,
        ),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="Bearer token",
                description="A SCIM token of the organization, made in Turnout",
                spec_uri=Reference("https://www.rfc-editor.org/info/rfc6750"),
                primary=True,
            )
        ],
    )


PROVIDER: Final = ScimProvider(
    models=[User, EnterpriseUser, Group],
    resource_types=[ResourceType.from_resource(UserModel), ResourceType.from_resource(Group)],
    policy=POLICY,
)


def read_resource(model: Any, body: Any, *, is_new: bool) -> Any:
    """The resource that a POST or PUT carries; read-only attributes in it are passed over."""
    context = Context.RESOURCE_CREATION_REQUEST if is_new else Context.RESOURCE_REPLACEMENT_REQUEST
    return model.model_validate(_object(body), scim_ctx=context, scim_policy=POLICY)


def read_patch(model: Any, body: Any) -> Any:
    """The operations of a PATCH."""
    listed = next((v for k, v in _object(body).items() if k.lower() == "operations"), None)
    if isinstance(listed, list) and len(listed) > MOST_PATCHES:
        raise InvalidValue(f"A PATCH has at most {MOST_PATCHES} operations.")
    for each in listed if isinstance(listed, list) else ():
        path = each.get("path") if isinstance(each, dict) else None
        if isinstance(path, str) and len(path) > LONGEST_FILTER:
            raise InvalidValue(f"A path has at most {LONGEST_FILTER} characters.")
    return PatchOp[model].model_validate(
        body, scim_ctx=Context.RESOURCE_PATCH_REQUEST, scim_policy=POLICY
    )


def apply_patch(patch: Any, resource: Any) -> bool:
    """Carry the operations out, all or none; whether anything changed."""
    return bool(patch.patch(resource, scim_policy=POLICY))


def read_search(model: Any, said: Any) -> Any:
    """A query's parameters, or the body of a `.search`."""
    asked = _object(said).get("filter")
    if isinstance(asked, str) and len(asked) > LONGEST_FILTER:
        raise InvalidFilter(f"A filter has at most {LONGEST_FILTER} characters.")
    found = SearchRequest[model].model_validate(
        said, scim_ctx=Context.SEARCH_REQUEST, scim_policy=POLICY
    )
    if found.start_index is not None and found.start_index > 2**31:
        raise InvalidValue("startIndex is beyond every result.")
    return found


def stored(resource: Any) -> dict[str, Any]:
    """What is kept of a resource: without what we say ourselves, and never a password."""
    said: dict[str, Any] = resource.model_dump(scim_ctx=Context.DEFAULT)
    for name in ("id", "meta", "groups", "password"):
        said.pop(name, None)
    return said


def shown_user(user: StoredUser, base: str) -> dict[str, Any]:
    """A user as directories see it."""
    shown = {**user.resource, "id": str(user.id), "meta": _meta(user, f"{base}/Users", "User")}
    if user.groups:
        shown["groups"] = [
            {
                "value": str(group_id),
                "$ref": f"{base}/Groups/{group_id}",
                "display": name,
                "type": "direct",
            }
            for group_id, name in user.groups
        ]
    return shown


def shown_group(group: StoredGroup, base: str) -> dict[str, Any]:
    """A group as directories see it."""
    shown: dict[str, Any] = {
        "schemas": [GROUP_SCHEMA],
        "id": str(group.id),
        "displayName": group.display_name,
        "meta": _meta(group, f"{base}/Groups", "Group"),
    }
    if group.external_id is not None:
        shown["externalId"] = group.external_id
    if group.members:
        shown["members"] = [
            {"value": str(each), "$ref": f"{base}/Users/{each}", "type": "User"}
            for each in group.members
        ]
    return shown


def etag_of(version: int) -> str:
    return f'W/"{version}"'


def _meta(found: StoredUser | StoredGroup, base: str, kind: str) -> dict[str, str]:
    return {
        "resourceType": kind,
        "created": found.created_at.isoformat(),
        "lastModified": found.changed_at.isoformat(),
        "location": f"{base}/{found.id}",
        "version": etag_of(found.version),
    }


def chosen(model: Any, shown: dict[str, Any], asked: Any) -> dict[str, Any]:
    """The attributes that `attributes` or `excludedAttributes` leave of a resource."""
    if asked is None or not (asked.attributes or asked.excluded_attributes):
        return shown
    made = model.model_validate(shown)
    left: dict[str, Any] = made.model_dump(
        scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=asked
    )
    return left


def error_of(error: Exception) -> Error:
    """A refusal in SCIM's own form (RFC 7644, 3.12)."""
    if isinstance(error, SCIMException):
        return error.to_error()
    if isinstance(error, ValidationError):
        first, *more = Error.from_validation_errors(error)
        details = [each.detail or "" for each in (first, *more)]
        return Error(status=first.status, scim_type=first.scim_type, detail="; ".join(details[:5]))
    if isinstance(error, Invalid):
        return Error(status=400, scim_type="invalidValue", detail=str(error))
    if isinstance(error, TurnoutError):
        is_unread = error.status == 400  # noqa: PLR2004  the body itself
        keyword = getattr(error, "scim_type", "invalidSyntax" if is_unread else None)
        return Error(status=error.status, scim_type=keyword, detail=str(error))
    return Error(status=500, detail="Something went wrong on our side.")


def _object(body: Any) -> dict[str, Any]:
    if not isinstance(body, dict):
        raise InvalidSyntax("The message must be a JSON object.")
    return body
