"""Signing in and out, and the forms that end in a mail: sign up, new password, new link."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from flask import Response, request

from turnout.kernel.http.request_info import request_id
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.passkeys import api as passkeys
from turnout.modules.sso import api as sso
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import (
    REFUSALS,
    FormPages,
    refused,
    second_step_form,
    typed_credential,
    ways_in,
    with_token,
)
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import _, marked
from turnout.site.l10n.negotiation import with_sign_in
from turnout.site.layout.addresses import ACCOUNT, go_to, own_path, sign_in_path
from turnout.site.layout.page_access import (
    ELSEWHERE,
    client,
    company_logout,
    count_request,
    find_viewer,
    forget_viewer,
    page,
    with_cookies,
)
from turnout.site.layout.views import FormPage, Link, MessagePage, PasskeyButton

PASSKEY_FORM: Final = "passkey"


class SignInPages(FormPages):
    @page("this is where people prove who they are")
    def sign_in(self) -> Response:
        """The address first, then the password; both steps say the same whoever has the address.

        One answer for a wrong password, an unknown address and one that is paused.
        """
        back_to = own_path(request.values.get("next"))
        if find_viewer() is not None and request.method != "POST":
            return go_to(back_to)
        address = typed("email")
        if request.method == "POST" and "password" in request.form:
            view = _with_passkey(_password_form(address, back_to), back_to)
            return self.answered("sign-in", view, lambda: self._signed_in(back_to), tries="sign-in")
        view = _with_passkey(_address_form(address, back_to), back_to)
        return self.answered(
            "sign-in", view, lambda: self._asked_for_password(address, back_to), tries="write"
        )

    @page("the passkey's signature is the proof")
    def passkey(self) -> Response:
        """Sign in by a passkey alone; opened by itself, it leads to the first step."""
        back_to = own_path(request.values.get("next"))
        if request.method != "POST":
            return go_to(sign_in_path(back_to))
        try:
            count_request("sign-in")
            csrf.require_own(PASSKEY_FORM)
            return _signed_in_by_passkey(back_to)
        except sso.CompanySignInNeeded as needed:
            return self._to_company(needed, back_to)
        except REFUSALS as error:
            view = replace(_address_form("", back_to), action="/sign-in")
            again = refused(with_token(_with_passkey(view, back_to), "sign-in"), error)
            return again.mark(self._personal.form(again.view))

    @page("anybody may make an account")
    def sign_up(self) -> Response:
        if find_viewer() is not None and request.method != "POST":
            return go_to(own_path(None))
        view = FormPage(
            title=_("Create an account"),
            text=_("For your tickets, and to work with organizers who invite you."),
            button=_("Create account"),
            hidden=(("time_zone", ""),),
            fields=(
                fields.display_name(typed("display_name", longest=fields.LONGEST_NAME)),
                fields.email(typed("email")),
                replace(fields.new_password(), label=_("Password")),
            ),
            ways=ways_in(ACCOUNT),
            links=(Link(label=_("I already have an account"), url="/sign-in"),),
        )
        return self.answered("sign-up", view, self._signed_up, tries="sign-up")

    @page("says nothing about the address")
    def forgot_password(self) -> Response:
        view = _link_form(
            _("Reset your password"),
            _("We send you a link that works once. The email says until when."),
        )
        return self._mailed("forgot-password", view, identity.forgot_password)

    @page("says nothing about the address")
    def resend_verification(self) -> Response:
        view = _link_form(
            _("Confirm your address"),
            _("We send you the link once more. Only the newest one works."),
        )
        return self._mailed("verify-email", view, identity.resend_verification)

    @page("ends the login of this browser only")
    def sign_out(self) -> Response:
        count_request("write")
        back_to = own_path(request.form.get("next"), otherwise="/")
        viewer = find_viewer()
        try:
            csrf.require_own("sign-out")
        except csrf.Stale as stale:
            if viewer is not None:
                view = FormPage(
                    title=_("Sign out?"), button=_("Sign out"), hidden=(("next", back_to),)
                )
                again = refused(with_token(view, "sign-out"), stale)
                return again.mark(self._personal.form(again.view))
        onward, browser = "", ELSEWHERE.read_or_make(request.cookies)
        if viewer is not None and viewer.login_id is not None:
            identity.end_login(viewer, viewer.login_id)
            onward = company_logout(viewer, browser)
        forget_viewer()
        cookies = (*identity.ended_cookies(), *((ELSEWHERE.holding(browser),) if onward else ()))
        left = self._onward(onward) if onward else go_to(back_to)
        return csrf.renew(with_cookies(left, cookies))

    def _onward(self, url: str) -> Response:
        """Lead to the provider by a page: `form-action` would stop a redirect of the form."""
        view = MessagePage(
            title=_("You are signed out"),
            text=_("Taking you to your organization, to sign out there as well."),
            kind="good",
            action=Link(label=_("Sign out at your organization"), url=url),
        )
        response = self._personal.message(view)
        response.headers["Refresh"] = f"0; url={url}"
        return response

    def _to_company(self, needed: sso.CompanySignInNeeded, back_to: str) -> Response:
        """Lead to the company's sign-in by a page: `form-action` would stop a redirect there."""
        url = f"{needed.path}?{urlencode({'next': back_to})}"
        view = MessagePage(
            title=_("Your organization has its own sign-in"),
            text=_("Taking you to your organization, to sign in there."),
            kind="good",
            action=Link(label=_("Sign in at your organization"), url=url),
        )
        response = self._personal.message(view)
        response.headers["Refresh"] = f"0; url={url}"
        return response

    def _asked_for_password(self, address: str, back_to: str) -> Response:
        known = organizations.address_of(address)
        company = sso.find_provider_for(known)
        view = _with_passkey(_password_form(address, back_to), back_to)
        if company is not None:
            says = _("Continue with %(provider)s", provider=company.name)
            view = replace(view, ways=(Link(label=says, url=company_path(company, back_to)),))
        view = replace(view, fields=fields.focused(view.fields))
        return self._personal.form(with_token(view, "sign-in"))

    def _signed_in(self, back_to: str) -> Response:
        try:
            signed_in = identity.sign_in(
                typed("email"),
                typed("password", longest=fields.LONGEST_PASSWORD),
                client=client(),
                request_id=request_id(),
            )
        except identity.SecondFactorNeeded as needed:
            form = second_step_form(needed.sign_in_token, needed.methods, back_to)
            return self._personal.form(with_token(form, "second-step"))
        except sso.CompanySignInNeeded as needed:
            return self._to_company(needed, back_to)
        return with_sign_in(go_to(back_to), signed_in)

    def _signed_up(self) -> Response:
        new = identity.SignUp(
            email=typed("email"),
            password=typed("password", longest=fields.LONGEST_PASSWORD),
            display_name=typed("display_name", longest=fields.LONGEST_NAME),
            locale=i18n.language(),
            time_zone=fields.known(typed("time_zone")),
        )
        sent = identity.sign_up(new, request_id=request_id())
        return self._sent(sent, _SIGNED_UP, "verify-email")

    def _mailed(self, form: str, view: FormPage, send: Callable[..., object]) -> Response:
        def act() -> Response:
            send(typed("email"), request_id=request_id())
            return self._sent(typed("email"), _LINK_SENT, form)

        return self.answered(form, view, act, tries="sign-up")

    def _sent(self, address: str, text: str, form: str) -> Response:
        """Where to look now; the button sends the form of that name once more."""
        csrf.renew_key()
        again = FormPage(
            title="", button=_("Send again"), action=f"/{form}", hidden=(("email", address),)
        )
        view = MessagePage(
            title=_("Check your email"),
            text=_(text, email=address),
            hint=_("Nothing after a few minutes? Check your spam folder."),
            again=with_token(again, form),
        )
        return self._personal.message(view)


def _signed_in_by_passkey(back_to: str) -> Response:
    signed_in = passkeys.sign_in(
        typed_credential(passkeys.UsedCredentialSchema()),
        browser=passkeys.PASSKEY_COOKIE.read(request.cookies),
        client=client(),
        request_id=request_id(),
    )
    return with_sign_in(go_to(back_to), signed_in)


def _with_passkey(view: FormPage, back_to: str) -> FormPage:
    """The same with the button that signs in by a passkey, where browsers can have one for us."""
    if not passkeys.are_available():
        return view
    token = (csrf.FIELD, csrf.token_of(PASSKEY_FORM))
    button = PasskeyButton(
        label=_("Sign in with a passkey"),
        action="/sign-in/passkey",
        hidden=(("next", back_to), token),
        is_offered_early=True,
    )
    return replace(view, passkey=button)


_SIGNED_UP: Final = marked(
    "We sent an email to %(email)s. Open the link in it, and you are signed in."
)
_LINK_SENT: Final = marked("If %(email)s has an account, we have sent a link to it.")


def company_path(company: sso.ProviderOfDomain, back_to: str) -> str:
    return f"{company.path}?{urlencode({'next': back_to})}"


def _link_form(title: str, text: str) -> FormPage:
    """Asks for an address, to which a link is mailed."""
    return FormPage(
        title=title,
        text=text,
        button=_("Send the link"),
        fields=(fields.email(typed("email")),),
        links=(Link(label=_("Back to sign-in"), url="/sign-in"),),
    )


def _address_form(address: str, back_to: str) -> FormPage:
    return FormPage(
        title=_("Sign in"),
        text=_("Enter the email address of your account."),
        button=_("Continue"),
        fields=(replace(fields.email(address), autocomplete="username webauthn"),),
        hidden=(("next", back_to),),
        ways=ways_in(back_to),
        links=(Link(label=_("Create an account"), url="/sign-up"),),
    )


def _password_form(address: str, back_to: str) -> FormPage:
    return FormPage(
        title=_("Sign in"),
        button=_("Sign in"),
        fields=(replace(fields.email(address), is_fixed=True), fields.password()),
        hidden=(("next", back_to),),
        links=(
            Link(label=_("Use another address"), url=sign_in_path(back_to)),
            Link(label=_("Reset your password"), url="/forgot-password"),
        ),
    )
