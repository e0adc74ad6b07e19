"""Where links of mails lead: a page first, since opening a link must change nothing."""

from collections.abc import Callable
from functools import partial
from typing import Final
from urllib.parse import quote

from flask import Response, request

from turnout.kernel.errors import Forbidden, Gone, Invalid, NotFound
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import count_wrong_secret
from turnout.modules.email_changes import api as email_changes
from turnout.modules.identity import api as identity
from turnout.modules.notifications import api as notifications
from turnout.modules.opt_outs import api as opt_outs
from turnout.modules.sign_in_devices import api as sign_in_devices
from turnout.site.forms import csrf, fields
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import Personal, with_token
from turnout.site.l10n.i18n import _
from turnout.site.l10n.negotiation import with_sign_in
from turnout.site.layout.addresses import ACCOUNT, go_to
from turnout.site.layout.page_access import client, count_request, page
from turnout.site.layout.views import FormPage, Link, MessagePage

GONE_STATUS: Final = 410
NOT_FOUND_STATUS: Final = 404
READER: Final = "whoever reads the address's mail"
AGAIN: Final = "again"
VERIFY: Final = "/verify-email"
VERIFY_FORM: Final = "confirm-email"


def _is_our_form() -> bool:
    """Whether our own page sent it: another's may prove an address, but sign nobody in."""
    if request.method != "POST":
        return False
    try:
        csrf.require_own(VERIFY_FORM)
    except (csrf.Stale, Forbidden):
        return False
    return True


class LinkPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(READER)
    def verify_email(self, token: str) -> Response:
        """A button that proves the address; pressing it is what uses the link."""
        form = FormPage(
            title=_("Confirm your address"),
            text=_("One click, and you are signed in."),
            button=_("Confirm and sign in"),
        )
        done = MessagePage(
            title=_("Your address is confirmed"),
            text=_("You can sign in now."),
            kind="good",
            action=Link(label=_("Sign in"), url="/sign-in"),
        )
        if not _is_our_form():
            verify = partial(identity.verify_email, token)
            return self._confirmed(with_token(form, VERIFY_FORM), verify, done, VERIFY)
        count_request("holder")
        try:
            signed_in = identity.verify_and_sign_in(token, client=client(), request_id=request_id())
        except (Gone, NotFound):
            return self.over(VERIFY)
        return with_sign_in(go_to(f"{ACCOUNT}?saved=address"), signed_in)

    @page(READER)
    def reset_password(self, token: str) -> Response:
        count_request("holder")
        error = ""
        if request.method == "POST":
            password = typed("password", longest=fields.LONGEST_PASSWORD)
            try:
                identity.reset_password(token, password, request_id=request_id())
            except (Gone, NotFound):
                return self.over("/forgot-password")
            except Invalid as refused:
                error = fields.words_of(refused.errors[0])
            else:
                return self._personal.message(
                    MessagePage(
                        title=_("Your password is changed"),
                        text=_("You are signed out everywhere. Sign in with the new one."),
                        kind="good",
                        action=Link(label=_("Sign in"), url="/sign-in"),
                    )
                )
        return self._personal.form(
            FormPage(
                title=_("Reset your password"),
                button=_("Save the password"),
                fields=(fields.new_password(error=error),),
            )
        )

    @page(READER)
    def deny_sign_in(self, token: str) -> Response:
        """A button that ends the sign-in of a new device, and leads to another password."""
        form = FormPage(
            title=_("Was it somebody else?"),
            text=_(
                "We end that sign-in at once. Then choose another password: whoever signed in"
                " knows the present one."
            ),
            button=_("End the sign-in"),
        )
        return self.to_another_password(form, partial(sign_in_devices.deny_sign_in, token))

    def to_another_password(self, form: FormPage, act: Callable[..., str]) -> Response:
        """The form, and once it is sent the page on which another password is chosen."""
        count_request("holder")
        if request.method != "POST":
            return self._personal.form(form)
        try:
            secret = act(request_id=request_id())
        except (Gone, NotFound):
            return self.over("/forgot-password")
        return go_to(f"/reset-password/{quote(secret, safe='')}")

    def _confirmed(
        self, form: FormPage, confirm: Callable[..., object], done: MessagePage, again: str
    ) -> Response:
        """The form, and once it is sent what it was for; `again` is where to get another link."""
        count_request("holder")
        if request.method != "POST":
            return self._personal.form(form)
        try:
            confirm(request_id=request_id())
        except (Gone, NotFound):
            return self.over(again)
        return self._personal.message(done)

    def over(self, again: str) -> Response:
        count_wrong_secret()
        view = MessagePage(
            title=_("This link was used or is too old"),
            text=_("Ask for another one; only the newest link works."),
            kind="problem",
            action=Link(label=_("Ask for a new link"), url=again),
        )
        return self._personal.message(view, status=GONE_STATUS)


EMAIL: Final = f"{ACCOUNT}/email"


class EmailChangePages(LinkPages):
    @page(READER)
    def change_email(self, token: str) -> Response:
        """A button that proves the new address; nothing changes by looking."""
        form = FormPage(
            title=_("Confirm your new address"),
            text=_("You then sign in with it, and our emails go there."),
            button=_("Confirm"),
        )
        return self._agreed(form, partial(email_changes.confirm_email_change, token))

    @page(READER)
    def approve_email(self, token: str) -> Response:
        """A button by which the old address agrees, and a way to object."""
        form = FormPage(
            title=_("Change the address of your account?"),
            text=_("You agree as its present address. The new one has to be confirmed as well."),
            button=_("Agree"),
            links=(Link(label=_("I did not ask for this"), url=f"{EMAIL}/stop/{token}"),),
        )
        return self._agreed(form, partial(email_changes.approve_email_change, token))

    @page(READER)
    def stop_email(self, token: str) -> Response:
        form = FormPage(
            title=_("Keep your address?"),
            text=_("We end every sign-in of your account. Then choose another password."),
            button=_("Keep the address"),
        )
        return self.to_another_password(form, partial(email_changes.stop_email_change, token))

    @page(READER)
    def undo_email(self, token: str) -> Response:
        form = FormPage(
            title=_("Take the change back?"),
            text=_(
                "Your account gets this address back, and we end every sign-in. Then choose another"
                " password."
            ),
            button=_("Take the change back"),
        )
        return self.to_another_password(form, partial(email_changes.undo_email_change, token))

    def _agreed(
        self, form: FormPage, agree: Callable[..., email_changes.ChangedAddress]
    ) -> Response:
        count_request("holder")
        if request.method != "POST":
            return self._personal.form(form)
        try:
            change = agree(request_id=request_id())
        except (Gone, NotFound):
            return self.over(EMAIL)
        account = Link(label=_("Your account"), url=ACCOUNT)
        if change.is_done:
            return self._personal.message(
                MessagePage(
                    title=_("Your address is changed"),
                    text=_("Use it the next time you sign in."),
                    kind="good",
                    action=account,
                )
            )
        return self._personal.message(
            MessagePage(
                title=_("One more step"),
                text=_("Now the other address has to agree: we have sent an email there as well."),
                kind="good",
                action=account,
            )
        )


NOTIFICATIONS: Final = f"{ACCOUNT}/notifications"


class UnsubscribePages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(READER)
    def unsubscribe(self, token: str) -> Response:
        """Looking changes nothing; sending ends such mails, or has them come again."""
        count_request("hooks" if request.method == "POST" else "read")
        try:
            return self._personal.form(_form(_asked(token)))
        except opt_outs.SubscriptionNotFound:
            view = MessagePage(
                title=_("This link leads nowhere"),
                text=_("Please use the one in our latest email."),
                kind="problem",
            )
            return self._personal.message(view, status=NOT_FOUND_STATUS)


def _asked(token: str) -> opt_outs.Subscription:
    if request.method != "POST":
        return opt_outs.get_subscription(token)
    if request.form.get(AGAIN):
        return opt_outs.opt_in(token)
    return opt_outs.opt_out(token)


def _form(found: opt_outs.Subscription) -> FormPage:
    if found.is_on:
        return FormPage(
            title=_("Emails like this one"),
            text=_about(found),
            button=_("Unsubscribe"),
        )
    if found.is_refused:
        return FormPage(
            title=_("You are unsubscribed"),
            text=_("Your account gets no emails of this kind, from any organizer."),
            button="",
            links=(Link(label=_("Change your notifications"), url=NOTIFICATIONS),),
        )
    return FormPage(
        title=_("You are unsubscribed"),
        text=_("If that was a mistake, you can subscribe again."),
        button=_("Subscribe again"),
        hidden=((AGAIN, "1"),),
    )


def _about(found: opt_outs.Subscription) -> str:
    values = {"address": found.email, "organization": found.organization, "event": found.event}
    if found.template == notifications.Template.NEW_EVENTS:
        return _("%(address)s gets an email when %(organization)s publishes an event.", **values)
    if found.template == notifications.Template.EVENT_INVITATION:
        return _("%(organization)s can invite %(address)s to events.", **values)
    if found.template == notifications.Template.ANNOUNCEMENT:
        return _("%(address)s gets emails about %(event)s.", **values)
    return _("%(address)s gets an email when %(event)s changes.", **values)
