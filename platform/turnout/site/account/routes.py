"""The addresses at which people sign in and look after their account."""

from collections.abc import Callable
from typing import Final

from flask import Flask, Response

from turnout.site.account.invitations import InvitationPages
from turnout.site.account.mail_links import LinkPages, UnsubscribePages
from turnout.site.account.profile import AccountPages, ProfilePages
from turnout.site.account.sign_in import SignInPages
from turnout.site.forms.pages import Personal
from turnout.site.rendering.renderer import Renderer

LOOK_AND_SEND: Final = ("GET", "POST")
SEND: Final = ("POST",)


def add_to(app: Flask, renderer: Renderer) -> None:
    personal = Personal(renderer)
    signing, links = SignInPages(personal), LinkPages(personal)
    unsubscribing = UnsubscribePages(personal)
    invitations, account = InvitationPages(personal), AccountPages(personal)
    profile = ProfilePages(personal)
    rules: tuple[tuple[str, Callable[..., Response], tuple[str, ...]], ...] = (
        ("/sign-in", signing.sign_in, LOOK_AND_SEND),
        ("/sign-up", signing.sign_up, LOOK_AND_SEND),
        ("/sign-out", signing.sign_out, SEND),
        ("/forgot-password", signing.forgot_password, LOOK_AND_SEND),
        ("/reset-password/<token>", links.reset_password, LOOK_AND_SEND),
        ("/verify-email", signing.resend_verification, LOOK_AND_SEND),
        ("/verify-email/<token>", links.verify_email, LOOK_AND_SEND),
        ("/invite/<secret>", invitations.invitation, LOOK_AND_SEND),
        ("/account", account.account, ("GET",)),
        ("/unsubscribe/<token>", unsubscribing.unsubscribe, LOOK_AND_SEND),
        ("/account/profile", profile.profile, LOOK_AND_SEND),
        ("/account/email", profile.email, LOOK_AND_SEND),
        ("/account/email/<token>", links.change_email, LOOK_AND_SEND),
        ("/account/password", profile.password, LOOK_AND_SEND),
        ("/account/logins/<uuid:login_id>/sign-out", account.end_login, SEND),
        ("/account/sign-out-everywhere", account.end_all_logins, SEND),
    )
    for rule, view, methods in rules:
        app.add_url_rule(
            rule, f"site.{view.__name__}", view, methods=list(methods), strict_slashes=False
        )
