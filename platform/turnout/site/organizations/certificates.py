"""Anybody checks a certificate of attendance by the code that stands on it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import redirect, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel.context import PublicContext
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import counting_wrong_codes
from turnout.modules.attendance_certificates import api as certificates
from turnout.modules.discovery import api as discovery
from turnout.site.events.cards import organization_card
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import redirect_to_present
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.views import OrganizationCard, Page
from turnout.site.rendering.headers import PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer

PATH: Final = "/certificates"
LONGEST: Final = 40
UNKNOWN: Final = 404


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificatePage:
    """What a code proves; without one the form that asks for it."""

    organization: OrganizationCard
    action: str
    typed: str = ""
    proof: certificates.CertificateProof | None = None
    is_unknown: bool = False

    @property
    def first_day(self) -> date | None:
        return self.proof.starts_on if self.proof else None

    @property
    def last_day(self) -> date | None:
        """None where the event was over within a day."""
        if self.proof is None or self.proof.ends_on == self.proof.starts_on:
            return None
        return self.proof.ends_on


class CertificateCheckPages:
    """`/{organization}/certificates`, and below it the page of a code."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    @page("anybody who was shown a certificate may check it")
    def certificate_form(self, organization: str) -> AnyResponse:
        count_request()
        found = discovery.find_organization(organization)
        if found is None:
            return redirect_to_present(organization, None, PATH)
        typed = "".join(each for each in request.args.get("code", "")[:LONGEST] if each.isalnum())
        if typed:
            return redirect(f"/{organization}{PATH}/{typed.upper()}", 303)
        return self._shown(_view(found))

    @page("whoever has the code may see what it proves; wrong ones are counted")
    def certificate(self, organization: str, code: str) -> AnyResponse:
        count_request()
        found = discovery.find_organization(organization)
        if found is None:
            return redirect_to_present(organization, None, f"{PATH}/{code}")
        ctx = PublicContext(organization_id=found.id, request_id=request_id())
        try:
            with counting_wrong_codes(found.id, certificates.AttendanceCertificateNotFound):
                proof = certificates.check_certificate(ctx, code)
        except certificates.AttendanceCertificateNotFound:
            return self._shown(_view(found, typed=code[:LONGEST], is_unknown=True), UNKNOWN)
        return self._shown(_view(found, proof=proof))

    def _shown(self, view: CertificatePage, status: int = 200) -> AnyResponse:
        about = Page(
            title=f"{_('Check a certificate')} · {view.organization.name}",
            description=_(
                "Certificates of attendance of %(name)s have a code. Check here what it proves.",
                name=view.organization.name,
            ),
            canonical_url=view.organization.origin + view.action,
            indexable=False,
            home=view.organization,
        )
        body = self._renderer.page("certificate.html", about, view)
        return page_response(body, status=status, caching=PERSONAL)


def _view(
    found: discovery.PublishedOrganization,
    *,
    typed: str = "",
    proof: certificates.CertificateProof | None = None,
    is_unknown: bool = False,
) -> CertificatePage:
    return CertificatePage(
        organization=organization_card(found),
        action=f"/{found.slug}{PATH}",
        typed=typed,
        proof=proof,
        is_unknown=is_unknown,
    )
