"""The checkout's page: what the script needs to know, and what stands there before it has come."""

from dataclasses import dataclass, replace
from typing import Any, Final, Literal, cast, get_args
from uuid import UUID

from flask import Flask, Response, request
from markupsafe import Markup

from turnout.kernel import clock
from turnout.kernel.context import PublicContext
from turnout.kernel.errors import NotFound
from turnout.modules.challenges import api as challenges
from turnout.modules.challenges.api import ChallengeWidget
from turnout.modules.connections import api as connections
from turnout.modules.discovery import api as discovery
from turnout.modules.fraud_rules import api as fraud_rules
from turnout.modules.orders import api as orders
from turnout.modules.organizations.api import LegalKind
from turnout.modules.text_messages import api as text_messages
from turnout.modules.waitlist import api as waitlist
from turnout.site.embeds.views import Frame
from turnout.site.events.currencies import views_here
from turnout.site.events.page import ShownEvent
from turnout.site.events.views import ADD_ON, BUYABLE, EventPage, TicketView
from turnout.site.events.visits import started_config
from turnout.site.l10n.formats import when_text
from turnout.site.l10n.i18n import _
from turnout.site.layout.addresses import own_path, sign_in_path
from turnout.site.layout.page_access import find_person, page
from turnout.site.layout.views import CurrencyView, OrganizationCard, Page
from turnout.site.orders.partner_prices import for_partner
from turnout.site.organizations.legal import text_path
from turnout.site.rendering.headers import NOTHING_ELSE, PERSONAL, page_response
from turnout.site.rendering.renderer import Renderer, script_json
from turnout_sdk.currencies import exponent_of
from turnout_sdk.page_fields import Origins, merged

Step = Literal["tickets", "attendees", "payment"]
DONATION: Final = "donation"
ROBOTS: Final = "X-Robots-Tag"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutShell:
    """What the template shows until the script takes over."""

    event: EventPage
    config_json: Markup
    step: Step = "tickets"
    """The step that is begun with; only the first is drawn by the server."""
    currencies: tuple[CurrencyView, ...] = ()
    """Those to choose from, each with the address of this page in it."""
    tickets: tuple[TicketView, ...] = ()
    extras: tuple[TicketView, ...] = ()
    is_free: bool = False
    """Nothing costs anything, so there is no payment to come."""
    frame: Frame | None = None
    """The page of another site that it stands in; None: in none."""
    has_tickets_left: bool = True
    """There is something to choose, or the address may open something that is not listed."""


def page_response_for(
    renderer: Renderer, shown: ShownEvent, *, frame: Frame | None = None
) -> Response:
    """The checkout of an event, by itself or in a `frame` of another site.

    The page of a listed event may be found: its canonical address is the event's, so that search
    engines show that one. In a frame no provider's fields are shown: who pays goes to a page of
    its own, whose address the browser shows.
    """
    shown, partner = _by_partner(shown)
    view = shown.view
    about = Page(
        title=_("Tickets for %(title)s", title=view.title),
        description=view.summary or _("Choose tickets, name who is coming, pay."),
        canonical_url=view.organization.origin + view.url if view.indexable else "",
        indexable=view.indexable and frame is None,
        home=view.organization,
    )
    widget = _find_widget(view)
    shell = _view(shown, widget, frame=frame, partner=partner)
    body = renderer.page("checkout.html", about, shell)
    fields = _fields_from(shell)
    if widget is not None:
        fields = merged((fields, widget.origins))
    response = page_response(body, caching=PERSONAL, fields_from=fields)
    if about.indexable:
        del response.headers[ROBOTS]
    return response


def _by_partner(shown: ShownEvent) -> tuple[ShownEvent, str]:
    """The event as the address has it sold, and the partner whose orders those are."""
    sale = for_partner(shown.event)
    if sale.tickets is None:
        return shown, sale.code
    view = replace(shown.view, tickets=sale.tickets)
    return replace(shown, event=sale.event, view=view), sale.code


def _fields_from(shell: CheckoutShell) -> Origins:
    """The origins that the payment fields need; none where nothing is paid."""
    if shell.is_free or shell.frame is not None:
        return NOTHING_ELSE
    return connections.page_origins(
        PublicContext(organization_id=UUID(shell.event.organization_id))
    )


def _find_widget(view: EventPage) -> ChallengeWidget | None:
    """The widget of the organization's challenge service, where the event may ask for it."""
    ctx = PublicContext(organization_id=UUID(view.organization_id))
    widget = challenges.find_widget(ctx)
    is_asked = widget is not None and fraud_rules.may_challenge(ctx, UUID(view.id))
    return widget if is_asked else None


def _view(
    shown: ShownEvent,
    widget: ChallengeWidget | None = None,
    *,
    frame: Frame | None = None,
    partner: str = "",
) -> CheckoutShell:
    view = shown.view
    offers = {str(offer.id): offer for offer in shown.event.page.offers}
    extras = {key for key, offer in offers.items() if offer.sold_as == "add_on"}
    offered = _offered(view)
    currencies = views_here(view.currencies, f"{view.url}/checkout")
    chosen = () if offered else _preselected(view.tickets)
    is_only = bool(chosen) and len(offers) == 1 and chosen[0].kind != DONATION
    is_only = is_only and not currencies
    asked = request.args.get("step", "")
    step = cast("Step", asked) if asked in get_args(Step) else "tickets"
    begins_with: Step = "attendees" if is_only and not request.args.get("ticket") else "tickets"
    config = {
        **_config(shown, offers),
        "preselected": {each.id: each.min_per_order for each in chosen},
        "beginsWith": begins_with,
        "partner": partner,
    }
    if currencies:
        config["currencies"] = [
            {"code": each.code, "url": each.url, "isShown": each.is_shown} for each in currencies
        ]
    if widget is not None:
        config["challenge"] = _challenge(widget)
    if text_messages.may_offer(PublicContext(organization_id=UUID(view.organization_id))):
        config["offersTexts"] = True
    if offered is not None:
        config |= _of_offer(config, offered)
    if frame is not None:
        config |= {"frame": frame.config, "signInUrl": ""}
    config |= started_config(shown.event, frame)
    return CheckoutShell(
        event=view,
        config_json=script_json(config),
        frame=frame,
        step=step if asked else begins_with,
        has_tickets_left=bool(offered or request.args.get("ticket"))
        or any(ticket.state in BUYABLE for ticket in view.tickets),
        currencies=currencies,
        tickets=tuple(ticket for ticket in view.tickets if ticket.id not in extras),
        extras=tuple(ticket for ticket in view.tickets if ticket.id in extras),
        is_free=bool(offers)
        and all(not offer.price_minor and offer.kind != DONATION for offer in offers.values()),
    )


def _challenge(widget: ChallengeWidget) -> dict[str, Any]:
    return {"title": widget.title, "module": widget.module, "options": widget.options}


def _offered(view: EventPage) -> waitlist.WaitlistPlace | None:
    """The place on the waitlist whose offer the address names; nothing is asked without one."""
    token = request.args.get("waitlist", "")
    if not token:
        return None
    ctx = PublicContext(organization_id=UUID(view.organization_id))
    return waitlist.find_offer(ctx, UUID(view.id), token)


def _of_offer(config: dict[str, Any], offered: waitlist.WaitlistPlace) -> dict[str, Any]:
    """What differs for who was offered places: these are chosen, and left for them alone."""
    type_id, left = str(offered.ticket_type_id), offered.quantity
    return {
        "preselected": {type_id: left},
        "waitlistOffer": {
            "token": waitlist.offer_token(offered.id),
            "ticketTypeId": type_id,
            "quantity": left,
        },
        "offers": [
            {**each, "remaining": left, "isOnSale": True}
            if each["ticketTypeId"] == type_id
            else each
            for each in config["offers"]
        ],
    }


def _preselected(tickets: tuple[TicketView, ...]) -> tuple[TicketView, ...]:
    """The ticket that is chosen for the buyer: the only one that can be had now."""
    to_be_had = [each for each in tickets if each.state in BUYABLE and each.sold_as != ADD_ON]
    return tuple(to_be_had) if len(to_be_had) == 1 else ()


def _cover(view: EventPage) -> dict[str, str]:
    """The event's picture, for the page that has nothing to sell."""
    picture = view.cover or view.drawing
    return {"coverUrl": picture.src} if picture else {}


def _config(shown: ShownEvent, offers: dict[str, discovery.OfferEntry]) -> dict[str, Any]:
    view, person = shown.view, find_person()
    return {
        "api": f"/api/v1/organizations/{view.organization_id}",
        "organizationId": view.organization_id,
        "eventId": view.id,
        "eventTitle": view.title,
        "eventUrl": view.url,
        "accessCode": shown.code,
        "orderUrl": f"/orders/{view.organization_id}",
        "locale": shown.event.summary.language or "en",
        "zone": view.zone,
        "servedAt": clock.now().isoformat(),
        "viewer": {"name": person.display_name, "email": person.email} if person else None,
        "addressProof": orders.prove_address(person.email) if person and person.is_verified else "",
        "legal": _legal(view.organization),
        "organizer": view.organization.name,
        "followUrl": f"{view.url}/follow",
        **_waitlist(view),
        **_cover(view),
        "others": [
            {"title": each.title, "url": each.url, "when": when_text(each.starts_at, each.ends_at)}
            for each in view.others
        ],
        "signInUrl": "" if person else sign_in_path(_here(view)),
        "offers": [
            {
                "ticketTypeId": ticket.id,
                "name": ticket.name,
                "description": ticket.description,
                "priceMinor": ticket.price.minor,
                "currency": ticket.price.currency,
                "digits": exponent_of(ticket.price.currency),
                "minimum": ticket.min_per_order,
                "maximum": ticket.max_per_order,
                "remaining": 0 if ticket.state == "sold_out" else ticket.remaining,
                "isOnSale": ticket.state in ("available", "few", "sold_out"),
                **_kind(offers[ticket.id]),
                "minimumPriceMinor": ticket.least_minor if ticket.kind == DONATION else 0,
                **_admitted(ticket),
                **_pricing(ticket),
                **({"hasWaitlist": True} if ticket.has_waitlist else {}),
                **({"taxBp": ticket.tax_on_top[0]} if ticket.tax_on_top else {}),
            }
            for ticket in view.tickets
        ],
    }


def _waitlist(view: EventPage) -> dict[str, Any]:
    """Where one waits for what is sold out; nothing where nobody can."""
    has_waitlist = any(each.has_waitlist for each in view.tickets)
    return {"waitlistUrl": f"{view.url}/waitlist"} if has_waitlist else {}


def _legal(home: OrganizationCard) -> dict[str, Any] | None:
    """What buyers agree to, by number, and where they read it; None without terms."""
    terms, privacy = (home.legal.get(kind) for kind in (LegalKind.TERMS, LegalKind.PRIVACY))
    if terms is None:
        return None
    return {
        "organization": home.name,
        "terms": terms,
        "termsUrl": text_path(home.slug, LegalKind.TERMS, number=terms),
        "privacyUrl": text_path(home.slug, LegalKind.PRIVACY) if privacy else "",
    }


def _here(view: EventPage) -> str:
    """This page as an address to come back to; the order that is held waits in the browser."""
    query = request.query_string.decode("ascii", "replace")
    return own_path(f"{view.url}/checkout?{query}", otherwise=f"{view.url}/checkout")


def _admitted(ticket: TicketView) -> dict[str, Any]:
    """The events of a pass."""
    if not ticket.admits_to:
        return {}
    dates = [
        {
            "title": each.title,
            "startsAt": each.starts_at.isoformat() if each.starts_at else None,
            "zone": each.zone,
        }
        for each in ticket.admits_to
    ]
    return {"admitsTo": dates}


def _pricing(ticket: TicketView) -> dict[str, Any]:
    """What price rules make of the price, by the quantity that one buys."""
    if ticket.pricing is None:
        return {}
    pricing = ticket.pricing
    steps = [
        {
            "from": each.from_quantity,
            "minor": each.unit_minor,
            "name": each.name,
            "isMultibuy": each.is_multibuy,
        }
        for each in pricing.by_quantity
    ]
    multibuys = [
        {"name": each.name, "take": each.take_units, "pay": each.pay_units}
        for each in pricing.multibuys
    ]
    ends_at = pricing.ends_at.isoformat() if pricing.ends_at else None
    told = {"listMinor": pricing.list_minor, "endsAt": ends_at, "left": pricing.left}
    demand = pricing.demand and {
        "floorMinor": pricing.demand.floor_minor,
        "ceilingMinor": pricing.demand.ceiling_minor,
    }
    members = [
        {
            "name": each.name,
            "minor": each.unit_minor,
            "by": each.entitled_by,
            "most": each.maximum_quantity,
        }
        for each in pricing.members
    ]
    lists = {"steps": steps, "multibuys": multibuys, "members": members}
    return {"pricing": {**told, **lists, "demand": demand}}


def _kind(offer: discovery.OfferEntry) -> dict[str, Any]:
    """The properties of donations, tables, add-ons and bundles."""
    seats = {offer.id: 1} if offer.seats is None else offer.seats
    return {
        "kind": offer.kind,
        "soldAs": offer.sold_as,
        "maximumPerTicket": offer.maximum_per_ticket,
        "hosts": [str(host) for host in offer.hosts],
        "seats": {str(type_id): number for type_id, number in seats.items()},
        "benefits": offer.benefits,
        "needsApproval": offer.asks_approval,
    }


FOR_GOOD: Final = "public, max-age=31536000, immutable"
"""Another module has another address."""
SCRIPT: Final = "text/javascript; charset=utf-8"


@page("the module of a provider's fields is the same for everybody")
def adapter_module(digest: str) -> Response:
    content = connections.find_module(digest)
    if content is None:
        raise NotFound
    return page_response(content, caching=FOR_GOOD, content_type=SCRIPT)


def add_to(app: Flask) -> None:
    app.add_url_rule("/adapters/<digest>/fields.js", "site.adapter_module", adapter_module)
