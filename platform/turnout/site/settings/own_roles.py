"""Roles of an organization's own on pages: made of groups of permissions, changed, deleted."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from flask import Response, request

from turnout.kernel.db.pagination import page_request
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.ids import slug_of
from turnout.kernel.security.permissions import declared
from turnout.modules.members import api as members
from turnout.modules.roles import api as roles
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _, marked, ngettext
from turnout.site.layout.page_access import page
from turnout.site.layout.views import Field, FormPage, Link
from turnout.site.settings.entry import GUESTS, Entered, enter, home_of
from turnout.site.settings.role_words import grouped

ROLES: Final = "/roles"
MANAGE: Final = "roles.manage"
LONGEST_NAME: Final = 80
LONGEST_DESCRIPTION: Final = 500
LONGEST_STEM: Final = 30
MOST_NAMED: Final = 10
"""How many people are named who have a role."""
NONE_CHOSEN: Final = marked("Please choose at least one")
NO_NAME: Final = marked("Please give the role a name")
REFUSALS: Final = (
    marked("There is no such role"),
    marked("The organization has a role of this key already"),
    marked("Members, invitations or service accounts have this role; give them another one first"),
    marked("Nobody gives or takes rights that they do not have themselves"),
    marked("An organization has at most 50 roles of its own."),
)
"""Refusals of the roles, for the catalogues."""


class OwnRolePages(FormPages):
    @page(GUESTS)
    def add_role(self, organization_id: UUID) -> Response:
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        chosen = _typed_permissions(entered)
        view = FormPage(
            title=_("Add a role"),
            text=_("Choose what the role allows. You can give the rights that you have yourself."),
            button=_("Add the role"),
            fields=_fields(entered, typed("name"), typed("description"), chosen),
            links=(entered.link_back(ROLES),),
        )

        def added() -> Response:
            name = _required_name(entered, chosen)
            new = roles.NewRole(
                key=_free_key(entered, name),
                name=name,
                description=typed("description", longest=LONGEST_DESCRIPTION),
                permissions=tuple(sorted(chosen)),
            )
            try:
                roles.create_role(entered.ctx, new)
            except Invalid as error:
                raise fields.in_words(_at_name(error), {}) from None
            return csrf.renew(entered.back(ROLES, "role"))

        return self.decided("add-role", view, added)

    @page(GUESTS)
    def role(self, organization_id: UUID, role_id: UUID) -> Response:
        """Change a role: its name, what it is for, and what it allows."""
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        found = roles.get_role(entered.ctx, role_id)
        is_sent = request.method == "POST"
        beyond = set(found.permissions) - entered.ctx.permissions
        chosen = (_typed_permissions(entered) if is_sent else set(found.permissions)) | beyond
        name = typed("name") if is_sent else found.name
        description = typed("description") if is_sent else found.description
        home = home_of(organization_id) + ROLES
        view = FormPage(
            title=_("Change %(role)s", role=found.name),
            text=_holders(entered, found.key),
            button=_("Save"),
            fields=_fields(entered, name, description, chosen),
            links=(
                entered.link_back(ROLES),
                Link(label=_("Delete the role"), url=f"{home}/{role_id}/delete"),
            ),
        )

        def saved() -> Response:
            changes = roles.RoleUpdate(
                name=_required_name(entered, chosen),
                description=typed("description", longest=LONGEST_DESCRIPTION),
                permissions=tuple(sorted(chosen)),
            )
            roles.update_role(entered.ctx, role_id, changes)
            return csrf.renew(entered.back(ROLES, "role"))

        return self.decided("change-role", view, saved)

    @page(GUESTS)
    def deleted_role(self, organization_id: UUID, role_id: UUID) -> Response:
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        found = roles.get_role(entered.ctx, role_id)
        view = FormPage(
            title=_("Delete %(role)s?", role=found.name),
            text=_holders(entered, found.key),
            button=_("Delete"),
            links=(entered.link_back(ROLES),),
        )

        def deleted() -> Response:
            roles.delete_role(entered.ctx, role_id)
            return csrf.renew(entered.back(ROLES, "role-deleted"))

        return self.decided("delete-role", view, deleted)


def _fields(
    entered: Entered, name: str, description: str, chosen: Iterable[str]
) -> tuple[Field, ...]:
    """Name, purpose, and a box for each right; one that somebody else gave is shown as it is."""
    ticked = set(chosen)
    return (
        Field(
            name="name",
            label=_("Name"),
            autocomplete="off",
            value=name,
            longest=LONGEST_NAME,
            hint=_("For example: box office"),
        ),
        Field(
            name="description",
            label=_("What is it for?"),
            autocomplete="off",
            value=description,
            longest=LONGEST_DESCRIPTION,
            is_optional=True,
        ),
        *(
            Field(
                name=_name(key),
                label=says,
                kind="check",
                autocomplete="off",
                value="yes" if key in ticked else "",
                is_optional=True,
                is_fixed=key not in entered.ctx.permissions,
                group=group.label,
            )
            for group in grouped(_grantable(entered) | ticked)
            for key, says in group.permissions
        ),
    )


def _grantable(entered: Entered) -> set[str]:
    """What this person may give: their own rights, but for those that only owners have."""
    return {key for key in entered.ctx.permissions if roles.is_grantable(key)}


def _typed_permissions(entered: Entered) -> set[str]:
    """What was ticked of that; a right that they do not have is not to be had by a made-up form."""
    mine = _grantable(entered)
    return {each.key for each in declared() if each.key in mine and typed(_name(each.key))}


def _required_name(entered: Entered, chosen: set[str]) -> str:
    name = typed("name", longest=LONGEST_NAME)
    errors = [] if name else [FieldError("/name", NO_NAME, fields.SAME)]
    if not chosen:
        first = grouped(_grantable(entered))[0].permissions[0][0]
        errors.append(FieldError(f"/{_name(first)}", NONE_CHOSEN, fields.SAME))
    if errors:
        raise Invalid(*errors)
    return name


def _at_name(error: Invalid) -> Invalid:
    """What is wrong with the key, which nobody typed, stands at the name it was made of."""
    return Invalid(*(FieldError("/name", each.detail, each.code) for each in error.errors))


def _free_key(entered: Entered, name: str) -> str:
    """A key made of the name; `role` where that has no Latin letter, and the next free number."""
    stem = slug_of(name)[:LONGEST_STEM].strip("-")
    stem = stem if len(stem) > 2 and stem[0].isalpha() else f"role-{stem}".strip("-")  # noqa: PLR2004
    taken = {each.key for each in roles.list_roles(entered.ctx)}
    number = 1
    while (key := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return key


def _holders(entered: Entered, key: str) -> str:
    """Who has the role, as a sentence; all are counted, some are named."""
    if not entered.may("members.read"):
        return ""
    names: list[str] = []
    cursor: str | None = None
    while True:
        found = members.list_members(entered.ctx, page_request(cursor, 100))
        names += [each.display_name for each in found.items if each.role == key]
        cursor = found.next_cursor
        if cursor is None:
            break
    if not names:
        return _("Nobody has this role.")
    shown = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
    says = ngettext("%(num)s person has this role:", "%(num)s people have this role:", len(names))
    return f"{says} {shown}"


def _name(key: str) -> str:
    return f"permission.{key}"
