"""Pages of private events: for who brings the code, made for this request and kept nowhere.

A code comes in the link that an organizer sends, or through the form at `…/access`. Once it has
opened the event, a signed cookie keeps it for this event only. The code itself is asked each time,
so one that was revoked closes the page at once.
"""

import hashlib
from dataclasses import replace
from datetime import timedelta
from typing import Final
from urllib.parse import quote

from flask import Response, request

from turnout.kernel import clock, runtime
from turnout.kernel.errors import RateLimited
from turnout.kernel.http.secret_tries import count_wrong_code, require_code_tries
from turnout.kernel.security.crypto import NotGenuine
from turnout.modules.discovery import api as discovery
from turnout.modules.identity import api as identity
from turnout.site.events import availability, service
from turnout.site.events.cards import organization_card
from turnout.site.events.currencies import checkout_in, chosen_currency
from turnout.site.events.others import others_of
from turnout.site.events.page import ShownEvent, dates_of, event_view
from turnout.site.forms import csrf
from turnout.site.forms.csrf import Stale, typed
from turnout.site.forms.pages import Personal, RefusedForm, refused
from turnout.site.l10n.i18n import _
from turnout.site.l10n.languages import chosen_language, in_language
from turnout.site.layout.addresses import go_to
from turnout.site.layout.page_access import count_request, page, with_cookies
from turnout.site.layout.views import Field, FormPage, Link
from turnout.site.rendering.renderer import Renderer

CODE: Final = "code"
PURPOSE: Final = "site/private-event"
LIFETIME: Final = timedelta(hours=12)
LONGEST_CODE: Final = 100


def find_private(organization: str, event: str) -> ShownEvent | None:
    """The event that the address's code opens, or the cookie's; None without one.

    Wrong codes that somebody typed or linked are counted; those of our own cookies were right.
    """
    typed = request.args.get(CODE, "")
    code = typed or _kept_code((organization, event))
    if not code:
        return None
    found = _tried(organization, event, code) if typed else open_with(organization, event, code)
    return _opened(found, code) if found else None


def _tried(organization: str, event: str, code: str) -> discovery.PublishedEvent | None:
    """What a typed code opens; RateLimited after too many wrong ones from the same network."""
    require_code_tries(f"{organization}/{event}")
    found = open_with(organization, event, code)
    if found is None:
        count_wrong_code(f"{organization}/{event}")
    return found


def open_with(organization: str, event: str, code: str) -> discovery.PublishedEvent | None:
    """The private event that a code opens, or None; callers count the tries."""
    if len(code) > LONGEST_CODE or "\x00" in code:
        return None
    return discovery.find_private_event(organization, event, code)


def admit(names: tuple[str, str], code: str, response: Response) -> Response:
    """Let this browser in for a while, to this event and nowhere else."""
    value = runtime.current().keys.sign(
        PURPOSE, _claim(names) + code.encode(), expires_at=clock.now() + LIFETIME
    )
    seconds = int(LIFETIME.total_seconds())
    kept = identity.Cookie(_cookie_name(names), value, lifetime_seconds=seconds)
    return with_cookies(response, (kept,))


def _opened(found: discovery.PublishedEvent, code: str) -> ShownEvent:
    currency = chosen_currency(found.page.offers)
    tickets = availability.tickets_of(
        found.summary,
        found.page.offers,
        service.stock_of(found),
        now=clock.now(),
        currency=currency,
    )
    shown = in_language(found, chosen_language(found))
    view = event_view(
        shown,
        tickets,
        dates=dates_of(found),
        others=others_of(found, tickets),
        currency=currency,
    )
    checkout_url = f"{view.url}/checkout?{CODE}={quote(code, safe='')}"
    checkout_url = checkout_in(checkout_url, currency)
    feed_url = service.get_feed_url(found.summary)
    view = replace(view, checkout_url=checkout_url, calendar_url=feed_url, indexable=False)
    view = replace(view, live_url="")  # the stream asks for no code
    return ShownEvent(event=found, view=view, code=code)


def _kept_code(names: tuple[str, str]) -> str:
    """The code that opened this very event before; nothing for a cookie that is not ours."""
    text = request.cookies.get(_cookie_name(names), "")
    try:
        payload = runtime.current().keys.unsign(PURPOSE, text, now=clock.now())
    except NotGenuine:
        return ""
    claim = _claim(names)
    return payload[len(claim) :].decode() if payload.startswith(claim) else ""


def _cookie_name(names: tuple[str, str]) -> str:
    return identity.cookie_name(f"event_{_claim(names).hex()[:16]}")


def _claim(names: tuple[str, str]) -> bytes:
    return hashlib.sha256("/".join(names).encode()).digest()


FORM = "access-code"
WRONG_STATUS = 422


class AccessPage:
    def __init__(self, renderer: Renderer) -> None:
        self._personal = Personal(renderer)

    @page("whoever has a code types it here")
    def access(self, organization: str, event: str) -> Response:
        """Take an access code; a wrong one and an unknown event get the same answer."""
        if request.method != "POST":
            count_request("read")
            return self._shown(organization, _form())
        try:
            count_request("holder")
            csrf.require_own(FORM)
            code = typed("code", longest=LONGEST_CODE).strip()
            found = _tried(organization, event, code) if code else None
        except (RateLimited, Stale) as error:
            return self._again(organization, refused(_form(), error))
        if found is None:
            says = _("This code opens nothing here. Please check it letter by letter.")
            return self._again(organization, RefusedForm(_form(error=says), WRONG_STATUS))
        return admit((organization, event), code, go_to(f"/{organization}/{event}"))

    def _again(self, organization: str, shown: RefusedForm) -> Response:
        return shown.mark(self._shown(organization, shown.view))

    def _shown(self, organization: str, view: FormPage) -> Response:
        """In the colours of the organization, which has a page of its own; of the event nothing."""
        found = discovery.find_organization(organization)
        if found is None:
            return self._personal.form(view)
        public = Link(label=_("Public events of %(name)s", name=found.name), url=f"/{found.slug}")
        home = organization_card(found)
        return self._personal.form(replace(view, links=(public,)), home=home)


def _form(*, error: str = "") -> FormPage:
    return FormPage(
        title=_("Enter your access code"),
        text=_("Some events are for invited people. The code is in your invitation."),
        button=_("Open the event"),
        fields=(
            Field(
                name="code",
                label=_("Access code"),
                autocomplete="off",
                longest=LONGEST_CODE,
                hint=_("Spaces, hyphens and small letters do not matter."),
                error=error,
                is_first=True,
            ),
        ),
        hidden=((csrf.FIELD, csrf.token_of(FORM)),),
    )
