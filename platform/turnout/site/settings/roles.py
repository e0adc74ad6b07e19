"""The roles of an organization on a page, and which of them ask for a second factor."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.modules.identity import api as identity
from turnout.modules.roles import api as roles
from turnout.modules.second_factor_policies import api as second_factor_policies
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.formats import role_name, role_purpose
from turnout.site.l10n.i18n import _, marked, ngettext
from turnout.site.layout.addresses import ACCOUNT
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Field, FormPage, Link, Option, OptionGroup
from turnout.site.settings.entry import GUESTS, Entered, Frame, enter, home_of
from turnout.site.settings.role_words import PermissionGroup, grouped

ROLES: Final = "/roles"
MANAGE: Final = "second-factor-policies.manage"
MANAGE_ROLES: Final = "roles.manage"
DAYS: Final = (0, 7, 14, 30)
REFUSALS: Final = (
    marked("Set up a second factor for yourself first, then ask others for one"),
    marked(
        "Your role in this organization asks for a second factor; set one up in your account, or"
        " confirm with the one you have, then repeat this"
    ),
    marked("This client asks its agency for a second factor; confirm with one, then repeat this"),
)
"""Titles of refusals, for the catalogues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorPolicyView:
    names: tuple[str, ...]
    """Of the roles that ask for one."""
    demanded_from: datetime | None
    counts_sso: bool
    may_change: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    name: str
    key: str
    purpose: str
    groups: tuple[PermissionGroup, ...]
    is_own: bool
    count: str
    url: str
    """Where it is changed; empty for a role that stays as it is, and for who may not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesPage:
    frame: Frame
    roles: tuple[RoleView, ...]
    second_factors: SecondFactorPolicyView
    zone: str
    may_manage: bool


class RolePages(FormPages):
    @page(GUESTS)
    def roles(self, organization_id: UUID) -> Response:
        count_request()
        entered = enter(organization_id, "roles.read")
        if isinstance(entered, Response):
            return entered
        found = roles.list_roles(entered.ctx)
        zone = identity.get_me(entered.viewer).time_zone
        policy = _policy_view(entered, found)
        if policy.demanded_from is not None:
            policy = replace(policy, demanded_from=policy.demanded_from.astimezone(ZoneInfo(zone)))
        view = RolesPage(
            frame=entered.frame("/roles"),
            roles=tuple(_role_view(entered, each) for each in found),
            second_factors=policy,
            zone=zone,
            may_manage=entered.may(MANAGE_ROLES),
        )
        return self.shown("settings_roles.html", view, _("Roles"))

    @page(GUESTS)
    def second_factor_policy(self, organization_id: UUID) -> Response:
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        before = second_factor_policies.get_policy(entered.ctx)
        known = roles.list_roles(entered.ctx)
        is_sent = request.method == "POST"
        asked = {each.key for each in known if typed(_name(each.key))} if is_sent else before.roles
        days = _typed_days() if is_sent else before.grace_days
        counts_sso = bool(typed("counts_sso")) if is_sent else before.counts_sso
        view = FormPage(
            title=_("Who has to use a second factor?"),
            text=_(
                "Whoever has one of these roles then needs a passkey or an authenticator app to"
                " come in here, members of your agencies as well. Who has none is shown how to set"
                " one up."
            ),
            button=_("Save"),
            fields=(
                *(_check(_name(each.key), _named(each), each.key in asked) for each in known),
                _days_field(days),
                _check("counts_sso", _("Signing in with your company counts, too"), counts_sso),
            ),
            links=(
                entered.link_back(ROLES),
                Link(label=_("Your own second factors"), url=f"{ACCOUNT}/second-factors"),
            ),
        )

        def saved() -> Response:
            new = second_factor_policies.NewSecondFactorPolicy(
                roles=tuple(sorted(asked)), grace_days=days, counts_sso=counts_sso
            )
            second_factor_policies.put_policy(entered.ctx, new)
            return csrf.renew(entered.back(ROLES, "second-factors"))

        return self.decided("second-factor-policy", view, saved)


def _policy_view(entered: Entered, known: list[roles.Role]) -> SecondFactorPolicyView:
    """What the roles ask for, to be shown beside them."""
    policy = second_factor_policies.get_policy(entered.ctx)
    return SecondFactorPolicyView(
        names=tuple(_named(each) for each in known if each.key in policy.roles),
        demanded_from=policy.demanded_from,
        counts_sso=policy.counts_sso,
        may_change=entered.may(MANAGE) and not entered.ctx.on_behalf_of,
    )


def _role_view(entered: Entered, role: roles.Role) -> RoleView:
    count = len(role.permissions)
    home = home_of(entered.ctx.organization_id) + ROLES
    return RoleView(
        name=_named(role),
        url=f"{home}/{role.id}" if role.id and entered.may(MANAGE_ROLES) else "",
        key=role.key,
        purpose=role.description if role.id else role_purpose(role.key),
        groups=grouped(role.permissions),
        is_own=role.id is not None,
        count=ngettext("%(num)s permission", "%(num)s permissions", count),
    )


def _named(role: roles.Role) -> str:
    return role.name if role.id else role_name(role.key)


def _name(key: str) -> str:
    return f"role.{key}"


def _check(name: str, label: str, is_ticked: bool) -> Field:  # noqa: FBT001  its state
    return Field(
        name=name,
        label=label,
        kind="check",
        autocomplete="off",
        value="yes" if is_ticked else "",
        is_optional=True,
    )


def _typed_days() -> int:
    text = typed("grace_days")
    return int(text) if text in map(str, DAYS) else DAYS[1]


def _days_field(days: int) -> Field:
    offered = sorted({*DAYS, days})
    options = tuple(
        Option(
            value=str(each),
            label=ngettext("%(num)s day", "%(num)s days", each) if each else _("At once"),
        )
        for each in offered
    )
    return Field(
        name="grace_days",
        label=_("Time to set one up"),
        kind="select",
        autocomplete="off",
        value=str(days),
        groups=(OptionGroup(label="", options=options),),
        hint=_("Until then they come in without one, and read that it will be asked for."),
    )
