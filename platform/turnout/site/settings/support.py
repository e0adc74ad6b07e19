"""Support access on pages: an owner lets the platform's support in, sees who came, shows it out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response

from turnout.kernel.db.tx import transaction
from turnout.modules.identity import api as identity
from turnout.modules.support_access import api as support_access
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _, marked, ngettext
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Field, FormPage, Option, OptionGroup
from turnout.site.settings.entry import GUESTS, Entered, Frame, enter

SUPPORT: Final = "/support"
GRANT: Final = "support-access.grant"
LONGEST_REASON: Final = 500
LEVELS: Final = {
    support_access.Level.READ: marked("Look at everything that administrators see"),
    support_access.Level.WRITE: marked("Also change events, programmes and orders"),
}
HOURS: Final = (1, 4, 24, 72)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessView:
    level: str
    reason: str
    granted_at: datetime
    ends_at: datetime
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    name: str
    entered_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPage:
    frame: Frame
    granted: tuple[AccessView, ...]
    visits: tuple[VisitView, ...]
    zone: str
    is_open: bool
    may_grant: bool


class SupportPages(FormPages):
    @page(GUESTS)
    def support(self, organization_id: UUID) -> Response:
        count_request()
        entered = enter(organization_id, "support-access.read")
        if isinstance(entered, Response):
            return entered
        return self.shown("settings_support.html", _support_page(entered), _("Support access"))

    @page(GUESTS)
    def granted_support(self, organization_id: UUID) -> Response:
        """Let support in for some hours."""
        entered = enter(organization_id, GRANT, confirmed=True)
        if isinstance(entered, Response):
            return entered
        view = FormPage(
            title=_("Let support in?"),
            text=_(
                "People of the platform's support can enter this organization. Every change names"
                " them and you. They never see passwords or keys, and never handle money or rights."
            ),
            button=_("Let support in"),
            fields=(
                _select("level", _("Support may"), typed("level") or "read", _level_options()),
                _select("hours", _("For how long"), typed("hours") or "24", _hour_options()),
                Field(
                    name="reason",
                    label=_("What is it about?"),
                    autocomplete="off",
                    value=typed("reason", longest=LONGEST_REASON),
                    longest=LONGEST_REASON,
                    is_optional=True,
                ),
            ),
            links=(entered.link_back(SUPPORT),),
        )

        def granted() -> Response:
            level, hours = typed("level"), typed("hours", longest=3)
            support_access.grant_access(
                entered.ctx,
                level=level if level in set(support_access.Level) else "read",
                hours=int(hours) if hours in set(map(str, HOURS)) else HOURS[0],
                reason=typed("reason", longest=LONGEST_REASON),
            )
            return csrf.renew(entered.back(SUPPORT, "support"))

        return self.decided("grant-support", view, granted)

    @page(GUESTS)
    def ended_support(self, organization_id: UUID) -> Response:
        entered = enter(organization_id, GRANT)
        if isinstance(entered, Response):
            return entered
        view = FormPage(
            title=_("Show support out?"),
            text=_("Its next request finds nothing here."),
            button=_("Show support out"),
            links=(entered.link_back(SUPPORT),),
        )

        def ended() -> Response:
            support_access.end_access(entered.ctx)
            return csrf.renew(entered.back(SUPPORT, "support-ended"))

        return self.decided("end-support", view, ended)


def _support_page(entered: Entered) -> SupportPage:
    """What was granted and who came, at the reader's own clock."""
    time_zone = identity.get_me(entered.viewer).time_zone
    zone = ZoneInfo(time_zone)
    active = support_access.find_access(entered.ctx)
    visits = support_access.list_visits(entered.ctx)
    with transaction(entered.ctx) as tx:
        people = identity.get_people(tx, [each.user_id for each in visits])
    return SupportPage(
        frame=entered.frame(SUPPORT),
        granted=tuple(
            AccessView(
                level=_(LEVELS[support_access.Level(each.level)]),
                reason=each.reason,
                granted_at=each.granted_at.astimezone(zone),
                ends_at=(each.ended_at or each.expires_at).astimezone(zone),
                is_active=active is not None and each.id == active.id,
            )
            for each in support_access.list_access(entered.ctx)
        ),
        visits=tuple(
            VisitView(
                name=people[each.user_id].display_name if each.user_id in people else "",
                entered_at=each.entered_at.astimezone(zone),
            )
            for each in visits
        ),
        zone=time_zone,
        is_open=active is not None,
        may_grant=GRANT in entered.ctx.permissions and not entered.ctx.on_behalf_of,
    )


def _select(name: str, label: str, value: str, options: tuple[Option, ...]) -> Field:
    return Field(
        name=name,
        label=label,
        kind="select",
        autocomplete="off",
        value=value,
        groups=(OptionGroup(label="", options=options),),
    )


def _level_options() -> tuple[Option, ...]:
    return tuple(Option(value=level.value, label=_(says)) for level, says in LEVELS.items())


def _hour_options() -> tuple[Option, ...]:
    return tuple(
        Option(value=str(hours), label=ngettext("%(num)s hour", "%(num)s hours", hours))
        for hours in HOURS
    )
