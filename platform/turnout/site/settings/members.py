"""Members and invitations on pages: listed, invited, given another role, removed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel import clock
from turnout.kernel.db.pagination import page_request
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Invalid, NotFound
from turnout.kernel.security.permissions import OWNER
from turnout.modules.identity import api as identity
from turnout.modules.members import api as named_members
from turnout.modules.organizations import api as organizations
from turnout.modules.profiles import api as profiles
from turnout.modules.roles import api as roles
from turnout.modules.roles.api import Grant
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.formats import long_day, role_name
from turnout.site.l10n.i18n import _, language, marked, ngettext
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Field, FormPage, Option, OptionGroup
from turnout.site.settings.entry import (
    GUESTS,
    Entered,
    Frame,
    enter,
    home_of,
)

MANAGE: Final = "members.manage"
MEMBERS: Final = "/members"
WORDS: Final = {
    "/email": marked("Please enter a valid email address"),
    "/role": marked("Please choose one of the list"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberView:
    id: UUID
    name: str
    avatar_url: str
    email: str
    role: str
    note: str
    url: str
    """Where their role is changed; empty for who may not."""
    is_oneself: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationView:
    email: str
    role: str
    expires_at: datetime
    has_expired: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersPage:
    frame: Frame
    members: tuple[MemberView, ...]
    more_url: str
    invitations: tuple[InvitationView, ...]
    zone: str
    may_manage: bool


class MemberPages(FormPages):
    @page(GUESTS)
    def members(self, organization_id: UUID) -> Response:
        count_request()
        entered = enter(organization_id, "members.read")
        if isinstance(entered, Response):
            return entered
        return self.shown("settings_members.html", _members_page(entered), _("Members"))

    @page(GUESTS)
    def invite_member(self, organization_id: UUID) -> Response:
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        view = FormPage(
            title=_("Invite a member"),
            text=_("We send them a link. It is good for a week."),
            button=_("Send the invitation"),
            fields=(
                replace(fields.email(typed("email")), autocomplete="off"),
                _role_field(entered, typed("role") or "staff"),
                replace(
                    fields.language_field(typed("locale") or language()),
                    hint=_("Of the email; they choose their own afterwards."),
                ),
            ),
            links=(entered.link_back(MEMBERS),),
        )

        def invited() -> Response:
            new = organizations.NewInvitation(
                email=typed("email"), grant=Grant(role=typed("role")), locale=typed("locale")
            )
            with_words(lambda: organizations.invite_member(entered.ctx, new))
            return csrf.renew(entered.back(MEMBERS, "invited"))

        return self.decided("invite-member", view, invited)

    @page(GUESTS)
    def invitation_again(self, organization_id: UUID, invitation_id: UUID) -> Response:
        """Send an invitation once more, with a fresh link."""
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        view = FormPage(
            title=_("Send the invitation again?"),
            text=_("The new link is good for a week; earlier ones stop working."),
            button=_("Send the invitation"),
            links=(entered.link_back(MEMBERS),),
        )

        def resent() -> Response:
            organizations.resend_invitation(entered.ctx, invitation_id)
            return csrf.renew(entered.back(MEMBERS, "invited"))

        return self.decided("resend-invitation", view, resent)

    @page(GUESTS)
    def revoked_invitation(self, organization_id: UUID, invitation_id: UUID) -> Response:
        entered = enter(organization_id, MANAGE)
        if isinstance(entered, Response):
            return entered
        view = FormPage(
            title=_("Take the invitation back?"),
            text=_("Its link stops working at once."),
            button=_("Take it back"),
            links=(entered.link_back(MEMBERS),),
        )

        def revoked() -> Response:
            organizations.revoke_invitation(entered.ctx, invitation_id)
            return csrf.renew(entered.back(MEMBERS, "revoked"))

        return self.decided("revoke-invitation", view, revoked)

    @page(GUESTS)
    def member(self, organization_id: UUID, member_id: UUID) -> Response:
        """Give a member another role; what limits them stays."""
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        found, name = _find(entered, member_id)
        view = FormPage(
            title=_("Change the role of %(name)s", name=name),
            button=_("Save"),
            fields=(_role_field(entered, typed("role") or found.role),),
            hidden=(("version", str(found.version)),),
            links=(entered.link_back(MEMBERS),),
        )

        def changed() -> Response:
            role = typed("role")
            limits = {} if role == OWNER else {"event_ids": found.event_ids}
            until = None if role == OWNER else found.expires_at
            grant = Grant(role=role, expires_at=until, **limits)
            seen = typed("version", longest=18)
            version = int(seen) if seen.isascii() and seen.isdecimal() else None
            with_words(
                lambda: organizations.update_member(
                    entered.ctx, member_id, grant=grant, version=version
                )
            )
            return csrf.renew(entered.back(MEMBERS, "member"))

        return self.decided("change-member", view, changed)

    @page(GUESTS)
    def removed_member(self, organization_id: UUID, member_id: UUID) -> Response:
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        name = _find(entered, member_id)[1]
        view = FormPage(
            title=_("Remove %(name)s?", name=name),
            text=_(
                "Their next request finds nothing here. Invitations that they sent end with it."
            ),
            button=_("Remove"),
            links=(entered.link_back(MEMBERS),),
        )

        def removed() -> Response:
            organizations.remove_member(entered.ctx, member_id)
            return csrf.renew(entered.back(MEMBERS, "removed"))

        return self.decided("remove-member", view, removed)


def with_words(act: Callable[[], object]) -> None:
    try:
        act()
    except Invalid as error:
        raise fields.in_words(error, WORDS) from None


def _find(entered: Entered, member_id: UUID) -> tuple[organizations.Member, str]:
    """A membership and the name of whose it is."""
    with transaction(entered.ctx) as tx:
        found = organizations.find_member(tx, member_id)
        if found is None:
            raise NotFound
        person = identity.get_people(tx, [found.user_id]).get(found.user_id)
    return found, person.display_name if person else ""


def _members_page(entered: Entered) -> MembersPage:
    ctx, may_manage = entered.ctx, entered.may(MANAGE)
    found = named_members.list_members(ctx, page_request(request.args.get("after"), None))
    home = home_of(ctx.organization_id) + MEMBERS
    zone = identity.get_me(entered.viewer).time_zone
    invited = organizations.list_invitations(ctx, page_request(None, 100)) if may_manage else None
    names = {each.key: each.name for each in roles.list_roles(ctx) if each.id is not None}
    now = clock.now()
    return MembersPage(
        frame=entered.frame(MEMBERS),
        members=tuple(
            MemberView(
                id=each.id,
                name=each.display_name,
                avatar_url=profiles.avatar_path(each.avatar_id) if each.avatar_id else "",
                email=each.email,
                role=names.get(each.role) or role_name(each.role),
                note=_limits(each, zone),
                url=f"{home}/{each.id}" if may_manage else "",
                is_oneself=each.user_id == entered.viewer.user_id,
            )
            for each in found.items
        ),
        more_url=f"{home}?after={found.next_cursor}" if found.next_cursor else "",
        invitations=tuple(
            InvitationView(
                email=each.email,
                role=names.get(each.role) or role_name(each.role),
                expires_at=each.expires_at.astimezone(ZoneInfo(zone)),
                has_expired=each.expires_at <= now,
                url=f"{home}/invitations/{each.id}",
            )
            for each in (invited.items if invited else ())
        ),
        zone=zone,
        may_manage=may_manage,
    )


def _limits(member: named_members.NamedMember, zone: str) -> str:
    """What limits a membership, in a few words."""
    said = []
    if member.event_ids is not None:
        said.append(ngettext("%(num)s event only", "%(num)s events only", len(member.event_ids)))
    if member.expires_at is not None:
        day = member.expires_at.astimezone(ZoneInfo(zone)).date()
        said.append(_("until %(day)s", day=long_day(day)))
    if member.agency_link_id is not None:
        said.append(_("Through your agency"))
    return " · ".join(said)


def _role_field(entered: Entered, value: str) -> Field:
    """The roles that this person may give: of what they have not, nobody gives anything."""
    offered = [
        each
        for each in roles.list_roles(entered.ctx)
        if set(each.permissions) <= entered.ctx.permissions
    ]
    options = tuple(
        Option(value=each.key, label=each.name if each.id else role_name(each.key))
        for each in offered
    )
    return Field(
        name="role",
        label=_("Role"),
        kind="select",
        autocomplete="off",
        value=value,
        groups=(OptionGroup(label="", options=options),),
    )
