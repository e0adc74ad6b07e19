"""Pages that are one person's, with their forms: sent once, and shown again when refused."""

import math
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol, TypeAlias

from flask import Response, request
from marshmallow import Schema, ValidationError

from turnout.kernel import clock
from turnout.kernel.errors import (
    Conflict,
    Forbidden,
    Invalid,
    PreconditionFailed,
    RateLimited,
    Unavailable,
)
from turnout.modules.identity import api as identity
from turnout.modules.passkeys import api as passkeys
from turnout.modules.second_factors import api as second_factors
from turnout.modules.social_logins import api as social_logins
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import Stale, typed
from turnout.site.l10n.formats import wait_text
from turnout.site.l10n.i18n import _, marked
from turnout.site.l10n.negotiation import with_sign_in
from turnout.site.layout.addresses import go_to, sign_in_path
from turnout.site.layout.page_access import (
    count_request,
    find_viewer,
    has_dead_login,
    marked_person,
    with_cookies,
)
from turnout.site.layout.views import (
    FormPage,
    Link,
    MessagePage,
    OrganizationCard,
    Page,
    PasskeyButton,
)
from turnout.site.rendering.headers import PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer
from turnout.site.tickets.views import AttendeePage


class Personal:
    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def message(
        self, view: MessagePage, *, status: int = 200, home: OrganizationCard | None = None
    ) -> Response:
        return self.page("message.html", view, title=view.title, status=status, home=home)

    def form(self, view: FormPage, *, home: OrganizationCard | None = None) -> Response:
        status = 422 if view.is_wrong else 200
        wears = view.event.organization if view.event else home
        return self.page("form.html", view, title=view.title, status=status, home=wears)

    def attendee_form(self, view: AttendeePage) -> Response:
        status = 422 if view.is_wrong else 200
        home = view.event.organization
        return self.page("attendee.html", view, title=view.words.title, status=status, home=home)

    def page(
        self,
        template: str,
        view: object,
        *,
        title: str,
        status: int = 200,
        home: OrganizationCard | None = None,
    ) -> Response:
        """`home` is whose colours, logo and legal texts the page wears."""
        is_known = find_viewer() is not None
        about = Page(title=title, indexable=False, is_signed_in=is_known, home=home)
        response = page_response(
            self._renderer.page(template, about, view), caching=PERSONAL, status=status
        )
        # With `no-referrer` browsers say `Origin: null` when the page's form is sent.
        response.headers["Referrer-Policy"] = "strict-origin"
        if has_dead_login():
            with_cookies(response, identity.ended_cookies())
        return csrf.keep(marked_person(response))


STALE: Final = marked(
    "This page was open for a long time, or was sent already. Please try once more."
)
LONGEST_CREDENTIAL: Final = 60_000
CREDENTIAL: Final = "/credential"
MISMATCH: Final = marked("Wrong email or password. Check both and try again.")
Refusal: TypeAlias = (
    Stale | Invalid | RateLimited | identity.EmailNotVerified | identity.WrongCredentials
)
REFUSALS: Final = (
    Stale,
    Invalid,
    RateLimited,
    identity.EmailNotVerified,
    identity.WrongCredentials,
)


@dataclass(frozen=True, slots=True)
class RefusedForm:
    view: FormPage
    status: int
    wait_seconds: int | None = None

    def mark(self, response: Response) -> Response:
        """Give the answer the status and the waiting time of the refusal."""
        response.status_code = self.status
        if self.wait_seconds is not None:
            response.headers["Retry-After"] = str(self.wait_seconds)
        return response


def refused(view: FormPage, error: Refusal) -> RefusedForm:
    match error:
        case Stale():
            return RefusedForm(replace(view, error=_(STALE)), 403)
        case Invalid():
            return _invalid(view, error)
        case identity.EmailNotVerified():
            says = _("Please confirm your address first: open the link in our email.")
            link = Link(label=_("Send the link again"), url="/verify-email")
            return RefusedForm(replace(view, error=says, error_link=link), 403)
        case identity.WrongCredentials():
            return _wrong(view, error)
        case identity.PasswordPaused():
            return _paused(view, int(error.headers["Retry-After"]))
        case RateLimited():
            return _too_fast(view, error)


def refused_page(error: Refusal) -> RefusedForm:
    """The refusal of a page that is no `FormPage`: its words in `view.error`."""
    return refused(FormPage(title="", button=""), error)


def _invalid(view: FormPage, error: Invalid) -> RefusedForm:
    """What is wrong stands beside its line; what a passkey said has none."""
    says = next((_(each.detail) for each in error.errors if each.pointer == CREDENTIAL), "")
    shown = fields.with_errors(view.fields, error)
    return RefusedForm(replace(view, fields=shown, error=says), 422)


def _wrong(view: FormPage, error: identity.WrongCredentials) -> RefusedForm:
    """A refused sign-in: alike for a wrong password, an unknown address, a paused account."""
    if error.paused_until is None:
        return RefusedForm(replace(view, error=_(MISMATCH)), 422)
    seconds = math.ceil((error.paused_until - clock.now()).total_seconds())
    return _paused(view, max(1, seconds))


def _paused(view: FormPage, seconds: int) -> RefusedForm:
    pause = _(
        "Too many tries: try again in %(wait)s, or reset your password.",
        wait=wait_text(seconds),
    )
    return RefusedForm(replace(view, error=f"{_(MISMATCH)} {pause}"), 429, seconds)


def _too_fast(view: FormPage, error: RateLimited) -> RefusedForm:
    seconds = int(error.headers["Retry-After"])
    wait = wait_text(seconds)
    if isinstance(error, second_factors.CodesPaused):
        says = _("After several wrong codes this is paused: try again in %(wait)s.", wait=wait)
    else:
        says = _("Many tries came from your network: try again in %(wait)s.", wait=wait)
    return RefusedForm(replace(view, error=says), 429, seconds)


class FormPages:
    """What the pages with forms share; each form has a name, which its token is bound to."""

    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    def answered(
        self, form: str, view: FormPage, act: Callable[[], Response], *, tries: str
    ) -> Response:
        """`tries` is the class in which sending is counted; looking is counted as reading."""
        view = replace(view, fields=fields.focused(view.fields))
        if request.method != "POST":
            count_request()
            return self._personal.form(with_token(view, form))
        try:
            count_request(tries)
            csrf.require_own(form)
            return act()
        except REFUSALS as error:
            again = refused(with_token(view, form), error)
            return again.mark(self._personal.form(again.view))

    def decided(self, form: str, view: FormPage, act: Callable[[], Response]) -> Response:
        """As `answered`; what does not fit the present state is said above the form, too."""
        try:
            return self.answered(form, view, act, tries="write")
        except (Conflict, Forbidden, PreconditionFailed, Unavailable) as refusal:
            kept = replace(view, fields=fields.focused(view.fields), error=_(refusal.title))
            again = RefusedForm(with_token(kept, form), refusal.status)
            return again.mark(self._personal.form(again.view))

    def shown(self, template: str, view: object, title: str) -> Response:
        return self._personal.page(template, view, title=title)


def second_step_form(token: str, methods: Collection[str], back_to: str) -> FormPage:
    """Asks for the second factor; to be shown where the password was right."""
    has_passkey, has_code = "passkey" in methods, "code" in methods
    hidden = (("sign_in_token", token), ("methods", " ".join(methods)), ("next", back_to))
    return FormPage(
        title=_("Your passkey") if has_passkey else _("Your code"),
        text=_(SECOND_STEP[has_passkey, has_code]),
        button=_("Sign in") if has_code else "",
        action=SECOND_STEP_PATH,
        fields=fields.focused((fields.code(),)) if has_code else (),
        hidden=hidden,
        links=(Link(label=_("Start again"), url=sign_in_path(back_to)),),
        passkey=passkey_button(SECOND_STEP_PATH, hidden) if has_passkey else None,
    )


class CameBack(Protocol):
    """What came of signing in elsewhere: a login, or the second step before it."""

    @property
    def back_to(self) -> str: ...
    @property
    def signed_in(self) -> identity.SignedIn | None: ...
    @property
    def second_step(self) -> identity.SecondFactorNeeded | None: ...


class SignInElsewherePages(FormPages):
    def came_back(self, found: CameBack) -> Response:
        """Sign the browser in and go where it wanted, or ask for the second factor first."""
        if found.second_step is not None:
            form = second_step_form(
                found.second_step.sign_in_token, found.second_step.methods, found.back_to
            )
            says = _("Now type the code that your authenticator app shows.")
            return self._personal.form(with_token(replace(form, text=says), "second-step"))
        response = go_to(found.back_to)
        return with_sign_in(response, found.signed_in) if found.signed_in else response

    def over(self, back_to: str) -> Response:
        """For an attempt that is too old, was used, or belongs to another browser."""
        view = MessagePage(
            title=_("Please sign in again"),
            text=_("This took too long, was done already, or began in another browser."),
            kind="problem",
            action=Link(label=_("Sign in"), url=sign_in_path(back_to)),
        )
        return self._personal.message(view, status=410)


def ways_in(back_to: str, *, text: bool = True) -> tuple[Link, ...]:
    """A button for each provider that is set up; without `text`, by its name alone."""
    return tuple(
        Link(
            label=_("Continue with %(provider)s", provider=each.title) if text else each.title,
            url=sign_in_path(back_to).replace("/sign-in", f"/sign-in/with/{each.key}", 1),
        )
        for each in social_logins.list_providers()
    )


SECOND_STEP_PATH: Final = "/sign-in/second-step"
SECOND_STEP: Final = {
    (False, False): marked("Your password is right."),
    (False, True): marked(
        "Your password is right. Now type the code that your authenticator app shows."
    ),
    (True, False): marked("Your password is right. Now use your passkey."),
    (True, True): marked("Your password is right. Now use your passkey, or type a code."),
}
"""By whether a passkey and a code will do."""


def passkey_button(action: str, hidden: tuple[tuple[str, str], ...]) -> PasskeyButton:
    return PasskeyButton(label=_("Use a passkey"), action=action, hidden=hidden)


def with_token(view: FormPage, form: str) -> FormPage:
    """The form with its token, and the passkey's button beside it, which has the same name."""
    token = (csrf.FIELD, csrf.token_of(form))
    button = view.passkey
    if button is not None and csrf.FIELD not in dict(button.hidden):
        button = replace(button, hidden=(*button.hidden, token))
    return replace(view, hidden=(*view.hidden, token), passkey=button)


def typed_credential(schema: Schema) -> dict[str, Any]:
    """What the script of a page had a passkey sign; Invalid for a text that is no such thing."""
    try:
        credential: dict[str, Any] = schema.loads(typed("credential", longest=LONGEST_CREDENTIAL))
    except (ValidationError, ValueError, RecursionError):
        raise passkeys.not_accepted() from None
    return credential
