"""For how long an organization keeps personal data, on pages: set, tried first, and what went."""

from collections.abc import Collection
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
from turnout.site.l10n.i18n import _, language, marked, ngettext
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Field, FormPage, Link, Option, OptionGroup
from turnout.site.settings.entry import GUESTS, Entered, Frame, enter, home_of
from turnout.site.settings.retention_words import ANSWER_TYPES, RECORDS

SECTION: Final = "/retention"
ADD: Final = f"{SECTION}/add"
READ: Final = "retention.read"
MANAGE: Final = "retention.manage"
MONTHS: Final = (1, 3, 6, 12, 24, 36, 60, 120)
MOST: Final = retention.LONGEST_MONTHS
SHOWN: Final = 50
FOREVER: Final = "0"
GROUPS: Final = {
    retention.RetentionKind.QUESTION: marked("One question"),
    retention.RetentionKind.ANSWER_TYPE: marked("All answers of a kind"),
    retention.RetentionKind.RECORDS: marked("Notes, messages and lists"),
}
WHOLE: Final = {
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


class Words:
    """How the page calls what a policy is about, and what that takes."""

    def __init__(self, entered: Entered) -> None:
        asked = retention.list_fields(entered.ctx, language=language())
        self._labels = {each.target: each.label for each in asked}

    @property
    def targets(self) -> Collection[retention.RetentionTarget]:
        """The single fields that can have a time of their own."""
        return self._labels.keys()

    def of(self, target: retention.RetentionTarget) -> tuple[str, str]:
        if target.kind in WHOLE:
            label, says = WHOLE[target.kind]
            return _(label), _(says)
        if target.kind is retention.RetentionKind.RECORDS:
            label, says = RECORDS[target.field]
            return _(label), _(says)
        if target.kind is retention.RetentionKind.ANSWER_TYPE:
            return _(ANSWER_TYPES[target.field]), _("Every answer of this kind, on all forms.")
        label = self._labels.get(target) or target.field
        return label, _("The answers to this question, in every event that asks it.")


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
    fields: tuple[PolicyView, ...]
    add_url: str
    """Where a single field gets a time of its own; empty for who may not."""
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
        words = Words(entered)
        shown = [
            (each.target, _policy_view(entered, each, words))
            for each in retention.list_policies(entered.ctx)
        ]
        may_add = entered.may(MANAGE)
        view = RetentionPage(
            frame=entered.frame(SECTION),
            policies=tuple(view for target, view in shown if not target.field),
            fields=tuple(view for target, view in shown if target.field),
            add_url=f"{home_of(entered.ctx.organization_id)}{ADD}" if may_add else "",
            runs=tuple(_run_view(each, words) for each in runs),
        )
        return self.shown("settings_retention.html", view, _("Data retention"))

    @page(GUESTS)
    def added_field(self, organization_id: UUID) -> Response:
        """Choose the single field; its time is chosen on the page after this one."""
        count_request()
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        words = Words(entered)

        def chosen() -> Response:
            if typed("field") not in {each.key for each in words.targets}:
                raise Invalid(FieldError("/field", _("Choose one of the fields.")))
            target = retention.RetentionTarget.of(typed("field"))
            return csrf.renew(go_to(_url_of(entered, target)))

        return self.decided("retention-field", _field_choice(entered, words), chosen)

    @page(GUESTS)
    def retention_policy(self, organization_id: UUID, kind: str, field: str = "") -> Response:
        """Choose a time; what it would take is shown before it is set."""
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        words = Words(entered)
        target = _known(words, kind, field)
        before = {each.target: each.months for each in retention.list_policies(entered.ctx)}
        form = f"retention-{target.key}"

        def saved() -> Response:
            months = _typed_months()
            if months is None:
                retention.delete_policy(entered.ctx, target)
            elif typed("tried") != str(months):
                return self._personal.form(with_token(_trial(entered, target, months), form))
            else:
                retention.put_policy(entered.ctx, target, months=months)
            return csrf.renew(entered.back(SECTION, "retention"))

        return self.decided(form, _choice(entered, target, before.get(target), words), saved)


def _known(words: Words, kind: str, field: str) -> retention.RetentionTarget:
    """What the address names; NotFound for what cannot have a time."""
    allowed = retention.FIELD_KINDS if field else retention.WHOLE_KINDS
    if kind not in list(allowed):
        raise NotFound
    target = retention.RetentionTarget(retention.RetentionKind(kind), field)
    if field and target not in words.targets:
        raise NotFound
    return target


def _url_of(entered: Entered, target: retention.RetentionTarget) -> str:
    below = f"/{target.field}" if target.field else ""
    return f"{home_of(entered.ctx.organization_id)}{SECTION}/{target.kind.value}{below}"


def _policy_view(entered: Entered, policy: retention.RetentionPolicy, words: Words) -> PolicyView:
    label, says = words.of(policy.target)
    begins = policy.begins_at
    is_ahead = begins is not None and begins > clock.now()
    return PolicyView(
        label=label,
        says=says,
        kept=_kept(policy.months),
        begins=_("Counts from %(day)s.", day=long_day(begins.date()))
        if begins and is_ahead
        else "",
        url=_url_of(entered, policy.target) if entered.may(MANAGE) else "",
    )


def _run_view(run: retention.RetentionRun, words: Words) -> RunView:
    rows = sum(run.deleted.values()) + sum(run.anonymised.values())
    orders = ngettext("%(num)s order", "%(num)s orders", run.order_count)
    entries = ngettext("%(num)s row", "%(num)s rows", rows)
    label, _says = words.of(run.target)
    return RunView(
        event=run.event_title,
        label=label,
        day=run.last_at.date(),
        says=f"{orders} · {entries}" if run.order_count else entries,
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


def _choice(
    entered: Entered, target: retention.RetentionTarget, months: int | None, words: Words
) -> FormPage:
    label, says = words.of(target)
    offered = sorted({*MONTHS, *([months] if months else [])})
    options = (
        Option(value=FOREVER, label=_("Keep without an end")),
        *(
            Option(value=str(each), label=ngettext("%(num)s month", "%(num)s months", each))
            for each in offered
        ),
    )
    return FormPage(
        title=label,
        text=says,
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


def _trial(entered: Entered, target: retention.RetentionTarget, months: int) -> FormPage:
    """What would go, before it is set."""
    found = retention.preview(entered.ctx, target, months=months)
    takes = _takes(found)
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
    return FormPage(
        title=_kept(months),
        text=" ".join(each for each in (takes, waits, days) if each),
        button=_("Set this time"),
        hidden=(("months", str(months)), ("tried", str(months))),
        links=(
            Link(label=_("Choose another time"), url=_url_of(entered, target)),
            entered.link_back(SECTION),
        ),
    )


def _takes(found: retention.RetentionPreview) -> str:
    """How much would go today."""
    if not found.event_count:
        return _("Today nothing would go.")
    orders = ngettext("%(num)s order", "%(num)s orders", found.order_count)
    events = ngettext("%(num)s event", "%(num)s events", found.event_count)
    if found.value_count is None:
        return _("Today that would be %(orders)s of %(events)s.", orders=orders, events=events)
    values = (
        ngettext("%(num)s entry", "%(num)s entries", found.value_count)
        if found.kind == retention.RetentionKind.RECORDS
        else ngettext("%(num)s answer", "%(num)s answers", found.value_count)
    )
    if not found.order_count:
        return _("Today that would be %(values)s of %(events)s.", values=values, events=events)
    return _(
        "Today that would be %(values)s in %(orders)s of %(events)s.",
        values=values,
        orders=orders,
        events=events,
    )


def _field_choice(entered: Entered, words: Words) -> FormPage:
    """All that can have a time of its own, by kind."""
    groups = (
        OptionGroup(
            label=_(label),
            options=tuple(
                Option(value=each.key, label=words.of(each)[0])
                for each in words.targets
                if each.kind is kind
            ),
        )
        for kind, label in GROUPS.items()
    )
    return FormPage(
        title=_("A time for one field"),
        text=_("It may go earlier than the rest, and never stays longer than what it belongs to."),
        button=_("Continue"),
        fields=(
            Field(
                name="field",
                label=_("What has a time of its own?"),
                kind="select",
                autocomplete="off",
                groups=tuple(each for each in groups if each.options),
                hint=_("A question counts in every event that asks it by the same key."),
            ),
        ),
        links=(entered.link_back(SECTION),),
    )
