"""Messages of “my tickets”: what organizers told a signed-in person, read and unread."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from flask import Response, request

from turnout.kernel.context import PersonContext
from turnout.kernel.db.pagination import page_request
from turnout.kernel.errors import Invalid, NotFound
from turnout.modules.identity import api as identity
from turnout.modules.inbox import api as inbox
from turnout.site.forms import csrf
from turnout.site.forms.csrf import typed
from turnout.site.forms.pages import Personal, refused_page
from turnout.site.l10n.formats import full_moment, zone
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import MESSAGES, go_to, sign_in_path
from turnout.site.layout.page_access import count_request, find_viewer, page
from turnout.site.tickets.push import PUSH

FORM: Final = "messages"
GUESTS: Final = "asks for the login's cookie itself, and sends everybody else to sign in"
ALL: Final = "all"
PER_PAGE: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    value: str
    title: str
    text: str
    url: str
    organization: str
    at: str
    moment: str
    """For machines."""
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesPage:
    messages: tuple[MessageView, ...]
    unread: int
    only_unread: bool
    here_url: str
    unread_url: str
    push_url: str
    """Asked by the script that offers notifications."""
    more_url: str
    """Of older ones; empty on the last page."""
    error: str
    form_token: str


class MessagesPages:
    def __init__(self, personal: Personal) -> None:
        self._personal = personal

    @page(GUESTS)
    def messages(self) -> Response:
        viewer = find_viewer()
        if viewer is None:
            return go_to(sign_in_path(MESSAGES))
        if request.method != "POST":
            count_request()
            return self._page(viewer)
        try:
            count_request("write")
            csrf.require_own(FORM)
            _mark(viewer, typed("read"))
        except (csrf.Stale, Invalid, NotFound):
            again = refused_page(csrf.Stale())
            return again.mark(self._page(viewer, error=again.view.error, status=again.status))
        return csrf.renew(go_to(_address(only_unread=_only_unread())))

    def _page(self, viewer: PersonContext, *, error: str = "", status: int = 200) -> Response:
        only_unread = _only_unread()
        try:
            wanted = page_request(request.args.get("cursor"), PER_PAGE)
            found = inbox.list_of_me(viewer, wanted, unread=only_unread)
        except Invalid:
            found = inbox.list_of_me(viewer, page_request(None, PER_PAGE), unread=only_unread)
        time_zone = identity.get_me(viewer).time_zone
        more = found.next_cursor
        view = MessagesPage(
            messages=tuple(_message_view(each, time_zone) for each in found.items),
            unread=inbox.count_unread_of_me(viewer).unread,
            only_unread=only_unread,
            here_url=MESSAGES,
            unread_url=_address(only_unread=True),
            push_url=PUSH,
            more_url=_address(only_unread=only_unread, cursor=more) if more else "",
            error=error,
            form_token=csrf.token_of(FORM),
        )
        return self._personal.page("messages.html", view, title=_("Messages"), status=status)


def _only_unread() -> bool:
    return request.args.get("unread") == "1"


def _address(*, only_unread: bool, cursor: str = "") -> str:
    said = {"unread": "1" if only_unread else "", "cursor": cursor}
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{MESSAGES}?{query}" if query else MESSAGES


def _mark(viewer: PersonContext, said: str) -> None:
    """Mark one as read, or all of them; Invalid for what no button of ours says."""
    if said == ALL:
        inbox.mark_all_of_me_read(viewer)
        return
    try:
        message_id = UUID(said)
    except ValueError:
        raise Invalid from None
    inbox.mark_of_me_read(viewer, message_id)


def _message_view(each: inbox.InboxMessage, time_zone: str) -> MessageView:
    return MessageView(
        value=str(each.id),
        title=each.title,
        text=each.text,
        url=each.url,
        organization=each.organization_name,
        at=full_moment(each.created_at.astimezone(zone(time_zone))),
        moment=each.created_at.isoformat(),
        is_read=each.read_at is not None,
    )
