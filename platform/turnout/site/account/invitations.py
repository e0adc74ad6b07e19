"""Answering an invitation: as who is signed in, by signing in, or with a new account."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from flask import Response, request

from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import count_wrong_secret
from turnout.modules.identity import api as identity
from turnout.modules.members import api as members
from turnout.modules.organizations import api as organizations
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import REFUSALS, Personal, refused, second_step_form, with_token
from turnout.site.l10n.formats import role_name, role_purpose
from turnout.site.l10n.i18n import _, language, marked
from turnout.site.l10n.negotiation import with_sign_in
from turnout.site.layout.addresses import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.page_access import (
    client,
    count_holder,
    count_request,
    find_person,
    find_signed_in,
    find_viewer,
    page,
)
from turnout.site.layout.views import FormPage, InvitationPage, Link, MessagePage, OrganizationCard

FORM: Final = "invitation"
OVER: Final = {
    "accepted": (
        marked("This invitation was accepted"),
        marked("Sign in to find the organization."),
    ),
    "expired": (
        marked("This invitation has expired"),
        marked("Ask who invited you to send it once more."),
    ),
    "revoked": (
        marked("This invitation was taken back"),
        marked("If you think that is a mistake, ask who invited you."),
    ),
    "sender-left": (
        marked("This invitation has ended"),
        marked("Whoever sent it can no longer invite people. Ask somebody else there."),
    ),
}


class InvitationPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page("the link of the mail is the proof")
    def invitation(self, secret: str) -> Response:
        """Show an invitation; only sending its form accepts it."""
        count_holder()
        try:
            shown = members.get_invitation(secret, request_id=request_id())
            if request.method != "POST":
                return self._show(shown, _form_for(shown, find_person()))
            return self._accept(shown, secret)
        except organizations.InvitationNotFound:
            count_wrong_secret()
            return self._unknown()
        except organizations.InvitationClosed as over:
            return self._over(str(over.details["reason"]))

    def _accept(self, shown: members.OpenInvitation, secret: str) -> Response:
        viewer = find_viewer()
        form = _form_for(shown, find_person())
        try:
            csrf.require_own(FORM)
            if viewer is not None:
                accepted = members.accept_invitation(viewer, secret)
                return csrf.renew(_welcome(accepted.organization_id))
            if shown.has_account:
                return self._sign_in_and_accept(shown, secret)
            return self._make_account_and_accept(shown, secret)
        except REFUSALS as error:
            again = refused(form, error)
            return again.mark(self._show(shown, again.view))
        except identity.OtherAddress:
            response = self._show(shown, form)
            response.status_code = 403
            return response
        except organizations.AlreadyMember:
            return go_to(ACCOUNT)

    def _sign_in_and_accept(self, shown: members.OpenInvitation, secret: str) -> Response:
        count_request("sign-in")
        try:
            signed_in = self._signed_in(shown.email)
        except identity.SecondFactorNeeded as needed:  # then back here, to accept
            step = second_step_form(needed.sign_in_token, needed.methods, request.path)
            return self._personal.form(with_token(step, "second-step"))
        person = find_signed_in(signed_in.refresh_token)
        response = go_to(ACCOUNT)
        if person is not None:
            try:
                accepted = members.accept_invitation(person, secret)
                response = _welcome(accepted.organization_id)
            except organizations.AlreadyMember:
                response = go_to(ACCOUNT)
        return with_sign_in(response, signed_in)

    def _make_account_and_accept(self, shown: members.OpenInvitation, secret: str) -> Response:
        new = members.NewAccount(
            token=secret,
            display_name=typed("display_name", longest=fields.LONGEST_NAME),
            password=typed("password", longest=fields.LONGEST_PASSWORD),
            locale=language(),
            time_zone=fields.known(typed("time_zone")),
        )
        accepted = members.accept_with_new_account(new, request_id=request_id())
        try:
            signed_in = self._signed_in(shown.email)
        except identity.WrongCredentials:  # tries by somebody else have paused the address
            return csrf.renew(go_to(sign_in_path(ACCOUNT)))
        return with_sign_in(_welcome(accepted.organization_id), signed_in)

    def _signed_in(self, email: str) -> identity.SignedIn:
        return identity.sign_in(
            email,
            typed("password", longest=fields.LONGEST_PASSWORD),
            client=client(),
            request_id=request_id(),
        )

    def _show(self, shown: members.OpenInvitation, form: FormPage) -> Response:
        viewer = find_person()
        view = InvitationPage(
            title=_("Join %(name)s", name=shown.organization_name),
            organization=OrganizationCard(
                name=shown.organization_name, slug=shown.organization_slug
            ),
            role=role_name(shown.role),
            may=role_purpose(shown.role),
            email=shown.email,
            expires_at=shown.expires_at,
            form=form,
            signed_in_as=viewer.email if viewer else "",
        )
        return self._personal.page("invitation.html", view, title=view.title)

    def _unknown(self) -> Response:
        view = MessagePage(
            title=_("We cannot find this invitation"),
            text=_("The link may be incomplete, or a newer email has replaced it."),
            kind="problem",
            hint=_("Open the link in our latest email, or ask who invited you."),
        )
        return self._personal.message(view, status=404)

    def _over(self, reason: str) -> Response:
        title, text = OVER[reason]
        link = Link(label=_("Your account"), url=ACCOUNT)
        view = MessagePage(
            title=_(title),
            text=_(text),
            kind="mail" if reason == "accepted" else "problem",
            action=link if reason == "accepted" else None,
        )
        return self._personal.message(view, status=410)


def _form_for(shown: members.OpenInvitation, viewer: identity.Person | None) -> FormPage:
    """Accept as who is here, sign in to the account of the address, or make that account."""
    token = ((csrf.FIELD, csrf.token_of(FORM)),)
    if viewer is not None and viewer.email != shown.email:
        return _sign_out_form()
    if viewer is not None:
        return FormPage(title="", button=_("Accept"), hidden=token)
    address = replace(fields.email(shown.email), is_fixed=True)
    if shown.has_account:
        return FormPage(
            title=_("Sign in to accept"),
            button=_("Sign in and accept"),
            fields=(address, fields.password()),
            hidden=token,
            links=(Link(label=_("Reset your password"), url="/forgot-password"),),
        )
    name = typed("display_name", longest=fields.LONGEST_NAME)
    return FormPage(
        title=_("Create an account to accept"),
        button=_("Create account and accept"),
        fields=(
            address,
            fields.display_name(name),
            replace(fields.new_password(), label=_("Password")),
        ),
        hidden=(*token, ("time_zone", "")),
    )


def _sign_out_form() -> FormPage:
    """The form that signs out whoever has another address, and leads back here."""
    return FormPage(
        title="",
        button=_("Sign out and use the other address"),
        action="/sign-out",
        hidden=((csrf.FIELD, csrf.token_of("sign-out")), ("next", request.path)),
    )


def _welcome(organization_id: UUID) -> Response:
    return go_to(f"{ACCOUNT}?joined={organization_id}")
