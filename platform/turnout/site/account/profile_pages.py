"""What a person changes about their account: name, language, time zone, password."""

from dataclasses import replace
from typing import Final

from flask import Response

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import PreconditionFailed
from turnout.kernel.http.request_info import request_id
from turnout.modules.identity import api as identity
from turnout.site.account.account_views import FormPage
from turnout.site.forms import csrf, form_fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.form_pages import FormPages, RefusedForm, with_token
from turnout.site.l10n.i18n import LANGUAGES, _, stem_of
from turnout.site.l10n.negotiation import remember
from turnout.site.layout.current_user import client, find_viewer
from turnout.site.layout.page_access import page
from turnout.site.layout.safe_redirects import ACCOUNT, go_to, sign_in_path
from turnout.site.layout.views import Link, MessagePage

PROFILE: Final = f"{ACCOUNT}/profile"
PASSWORD: Final = f"{ACCOUNT}/password"
EMAIL: Final = f"{ACCOUNT}/email"
CONFLICT_STATUS: Final = 409
GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"


class ProfilePages(FormPages):
    @page(GUESTS)
    def profile(self) -> Response:
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PROFILE))
        person = identity.show_me(viewer)
        view = _profile_form(person)
        return self.answered("profile", view, lambda: self._saved(viewer, person), tries="write")

    @page(GUESTS)
    def password(self) -> Response:
        """The present password is asked for: a browser left open is not enough."""
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PASSWORD))
        view = _password_form(identity.show_me(viewer))
        return self.answered("password", view, lambda: self._changed(viewer), tries="sign-in")

    @page(GUESTS)
    def email(self) -> Response:
        """A link goes to the new address; until it is opened, the present one stays."""
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(EMAIL))
        view = _email_form(identity.show_me(viewer))
        return self.answered("email", view, lambda: self._asked(viewer), tries="sign-in")

    def _saved(self, viewer: PersonContext, person: identity.Person) -> Response:
        language = typed("locale")
        changes = identity.PersonChanges(
            display_name=typed("display_name", longest=form_fields.LONGEST_NAME),
            locale=None if language == _page_language(person) else language,
            time_zone=typed("time_zone"),
        )
        try:
            changed = identity.change_me(viewer, changes, version=_version())
        except PreconditionFailed:
            says = _("Somebody changed this meanwhile. Look it through and save it again.")
            fresh = _profile_form(identity.show_me(viewer))
            again = RefusedForm(replace(with_token(fresh, "profile"), error=says), CONFLICT_STATUS)
            return again.mark(self._personal.form(again.view))
        return remember(go_to(f"{ACCOUNT}?saved=profile"), changed.locale)

    def _changed(self, viewer: PersonContext) -> Response:
        identity.change_password(
            replace(viewer, request_id=request_id()),
            typed("present_password", longest=form_fields.LONGEST_PASSWORD),
            typed("password", longest=form_fields.LONGEST_PASSWORD),
            client=client(),
        )
        return csrf.renew(go_to(f"{ACCOUNT}?saved=password"))

    def _asked(self, viewer: PersonContext) -> Response:
        address = identity.request_email_change(
            replace(viewer, request_id=request_id()),
            typed("email"),
            typed("present_password", longest=form_fields.LONGEST_PASSWORD),
            client=client(),
        )
        sent = MessagePage(
            title=_("Check your mail"),
            text=_(
                "If %(email)s can be yours, a link is on its way to it. Your address changes once"
                " you have opened it.",
                email=address,
            ),
            hint=_("Nothing there after a few minutes? Look among the unwanted mail as well."),
            action=Link(label=_("Back to your account"), url=ACCOUNT),
        )
        return csrf.renew(self._personal.message(sent))


def _profile_form(person: identity.Person) -> FormPage:
    """What was typed, else what is known."""
    name = typed("display_name", longest=form_fields.LONGEST_NAME)
    return FormPage(
        title=_("Your profile"),
        button=_("Save"),
        fields=(
            form_fields.display_name(name or person.display_name),
            form_fields.language(typed("locale") or _page_language(person)),
            form_fields.time_zone(typed("time_zone") or person.time_zone),
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
            replace(form_fields.email(person.email), is_fixed=True),
            form_fields.present_password(),
            form_fields.new_password(),
        ),
        links=(
            Link(label=_("I do not know it any more"), url="/forgot-password"),
            Link(label=_("Back to your account"), url=ACCOUNT),
        ),
    )


def _email_form(person: identity.Person) -> FormPage:
    return FormPage(
        title=_("Change your e-mail address"),
        text=_("Now it is %(email)s. We send a link to the new one.", email=person.email),
        button=_("Send the link"),
        fields=(
            replace(
                form_fields.email(typed("email")),
                label=_("New e-mail address"),
                autocomplete="email",
            ),
            form_fields.present_password(),
        ),
        links=(Link(label=_("Back to your account"), url=ACCOUNT),),
    )


def _page_language(person: identity.Person) -> str:
    """The language of the list that a person's own is: `de-CH` is German there."""
    stem = stem_of(person.locale)
    return stem if stem in LANGUAGES else person.locale


def _version() -> int | None:
    text = typed("version", longest=18)
    return int(text) if text.isascii() and text.isdecimal() else None
