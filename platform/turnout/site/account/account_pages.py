"""A person's own page: who they are, where they belong, where they are signed in."""

from dataclasses import replace
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import NotFound
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.site.account.account_views import AccountPage, FormPage, LoginView, MembershipView
from turnout.site.account.roles import role_name
from turnout.site.forms import csrf
from turnout.site.forms.form_pages import refused
from turnout.site.l10n.formats import program_name
from turnout.site.l10n.i18n import _, marked
from turnout.site.l10n.languages import name_of
from turnout.site.layout.current_user import find_viewer, forget_viewer, with_cookies
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.private_page import Personal
from turnout.site.layout.safe_redirects import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.views import OrganizationCard

FORM = "account"
SAVED: Final = {
    "profile": marked("Your profile is saved."),
    "password": marked("Your password is changed. Every other browser is signed out."),
}


class AccountPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page("asks for the login's cookie itself, and sends everybody else to sign in")
    def account(self) -> Response:
        count_request()
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(ACCOUNT))
        view = _account_view(viewer)
        return self._personal.page("account.html", view, title=_("Your account"))

    @page("asks for the login's cookie itself, and sends everybody else to sign in")
    def end_login(self, login_id: UUID) -> Response:
        """Sign out one browser; ending one that has ended already is no fault."""
        count_request("write")
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(ACCOUNT))
        try:
            csrf.require_own(FORM)
            identity.end_login(viewer, login_id)
        except csrf.Stale as stale:
            return self._again(_("Sign out there?"), stale)
        except NotFound:
            return go_to(ACCOUNT)
        return _signed_out_here() if login_id == viewer.login_id else go_to(ACCOUNT)

    @page("asks for the login's cookie itself, and sends everybody else to sign in")
    def end_all_logins(self) -> Response:
        count_request("write")
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(ACCOUNT))
        try:
            csrf.require_own(FORM)
        except csrf.Stale as stale:
            return self._again(_("Sign out everywhere?"), stale)
        identity.sign_out_everywhere(viewer)
        return _signed_out_here()

    def _again(self, title: str, stale: csrf.Stale) -> Response:
        view = FormPage(
            title=title, button=_("Sign out"), hidden=((csrf.FIELD, csrf.token_of(FORM)),)
        )
        again = refused(view, stale)
        return again.mark(self._personal.form(again.view))


def _signed_out_here() -> Response:
    forget_viewer()
    return csrf.renew(with_cookies(go_to("/sign-in"), identity.ended_cookies()))


def _account_view(viewer: PersonContext) -> AccountPage:
    joined, saved = request.args.get("joined", ""), request.args.get("saved", "")
    person = identity.show_me(viewer)
    mine = organizations.list_my_organizations(viewer)
    zone = ZoneInfo(person.time_zone)
    return AccountPage(
        name=person.display_name,
        email=person.email,
        zone=person.time_zone,
        language=name_of(person.locale),
        saved=_(SAVED[saved]) if saved in SAVED else "",
        memberships=tuple(_membership(each) for each in mine),
        logins=tuple(_login(each, zone) for each in identity.list_logins(viewer)),
        joined=next((each.name for each in mine if str(each.id) == joined), ""),
        form_token=csrf.token_of(FORM),
        sign_out_token=csrf.token_of("sign-out"),
    )


def _membership(each: organizations.MyOrganization) -> MembershipView:
    is_open = each.state == "active"
    shown = MembershipView(
        organization=OrganizationCard(name=each.name, slug=each.slug),
        role=role_name(each.role),
        url=f"/{each.slug}" if is_open else None,
        note="" if is_open else _("Suspended") if each.state == "suspended" else _("Closed"),
    )
    return replace(shown, note=_("Through your agency")) if each.agency_id and is_open else shown


def _login(each: identity.Login, zone: ZoneInfo) -> LoginView:
    return LoginView(
        id=each.id,
        program=program_name(each.agent),
        address=each.address,
        last_used_at=each.last_used_at.astimezone(zone),
        created_at=each.created_at.astimezone(zone),
        is_current=each.is_current,
    )
