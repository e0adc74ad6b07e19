"""Erasing an account on its pages, and keeping it after all."""

from dataclasses import replace
from typing import Final

from flask import Response, request

from turnout.kernel.context import PersonContext
from turnout.kernel.http.access import is_confirmed
from turnout.modules.privacy import api as privacy
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import FormPages, RefusedForm, with_token
from turnout.site.l10n.formats import long_day
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import ACCOUNT, PERSONAL_DATA, confirm_path, go_to, sign_in_path
from turnout.site.layout.page_access import find_viewer, page
from turnout.site.layout.views import Field, FormPage, Link

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
PAGE: Final = f"{ACCOUNT}/erasure"
LONGEST_EMAIL: Final = 320


class ErasurePages(FormPages):
    @page(GUESTS)
    def erasure(self) -> Response:
        """Have the account erased, or, while that is to come, keep it."""
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(PAGE))
        found = privacy.find_erasure(viewer)
        if found is not None:
            return self.answered("keep", _keeping(found), lambda: _kept(viewer), tries="write")
        if not is_confirmed(viewer.confirmed_at):
            return go_to(confirm_path(PAGE))
        view = _erasing()
        try:
            return self.answered("erase", view, lambda: _erased(viewer), tries="sign-in")
        except privacy.OwnsAlone as refusal:
            names = ", ".join(refusal.organizations)
            told = _("Hand over or close first what only you own: %(names)s.", names=names)
        except privacy.StillOperator:
            told = _("You operate this platform. Another operator has to end that first.")
        again = RefusedForm(with_token(replace(view, error=told), "erase"), 409)
        return again.mark(self._personal.form(again.view))


def _erasing() -> FormPage:
    return FormPage(
        title=_("Erase your account?"),
        text=_(
            "We erase your account and take your name and addresses out of orders, tickets, forms"
            " and emails, at every organizer. Tickets still let you in by their code. Invoices"
            " stay: the law has organizers keep them. You have some days to change your mind."
        ),
        button=_("Erase my account"),
        fields=(
            Field(
                name="email",
                label=_("Type your email address to confirm"),
                kind="email",
                longest=LONGEST_EMAIL,
                autocomplete="off",
            ),
        ),
        links=(
            Link(label=_("Download your data first"), url=PERSONAL_DATA),
            Link(label=_("Back to your account"), url=ACCOUNT),
        ),
    )


def _keeping(found: privacy.Erasure) -> FormPage:
    return FormPage(
        title=_("Your account will be erased"),
        text=_(
            "We erase it on %(day)s. Until then you can keep it, and nothing has changed.",
            day=long_day(found.due_at.date()),
        ),
        button=_("Keep my account"),
        links=(
            Link(label=_("Download your data"), url=PERSONAL_DATA),
            Link(label=_("Back to your account"), url=ACCOUNT),
        ),
    )


def _erased(viewer: PersonContext) -> Response:
    privacy.request_erasure(viewer, email=typed("email", longest=LONGEST_EMAIL))
    return csrf.renew(go_to(request.path))


def _kept(viewer: PersonContext) -> Response:
    privacy.cancel_erasure(viewer)
    return csrf.renew(go_to(ACCOUNT))
