"""Renders every page with made-up data into a folder, to be looked at: `python tests/site/preview.py OUT [SCHEDULE.xml]`."""

import json
import shutil
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from PIL import Image

from turnout.assets.paper.qr_code import inline_svg
from turnout.modules.files.api import Picture
from turnout.site.account import account_views
from turnout.site.directory import directory_views, map_outlines, map_pages, maps
from turnout.site.events import event_views, programme_views, series_page
from turnout.site.forms import form_fields
from turnout.site.layout import views
from turnout.site.orders import checkout, order_views, payment_views
from turnout.site.rendering.assets import Assets
from turnout.site.rendering.renderer import Renderer, script_json
from turnout_sdk.money import Money

ROOT = Path(__file__).resolve().parents[2]
BRUSSELS = ZoneInfo("Europe/Brussels")
FOSDEM = views.OrganizationCard(name="FOSDEM VZW", slug="fosdem", verified=True, events=2)


def programme(path: Path) -> tuple[programme_views.Programme, tuple[str, ...]]:
    tracks: dict[str, int] = {}
    rooms: dict[str, int] = {}
    people: dict[str, None] = {}
    days: dict[date, list[programme_views.SessionView]] = {}
    for day in ET.parse(path).getroot().iter("day"):  # noqa: S314  our own file
        on = date.fromisoformat(day.get("date"))
        sessions = days.setdefault(on, [])
        for item in day.iter("event"):
            hour, minute = map(int, item.findtext("start").split(":"))
            hours, minutes = map(int, item.findtext("duration").split(":"))
            start = datetime(on.year, on.month, on.day, hour, minute, tzinfo=BRUSSELS)
            names = [person.text for person in item.iter("person")]
            people |= dict.fromkeys(names)
            sessions.append(
                programme_views.SessionView(
                    id=item.get("id"),
                    title=item.findtext("title"),
                    url=f"/fosdem/fosdem-2024/sessions/{item.get('id')}",
                    starts_at=start,
                    ends_at=start + timedelta(hours=hours, minutes=minutes),
                    track=tracks.setdefault(item.findtext("track"), len(tracks)),
                    room=rooms.setdefault(item.findtext("room"), len(rooms)),
                    speakers=", ".join(names),
                )
            )
    made = programme_views.Programme(
        days=tuple(
            programme_views.ProgrammeDay(
                day=on, sessions=tuple(sorted(items, key=lambda s: (s.starts_at, s.room)))
            )
            for on, items in days.items()
        ),
        tracks=tuple(tracks),
        rooms=tuple(rooms),
        day_links=tuple(
            programme_views.DayLink(day=on, url="#", count=len(items), is_shown=number == 0)
            for number, (on, items) in enumerate(days.items())
        ),
        list_url="#",
        grid_url="#",
        clear_url="#",
        whole_url="#",
        total=sum(map(len, days.values())),
    )
    return made, tuple(sorted(people))


def card(title, days=10, *, pattern=0, **values):
    start = datetime(2026, 12, 1, 18, 30, tzinfo=BRUSSELS) + timedelta(days=days)
    given = {
        "title": title,
        "url": "/fosdem/fosdem-2024",
        "organization": FOSDEM,
        "starts_at": start,
        "ends_at": start + timedelta(hours=3),
        "zone": "Europe/Brussels",
        "place": "Université Libre de Bruxelles, Brussels",
        "kind": "in_person",
        "status": "published",
        "price_from": Money(2500, "EUR"),
        "pattern": pattern,
    }
    return views.EventCard(**(given | values))


CARDS = (
    card("FOSDEM 2027", 60, price_from=Money(0, "EUR")),
    card(
        "An evening with the Brandenburg Chamber Orchestra",
        3,
        pattern=1,
        place="Kammermusiksaal, Berlin",
    ),
    card(
        "PyCon Somalia",
        12,
        pattern=2,
        price_from=Money(1500, "USD"),
        place="Hargeisa",
    ),
    card(
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft: Jahresversammlung",
        17,
        pattern=3,
        place="Wien",
        sold_out=True,
    ),
    card("How to read a balance sheet", 21, pattern=4, kind="online", place="Online"),
    card("Night market in the old tram depot", 25, pattern=5, status="postponed"),
    card("مؤتمر البرمجيات الحرة", 31, pattern=6, place="الرباط"),
    card("Choir day for beginners", 33, pattern=7, status="cancelled"),
)
TICKETS = (
    event_views.TicketView(
        id="a",
        name="Free entry",
        description="Both days, all rooms. Seats are first come, first served.",
        price=Money(0, "EUR"),
        state="available",
        remaining=4210,
    ),
    event_views.TicketView(
        id="b",
        name="Supporter",
        description="Everything, and you pay for someone else's chair.",
        price=Money(2550, "EUR"),
        state="available",
        remaining=None,
    ),
    event_views.TicketView(
        id="c",
        name="Workshop seat",
        description="Saturday 14:00, limited to 200 people.",
        price=Money(1000, "EUR"),
        state="few",
        remaining=7,
    ),
    event_views.TicketView(
        id="d",
        name="Speaker dinner",
        description="",
        price=Money(4200, "EUR"),
        state="sold_out",
        remaining=0,
    ),
)


CHECKOUT = {
    "api": "/api/v1/organizations/x",
    "eventId": "event",
    "eventTitle": "FOSDEM 2024",
    "eventUrl": "/fosdem/fosdem-2024",
    "orderUrl": "/orders/x",
    "locale": "en",
    "offers": [
        {
            "ticketTypeId": ticket.id,
            "name": ticket.name,
            "description": ticket.description,
            "priceMinor": ticket.price.minor,
            "currency": ticket.price.currency,
            "digits": 2,
            "minimum": 1,
            "maximum": 10,
            "remaining": ticket.remaining,
            "isOnSale": True,
        }
        for ticket in TICKETS
    ],
}
OPENAPI = {
    "openapi": "3.1.0",
    "info": {
        "title": "Turnout",
        "version": "v1",
        "description": "Event registration and ticketing.",
    },
    "paths": {
        f"/api/v1/organizations/{{organization_id}}/{name}": {
            method: {
                "tags": [name],
                "summary": text,
                "responses": {"200": {"description": "OK"}},
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
            }
            for method, text in (
                ("get", f"List {name}"),
                ("post", f"Create one of {name}"),
                ("patch", "Change"),
                ("delete", "Remove"),
            )
        }
        for name in ("events", "orders", "tickets")
    },
}


def event(path: Path | None, **values):
    shown, people = programme(path) if path else (programme_views.Programme(), ())
    start = datetime(2024, 2, 3, 9, 30, tzinfo=BRUSSELS)
    given = {
        "id": "event",
        "organization_id": "organization",
        "title": "FOSDEM 2024",
        "summary": "Two days, thousands of developers, one campus. A free event for software developers to meet, share ideas and collaborate.",
        "description_html": "<p>Every year, thousands of developers of free and open source software from all over the world gather at the event in Brussels.</p><p>You need no ticket to come in. A ticket helps the organizers to plan rooms, and keeps a seat in the workshops.</p><h2>Getting there</h2><ul><li>Tram 8 and 25 to <em>ULB</em></li><li>Bus 71 to <em>ULB</em></li></ul>",
        "organization": FOSDEM,
        "starts_at": start,
        "ends_at": datetime(2024, 2, 4, 17, 50, tzinfo=BRUSSELS),
        "zone": "Europe/Brussels",
        "kind": "in_person",
        "status": "published",
        "place": "Université Libre de Bruxelles",
        "address": "Campus du Solbosch, Avenue Franklin Roosevelt 50, 1050 Brussels",
        "latitude": 50.81,
        "longitude": 4.38,
        "category": "Conference",
        "tags": ("free software", "developers", "community"),
        "tickets": TICKETS,
        "programme": shown,
        "speakers": tuple(event_views.SpeakerView(name=name) for name in people),
        "url": "/fosdem/fosdem-2024",
        "canonical_url": "https://turnout.example/fosdem/fosdem-2024",
        "checkout_url": "/fosdem/fosdem-2024/checkout",
        "availability_url": "/fosdem/fosdem-2024/availability.json",
    }
    return event_views.EventPage(**(given | values))


def order(qr: str):
    ticket = {"name": "Workshop seat", "code": "v1.k7Q2…9fX", "qr_svg": qr}
    return order_views.OrderPage(
        number="REG-20240102-7K3QMX",
        state="confirmed",
        event=card("FOSDEM 2024"),
        buyer="Hodan Warsame",
        email="hodan@example.org",
        lines=(
            order_views.OrderLineView(
                name="Workshop seat",
                quantity=2,
                total=Money(2000, "EUR"),
            ),
            order_views.OrderLineView(name="Free entry", quantity=1, total=Money(0, "EUR")),
        ),
        total=Money(2000, "EUR"),
        tickets=(
            order_views.OrderTicketView(attendee="Hodan Warsame", state="valid", **ticket),
            order_views.OrderTicketView(attendee="महेश्वर अय्यर", state="checked_in", **ticket),
            order_views.OrderTicketView(
                attendee="Jean-Baptiste de la Rochefoucauld-Montmorency", state="void", **ticket
            ),
        ),
        calendar=(views.Link(label="Calendar file (.ics)", url="#"),),
        cancel_url="#",
        pdf_url="#",
    )


def paying(**values):
    given = {
        "action_url": "#",
        "due": Money(50_00, "EUR"),
        "left": Money(250_00, "EUR"),
        "paid": Money(0, "EUR"),
        "is_complete": True,
        "ways": (
            payment_views.PayWay(
                value="a:card",
                title="Card",
                hint="You pay on the page of the payment provider and come back here.",
                is_chosen=True,
            ),
            payment_views.PayWay(
                value="b:transfer",
                title="Bank transfer",
                hint="You get the details for your transfer; your tickets are kept meanwhile.",
                is_chosen=False,
            ),
        ),
        "kept_until": datetime(2026, 12, 1, 23, 59, tzinfo=BRUSSELS),
        "zone": "Europe/Brussels",
    }
    return payment_views.PayingView(**(given | values))


def plan(**values):
    given = {
        "value": "plan",
        "title": "A fifth now, the rest in two parts",
        "now": Money(50_00, "EUR"),
        "parts": (
            payment_views.PartLine(amount=Money(50_00, "EUR"), due_at=None, is_paid=True),
            payment_views.PartLine(
                amount=Money(100_00, "EUR"),
                due_at=datetime(2026, 12, 20, 23, 59, tzinfo=BRUSSELS),
            ),
            payment_views.PartLine(
                amount=Money(100_00, "EUR"),
                due_at=datetime(2027, 1, 20, 23, 59, tzinfo=BRUSSELS),
            ),
        ),
        "warning": "A part that is more than 3 days late gives your places back. The deposit of €50 is then not returned; anything else you paid is.",
    }
    return payment_views.PlanChoice(**(given | values))


def unpaid_orders(qr: str):
    """The order's page at every step of paying."""
    words = {
        "Account holder": "Hafenverein e. V.",
        "IBAN": "DE89 3704 0044 0532 0130 00",
        "Amount": "250.00 EUR",
        "Reference": "TRN7 K2Q4 M9XA 33",
        "Pay by": "2026-11-30",
    }
    instructions = tuple(payment_views.Instruction(label=k, value=v) for k, v in words.items())
    unpaid = replace(plan(), parts=tuple(replace(each, is_paid=False) for each in plan().parts))
    whole = payment_views.PlanChoice(
        value="", title="Everything now", now=Money(250_00, "EUR"), is_chosen=True
    )
    lines = tuple(
        payment_views.BillingLine(
            name=name,
            label=label,
            value="",
            longest=200,
            autocomplete="off",
            hint="Two letters, such as BE or DE." if name == "country" else "",
            error="Give two letters, such as BE or DE." if name == "country" else "",
        )
        for name, label in (("company", "Company"), ("country", "Country"))
    )
    billing = payment_views.BillingForm(action_url="#", lines=lines, is_filled=False, is_wrong=True)
    invoice = payment_views.PaperLink(label="Invoice INV-2026-000042", url="#")
    shown = replace(
        order(qr), state="awaiting_payment", tickets=(), pdf_url=None, calendar=(),
        total=Money(250_00, "EUR"), state_url="#", mark="x", pay_url="#",
    )  # fmt: skip
    yield (
        "order-to-pay",
        replace(shown, paying=paying(plans=(whole, unpaid), due=Money(250_00, "EUR"))),
    )
    yield (
        "order-transfer",
        replace(
            shown,
            paying=paying(instructions=instructions, asked=Money(250_00, "EUR")),
            papers=payment_views.Papers(billing=billing),
        ),
    )
    yield (
        "order-part-paid",
        replace(
            shown,
            paying=paying(
                agreed=plan(),
                paid=Money(50_00, "EUR"),
                left=Money(200_00, "EUR"),
                due=Money(100_00, "EUR"),
            ),
        ),
    )
    yield "order-processing", replace(shown, paying=paying(is_being_worked_on=True))
    yield (
        "order-page-open",
        replace(
            shown,
            paying=paying(page_url="https://pay.example/x", asked=Money(250_00, "EUR")),
            error="This order cannot be paid this way.",
        ),
    )
    yield "order-under-review", replace(shown, state="under_review")
    yield "order-invoiced", replace(order(qr), papers=payment_views.Papers(links=(invoice,)))


def pages(schedule: Path | None, maker: map_pages.MapMaker):
    qr = inline_svg("v1.k7Q2.turnout-preview-code-that-is-long-enough-to-look-real")
    shown = event(schedule)
    choices = tuple(
        views.Choice(value=name.lower(), label=name)
        for name in ("Conference", "Music", "Workshop", "Meetup", "Sport")
    )
    kinds = (
        views.Choice(value="in_person", label="In person", count=7, chosen=True),
        views.Choice(value="online", label="Online", count=1),
    )
    organizations = (
        FOSDEM,
        views.OrganizationCard(name="Brandenburg Chamber Orchestra", slug="bko", events=1),
        views.OrganizationCard(name="PyCon Somalia", slug="pycon-so", events=1, verified=True),
    )
    filters = directory_views.DirectoryFilters(
        text="software",
        kinds=kinds,
        categories=choices,
        currencies=(views.Choice(value="EUR", label="EUR"), views.Choice(value="USD", label="USD")),
        orders=(views.Choice(value="date", label="Soonest first", chosen=True),),
    )
    chosen = (views.Link(label="“software”", url="#"), views.Link(label="In person", url="#"))
    yield (
        "landing",
        "landing.html",
        "Turnout",
        views.LandingPage(
            upcoming=CARDS[2:8],
            featured=CARDS[:2],
            categories=choices,
            cities=tuple(
                views.Choice(value=name, label=name, count=number)
                for number, name in enumerate(("Brussels", "Hargeisa", "الرباط", "Wien"), start=1)
            ),
            organizations=organizations,
        ),
    )
    yield (
        "landing-empty",
        "landing.html",
        "Turnout",
        views.LandingPage(upcoming=(), categories=(), organizations=()),
    )
    yield (
        "directory",
        "directory.html",
        "Events",
        directory_views.DirectoryPage(
            filters=filters, events=CARDS, total=8, chosen=chosen, next_url="#"
        ),
    )
    yield "directory-map", "directory.html", "Events", on_the_map(maker, filters)
    yield (
        "directory-empty",
        "directory.html",
        "Events",
        directory_views.DirectoryPage(filters=filters, events=(), chosen=chosen),
    )
    yield (
        "organization",
        "organization.html",
        "FOSDEM VZW",
        views.OrganizationPage(
            organization=FOSDEM,
            description_html="<p>Volunteers who hold a meeting of free software developers once a year.</p>",
            website=views.Link(label="fosdem.example", url="#"),
            contact_email="info@fosdem.example",
            links=(views.Link(label="Mastodon", url="#"),),
            upcoming=CARDS[:2],
            past=CARDS[2:4],
            url="/fosdem",
        ),
    )
    yield "event", "event.html", "FOSDEM 2024", shown
    yield from full_events(qr)
    yield "event-cancelled", "event.html", "FOSDEM 2024", event(None, status="cancelled", pattern=3)
    yield (
        "session",
        "session.html",
        "A talk",
        event_views.SessionPage(
            event=shown,
            title="Where have the women of tech history gone?",
            subtitle="",
            starts_at=shown.starts_at,
            ends_at=shown.starts_at + timedelta(minutes=50),
            room="Janson",
            track="Keynotes",
            language="en",
            abstract_html="<p>Ada Lovelace, Hedy Lamarr, the ENIAC girls, Grace Hopper, Roberta Williams, Margaret Hamilton.</p>"
            * 3,
            speakers=(event_views.SpeakerView(name="Laura Durieux"),),
            links=(views.Link(label="Video recording", url="#"),),
            url="#",
        ),
    )
    speaker = event_views.SpeakerView(name="Laura Durieux", title="Engineer", company="Quay")
    yield (
        "speaker",
        "speaker.html",
        speaker.name,
        event_views.SpeakerPage(
            event=shown,
            speaker=speaker,
            photo=image("photo.jpg", 320, 400),
            biography_html="<p>Builds things, and writes about it.</p>",
            description="",
            links=(views.Link(label="Her pages", url="#"),),
            talks=shown.programme.days[0].sessions[:3] if shown.programme.days else (),
            url="#",
        ),
    )
    everybody = event_views.SpeakersPage(event=shown, url="#")
    yield "speakers", "speakers.html", "Speakers", everybody
    yield "order", "order.html", "Your order", order(qr)
    for name, view in unpaid_orders(qr):
        yield name, "order.html", "Your order", view
    yield (
        "check-mail",
        "message.html",
        "Check your mail",
        views.MessagePage(
            title="Check your mail",
            text="We sent a link to hodan@example.org. Open it to confirm that the address is yours.",
            hint="Nothing there after a few minutes? Look in the folder for unwanted mail, or ask for another link.",
            action=views.Link(label="Send it again", url="#"),
        ),
    )
    yield (
        "verified",
        "message.html",
        "Address confirmed",
        views.MessagePage(
            title="Your address is confirmed", text="You can sign in now.", kind="good"
        ),
    )
    yield (
        "not-found",
        "problem.html",
        "Page not found",
        views.ProblemPage(
            status=404,
            title="There is nothing at this address",
            text="The page may have moved, or the link may be cut short.",
            action=views.Link(label="Go to the start", url="/"),
            code_url="#",
        ),
    )
    yield (
        "failure",
        "problem.html",
        "Something went wrong",
        views.ProblemPage(
            status=500,
            title="That did not work",
            text="The fault is ours. Nothing was charged twice; try again in a minute.",
            request_id="01HQ8Z-7K3QMX",
        ),
    )
    yield (
        "checkout",
        "checkout.html",
        "Tickets",
        checkout.CheckoutShell(
            event=shown, config_json=script_json(CHECKOUT), tickets=shown.tickets
        ),
    )
    yield from account_pages()
    yield "docs", "docs.html", "API", views.DocumentationPage(openapi_url="openapi.json")


def on_the_map(maker, filters):
    spots = ((50.81, 4.38, "FOSDEM 2027"), (52.51, 13.37, "An evening"), (9.56, 44.06, "PyCon"))
    points = [map_outlines.project(latitude, longitude) for latitude, longitude, _ in spots]
    view = maps.fitted(points)
    marks = [
        maps.Mark(*view.place(point), count, label, "#")
        for point, (_, _, label), count in zip(points, spots, (1, 12, 3), strict=True)
    ]
    drawn = directory_views.DirectoryMap(drawing=maker.draw(view, marks), out_url="#", missing=2)
    return directory_views.DirectoryPage(
        filters=filters, events=CARDS, total=8, look="map", map=drawn
    )


def image(name, width, height):
    return Picture(width=width, height=height, src=name, sources=(), placeholder="#8899aa")


def full_events(qr: str):
    """Pages with everything that an organizer may add."""
    dates = tuple(
        event_views.DateView(
            title="FOSDEM fringe",
            url="#",
            starts_at=datetime(2026, 12, day, 18, 30, tzinfo=BRUSSELS),
            ends_at=datetime(2026, 12, day, 21, tzinfo=BRUSSELS),
        )
        for day in (8, 15, 22)
    )
    series = event_views.SeriesView(title="Evenings of free software", url="#", dates=dates)
    files = (
        event_views.FileView(title="Site plan", about="PDF, 1.2 MB", url="#"),
        event_views.FileView(
            title="A very long name of a list of all the things to bring along to the workshops",
            about="XLSX, 84 kB",
            url="#",
        ),
    )
    people = tuple(
        event_views.SpeakerView(
            name=name,
            title="Engineer",
            company="Harbour Works",
            photo=image("photo.jpg", 320, 400) if number % 2 else None,
        )
        for number, name in enumerate(("Hodan Warsame", "महेश्वर अय्यर", "Laura Durieux"))
    )
    sponsors = (
        event_views.SponsorsView(
            level="Gold",
            sponsors=(
                event_views.SponsorView(
                    name="Quay", url="https://q.example", logo=image("logo.png", 300, 80)
                ),
                event_views.SponsorView(name="Without a logo", url=None, logo=None),
            ),
        ),
    )
    tongues = tuple(
        views.Language(tag=tag, name=name, url="#", is_shown=tag == "en")
        for tag, name in (("en", "English"), ("fr", "Français"), ("ar", "العربية"))
    )
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    full = event(
        None, cover=image("cover.jpg", 1600, 900), files=files, speakers=people, series=series,
        sponsors=sponsors, languages=tongues,
    )  # fmt: skip
    yield "event-full", "event.html", full.title, full
    wordy = replace(
        full,
        title=f"{long}: Jahreshauptversammlung",
        summary=f"Mit {long.lower()}",
        place=long,
        category=long,
        tags=(long, "kurz"),
        organization=replace(FOSDEM, name=long),
        tickets=tuple(replace(each, name=long, description=long) for each in TICKETS),
    )
    yield "event-wordy", "event.html", wordy.title, wordy
    gone = tuple(replace(each, state="sold_out", remaining=0) for each in TICKETS)
    yield "event-sold-out", "event.html", full.title, replace(full, tickets=gone)
    later = tuple(
        replace(each, state="not_yet", sale_starts_at=datetime(2026, 12, 1, 10, tzinfo=BRUSSELS))
        for each in TICKETS
    )
    yield "event-not-yet", "event.html", full.title, replace(full, tickets=later, cover=None)
    told = {"state_reason": "The hall is under water.", "orders_fate": "ask"}
    yield "event-called-off", "event.html", full.title, replace(full, status="cancelled", **told)
    yield "event-put-off", "event.html", full.title, replace(full, status="postponed", **told)
    yield "event-over", "event.html", full.title, replace(full, status="ended")
    yield (
        "series",
        "series.html",
        series.title,
        series_page.SeriesPage(
            title=series.title,
            summary="Every Tuesday in December, with soup.",
            description_html="<p>Bring a coat, and something to show.</p>",
            organization=FOSDEM,
            upcoming=(replace(CARDS[0], cover=image("cover.jpg", 1600, 900)), *CARDS[1:3]),
            past=CARDS[3:4],
            url="#",
            cover=image("cover.jpg", 1600, 900),
        ),
    )
    joining = replace(order(qr), join_url="https://meet.example/room/" + "x" * 60, files=files)
    yield "order-online", "order.html", "Your order", joining
    yield (
        "access",
        "form.html",
        "Access code",
        account_views.FormPage(
            title="Enter your access code",
            text="Some events are for invited people. The code is in your invitation.",
            button="Open the event",
            fields=(
                account_views.Field(
                    name="code",
                    label="Access code",
                    autocomplete="off",
                    hint="Spaces, hyphens and small letters do not matter.",
                    error="This code opens nothing here. Please check it letter by letter.",
                ),
            ),
        ),
    )


def account_pages():
    email, secret = form_fields.email("hodan@example.org"), form_fields.new_password()
    sign_in = account_views.FormPage(
        title="Sign in",
        button="Sign in",
        fields=(email, form_fields.password()),
        links=(
            views.Link(label="Choose a new password", url="#"),
            views.Link(label="Make an account", url="#"),
        ),
    )
    paused = replace(
        sign_in,
        error="Address and password do not fit together. After several tries signing in is paused: try again in 30 seconds.",
    )
    new = account_views.FormPage(
        title="Make an account",
        text="For your tickets, and to work with organizers who invite you.",
        button="Make the account",
        fields=(form_fields.display_name("Hodan Warsame"), email, secret),
    )
    known = replace(secret, error="This password is among those tried first.")
    forms = {
        "sign-in": sign_in,
        "sign-in-paused": paused,
        "sign-up": replace(new, fields=(*new.fields[:2], known)),
        "password": account_views.FormPage(
            title="Choose a new password", button="Save the password", fields=(known,)
        ),
    }
    for name, view in forms.items():
        yield name, "form.html", view.title, view
    invitation = account_views.InvitationPage(
        title="Join FOSDEM VZW",
        organization=FOSDEM,
        role="Staff",
        may="You may prepare events, help with orders and check people in.",
        email="hodan@example.org",
        expires_at=datetime(2026, 12, 1, 18, 30, tzinfo=BRUSSELS),
        form=replace(new, title="Make an account to accept", text=""),
    )
    yield "invitation", "invitation.html", invitation.title, invitation
    yield "account", "account.html", "Your account", account()


def account():
    at = datetime(2026, 12, 1, 18, 30, tzinfo=BRUSSELS)
    logins = tuple(
        account_views.LoginView(
            id=UUID(int=number),
            program=program,
            address="2001:db8:1234:5678:9abc:def0:1234:5678",
            last_used_at=at,
            created_at=at - timedelta(days=9),
            is_current=number == 1,
        )
        for number, program in enumerate(("Firefox on Linux", "Safari on iPhone"), start=1)
    )
    memberships = tuple(
        account_views.MembershipView(organization=each, role="Owner", url=url, note=note)
        for each, url, note in (
            (FOSDEM, "#", ""),
            (views.OrganizationCard(name="Night market", slug="night"), None, "Suspended"),
        )
    )
    return account_views.AccountPage(
        language="English",
        name="Hodan Warsame",
        email="hodan@example.org",
        zone="Europe/Brussels",
        memberships=memberships,
        logins=logins,
        joined="FOSDEM VZW",
        form_token="made-up",
        sign_out_token="made-up",
    )


def main() -> None:
    out = Path(sys.argv[1])
    schedule = Path(sys.argv[2]) if len(sys.argv) > 2 else None
    build = ROOT / "platform/web/dist"
    assets = Assets(build)
    outlines = assets.file(map_pages.OUTLINES)
    maker = map_pages.MapMaker(build / outlines.removeprefix("/") if outlines else None)
    renderer = Renderer(assets, maps=maker)
    out.mkdir(parents=True, exist_ok=True)
    (out / "openapi.json").write_text(json.dumps(OPENAPI), encoding="utf-8")
    for name, size in (
        ("cover.jpg", (1600, 900)),
        ("photo.jpg", (320, 400)),
        ("logo.png", (300, 80)),
    ):
        Image.linear_gradient("L").resize(size).convert("RGB").save(out / name)
    shutil.copytree(build / "assets", out / "assets", dirs_exist_ok=True)
    for name, template, title, view in pages(schedule, maker):
        render = renderer.event if template == "event.html" else partial(renderer.page, template)
        text = render(views.Page(title=title, description="A page to look at."), view)
        (out / f"{name}.html").write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}: {len(text.encode()) / 1000:.0f} kB\n")


if __name__ == "__main__":
    main()
