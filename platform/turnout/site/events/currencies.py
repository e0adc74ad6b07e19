"""The currency that an event's page shows: the address's, else the visitor's, else its own.

The switch leads to the page with `?currency=`; the browser keeps the choice for other pages. A page
of an event that is sold in one currency depends on neither.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from flask import Response, request

from turnout.modules.discovery import api as discovery
from turnout.modules.identity import api as identity
from turnout.site.layout.views import CurrencyView

CURRENCY: Final = "currency"
"""What the address calls it."""
COOKIE: Final = "turnout_currency"
COOKIE_SECONDS: Final = 365 * 24 * 3600
A_CHOICE: Final = 2
FREE: Final = "free"
WAITLIST: Final = "waitlist"
"""Names an offer of places; they begin in the event's own currency, which all of them have."""


def currencies_of(offers: Sequence[discovery.OfferEntry]) -> tuple[str, ...]:
    """The currencies in which something is sold, the event's own first."""
    priced = [each for each in offers if each.kind != FREE] or offers
    further = {currency for each in priced for currency in each.prices}
    return (*dict.fromkeys(each.currency for each in priced), *sorted(further))


def chosen_currency(offers: Sequence[discovery.OfferEntry]) -> str:
    """The currency that this request is answered in; empty where there is nothing to choose."""
    every = currencies_of(offers)
    if len(every) < A_CHOICE:
        return ""
    kept = "" if request.args.get(WAITLIST) else request.cookies.get(COOKIE, "")
    wanted = (request.args.get(CURRENCY, ""), kept)
    return next((each for each in wanted if each in every), every[0])


def currency_views(
    offers: Sequence[discovery.OfferEntry], shown: str, path: str
) -> tuple[CurrencyView, ...]:
    """The currencies to choose from; none where there is one only."""
    if not shown:
        return ()
    return tuple(
        CurrencyView(code=each, url=f"{path}?{CURRENCY}={each}#tickets", is_shown=each == shown)
        for each in currencies_of(offers)
    )


def views_here(shown: Sequence[CurrencyView], path: str) -> tuple[CurrencyView, ...]:
    """The same on the page at hand, whose address is kept but for the currency."""
    kept = [pair for pair in request.args.items(multi=True) if pair[0] != CURRENCY]
    return tuple(
        replace(each, url=f"{path}?{urlencode([*kept, (CURRENCY, each.code)])}") for each in shown
    )


def checkout_in(url: str, currency: str) -> str:
    """The checkout in the currency that is shown, also for who keeps no cookies."""
    if not currency:
        return url
    return f"{url}{'&' if '?' in url else '?'}{CURRENCY}={currency}"


def remember_currency(response: Response, shown: str) -> Response:
    """Keep what the address chose, and tell caches that the page depends on it."""
    if not shown:
        return response
    response.vary.add("Cookie")
    if request.args.get(CURRENCY) == shown and request.cookies.get(COOKIE) != shown:
        attributes = identity.Cookie(COOKIE, shown, lifetime_seconds=COOKIE_SECONDS).attributes
        response.set_cookie(COOKIE, shown, **attributes)
        response.headers["Cache-Control"] = "private, no-store"
    return response
