"""Messages of “my tickets” as notifications of this browser: whether they come, and a switch."""

import json
from collections.abc import Mapping
from typing import Final

from flask import Response, request

from turnout.kernel.context import PersonContext
from turnout.kernel.errors import TurnoutError
from turnout.l10n.formats import program_and_system
from turnout.modules.inbox.api import InboxAudience
from turnout.modules.push_messages import api as push_messages
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.layout.addresses import MESSAGES
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.rendering.headers import PERSONAL, page_response

PUSH: Final = f"{MESSAGES}/push"
FORM: Final = "push"
JSON: Final = "application/json"
GUEST: Final = 401
STALE: Final = 403


@page("asks only about who is signed in; a guest is told nothing")
def message_push() -> Response:
    """Which browsers are told; POST adds this one, or takes it back."""
    count_request("write" if request.method == "POST" else "read")
    viewer = find_viewer()
    if viewer is None:
        return _json({}, GUEST)
    if request.method == "POST":
        try:
            csrf.require_own(FORM)
            _change(viewer)
        except csrf.Stale:
            return _json({}, STALE)
        except TurnoutError as error:
            return _json({}, error.status)
    found = push_messages.list_subscriptions(viewer)
    told = [each.digest for each in found.items if InboxAudience.ATTENDEE.value in each.audiences]
    said = {"key": found.public_key, "digests": told, "token": csrf.token_of(FORM)}
    return _json(said)


def _change(viewer: PersonContext) -> None:
    """As the script says; a browser that is not known any more is none to take back."""
    if typed("do") == "on":
        new = push_messages.NewSubscription(
            address=typed("address"),
            keys={"p256dh": typed("p256dh"), "auth": typed("auth")},
            audience=InboxAudience.ATTENDEE,
            label=program_and_system(request.headers.get("User-Agent", "")),
        )
        push_messages.subscribe(viewer, new)
        return
    for each in push_messages.list_subscriptions(viewer).items:
        if each.digest == typed("digest"):
            push_messages.unsubscribe(viewer, each.id, audience=InboxAudience.ATTENDEE)


def _json(body: Mapping[str, object], status: int = 200) -> Response:
    response = page_response(json.dumps(body), caching=PERSONAL, status=status, content_type=JSON)
    return csrf.keep(response)
