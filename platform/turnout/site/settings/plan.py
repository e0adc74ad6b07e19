"""The roles of an organization, and its plan with a meter for each quota, on pages."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Response

from turnout.modules.quotas import api as quotas
from turnout.modules.roles import api as roles
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.formats import number, role_name, role_purpose, size_text
from turnout.site.l10n.i18n import _, marked, ngettext
from turnout.site.layout.page_access import count_request, page
from turnout.site.settings.entry import GUESTS, Frame, enter

KINDS: Final = {
    "members": (marked("Members"), ""),
    "events": (marked("Events"), marked("Events that are over, archived or deleted do not count.")),
    "storage_bytes": (marked("Storage"), marked("Pictures, papers and tickets.")),
    "orders_a_month": (
        marked("Orders this month"),
        marked("Counted every minute; the month ends at midnight, universal time."),
    ),
}
NEARLY: Final = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleView:
    name: str
    key: str
    purpose: str
    permissions: tuple[str, ...]
    is_own: bool
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesPage:
    frame: Frame
    roles: tuple[RoleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterView:
    kind: str
    label: str
    hint: str
    says: str
    used: int
    limit: int | None
    is_nearly_full: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    frame: Frame
    plan: str
    meters: tuple[MeterView, ...]


class PlanPages(FormPages):
    @page(GUESTS)
    def roles(self, organization_id: UUID) -> Response:
        count_request()
        entered = enter(organization_id, "roles.read")
        if isinstance(entered, Response):
            return entered
        found = tuple(map(_role_view, roles.list_roles(entered.ctx)))
        view = RolesPage(frame=entered.frame("/roles"), roles=found)
        return self.shown("settings_roles.html", view, _("Roles"))

    @page(GUESTS)
    def plan(self, organization_id: UUID) -> Response:
        count_request()
        entered = enter(organization_id, "quotas.read")
        if isinstance(entered, Response):
            return entered
        meter = quotas.get_meter(entered.ctx)
        view = PlanPage(
            frame=entered.frame("/plan"),
            plan=meter.plan,
            meters=tuple(_meter_view(each.kind, each.used, each.limit) for each in meter.quotas),
        )
        return self.shown("settings_plan.html", view, _("Plan"))


def _role_view(role: roles.Role) -> RoleView:
    count = len(role.permissions)
    return RoleView(
        name=role.name if role.id else role_name(role.key),
        key=role.key,
        purpose=role.description if role.id else role_purpose(role.key),
        permissions=role.permissions,
        is_own=role.id is not None,
        count=ngettext("%(num)s permission", "%(num)s permissions", count),
    )


def _meter_view(kind: str, used: int, limit: int | None) -> MeterView:
    label, hint = KINDS[kind]
    say = size_text if kind == "storage_bytes" else number
    says = (
        _("%(used)s of %(limit)s", used=say(used), limit=say(limit))
        if limit is not None
        else _("%(used)s, without limit", used=say(used))
    )
    return MeterView(
        kind=kind,
        label=_(label),
        hint=_(hint) if hint else "",
        says=says,
        used=used,
        limit=limit,
        is_nearly_full=limit is not None and used >= NEARLY * limit,
    )
