"""The programme of FOSDEM 2024: counted by eyes of our own, and moved to a weekend ahead."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from xml.etree import ElementTree as ET

from turnout_dev.stack.state import ROOT

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
