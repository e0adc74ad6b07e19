"""Signing in by the identity provider of one's own organization."""

from uuid import UUID

from flask import Response, request

from turnout.kernel.http.request_info import request_id
from turnout.modules.sso import api as sso
from turnout.openid import code_flow
from turnout.openid.errors import OpenIdRefused
from turnout.site.forms.pages import SignInElsewherePages
from turnout.site.l10n.i18n import _, language
from turnout.site.layout.addresses import ACCOUNT, go_to, own_path, sign_in_path
from turnout.site.layout.page_access import (
    ELSEWHERE,
    browser_secret,
    client,
    count_request,
    page,
    with_cookies,
)
from turnout.site.layout.views import Link, MessagePage
from turnout.site.sso.testing import find_test_answer


class CompanySignInPages(SignInElsewherePages):
    @page("this is where people prove who they are")
    def begin(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        """Send the browser to the organization's provider; the answer counts in it alone."""
        count_request("sign-in")
        browser = ELSEWHERE.read_or_make(request.cookies)
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
        return with_cookies(go_to(url), (ELSEWHERE.holding(browser),))

    @page("the provider's answer, held against the attempt of this browser, is the proof")
    def finish(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        count_request("sign-in")
        try:
            answer = code_flow.read_answer(request.args.to_dict(flat=False))
            tested = find_test_answer(organization_id, identity_provider_id, answer)
            if tested is not None:
                return tested
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
            return self.over(ACCOUNT)
        except sso.SsoRefused as refused:
            return self._refused(refused)
        return self.came_back(found)

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
