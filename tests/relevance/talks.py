"""The talks of FOSDEM 2019 and 2024, as texts that are searched and judged."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from turnout.modules.discovery import api as discovery
from turnout.programme_formats.xml_reader import parse_schedule

DATA = Path(__file__).parents[1] / "data" / "schedules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    id: str
    """Year and number: `19-8967`."""
    title: str
    subtitle: str
    track: str
    room: str
    persons: tuple[str, ...]
    abstract: str


@cache
def all_talks() -> tuple[Talk, ...]:
    return (*_of_2019(), *_of_2024())


def _of_2019() -> list[Talk]:
    stored = json.loads((DATA / "fosdem-2019.json").read_text(encoding="utf-8"))
    return [
        Talk(**each | {"id": f"19-{each['id']}", "persons": tuple(each["persons"])})
        for each in stored
    ]


def _of_2024() -> list[Talk]:
    data = (DATA / "fosdem-2024.xml").read_bytes()
    programme = parse_schedule(data, time_zone="Europe/Brussels").programme
    names = {each.key: each.name for each in programme.speakers}
    return [
        Talk(
            id=f"24-{each.source_id}",
            title=each.title,
            subtitle=each.subtitle,
            track=each.track or "",
            room=each.room or "",
            persons=tuple(names[one] for one in each.persons),
            abstract=discovery.plain(each.abstract),
        )
        for each in programme.sessions
    ]
