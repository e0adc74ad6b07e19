"""What a person proves themselves with beside a password, and confirming that it is them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.assets.paper.qr_code import inline_svg
from turnout.kernel.context import PersonContext
from turnout.kernel.http.request_info import request_id
from turnout.modules.identity import api as identity
from turnout.modules.passkeys import api as passkeys
from turnout.modules.second_factors import api as second_factors
from turnout.site.account.confirmed import (
    CONFIRM,
    FACTORS,
    GUESTS,
    PASSKEYS,
    RECOVERY_CODES,
    back_to_factors,
    factor_required,
    ready_for,
)
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import (
    REFUSALS,
    FormPages,
    passkey_button,
    refused,
    second_step_form,
    typed_credential,
    with_token,
)
from turnout.site.l10n.i18n import _, marked
from turnout.site.l10n.negotiation import with_sign_in
from turnout.site.layout.addresses import ACCOUNT, confirm_path, go_to, own_path, sign_in_path
from turnout.site.layout.page_access import client, count_request, find_viewer, page
from turnout.site.layout.views import Field, FormPage, Link, MessagePage

AUTHENTICATOR: Final = f"{FACTORS}/authenticator"
SAVED: Final = {
    "passkey": marked("Your passkey is registered."),
    "name": marked("The passkey has its new name."),
    "removed": marked("The passkey is removed."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyView:
    name: str
    created_at: datetime
    last_used_at: datetime | None
    url: str
    """Where it gets another name; removing it is below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactorsPage:
    authenticator_since: datetime | None
    passkeys: tuple[PasskeyView, ...]
    can_have_passkeys: bool
    recovery_codes_left: int
    is_on: bool
    saved: str
    required_by: str
    """The page that asked for one, to go back to; empty where none did."""
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticatorPage:
    title: str
    qr_svg: str
    secret: str
    form: FormPage


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodesPage:
    title: str
    codes: tuple[str, ...]


class SecondFactorPages(FormPages):
    @page(GUESTS)
    def factors(self) -> Response:
        count_request()
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(FACTORS))
        found = second_factors.get_second_factors(viewer)
        zone = identity.get_me(viewer).time_zone
        since, saved = found.authenticator_since, request.args.get("saved", "")
        view = SecondFactorsPage(
            authenticator_since=since.astimezone(ZoneInfo(zone)) if since else None,
            passkeys=tuple(_passkey(each, zone) for each in passkeys.list_passkeys(viewer)),
            can_have_passkeys=passkeys.are_available(),
            recovery_codes_left=found.recovery_codes_left,
            is_on=found.is_on,
            saved=_(SAVED[saved]) if saved in SAVED else "",
            required_by=own_path(request.args["required"]) if "required" in request.args else "",
            zone=zone,
        )
        return self._personal.page("second_factors.html", view, title=_("Second factors"))

    @page(GUESTS)
    def required_factor(self) -> Response:
        """Where an organization's refusal leads: to show a second factor, or to set one up."""
        count_request()
        back_to = own_path(request.args.get("next"))
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(back_to))
        if second_factors.get_second_factors(viewer).is_on:
            return go_to(confirm_path(back_to))
        return go_to(f"{FACTORS}?{urlencode({'required': back_to})}")

    @page(GUESTS)
    def authenticator(self) -> Response:
        """First a button; then the app's code to scan, and a line for what the app shows."""
        viewer = ready_for(AUTHENTICATOR)
        if isinstance(viewer, Response):
            return viewer
        if request.method == "POST" and fields.CODE in request.form:
            return self._confirmed(viewer)
        view = FormPage(
            title=_("Set up an authenticator app"),
            text=_(
                "From then on signing in takes your password and a code of six digits, which an"
                " app on your phone shows. Your other browsers stay signed in."
            ),
            button=_("Show the code to scan"),
            links=(back_to_factors(),),
        )
        return self.answered(
            "begin-authenticator", view, lambda: self._begun(viewer), tries="write"
        )

    @page(GUESTS)
    def remove_authenticator(self) -> Response:
        path = f"{AUTHENTICATOR}/remove"
        viewer = ready_for(path)
        if isinstance(viewer, Response):
            return viewer
        view = FormPage(
            title=_("Remove the authenticator app?"),
            text=_("Signing in takes your password alone then; recovery codes stop working."),
            button=_("Remove it"),
            links=(back_to_factors(),),
        )
        return self.answered(
            "remove-authenticator", view, lambda: self._removed(viewer), tries="write"
        )

    @page(GUESTS)
    def recovery_codes(self) -> Response:
        viewer = ready_for(RECOVERY_CODES)
        if isinstance(viewer, Response):
            return viewer
        view = FormPage(
            title=_("New recovery codes"),
            text=_("Each signs you in once without the app. Those you had stop working."),
            button=_("Make new codes"),
            links=(back_to_factors(),),
        )

        def made() -> Response:
            return self._codes(second_factors.replace_recovery_codes(viewer))

        return self.answered("recovery-codes", view, made, tries="write")

    @page(GUESTS)
    def confirm(self) -> Response:
        """The second factor, or without one the password; then on to what asked for it."""
        viewer = find_viewer()
        back_to = own_path(request.values.get("next"))
        if viewer is None:
            return go_to(sign_in_path(back_to))
        found = second_factors.get_second_factors(viewer)
        hidden = (("next", back_to),)
        view = FormPage(
            title=_("Confirm that it is you"),
            text=_("What comes next could do harm in other hands, so we ask once more."),
            button=_("Continue") if found.methods != ["passkey"] else "",
            fields=_proofs(found),
            hidden=hidden,
            passkey=passkey_button(CONFIRM, hidden) if found.passkeys else None,
            links=(Link(label=_("Back to your account"), url=ACCOUNT),),
        )

        def proved() -> Response:
            second_factors.confirm(
                replace(viewer, request_id=request_id()),
                proof=_typed_proof(),
                present_password=typed("present_password", longest=fields.LONGEST_PASSWORD) or None,
                client=client(),
            )
            return csrf.renew(go_to(back_to))

        return self.answered("confirm", view, proved, tries="sign-in")

    def _begun(self, viewer: PersonContext) -> Response:
        try:
            made = second_factors.begin_authenticator(viewer)
        except second_factors.AuthenticatorExists:
            return go_to(FACTORS)
        return self._to_scan(made, _code_form())

    def _confirmed(self, viewer: PersonContext) -> Response:
        form = _code_form()
        try:
            count_request("sign-in")
            csrf.require_own("authenticator")
            code = typed(fields.CODE, longest=fields.LONGEST_CODE)
            return self._codes(second_factors.confirm_authenticator(viewer, code))
        except REFUSALS as error:
            again = refused(form, error)
            try:
                shown = second_factors.get_new_authenticator(viewer)
            except second_factors.NoAuthenticator:  # confirmed in another window
                return go_to(FACTORS)
            return again.mark(self._to_scan(shown, again.view))

    def _removed(self, viewer: PersonContext) -> Response:
        try:
            second_factors.remove_authenticator(viewer)
        except second_factors.NoAuthenticator:
            return go_to(FACTORS)
        except second_factors.FactorRequired:
            return csrf.renew(self._personal.message(factor_required(), status=409))
        return csrf.renew(go_to(FACTORS))

    def _to_scan(self, shown: second_factors.NewAuthenticator, form: FormPage) -> Response:
        view = AuthenticatorPage(
            title=form.title,
            qr_svg=inline_svg(shown.uri),
            secret=shown.secret,
            form=with_token(form, "authenticator"),
        )
        return self._personal.page("authenticator.html", view, title=view.title)

    def _codes(self, made: second_factors.RecoveryCodes) -> Response:
        title = _("Your recovery codes")
        view = RecoveryCodesPage(title=title, codes=tuple(made.recovery_codes))
        return csrf.renew(self._personal.page("recovery_codes.html", view, title=title))


class SecondStepPages(FormPages):
    @page("the token of the first step is the proof")
    def second_step(self) -> Response:
        """The second step of a sign-in; opened by itself, it leads to the first."""
        back_to = own_path(request.values.get("next"))
        token = typed("sign_in_token")
        if request.method != "POST":
            return go_to(sign_in_path(back_to))
        methods = [each for each in METHODS if each in typed("methods").split()]
        view = second_step_form(token, methods, back_to)
        try:
            return self.answered(
                "second-step", view, lambda: _signed_in(token, back_to), tries="sign-in"
            )
        except second_factors.SignInOver:
            over = MessagePage(
                title=_("Please sign in again"),
                text=_("Signing in took longer than ten minutes, or was done already."),
                kind="problem",
                action=Link(label=_("Sign in"), url=sign_in_path(back_to)),
            )
            return csrf.renew(self._personal.message(over, status=410))


def _signed_in(token: str, back_to: str) -> Response:
    signed_in = second_factors.complete_sign_in(
        token,
        _typed_proof(),
        client=client(),
        request_id=request_id(),
    )
    return with_sign_in(go_to(back_to), signed_in)


METHODS: Final = ("passkey", "code")


def _proofs(found: second_factors.SecondFactors) -> tuple[Field, ...]:
    """The lines of who confirms: a code where there is a second factor, else the password."""
    if not found.is_on:
        return (fields.present_password(),)
    return (fields.code(),) if "code" in found.methods else ()


def _typed_proof() -> second_factors.Proof:
    credential = None
    if request.form.get("credential"):
        credential = typed_credential(passkeys.UsedCredentialSchema())
    return second_factors.Proof(
        code=typed(fields.CODE, longest=fields.LONGEST_CODE) or None,
        credential=credential,
        browser=passkeys.PASSKEY_COOKIE.read(request.cookies),
    )


def _passkey(each: passkeys.Passkey, zone: str) -> PasskeyView:
    used = each.last_used_at
    return PasskeyView(
        name=each.name,
        created_at=each.created_at.astimezone(ZoneInfo(zone)),
        last_used_at=used.astimezone(ZoneInfo(zone)) if used else None,
        url=f"{PASSKEYS}/{each.id}",
    )


def _code_form() -> FormPage:
    return FormPage(
        title=_("Scan this with your authenticator app"),
        button=_("Confirm"),
        action=AUTHENTICATOR,
        fields=fields.focused(
            (replace(fields.code(), hint=_("The six digits that the app shows now.")),)
        ),
        links=(back_to_factors(),),
    )
