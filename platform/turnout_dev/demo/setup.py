"""Before the doors: people sign in, the programme comes in, tickets go on sale."""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from xml.etree import ElementTree as ET

from turnout_dev.demo.callers import Caller
from turnout_dev.demo.context import DemoContext, People, Show
from turnout_dev.stack.state import ROOT
from turnout_dev.stack.summary import sign_ins

FILE = ROOT / "tests" / "data" / "schedules" / "fosdem-2024.xml"
DAYS = (date(2024, 2, 3), date(2024, 2, 4))
ZONE = "Europe/Brussels"
YEAR_OF_WEEKS = timedelta(weeks=52)
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Schedule:
    """A schedule file as it is sent."""

    xml: bytes

    @cached_property
    def _root(self) -> ET.Element:
        return ET.fromstring(self.xml)  # noqa: S314  the project's own file

    def counts(self) -> dict[str, int]:
        """What the file holds, counted without a line of the product's reader."""
        root = self._root
        return {
            "days": len(root.findall("day")),
            "rooms": len({room.get("name") for room in root.iter("room") if room.get("name")}),
            "tracks": len(root.findall("tracks/track")),
            "sessions": len(root.findall("day/room/event")),
            "speakers": len({person.get("id") for person in root.iter("person")}),
            "links": len(root.findall(".//link")),
            "attachments": len(root.findall(".//attachment")),
        }

    def talk(self) -> str:
        """The title of the first session in plain letters, to be looked for on pages."""
        titles = (each.findtext("title") or "" for each in self._root.findall("day/room/event"))
        return next(title for title in titles if title.replace(" ", "").isalpha())


def as_published() -> Schedule:
    return Schedule(FILE.read_bytes())


def ahead(today: date) -> tuple[Schedule, date, date]:
    """The same file moved by whole years of 52 weeks, with its new days.

    The weekday and the season stay, so that no hour moves against its zone.
    """
    weeks = YEAR_OF_WEEKS
    while DAYS[0] + weeks < today + SOON:
        weeks += YEAR_OF_WEEKS
    xml = FILE.read_bytes()
    for day in DAYS:
        xml = xml.replace(day.isoformat().encode(), (day + weeks).isoformat().encode())
    return Schedule(xml), DAYS[0] + weeks, DAYS[1] + weeks


OWNER, STAFF, STRANGER = (
    "dana@meridian.example",
    "lena@meridian.example",
    "noor@kite-and-loom.example",
)
ORGANIZATION = "meridian"
TAG = "demo-run"
OLD = timedelta(minutes=10)
PRICE_MINOR = 2_550
TAX_RATE_BP = 2_100


def sign_in(demo: DemoContext) -> People:
    """Three people of the demo tenants: an owner, a door person, and somebody else's owner."""
    passwords = {each["email"]: each["password"] for each in sign_ins()}
    owner, staff, stranger = (
        demo.guest.signed_in(email, passwords[email]) for email in (OWNER, STAFF, STRANGER)
    )
    ours = _organizations(owner)[ORGANIZATION]
    theirs = _organizations(stranger)
    demo.reporter.hold(
        f"{STRANGER} is no member of {ORGANIZATION}", is_so=ORGANIZATION not in theirs, found=theirs
    )
    return People(
        owner=owner,
        staff=staff,
        stranger=stranger,
        organization_id=ours,
        organization_slug=ORGANIZATION,
        stranger_organization_id=next(iter(theirs.values())),
    )


def _organizations(caller: Caller) -> dict[str, str]:
    listed = caller.get("/api/v1/me/organizations")["items"]
    return {each["slug"]: each["id"] for each in listed}


def put_away_earlier_runs(demo: DemoContext, people: People) -> None:
    """Archive the events of earlier runs, so that the public pages show one FOSDEM."""
    before = datetime.now(UTC) - OLD
    put_away = 0
    for event in list(people.owner.pages(f"{people.base}/events", state="published")):
        if TAG in event["tags"] and datetime.fromisoformat(event["created_at"]) < before:
            path = f"{people.base}/events/{event['id']}"
            people.owner.post(f"{path}/unpublish")
            people.owner.post(f"{path}/archive")
            put_away += 1
    if put_away:
        demo.reporter.say(f"{put_away} events of earlier runs archived")


def import_programme(demo: DemoContext, people: People) -> Show:
    """FOSDEM 2024 as it was published, twice; then moved to a weekend that is still to come."""
    put_away_earlier_runs(demo, people)
    event = people.owner.post(f"{people.base}/events", _draft(), expect=201)
    demo.reporter.say(f"draft “{event['title']}” ({event['slug']}), no dates yet")
    published = as_published()
    first = _import(people, event["id"], published)
    for name, count in published.counts().items():
        demo.reporter.check(f"{name} taken", expected=count, found=first["counts"][name])
    lost = [each for each in first["problems"] if each["effect"] != "noted"]
    demo.reporter.check("parts of the file that were not taken", expected=[], found=lost)
    again = _import(people, event["id"], published)
    demo.reporter.check(
        "a second import changes nothing",
        expected={"created": 0, "updated": 0, "removed": 0},
        found={name: again["sessions"][name] for name in ("created", "updated", "removed")},
    )
    _move_ahead(demo, people, event["id"], sessions=published.counts()["sessions"])
    _hand_out(demo, people, event["id"])
    return Show(event_id=event["id"], slug=event["slug"], talk=published.talk())


def _draft() -> dict[str, Any]:
    return {
        "title": "FOSDEM 2024",
        "summary": "Two days of free software, a demo with the real programme.",
        "description": (
            "<p>The programme of FOSDEM 2024 as its makers published it (CC BY 2.0 BE), moved to "
            "a weekend that is still to come. Nobody sells tickets to the real one.</p>"
        ),
        "time_zone": ZONE,
        "category": "conference",
        "tags": [TAG, "free software"],
        "contact_email": OWNER,
    }


def _import(people: People, event_id: str, schedule: Schedule) -> dict[str, Any]:
    path = f"{people.base}/events/{event_id}/programme/imports?time_zone={ZONE}"
    answer = people.owner.request(
        "POST", path, expect=201, content=schedule.xml, headers={"Content-Type": "application/xml"}
    )
    report: dict[str, Any] = answer.json()
    return report


def _move_ahead(demo: DemoContext, people: People, event_id: str, *, sessions: int) -> None:
    schedule, first_day, last_day = ahead(datetime.now(UTC).date())
    report = _import(people, event_id, schedule)
    demo.reporter.check(
        f"sessions moved to {first_day:%d %B} and {last_day:%d %B %Y}",
        expected=(sessions, 0),
        found=(report["sessions"]["updated"], report["sessions"]["created"]),
    )
    changed = people.owner.patch(
        f"{people.base}/events/{event_id}",
        {
            "starts_at": f"{first_day.isoformat()}T09:00:00",
            "ends_at": f"{last_day.isoformat()}T18:00:00",
        },
    )
    shown = demo.guest.request("GET", f"{people.base}/events/{event_id}/programme")
    demo.reporter.check("a draft's programme to strangers", expected=404, found=shown.status_code)
    demo.reporter.check(
        "the event starts, local time",
        expected=f"{first_day.isoformat()}T09:00:00",
        found=changed["starts_local"],
    )


def _hand_out(demo: DemoContext, people: People, event_id: str) -> None:
    """Three sessions get slides for everybody, a handout for ticket holders and a recording."""
    path = f"{people.base}/events/{event_id}/sessions"
    sessions = people.owner.get(path, limit=3)["items"]
    files = [
        people.owner.upload(f"{people.base}/files", name, _paper(name))
        for name in ("slides.pdf", "handout.pdf")
    ]
    wanted = (
        {"kind": "slides", "file_id": files[0]["id"], "audience": "public"},
        {
            "kind": "handout",
            "file_id": files[1]["id"],
            "audience": "holders",
            "release": "session_start",
            "titles": {"en": "Exercises on paper"},
        },
        {
            "kind": "recording",
            "url": "https://video.fosdem.org/2024/",
            "audience": "public",
            "release": "session_end",
            "titles": {"en": "Recording"},
        },
    )
    for session in sessions:
        for each in wanted:
            people.owner.post(f"{path}/{session['id']}/files", each, expect=201)
    listed = people.owner.get(f"{path}/{sessions[0]['id']}/files")["items"]
    demo.reporter.check(
        "what the first session hands out",
        expected=["slides", "handout", "recording"],
        found=[each["kind"] for each in listed],
    )


def _paper(name: str) -> bytes:
    """A page of PDF without anything on it; the comment makes each another file."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 297]>>endobj\n"
        b"% " + name.encode() + b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    )


def open_sales(demo: DemoContext, people: People, show: Show) -> None:
    """Three ticket types on three pools: free, paid, and a scarce one; then publish."""
    path = f"{people.base}/events/{show.event_id}"
    for name, kind, price, capacity in (
        ("Free entry", "free", 0, 5_000),
        ("Supporter", "paid", PRICE_MINOR, 500),
        ("Keynote seat", "free", 0, demo.scarce),
    ):
        pool = people.owner.post(f"{path}/pools", {"name": name, "capacity": capacity}, expect=201)
        offer = people.owner.post(
            f"{path}/ticket-types",
            {
                "name": name,
                "kind": kind,
                "price_minor": price,
                "currency": "EUR",
                "tax_rate_bp": TAX_RATE_BP if price else 0,
                "pool_id": pool["id"],
                "maximum_per_order": 4,
            },
            expect=201,
        )
        show.pools[name], show.types[name] = pool["id"], offer["id"]
        demo.reporter.say(f"{name}: {price / 100:.2f} EUR, {capacity} places")
    _keep_places(demo, people, path, show.types["Supporter"])
    event = people.owner.post(f"{path}/publish")
    demo.reporter.check("state of the event", expected="published", found=event["state"])
    offers = demo.guest.get(f"{path}/offers")["items"]
    demo.reporter.check(
        "on sale for everybody",
        expected=sorted(show.types),
        found=sorted(each["name"] for each in offers),
    )


def _keep_places(demo: DemoContext, people: People, path: str, type_id: str) -> None:
    """A hotel sells by its own link: forty places are kept for it until a month from now."""
    hotel = {"name": "Hotel Meridian", "code": f"H{secrets.token_hex(4)}", "note": "5 %"}
    partner = people.owner.post(f"{people.base}/sales-partners", hotel, expect=201)
    until = datetime.now(UTC) + timedelta(days=30)
    allotment = {
        "ticket_type_id": type_id,
        "channel": "partner",
        "sales_partner_id": partner["id"],
        "places": 40,
        "return_at": until.isoformat(),
    }
    kept = people.owner.post(f"{path}/channel-settings", allotment, expect=201)
    demo.reporter.check("places kept for the hotel", expected=40, found=kept["kept"])
