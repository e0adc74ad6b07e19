"""What the pages about second factors share: their addresses, and who may go on to them."""

from dataclasses import replace
from typing import Final

from flask import Response

from turnout.kernel.context import PersonContext
from turnout.kernel.http.access import is_confirmed
from turnout.kernel.http.request_info import request_id
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import ACCOUNT, confirm_path, go_to, sign_in_path
from turnout.site.layout.page_access import find_viewer
from turnout.site.layout.views import Link, MessagePage

GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
FACTORS: Final = f"{ACCOUNT}/second-factors"
RECOVERY_CODES: Final = f"{FACTORS}/recovery-codes"
PASSKEYS: Final = f"{FACTORS}/passkeys"
CONFIRM: Final = f"{ACCOUNT}/confirm"


def ready_for(path: str) -> PersonContext | Response:
    """Who is signed in and has confirmed it lately; else the way to that."""
    viewer = find_viewer()
    if viewer is None:
        return go_to(sign_in_path(path))
    if not is_confirmed(viewer.confirmed_at):
        return go_to(confirm_path(path))
    return replace(viewer, request_id=request_id())


def back_to_factors() -> Link:
    return Link(label=_("Back to your second factors"), url=FACTORS)


def factor_required() -> MessagePage:
    return MessagePage(
        title=_("This is your last second factor"),
        text=_("An organization of yours requires one. Set up another one before you remove it."),
        kind="problem",
        action=back_to_factors(),
    )
