"""Refusals of directories; `scim_type` is the keyword that RFC 7644 has for it (3.12)."""

from typing import ClassVar

from turnout.kernel.errors import (
    Conflict,
    Forbidden,
    NotFound,
    TooLarge,
    TurnoutError,
)


class ResourceNotFound(NotFound):
    code = "scim.resource-missing"
    title = "There is no such resource in this directory"


class MethodNotTaken(TurnoutError):
    status = 405
    code = "scim.method-not-taken"
    title = "This address does not take that method"


class InvalidValue(TurnoutError):
    status = 400
    code = "scim.invalid-value"
    title = "A value is not one that we take"
    scim_type: ClassVar[str] = "invalidValue"


class InvalidFilter(InvalidValue):
    code = "scim.invalid-filter"
    title = "The filter is longer than we take"
    scim_type = "invalidFilter"


class InvalidSyntax(InvalidValue):
    code = "scim.invalid-syntax"
    title = "The message is not as RFC 7644 has it"
    scim_type = "invalidSyntax"


class InvalidCursor(InvalidValue):
    code = "scim.invalid-cursor"
    title = "This cursor is not one that we gave"
    scim_type = "invalidCursor"


class DomainNotProven(InvalidValue):
    code = "scim.domain-not-proven"
    title = "The userName is an address of a domain that the organization has not proven"


class MemberNotFound(InvalidValue):
    code = "scim.member-missing"
    title = "A member of the group is no user of this directory; groups in groups are not taken"


class UserNameTaken(Conflict):
    code = "scim.user-name-taken"
    title = "The directory has a user of this userName"
    scim_type: ClassVar[str] = "uniqueness"


class AccountTaken(UserNameTaken):
    code = "scim.account-taken"
    title = "Another user of the directory has the account of this address"


class OwnerProtected(Forbidden):
    code = "scim.owner-protected"
    title = (
        "This is the last owner, or the owner named for emergencies: give that to somebody else"
        " in Turnout first"
    )


class TooManyOperations(TooLarge):
    code = "scim.too-many-operations"
    title = "That is more than we take at once; see /ServiceProviderConfig"
