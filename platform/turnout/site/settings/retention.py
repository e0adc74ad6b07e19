"""For how long an organization keeps personal data, on pages: set, tried first, and what went."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from flask import Response

from turnout.kernel import clock
from turnout.kernel.db.pagination import PageRequest
from turnout.kernel.errors import FieldError, Invalid, NotFound
from turnout.modules.retention import api as retention
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages, with_token
from turnout.site.l10n.formats import long_day
from turnout.site.l10n.i18n import _, marked, ngettext
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Field, FormPage, Link, Option, OptionGroup
from turnout.site.settings.entry import GUESTS, Entered, Frame, enter, home_of

SECTION: Final = "/retention"
READ: Final = "retention.read"
MANAGE: Final = "retention.manage"
MONTHS: Final = (1, 3, 6, 12, 24, 36, 60, 120)
MOST: Final = retention.LONGEST_MONTHS
SHOWN: Final = 50
FOREVER: Final = "0"
KINDS: Final = {
    retention.RetentionKind.PEOPLE: (
        marked("Everything that names somebody"),
        marked(
            "Names and addresses of buyers and attendees, their answers, messages to them,"
            " waitlists and invitations. Amounts, tickets and invoices stay."
        ),
    ),
    retention.RetentionKind.ANSWERS: (
        marked("Answers on registration forms"),
        marked("What people answered, such as diets or shirt sizes, and the files that they sent."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    label: str
    says: str
    kept: str
    begins: str
    url: str
    """Where it is changed; empty for who may not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    event: str
    label: str
    day: date
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPage:
    frame: Frame
    policies: tuple[PolicyView, ...]
    runs: tuple[RunView, ...]


class RetentionPages(FormPages):
    @page(GUESTS)
    def retention(self, organization_id: UUID) -> Response:
        """What is kept for how long, and what went."""
        count_request()
        entered = enter(organization_id, READ)
        if isinstance(entered, Response):
            return entered
        runs = retention.list_runs(entered.ctx, PageRequest(limit=SHOWN)).items
        view = RetentionPage(
            frame=entered.frame(SECTION),
            policies=tuple(
                _policy_view(entered, each) for each in retention.list_policies(entered.ctx)
            ),
            runs=tuple(_run_view(each) for each in runs),
        )
        return self.shown("settings_retention.html", view, _("Data retention"))

    @page(GUESTS)
    def retention_policy(self, organization_id: UUID, kind: str) -> Response:
        """Choose a time; what it would take is shown before it is set."""
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        if kind not in list(retention.RetentionKind):
            raise NotFound
        wanted = retention.RetentionKind(kind)
        [before] = [each for each in retention.list_policies(entered.ctx) if each.kind == kind]
        form = f"retention-{kind}"

        def saved() -> Response:
            months = _typed_months()
            if months is None:
                retention.delete_policy(entered.ctx, wanted)
            elif typed("tried") != str(months):
                return self._personal.form(with_token(_trial(entered, wanted, months), form))
            else:
                retention.put_policy(entered.ctx, wanted, months=months)
            return csrf.renew(entered.back(SECTION, "retention"))

        return self.decided(form, _choice(entered, wanted, before.months), saved)


def _policy_view(entered: Entered, policy: retention.RetentionPolicy) -> PolicyView:
    label, says = KINDS[retention.RetentionKind(policy.kind)]
    begins = policy.begins_at
    is_ahead = begins is not None and begins > clock.now()
    home = home_of(entered.ctx.organization_id)
    return PolicyView(
        label=_(label),
        says=_(says),
        kept=_kept(policy.months),
        begins=_("Counts from %(day)s.", day=long_day(begins.date()))
        if begins and is_ahead
        else "",
        url=f"{home}{SECTION}/{policy.kind}" if entered.may(MANAGE) else "",
    )


def _run_view(run: retention.RetentionRun) -> RunView:
    rows = sum(run.deleted.values()) + sum(run.anonymised.values())
    orders = ngettext("%(num)s order", "%(num)s orders", run.order_count)
    entries = ngettext("%(num)s row", "%(num)s rows", rows)
    return RunView(
        event=run.event_title,
        label=_(KINDS[retention.RetentionKind(run.kind)][0]),
        day=run.last_at.date(),
        says=f"{orders} · {entries}",
    )


def _kept(months: int | None) -> str:
    if months is None:
        return _("Kept without an end")
    return ngettext(
        "Kept for %(num)s month after an event ends",
        "Kept for %(num)s months after an event ends",
        months,
    )


def _typed_months() -> int | None:
    """What was chosen; None for no end. Invalid for a time that was not offered."""
    text = typed("months")
    if text == FOREVER:
        return None
    if not (text.isascii() and text.isdecimal() and int(text) in range(1, MOST + 1)):
        raise Invalid(FieldError("/months", _("Choose one of the times.")))
    return int(text)


def _choice(entered: Entered, kind: retention.RetentionKind, months: int | None) -> FormPage:
    label, says = KINDS[kind]
    offered = sorted({*MONTHS, *([months] if months else [])})
    options = (
        Option(value=FOREVER, label=_("Keep without an end")),
        *(
            Option(value=str(each), label=ngettext("%(num)s month", "%(num)s months", each))
            for each in offered
        ),
    )
    return FormPage(
        title=_(label),
        text=_(says),
        button=_("Continue"),
        fields=(
            Field(
                name="months",
                label=_("For how long after an event ends?"),
                kind="select",
                autocomplete="off",
                value=str(months or FOREVER),
                groups=(OptionGroup(label="", options=options),),
                hint=_("Before anything is set you see what would go."),
            ),
        ),
        links=(entered.link_back(SECTION),),
    )


def _trial(entered: Entered, kind: retention.RetentionKind, months: int) -> FormPage:
    """What would go, before it is set."""
    found = retention.preview(entered.ctx, kind, months=months)
    if found.order_count:
        orders = ngettext("%(num)s order", "%(num)s orders", found.order_count)
        events = ngettext("%(num)s event", "%(num)s events", found.event_count)
        takes = _("Today that would be %(orders)s of %(events)s.", orders=orders, events=events)
    else:
        takes = _("Today nothing would go.")
    days = ngettext(
        "It begins in %(num)s day and goes on by itself. What went does not come back.",
        "It begins in %(num)s days and goes on by itself. What went does not come back.",
        retention.GRACE_DAYS,
    )
    waits = (
        _("Orders that are not paid, or whose payment is disputed, stay until that is settled.")
        if found.owed_count
        else ""
    )
    home = home_of(entered.ctx.organization_id)
    return FormPage(
        title=_kept(months),
        text=" ".join(each for each in (takes, waits, days) if each),
        button=_("Set this time"),
        hidden=(("months", str(months)), ("tried", str(months))),
        links=(
            Link(label=_("Choose another time"), url=f"{home}{SECTION}/{kind.value}"),
            entered.link_back(SECTION),
        ),
    )
