"""Domains on pages: named, with the record to paste, checked, led to the pages, removed."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response

from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.domains import api as domains
from turnout.modules.identity import api as identity
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _, marked
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import Field, FormPage
from turnout.site.settings.entry import (
    GUESTS,
    Frame,
    enter,
    home_of,
)

READ: Final = "domains.read"
MANAGE: Final = "domains.manage"
DOMAINS: Final = "/domains"
CHECK: Final = "check-domain"
LONGEST_HOST: Final = 253
WORDS: Final = {"/host": marked("Use the name of a host, such as tickets.example.org.")}


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainView:
    host: str
    record_name: str
    record_value: str
    proven_at: datetime | None
    missing_since: datetime | None
    leads_here: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainsPage:
    frame: Frame
    domains: tuple[DomainView, ...]
    token: str
    """Of the buttons that have a record looked for."""
    may_manage: bool


class DomainPages(FormPages):
    @page(GUESTS)
    def domains(self, organization_id: UUID) -> Response:
        count_request()
        entered = enter(organization_id, READ)
        if isinstance(entered, Response):
            return entered
        zone = ZoneInfo(identity.get_me(entered.viewer).time_zone)
        home = home_of(organization_id) + DOMAINS
        view = DomainsPage(
            frame=entered.frame(DOMAINS),
            domains=tuple(
                _domain_view(each, zone, f"{home}/{each.id}")
                for each in domains.list_domains(entered.ctx)
            ),
            token=csrf.token_of(CHECK),
            may_manage=entered.may(MANAGE),
        )
        return self.shown("settings_domains.html", view, _("Domains"))

    @page(GUESTS)
    def add_domain(self, organization_id: UUID) -> Response:
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        view = FormPage(
            title=_("Add a domain"),
            text=_("You get a record to set at your domain. It proves that the domain is yours."),
            button=_("Add the domain"),
            fields=(
                Field(
                    name="host",
                    label=_("Domain"),
                    autocomplete="off",
                    value=typed("host", longest=LONGEST_HOST),
                    longest=LONGEST_HOST,
                    hint=_("For example tickets.example.org"),
                ),
                _leads_field(is_set=False),
            ),
            links=(entered.link_back(DOMAINS),),
        )

        def added() -> Response:
            host = typed("host", longest=LONGEST_HOST)
            try:
                domains.add_domain(entered.ctx, host, leads_here=bool(typed("leads_here")))
            except domains.DomainKnown as known:
                raise Invalid(FieldError("/host", known.title, fields.SAME)) from None
            except Invalid as error:
                raise fields.in_words(error, WORDS) from None
            return csrf.renew(entered.back(DOMAINS, "domain-added"))

        return self.decided("add-domain", view, added)

    @page(GUESTS)
    def checked_domain(self, organization_id: UUID, domain_id: UUID) -> Response:
        """Look for the record now."""
        entered = enter(organization_id, MANAGE)
        if isinstance(entered, Response):
            return entered
        found = domains.get_domain(entered.ctx, domain_id)
        view = FormPage(
            title=_("Check %(host)s", host=found.host),
            text=_("We look for the record %(name)s.", name=found.record_name),
            button=_("Check now"),
            links=(entered.link_back(DOMAINS),),
        )

        def checked() -> Response:
            domains.verify_domain(entered.ctx, domain_id)
            return csrf.renew(entered.back(DOMAINS, "proven"))

        return self.decided(CHECK, view, checked)

    @page(GUESTS)
    def led_domain(self, organization_id: UUID, domain_id: UUID) -> Response:
        """Say whether visitors of the host come to the organization's pages."""
        entered = enter(organization_id, MANAGE)
        if isinstance(entered, Response):
            return entered
        found = domains.get_domain(entered.ctx, domain_id)
        view = FormPage(
            title=_("Change %(host)s", host=found.host),
            button=_("Save"),
            fields=(_leads_field(is_set=found.leads_here),),
            links=(entered.link_back(DOMAINS),),
        )

        def led() -> Response:
            domains.update_domain(entered.ctx, domain_id, leads_here=bool(typed("leads_here")))
            return csrf.renew(entered.back(DOMAINS, "leads"))

        return self.decided("lead-domain", view, led)

    @page(GUESTS)
    def removed_domain(self, organization_id: UUID, domain_id: UUID) -> Response:
        entered = enter(organization_id, MANAGE, confirmed=True)
        if isinstance(entered, Response):
            return entered
        found = domains.get_domain(entered.ctx, domain_id)
        view = FormPage(
            title=_("Remove %(host)s?", host=found.host),
            text=_("It proves nothing any more, and visitors of it no longer come here."),
            button=_("Remove"),
            links=(entered.link_back(DOMAINS),),
        )

        def removed() -> Response:
            domains.delete_domain(entered.ctx, domain_id)
            return csrf.renew(entered.back(DOMAINS, "domain-removed"))

        return self.decided("remove-domain", view, removed)


def _leads_field(*, is_set: bool) -> Field:
    return Field(
        name="leads_here",
        label=_("Visitors of this address come to your pages"),
        kind="check",
        autocomplete="off",
        value="yes" if is_set else "",
        hint=_("Point the domain at us first. It counts once the record is found."),
        is_optional=True,
    )


def _domain_view(domain: domains.Domain, zone: ZoneInfo, url: str) -> DomainView:
    return replace(
        DomainView(
            host=domain.host,
            record_name=domain.record_name,
            record_value=domain.record_value,
            proven_at=None,
            missing_since=None,
            leads_here=domain.leads_here,
            url=url,
        ),
        proven_at=domain.proven_at and domain.proven_at.astimezone(zone),
        missing_since=domain.missing_since and domain.missing_since.astimezone(zone),
    )
