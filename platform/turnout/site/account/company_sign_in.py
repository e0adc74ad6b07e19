"""Signing in by the identity provider of one's own organization."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from turnout.kernel.http.request_info import request_id
from turnout.modules.saml import api as saml
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


class CompanySignInPages(SignInElsewherePages):
    @page("this is where people prove who they are")
    def begin(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        """Send the browser to the organization's provider; the answer counts in it alone."""
        count_request("sign-in")
        provider = sso.get_provider_to_sign_in(organization_id, identity_provider_id)
        return self._begun(provider, back_to=own_path(request.args.get("next")))

    @page("the ticket of a test sign-in opens it, once")
    def begin_test(
        self, organization_id: UUID, identity_provider_id: UUID, ticket: str
    ) -> Response:
        """Try a provider: the same way, with a draft too, and nobody comes in by it."""
        count_request("sign-in")
        try:
            test_id = sso.open_test_sign_in(organization_id, identity_provider_id, ticket)
        except sso.SsoOver:
            return self.over(ACCOUNT)
        provider = sso.get_provider_to_sign_in(organization_id, identity_provider_id, is_test=True)
        return self._begun(provider, back_to="", test_id=test_id)

    @page("the provider's answer, held against the attempt of this browser, is the proof")
    def finish(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        count_request("sign-in")
        try:
            found = _finished(organization_id, identity_provider_id)
        except (OpenIdRefused, sso.SsoOver):
            return self.over(ACCOUNT)
        except sso.SsoRefused as refused:
            return self._refused(refused)
        if found.test_id is not None:
            return self._tried(organization_id, identity_provider_id, found.test_id)
        return self.came_back(found)

    @page("the provider's signature proves the response; the browser is known by where it is led")
    def consume(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        """Take a SAML response; the form of another site brings no cookie of ours with it."""
        count_request("sign-in")
        form = request.form.to_dict(flat=False)
        try:
            found = saml.consume_response(
                organization_id,
                identity_provider_id,
                form,
                unasked_back_to=own_path(next(iter(form.get("RelayState", [])), None)),
                client=client(),
                request_id=request_id(),
            )
        except sso.SsoRefused as refused:
            return self._refused(refused)
        here = f"/sso/{organization_id}/{identity_provider_id}"
        led = go_to(f"{here}/return?{urlencode({'saml': found.state})}")
        return with_cookies(led, (ELSEWHERE.holding(found.browser),)) if found.browser else led

    @page("our metadata holds nothing secret; providers fetch it")
    def metadata(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        count_request()
        content = saml.service_metadata(organization_id, identity_provider_id)
        response = Response(content, content_type="application/samlmetadata+xml")
        response.headers["Cache-Control"] = "no-cache"
        return response

    @page("our certificate holds nothing secret; providers encrypt for it")
    def certificate(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        count_request()
        content = saml.service_certificate(organization_id, identity_provider_id)
        response = Response(content, content_type="application/x-pem-file")
        response.headers["Cache-Control"] = "no-cache"
        return response

    @page("the provider's signature proves the message")
    def single_logout(self, organization_id: UUID, identity_provider_id: UUID) -> Response:
        """Take a logout message of SAML: end logins and answer, or hear the provider's answer."""
        count_request("sign-in")
        try:
            found = saml.receive_logout(
                organization_id,
                identity_provider_id,
                query=request.query_string.decode("ascii", "replace"),
                form=request.form.to_dict(flat=False),
                request_id=request_id(),
            )
        except sso.SsoRefused as refused:
            return self._refused(refused)
        if found.url:
            return go_to(found.url)
        return self._signed_out(is_complete=found.is_complete)

    @page("says that one is signed out, to whoever asks")
    def signed_out(self, **_where: UUID) -> Response:
        """Where an OpenID provider sends back who signed out there."""
        count_request()
        return self._signed_out(is_complete=True)

    def _begun(
        self, provider: sso.StoredProvider, *, back_to: str, test_id: UUID | None = None
    ) -> Response:
        browser = ELSEWHERE.read_or_make(request.cookies)
        begun: dict[str, Any] = {"browser": browser, "back_to": back_to, "request_id": request_id()}
        here = (provider.organization_id, provider.id)
        try:
            if provider.kind == sso.ProviderKind.SAML:
                url = saml.begin_sign_in(*here, **begun, test_id=test_id)
            else:
                url = sso.begin_sso(*here, **begun, test_id=test_id)
        except sso.SsoRefused as refused:
            return self._refused(refused)
        return with_cookies(go_to(url), (ELSEWHERE.holding(browser),))

    def _signed_out(self, *, is_complete: bool) -> Response:
        there = _("You are signed out at your organization as well.")
        here = _("You are signed out here. Your organization could not sign you out everywhere.")
        view = MessagePage(
            title=_("You are signed out"), text=there if is_complete else here, kind="good"
        )
        return self._personal.message(view)

    def _tried(self, organization_id: UUID, identity_provider_id: UUID, test_id: UUID) -> Response:
        """Go to the page that shows what came of it; of a test over the API say that it is done."""
        back = sso.find_way_back(organization_id, identity_provider_id, test_id)
        if back:
            return go_to(back)
        view = MessagePage(
            title=_("The test is done"),
            text=_("Go back to the page where you set up the sign-in: it shows what came of it."),
            kind="good",
        )
        return self._personal.message(view)

    def _refused(self, refused: sso.SsoRefused) -> Response:
        """One sentence whatever the reason; the administrator sees it in the sign-in log."""
        if refused.test_id is not None:
            where = request.view_args or {}
            return self._tried(
                where["organization_id"], where["identity_provider_id"], refused.test_id
            )
        view = MessagePage(
            title=_("You are not signed in"),
            text=_("Signing in with your organization did not work."),
            kind="problem",
            hint=_("Your administrator sees the reason in the sign-in log."),
            action=Link(label=_("Back to sign-in"), url=sign_in_path(ACCOUNT)),
        )
        return self._personal.message(view, status=refused.status)


def _finished(organization_id: UUID, identity_provider_id: UUID) -> sso.FinishedSso:
    """What came of it, by the protocol that the way back belongs to."""
    about: dict[str, Any] = {
        "browser": browser_secret(),
        "client": client(),
        "locale": language(),
        "request_id": request_id(),
    }
    state = request.args.get("saml")
    if state is not None:
        return saml.finish_sign_in(organization_id, identity_provider_id, state, **about)
    answer = code_flow.read_answer(request.args.to_dict(flat=False))
    return sso.finish_sso(organization_id, identity_provider_id, answer, **about)
