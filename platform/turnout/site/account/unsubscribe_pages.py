"""Where the link at the end of a mail leads: a page first, and a POST that ends such mails at once.

Mail programs send that POST by themselves when a reader presses their button (RFC 8058), without
cookies and from few addresses: the link alone proves it.
"""

from flask import Flask, Response, request

from turnout.modules.notifications import api as notifications
from turnout.site.account.account_views import FormPage
from turnout.site.l10n.i18n import _
from turnout.site.layout.page_access import count_request, page
from turnout.site.layout.private_page import Personal
from turnout.site.layout.views import MessagePage
from turnout.site.rendering.renderer import Renderer

AGAIN = "again"
GONE_STATUS = 404


def add_to(app: Flask, renderer: Renderer) -> None:
    view = UnsubscribePages(Personal(renderer)).unsubscribe
    app.add_url_rule(
        "/unsubscribe/<token>",
        "site.unsubscribe",
        view,
        methods=["GET", "POST"],
        strict_slashes=False,
    )


class UnsubscribePages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page("whoever reads the address's mail")
    def unsubscribe(self, token: str) -> Response:
        """Looking changes nothing; sending ends such mails, or has them come again."""
        count_request("hooks" if request.method == "POST" else "read")
        try:
            return self._personal.form(_form(_asked(token)))
        except notifications.SubscriptionNotFound:
            return self._personal.message(_gone(), status=GONE_STATUS)


def _asked(token: str) -> notifications.Subscription:
    if request.method != "POST":
        return notifications.get_subscription(token)
    if request.form.get(AGAIN):
        return notifications.opt_in(token)
    return notifications.opt_out(token)


def _form(found: notifications.Subscription) -> FormPage:
    if found.is_on:
        return FormPage(
            title=_("Mails like this one"),
            text=_about(found),
            button=_("Get no more of them"),
        )
    return FormPage(
        title=_("You get no more mails like this one"),
        text=_("If that was a mistake, you can have them again."),
        button=_("Get them again"),
        hidden=((AGAIN, "1"),),
    )


def _about(found: notifications.Subscription) -> str:
    values = {"address": found.email, "organization": found.organization, "event": found.event}
    if found.template is notifications.Template.NEW_EVENTS:
        return _("%(address)s gets a mail when %(organization)s publishes an event.", **values)
    if found.template is notifications.Template.EVENT_INVITATION:
        return _("%(organization)s can invite %(address)s to events.", **values)
    return _("%(address)s gets a mail when %(event)s changes.", **values)


def _gone() -> MessagePage:
    return MessagePage(
        title=_("This link leads nowhere"),
        text=_("Please use the one in a newer mail."),
        kind="problem",
    )
