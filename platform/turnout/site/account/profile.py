"""A person's account: memberships, sign-ins, name, language, time zone, address, password."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Final
from urllib.parse import urlencode, urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import NotFound, PreconditionFailed
from turnout.kernel.http.request_info import request_id
from turnout.modules.email_changes import api as email_changes
from turnout.modules.identity import api as identity
from turnout.modules.organizations import api as organizations
from turnout.modules.participation import api as participation
from turnout.modules.profiles import api as profiles
from turnout.modules.sso import api as sso
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed, typed_version
from turnout.site.forms.pages import FormPages, Personal, RefusedForm, refused, with_token
from turnout.site.l10n.formats import category_name, full_moment, program_name, role_name
from turnout.site.l10n.i18n import LANGUAGES, _, language, marked, stem_of
from turnout.site.l10n.languages import name_of
from turnout.site.l10n.negotiation import remember
from turnout.site.layout.addresses import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.page_access import (
    client,
    count_request,
    find_viewer,
    forget_viewer,
    page,
    with_cookies,
)
from turnout.site.layout.views import (
    AccountPage,
    FormPage,
    Link,
    LoginView,
    MembershipView,
    MessagePage,
    OrganizationCard,
    SavedEventView,
)

FORM: Final = "account"
FOLLOW_FORM: Final = "follow"
"""Of the pages that save and follow: the account sends their forms too."""
GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
SAVED: Final = {
    "address": marked("Your address is confirmed, and you are signed in."),
    "profile": marked("Your profile is saved."),
    "picture": marked("Your picture is saved."),
    "interests": marked("Your interests are saved."),
    "password": marked("Your password is changed. Every other browser is signed out."),
}


class AccountPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(GUESTS)
    def account(self) -> Response:
        count_request()
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(ACCOUNT))
        view = _account_view(viewer)
        return self._personal.page("account.html", view, title=_("Your account"))

    @page(GUESTS)
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

    @page(GUESTS)
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


WayIn = Callable[[UUID], str | None]


def _signed_out_here() -> Response:
    forget_viewer()
    return csrf.renew(with_cookies(go_to("/sign-in"), identity.ended_cookies()))


def _account_view(viewer: PersonContext) -> AccountPage:
    joined, saved = request.args.get("joined", ""), request.args.get("saved", "")
    person = identity.get_me(viewer)
    interests = profiles.get_interests(viewer)
    mine = organizations.list_my_organizations(viewer)
    zone, way_in = ZoneInfo(person.time_zone), cache(sso.find_way_in)
    return AccountPage(
        name=person.display_name,
        avatar_url=profiles.avatar_path(person.avatar_id) if person.avatar_id else "",
        phone=person.phone,
        interests=tuple(map(category_name, interests.categories)) + interests.places,
        email=person.email,
        zone=person.time_zone,
        language=name_of(person.locale),
        saved=_(SAVED[saved]) if saved in SAVED else "",
        memberships=tuple(
            _membership(each, zone, came_by=viewer.sso_organization_id, way_in=way_in)
            for each in mine
        ),
        logins=tuple(_login(each, zone) for each in identity.list_logins(viewer)),
        saved_events=tuple(map(_saved_event, participation.list_favourites(viewer, [language()]))),
        followed=tuple(map(_followed, participation.list_followed(viewer))),
        follow_token=csrf.token_of(FOLLOW_FORM),
        joined=next((each.name for each in mine if str(each.id) == joined), ""),
        form_token=csrf.token_of(FORM),
        sign_out_token=csrf.token_of("sign-out"),
    )


def _saved_event(each: participation.Favourite) -> SavedEventView:
    event = each.event
    return SavedEventView(
        title=event.title,
        url=urlsplit(event.page_url).path,
        starts_at=event.starts_local,
        ends_at=event.ends_local,
        place=event.location.name if event.location else "",
        language=event.language,
        status=event.state.value,
    )


def _followed(each: participation.Followed) -> Link:
    return Link(label=each.name, url=f"/{each.slug}")


def _membership(
    each: organizations.MyOrganization, zone: ZoneInfo, *, came_by: UUID | None, way_in: WayIn
) -> MembershipView:
    """`came_by`: the organization whose identity provider opened this login.

    `way_in` says where people of an agency sign in by its own provider.
    """
    is_open = each.state == "active"
    shown = MembershipView(
        organization=OrganizationCard(name=each.name, slug=each.slug),
        role=role_name(each.role),
        url=f"/{each.slug}" if is_open else None,
        note="" if is_open else _("Suspended") if each.state == "suspended" else _("Closed"),
        settings_url=f"{ACCOUNT}/organizations/{each.id}" if _is_entered(each) else None,
    )
    if each.second_factor_from is not None and is_open:
        day = full_moment(each.second_factor_from.astimezone(zone))
        shown = replace(shown, factor_note=_("Asks for a second factor from %(day)s.", day=day))
    if each.agency_id is None or not is_open:
        return shown
    shown = replace(shown, note=_("Through your agency"))
    is_let_in = each.agency_sign_in == "own_sso" and each.agency_id == came_by
    return shown if each.agency_sign_in is None or is_let_in else _kept_out(shown, each, way_in)


def _kept_out(
    shown: MembershipView, each: organizations.MyOrganization, way_in: WayIn
) -> MembershipView:
    """A client that this login does not open, and what does."""
    if each.agency_sign_in == "refused":
        says = _("Lets nobody in through an agency.")
        return replace(shown, agency_note=says, settings_url=None)
    path = way_in(each.agency_id) if each.agency_id else None
    back = urlencode({"next": f"{ACCOUNT}/organizations/{each.id}"})
    return replace(
        shown,
        agency_note=_("Wants you to sign in by your agency."),
        agency_sign_in=f"{path}?{back}" if path else None,
        settings_url=None,
    )


def _is_entered(each: organizations.MyOrganization) -> bool:
    """Whether the person may look after it now; a suspended one is closed to them."""
    return each.state in ("active", "closing")


def _login(each: identity.Login, zone: ZoneInfo) -> LoginView:
    return LoginView(
        id=each.id,
        program=program_name(each.agent),
        address=each.address,
        last_used_at=each.last_used_at.astimezone(zone),
        created_at=each.created_at.astimezone(zone),
        is_current=each.is_current,
    )


PROFILE: Final = f"{ACCOUNT}/profile"
PASSWORD: Final = f"{ACCOUNT}/password"
EMAIL: Final = f"{ACCOUNT}/email"
CONFLICT_STATUS: Final = 409


class ProfilePages(FormPages):
    @page(GUESTS)
    def profile(self) -> Response:
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PROFILE))
        person = identity.get_me(viewer)
        view = _profile_form(person)
        return self.answered("profile", view, lambda: self._saved(viewer, person), tries="write")

    @page(GUESTS)
    def password(self) -> Response:
        """The present password is asked for: a browser left open is not enough."""
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PASSWORD))
        view = _password_form(identity.get_me(viewer))
        return self.answered("password", view, lambda: self._changed(viewer), tries="sign-in")

    @page(GUESTS)
    def email(self) -> Response:
        """A link goes to the new address; until it is opened, the present one stays."""
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(EMAIL))
        view = _email_form(identity.get_me(viewer))
        return self.answered("email", view, lambda: self._asked(viewer), tries="sign-in")

    def _saved(self, viewer: PersonContext, person: identity.Person) -> Response:
        language = typed("locale")
        changes = identity.PersonUpdate(
            display_name=typed("display_name", longest=fields.LONGEST_NAME),
            locale=None if language == _page_language(person) else language,
            time_zone=typed("time_zone"),
            phone=typed("phone"),
        )
        try:
            changed = identity.update_me(viewer, changes, version=typed_version())
        except PreconditionFailed:
            says = _("Someone changed this in the meantime. Check it and save it again.")
            fresh = _profile_form(identity.get_me(viewer))
            again = RefusedForm(replace(with_token(fresh, "profile"), error=says), CONFLICT_STATUS)
            return again.mark(self._personal.form(again.view))
        return remember(go_to(f"{ACCOUNT}?saved=profile"), changed.locale)

    def _changed(self, viewer: PersonContext) -> Response:
        identity.change_password(
            replace(viewer, request_id=request_id()),
            typed("present_password", longest=fields.LONGEST_PASSWORD),
            typed("password", longest=fields.LONGEST_PASSWORD),
            client=client(),
        )
        return csrf.renew(go_to(f"{ACCOUNT}?saved=password"))

    def _asked(self, viewer: PersonContext) -> Response:
        address = email_changes.request_email_change(
            replace(viewer, request_id=request_id()),
            typed("email"),
            typed("present_password", longest=fields.LONGEST_PASSWORD),
            client=client(),
        )
        sent = MessagePage(
            title=_("Check your email"),
            text=_(
                "If %(email)s can be yours, we have sent a link to it, and one to your present"
                " address. Your email address changes once both have agreed.",
                email=address,
            ),
            hint=_("Nothing after a few minutes? Check your spam folder."),
            action=Link(label=_("Back to your account"), url=ACCOUNT),
        )
        return csrf.renew(self._personal.message(sent))


def _profile_form(person: identity.Person) -> FormPage:
    """The form of name, language and time zone, filled in with what was typed or is stored."""
    name = typed("display_name", longest=fields.LONGEST_NAME)
    return FormPage(
        title=_("Your profile"),
        button=_("Save"),
        fields=(
            fields.display_name(name or person.display_name),
            fields.phone(typed("phone") if request.method == "POST" else person.phone),
            fields.language_field(typed("locale") or _page_language(person)),
            fields.time_zone(typed("time_zone") or person.time_zone),
        ),
        hidden=(("version", str(person.version)),),
        links=(Link(label=_("Back to your account"), url=ACCOUNT),),
    )


def _password_form(person: identity.Person) -> FormPage:
    return FormPage(
        title=_("Change your password"),
        text=_("Every other browser is signed out; this one stays signed in."),
        button=_("Save the password"),
        fields=(
            replace(fields.email(person.email), is_fixed=True),
            fields.present_password(),
            fields.new_password(),
        ),
        links=(
            Link(label=_("Forgot password?"), url="/forgot-password"),
            Link(label=_("Back to your account"), url=ACCOUNT),
        ),
    )


def _email_form(person: identity.Person) -> FormPage:
    return FormPage(
        title=_("Change your email address"),
        text=_(
            "Your email address is %(email)s. We send a link to the new one.", email=person.email
        ),
        button=_("Send the link"),
        fields=(
            replace(
                fields.email(typed("email")),
                label=_("New email address"),
                autocomplete="email",
            ),
            fields.present_password(),
        ),
        links=(Link(label=_("Back to your account"), url=ACCOUNT),),
    )


def _page_language(person: identity.Person) -> str:
    """The page language nearest to a person's own: `de-CH` is German."""
    stem = stem_of(person.locale)
    return stem if stem in LANGUAGES else person.locale
