"""Reporting an event or its organization to the platform's moderators, without any script."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.context import PublicContext
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.request_info import request_id
from turnout.modules.abuse_reports import api as abuse_reports
from turnout.modules.abuse_reports.api import AbuseReason, NewAbuseReport
from turnout.modules.discovery import api as discovery
from turnout.modules.organizations import api as organizations
from turnout.site.events.cards import organization_card
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages, Personal
from turnout.site.l10n.i18n import _, language, marked
from turnout.site.layout.addresses import event_path, redirect_to_present
from turnout.site.layout.page_access import find_person, find_viewer, page
from turnout.site.layout.views import Field, FormPage, Link, MessagePage, Option, OptionGroup

FoundEvent = tuple[discovery.PublishedEvent, str | None]
REASONS: Final = {
    AbuseReason.FRAUD: marked("Fraud: the event or its tickets are not real"),
    AbuseReason.ILLEGAL: marked("Something that the law forbids"),
    AbuseReason.HATE: marked("Hate, threats or violence"),
    AbuseReason.SEXUAL: marked("Sexual content, or harm to children"),
    AbuseReason.COPYRIGHT: marked("Texts, pictures or names of someone else"),
    AbuseReason.SPAM: marked("Advertising, or not an event"),
    AbuseReason.OTHER: marked("Something else"),
}
ANYONE: Final = "whoever sees a page may report it; who sends many is slowed down"


class ReportPages(FormPages):
    """`find` gives the event and the code that opened a private one; None without an event."""

    def __init__(self, personal: Personal, find: Callable[[str, str], FoundEvent | None]) -> None:
        super().__init__(personal)
        self._find = find

    @page(ANYONE)
    def report_event(self, organization: str, event: str) -> AnyResponse:
        found = self._find(organization, event)
        if found is None:
            return redirect_to_present(organization, event, "/report")
        shown = found[0].summary
        return self._reported(shown.organization, shown.title, event_path(shown), event=shown)

    @page(ANYONE)
    def report_organization(self, organization: str) -> AnyResponse:
        found = discovery.find_organization(organization)
        if found is None:
            return redirect_to_present(organization, None, "/report")
        return self._reported(found, found.name, f"/{found.slug}")

    def _reported(
        self,
        home: discovery.PublishedOrganization,
        name: str,
        path: str,
        *,
        event: discovery.EventSummary | None = None,
    ) -> Response:
        back = Link(label=_("Back to %(name)s", name=name), url=path)
        view = FormPage(
            title=_("Report %(name)s", name=name),
            text=_(
                "Tell us what is wrong. Our moderators look at it; the organizer does not see who"
                " reported it."
            ),
            button=_("Send report"),
            fields=_fields(),
            links=(back,),
        )

        def sent() -> Response:
            _send(home.id, event)
            told = MessagePage(
                title=_("Thank you for your report"),
                text=_(
                    "Our moderators look at it. If you gave your email, we tell you what they"
                    " decide."
                ),
                kind="good",
                action=back,
            )
            card = organization_card(home)
            return csrf.renew(self._personal.message(told, home=card))

        return self.answered("report", view, sent, tries="report")


def _fields() -> tuple[Field, ...]:
    options = tuple(Option(value=key.value, label=_(label)) for key, label in REASONS.items())
    first = (Option(value="", label=_("Choose one")), *options)
    person = find_person()
    return (
        Field(
            name="reason",
            label=_("What is wrong?"),
            kind="select",
            autocomplete="off",
            value=typed("reason", longest=40),
            groups=(OptionGroup(label="", options=first),),
        ),
        Field(
            name="details",
            label=_("What should we know?"),
            kind="lines",
            autocomplete="off",
            value=typed("details", longest=abuse_reports.LONGEST_DETAILS),
            longest=abuse_reports.LONGEST_DETAILS,
        ),
        Field(
            name="email",
            label=_("Email"),
            kind="email",
            autocomplete="email",
            value=person.email if person else typed("email"),
            hint=_("We write to you once, when we have decided."),
            is_optional=True,
            is_fixed=person is not None,
        ),
    )


def _send(organization_id: UUID, event: discovery.EventSummary | None) -> None:
    reason, email = typed("reason", longest=40), typed("email").strip()
    if reason not in set(AbuseReason):
        raise Invalid(FieldError("/reason", "Please choose one of the list"))
    viewer = find_viewer()
    ctx = PublicContext(
        organization_id=organization_id,
        user_id=viewer.user_id if viewer else None,
        request_id=request_id(),
    )
    new = NewAbuseReport(
        reason=AbuseReason(reason),
        details=typed("details", longest=abuse_reports.LONGEST_DETAILS),
        event_id=event.id if event else None,
        email=organizations.address_of(email) if email else "",
        locale=language(),
    )
    abuse_reports.create_report(ctx, new)
