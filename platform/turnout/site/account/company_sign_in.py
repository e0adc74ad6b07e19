"""Signing in by the identity provider of one's own organization."""

import secrets
from dataclasses import replace
from uuid import UUID

from flask import Response, request

from turnout.kernel.http.request_info import request_id
from turnout.modules.sso import api as sso
from turnout.openid import code_flow
from turnout.openid.errors import OpenIdRefused
from turnout.site.forms.pages import FormPages, second_step_form, with_token
from turnout.site.l10n.i18n import _, language
from turnout.site.l10n.negotiation import with_sign_in
from turnout.site.layout.addresses import ACCOUNT, go_to, own_path, sign_in_path
from turnout.site.layout.page_access import (
    browser_secret,
    client,
    count_request,
    page,
    with_browser_secret,
)
from turnout.site.layout.views import Link, MessagePage


class CompanySignInPages(FormPages):
    @page("this is where people prove who they are")
    def begin(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        """Send the browser to the organization's provider; the answer counts in it alone."""
        count_request("sign-in")
        browser = browser_secret() or secrets.token_urlsafe(32)
        back_to = own_path(request.args.get("next"))
        try:
            url = sso.begin_sso(
                organization_id,
                identity_provider_id,
                browser=browser,
                back_to=back_to,
                request_id=request_id(),
            )
        except sso.SsoRefused as refused:
            return self._refused(refused)
        return with_browser_secret(go_to(url), browser)

    @page("the provider's answer, held against the attempt of this browser, is the proof")
    def finish(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        count_request("sign-in")
        try:
            answer = code_flow.read_answer(request.args.to_dict(flat=False))
            found = sso.finish_sso(
                organization_id,
                identity_provider_id,
                answer,
                browser=browser_secret(),
                client=client(),
                locale=language(),
                request_id=request_id(),
            )
        except (OpenIdRefused, sso.SsoOver):
            return self._over()
        except sso.SsoRefused as refused:
            return self._refused(refused)
        if found.second_step is not None:
            form = second_step_form(
                found.second_step.sign_in_token, found.second_step.methods, found.back_to
            )
            says = _("Now type the code that your authenticator app shows.")
            return self._personal.form(with_token(replace(form, text=says), "second-step"))
        response = go_to(found.back_to)
        return with_sign_in(response, found.signed_in) if found.signed_in else response

    def _refused(self, refused: sso.SsoRefused) -> Response:
        """One sentence whatever the reason; the administrator sees it in the sign-in log."""
        view = MessagePage(
            title=_("You are not signed in"),
            text=_("Signing in with your organization did not work."),
            kind="problem",
            hint=_("Your administrator sees the reason in the sign-in log."),
            action=Link(label=_("Back to sign-in"), url=sign_in_path(ACCOUNT)),
        )
        return self._personal.message(view, status=refused.status)

    def _over(self) -> Response:
        view = MessagePage(
            title=_("Please sign in again"),
            text=_("This took too long, was done already, or began in another browser."),
            kind="problem",
            action=Link(label=_("Sign in"), url=sign_in_path(ACCOUNT)),
        )
        return self._personal.message(view, status=410)
