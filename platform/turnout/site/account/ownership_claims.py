"""Claiming an organization that nobody owns: by a link, or by its own domain."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from flask import Response

from turnout.kernel.context import PersonContext
from turnout.kernel.http.access import is_confirmed
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import count_wrong_secret
from turnout.modules.ownership_claims import api as ownership_claims
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import ACCOUNT, confirm_path, go_to, sign_in_path
from turnout.site.layout.page_access import count_holder, find_viewer, page
from turnout.site.layout.views import Field, FormPage, Link

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
CLAIMS: Final = f"{ACCOUNT}/claims"
LONGEST_SLUG: Final = 63
LONGEST_HOST: Final = 253


class OwnershipClaimPages(FormPages):
    @page(GUESTS)
    def claim_by_link(self, organization_id: UUID, secret: str) -> Response:
        """The organization behind a link, with a button that claims it."""
        path = f"{CLAIMS}/{organization_id}/{secret}"
        viewer = _enter(path)
        if isinstance(viewer, Response):
            return viewer
        count_holder()
        try:
            name = ownership_claims.name_behind_link(viewer, organization_id, secret)
        except ownership_claims.ClaimLinkNotFound:
            count_wrong_secret()
            raise
        view = FormPage(
            title=_("Claim %(organization)s?", organization=name),
            text=_("You become its only owner, with everything it has. The link works once."),
            button=_("Claim the organization"),
            links=(_home(),),
        )

        def claimed() -> Response:
            taken = ownership_claims.claim_by_link(viewer, organization_id, secret)
            return csrf.renew(go_to(f"{ACCOUNT}?joined={taken.organization_id}"))

        return self.decided("claim-by-link", view, claimed)

    @page(GUESTS)
    def start_claim(self) -> Response:
        """Name an organization and one of its domains."""
        viewer = _enter(f"{CLAIMS}/new")
        if isinstance(viewer, Response):
            return viewer
        view = FormPage(
            title=_("Claim an organization"),
            text=_(
                "An organization that nobody owns becomes yours when you set a record at its"
                " domain: that of its website or its email address."
            ),
            button=_("Continue"),
            fields=(
                Field(
                    name="slug",
                    label=_("Address name"),
                    autocomplete="off",
                    value=typed("slug", longest=LONGEST_SLUG),
                    longest=LONGEST_SLUG,
                    hint=_("What its page's address ends with"),
                ),
                Field(
                    name="host",
                    label=_("Domain"),
                    autocomplete="off",
                    value=typed("host", longest=LONGEST_HOST),
                    longest=LONGEST_HOST,
                    hint=_("For example tickets.example.org"),
                ),
            ),
            links=(_home(),),
        )

        def started() -> Response:
            slug, host = typed("slug", longest=LONGEST_SLUG), typed("host", longest=LONGEST_HOST)
            claim = ownership_claims.start_claim(viewer, slug.strip().lower(), host)
            return csrf.renew(go_to(f"{CLAIMS}/{claim.id}"))

        return self.decided("start-claim", view, started)

    @page(GUESTS)
    def claim(self, claim_id: UUID) -> Response:
        """The record to set, with a button that looks for it."""
        viewer = _enter(f"{CLAIMS}/{claim_id}")
        if isinstance(viewer, Response):
            return viewer
        claim = ownership_claims.get_claim(viewer, claim_id)
        view = FormPage(
            title=_("Claim %(organization)s?", organization=claim.organization_name),
            text=_("Set this TXT record where your domain is managed:"),
            button=_("Check now"),
            fields=(
                _shown("record_name", _("Name"), claim.record_name),
                _shown("record_value", _("Value"), claim.record_value),
            ),
            links=(_home(),),
        )

        def verified() -> Response:
            taken = ownership_claims.verify_claim(viewer, claim_id)
            return csrf.renew(go_to(f"{ACCOUNT}?joined={taken.organization_id}"))

        return self.decided("verify-claim", view, verified)


def _shown(name: str, label: str, value: str) -> Field:
    return Field(name=name, label=label, autocomplete="off", value=value, is_fixed=True)


def _home() -> Link:
    return Link(label=_("Back to your account"), url=ACCOUNT)


def _enter(path: str) -> PersonContext | Response:
    """Who is signed in and has confirmed it lately."""
    viewer = find_viewer()
    if viewer is None:
        return go_to(sign_in_path(path))
    if not is_confirmed(viewer.confirmed_at):
        return go_to(confirm_path(path))
    return replace(viewer, request_id=request_id())
