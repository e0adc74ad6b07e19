"""Signing in with an account elsewhere, and linking one to the account that one has here."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Response, request

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import NotFound, TurnoutError
from turnout.kernel.http.access import is_confirmed
from turnout.kernel.http.request_info import request_id
from turnout.modules.identity import api as identity
from turnout.modules.social_logins import api as social_logins
from turnout.openid import code_flow
from turnout.openid.errors import OpenIdRefused
from turnout.site.forms import csrf
from turnout.site.forms.pages import SignInElsewherePages, ways_in
from turnout.site.l10n.i18n import _, language
from turnout.site.layout.addresses import ACCOUNT, confirm_path, go_to, own_path, sign_in_path
from turnout.site.layout.page_access import (
    ELSEWHERE,
    browser_secret,
    client,
    count_request,
    find_viewer,
    page,
    with_cookies,
)
from turnout.site.layout.views import FormPage, Link, MessagePage

METHODS: Final = f"{ACCOUNT}/sign-in-methods"
GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodView:
    id: UUID
    title: str
    email: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInMethodsPage:
    linked: tuple[MethodView, ...]
    offered: tuple[Link, ...]
    zone: str
    saved: str


class SocialSignInPages(SignInElsewherePages):
    @page("this is where people prove who they are")
    def begin(self, provider: str) -> Response:
        """Send the browser to the provider; what it brings back counts in this browser only."""
        count_request("sign-in")
        browser = ELSEWHERE.read_or_make(request.cookies)
        back_to = own_path(request.args.get("next"))
        try:
            url = social_logins.begin_sign_in(
                provider, browser=browser, back_to=back_to, request_id=request_id()
            )
        except social_logins.SocialSignInRefused as refused:
            return self._refused(provider, refused, back_to)
        return with_cookies(go_to(url), (ELSEWHERE.holding(browser),))

    @page("the provider's answer, held against the attempt of this browser, is the proof")
    def finish(self, provider: str) -> Response:
        count_request("sign-in")
        found = self._finished(provider)
        if isinstance(found, Response):
            return found
        if found.pending_id is not None:
            return go_to(f"{METHODS}/link/{found.pending_id}")
        return self.came_back(found)

    def _finished(self, provider: str) -> social_logins.FinishedSignIn | Response:
        try:
            answer = code_flow.read_answer(request.args.to_dict(flat=False))
            return social_logins.finish_sign_in(
                provider,
                answer,
                browser=browser_secret(),
                client=client(),
                viewer=find_viewer(),
                locale=language(),
                request_id=request_id(),
            )
        except (OpenIdRefused, social_logins.SocialSignInOver):
            return self.over(ACCOUNT)
        except social_logins.SocialSignInRefused as refused:
            return self._refused(provider, refused, ACCOUNT)
        except social_logins.LinkedToAnother as refused:
            return self._taken(refused)

    @page("whoever showed the account elsewhere in this browser; linking takes a login")
    def link(self, pending_id: UUID) -> Response:
        """Ask before an account is linked: a page of somebody else's may have sent the browser."""
        here, viewer = f"{METHODS}/link/{pending_id}", find_viewer()
        try:
            pending = social_logins.get_pending_link(pending_id, browser=browser_secret())
        except social_logins.SocialSignInOver:
            count_request()
            return self.over(METHODS if viewer else ACCOUNT)
        if viewer is None:
            count_request()
            return self._personal.message(_sign_in_first(pending, here))
        if not is_confirmed(viewer.confirmed_at):
            return go_to(confirm_path(here))
        person = identity.get_me(viewer)
        view = FormPage(
            title=_("Link your %(provider)s account?", provider=pending.provider.title),
            text=_(
                "From then on whoever has the %(provider)s account %(theirs)s can sign in to"
                " your account %(email)s here.",
                provider=pending.provider.title,
                theirs=pending.email or "–",
                email=person.email,
            ),
            button=_("Link the account"),
            links=(Link(label=_("Do not link it"), url=ACCOUNT),),
        )
        return self.answered(
            "link-account", view, lambda: self._linked(viewer, pending), tries="write"
        )

    @page(GUESTS)
    def methods(self) -> Response:
        count_request()
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(METHODS))
        zone = identity.get_me(viewer).time_zone
        linked = social_logins.list_social_logins(viewer)
        view = SignInMethodsPage(
            linked=tuple(
                MethodView(
                    id=each.id,
                    title=social_logins.provider_of(each.provider).title,
                    email=each.email,
                    since=each.created_at.astimezone(ZoneInfo(zone)),
                )
                for each in linked
            ),
            offered=ways_in(METHODS, text=False),
            zone=zone,
            saved=_("Your sign-in methods are saved.") if "saved" in request.args else "",
        )
        return self._personal.page("sign_in_methods.html", view, title=_("Sign-in methods"))

    @page(GUESTS)
    def unlink(self, login_id: UUID) -> Response:
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(METHODS))
        path = f"{METHODS}/{login_id}/unlink"
        if not is_confirmed(viewer.confirmed_at):
            return go_to(confirm_path(path))
        found = [each for each in social_logins.list_social_logins(viewer) if each.id == login_id]
        if not found:
            return go_to(METHODS)
        provider = social_logins.provider_of(found[0].provider).title
        view = FormPage(
            title=_("Unlink the %(provider)s account?", provider=provider),
            text=_("You then no longer sign in with it. Your browsers stay signed in."),
            button=_("Unlink"),
            links=(Link(label=_("Back to your sign-in methods"), url=METHODS),),
        )
        return self.answered(
            "unlink-account", view, lambda: self._unlinked(viewer, login_id), tries="write"
        )

    def _linked(self, viewer: PersonContext, pending: social_logins.PendingLink) -> Response:
        known = replace(viewer, request_id=request_id())
        try:
            social_logins.link_account(known, pending.id, browser=browser_secret())
        except social_logins.SocialSignInOver:
            return self.over(METHODS)
        except social_logins.LinkedToAnother as refused:
            return self._taken(refused)
        back_to = METHODS if pending.back_to == ACCOUNT else pending.back_to
        return csrf.renew(go_to(f"{METHODS}?saved=1" if back_to == METHODS else back_to))

    def _unlinked(self, viewer: PersonContext, login_id: UUID) -> Response:
        try:
            social_logins.unlink_account(replace(viewer, request_id=request_id()), login_id)
        except social_logins.LastWayIn:
            view = MessagePage(
                title=_("This is your only way to sign in"),
                text=_("Set a password first: we send you a link for that."),
                kind="problem",
                action=Link(label=_("Reset your password"), url="/forgot-password"),
                more=Link(label=_("Back to your sign-in methods"), url=METHODS),
            )
            return csrf.renew(self._personal.message(view, status=409))
        except NotFound:
            return go_to(METHODS)
        return csrf.renew(go_to(f"{METHODS}?saved=1"))

    def _refused(
        self, provider: str, refused: social_logins.SocialSignInRefused, back_to: str
    ) -> Response:
        title = social_logins.provider_of(provider).title
        was_cancelled = refused.reason == "provider-refused"
        text = _("You cancelled, or %(provider)s did not let you in.", provider=title)
        failed = _("Signing in with %(provider)s did not work.", provider=title)
        view = MessagePage(
            title=_("You are not signed in"),
            text=text if was_cancelled else failed,
            kind="problem",
            hint=_("Try again, or sign in another way."),
            action=Link(label=_("Back to sign-in"), url=sign_in_path(back_to)),
        )
        return self._personal.message(view, status=refused.status)

    def _taken(self, refused: TurnoutError) -> Response:
        view = MessagePage(
            title=_("This account is linked to someone else"),
            text=_("Sign out here and sign in with it, or link another one."),
            kind="problem",
            action=Link(label=_("Back to your sign-in methods"), url=METHODS),
        )
        return self._personal.message(view, status=refused.status)


def _sign_in_first(pending: social_logins.PendingLink, here: str) -> MessagePage:
    provider = pending.provider.title
    return MessagePage(
        title=_("One more step"),
        text=_(
            "Your %(provider)s account is not linked to an account here yet. Sign in, or create"
            " an account, and we link the two.",
            provider=provider,
        ),
        kind="ticket",
        hint=_("You do this once. Afterwards %(provider)s alone signs you in.", provider=provider),
        action=Link(label=_("Sign in"), url=sign_in_path(here)),
        more=Link(label=_("Create an account"), url="/sign-up"),
    )
