"""Tickets to add to a wallet app: links to passes, the passes, and what devices ask."""

from collections.abc import Callable
from email.utils import format_datetime
from typing import Any, Final
from uuid import UUID

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from turnout.kernel import runtime
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import Conflict, TurnoutError
from turnout.kernel.http.request_info import request_id
from turnout.kernel.http.secret_tries import network
from turnout.modules.orders import api as orders
from turnout.modules.wallet_passes import api as wallet_passes
from turnout.modules.wallet_passes.api import DeviceAnswer
from turnout.site.forms.pages import Personal
from turnout.site.l10n import i18n
from turnout.site.l10n.i18n import _
from turnout.site.layout.page_access import count_holder, page
from turnout.site.layout.views import Link, MessagePage
from turnout.site.rendering.headers import PERSONAL, page_response
from turnout.site.tickets.service import GONE_STATUS, HOLDER, TicketAccess, ticket_gone
from turnout_sdk.wallet import WebRequest

DEVICES: Final = "/wallet/<uuid:organization_id>/<uuid:connection_id>/<path:rest>"
DEVICE_METHODS: Final = ("GET", "POST", "DELETE")
LARGEST: Final = 65_536


class WalletPages:
    """The pass of a buyer's ticket or of one that was passed on: `access` tells which."""

    def __init__(self, personal: Personal, access: Callable[..., TicketAccess]) -> None:
        self._personal, self._access = personal, access

    @page(HOLDER)
    def wallet(self, connection_id: UUID, **values: Any) -> AnyResponse:
        """The pass as a file to open, or on to the wallet's own page."""
        count_holder()
        access = self._access(**values)
        ctx = access.context(request_id())
        try:
            with transaction(ctx) as tx:
                ticket = access.find(tx)
            added = wallet_passes.add_to_wallet(
                ctx, ticket.id, connection_id, language=i18n.language()
            )
        except orders.TicketPassedOn:
            return self._personal.message(ticket_gone(), status=GONE_STATUS)
        except Conflict:
            return self._refused(_("This ticket is no longer valid."), GONE_STATUS, access)
        except TurnoutError as refused:
            text = _("The wallet cannot be reached right now. Please try again in a minute.")
            return self._refused(text, refused.status, access)
        if added.file is None:
            return redirect(added.url, 303)
        response = page_response(
            added.file.content, caching=PERSONAL, content_type=added.file.media_type
        )
        response.headers["Content-Disposition"] = f'attachment; filename="{added.file.name}"'
        return response

    def _refused(self, text: str, status: int, access: TicketAccess) -> Response:
        view = MessagePage(
            title=_("That is not possible"),
            text=text,
            kind="problem",
            action=Link(label=_("Back to your tickets"), url=access.home),
        )
        return self._personal.message(view, status=status)


@page("devices prove by a pass's own token that they have it; the rest tells nothing of anybody")
def wallet_devices(organization_id: UUID, connection_id: UUID, rest: str) -> Response:
    """The update service of a wallet, in the form that its app on a phone speaks."""
    runtime.current().limiter.require("hooks", f"address:{network()}")
    if (request.content_length or 0) > LARGEST:
        return _answer(DeviceAnswer(status=413))
    asked = WebRequest(
        method=request.method,
        path=f"/{rest}",
        query=request.args.to_dict(),
        headers={name.lower(): value for name, value in request.headers.items()},
        body=request.get_data(cache=False),
    )
    ctx = PublicContext(organization_id=organization_id, request_id=request_id())
    try:
        return _answer(wallet_passes.answer_device(ctx, connection_id, asked))
    except TurnoutError as refused:
        return _answer(DeviceAnswer(status=refused.status))


def _answer(told: DeviceAnswer) -> Response:
    response = Response(told.body, told.status, content_type=told.media_type or "text/plain")
    response.headers["Cache-Control"] = "no-store"
    if told.modified_at is not None:
        response.headers["Last-Modified"] = format_datetime(told.modified_at, usegmt=True)
    return response
