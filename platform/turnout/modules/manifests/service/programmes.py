"""The programme of a manifest's event: its tracks, rooms and sessions, made once."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.security import permissions
from turnout.kernel.values import attributes_of
from turnout.modules.events import api as events
from turnout.modules.programme import api as programme
from turnout.modules.venues import api as venues

Ids = Mapping[str, UUID]
"""By names."""


def create_programme(
    ctx: OrganizationContext, event: events.Event, wanted: Mapping[str, Any]
) -> None:
    """Make the tracks, rooms and sessions that are missing by their names and titles.

    Each session commits by itself, so a run that was cut short goes on where it stopped. Speakers
    must be there; of a name that several have, the first. An event without a day gets none.
    """
    permissions.require_platform(ctx)
    if event.starts_at is None:
        return
    first = event.starts_at.astimezone(ZoneInfo(event.time_zone)).date()
    sessions = wanted["sessions"]
    with transaction(ctx) as tx:
        there = programme.get_programme(tx, event.id)
    tracks = {each.name: each.id for each in there.tracks}
    for track in wanted.get("tracks", ()):
        if track["name"] not in tracks:
            made = programme.create_track(ctx, event.id, track["name"], colour=track.get("color"))
            tracks[track["name"]] = made.id
    rooms = _rooms(ctx, event, (each["room"] for each in sessions if "room" in each))
    speakers = {each.name: each.id for each in reversed(there.speakers)}
    known = {each.title for each in there.sessions}
    for each in sessions:
        if each["title"] not in known:
            new = _new_session(
                each, event.time_zone, first=first, tracks=tracks, rooms=rooms, speakers=speakers
            )
            programme.create_session(ctx, event.id, new)


def _rooms(ctx: OrganizationContext, event: events.Event, names: Iterable[str]) -> Ids:
    """Rooms of the event's venue, or of one that is named as its location or as it is."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    with transaction(ctx) as tx:
        venue_id = event.venue_id
        if venue_id is None:
            place = event.location or events.Location()
            named = replace(place, name=place.name or event.title)
            venue_id = venues.ensure_venue(tx, venues.NewVenue(**attributes_of(named))).id
        return venues.ensure_rooms(tx, venue_id, wanted)


def _new_session(
    said: Mapping[str, Any], time_zone: str, *, first: date, tracks: Ids, rooms: Ids, speakers: Ids
) -> programme.NewSession:
    day = first + timedelta(days=said.get("day", 1) - 1)
    local = datetime.combine(day, time.fromisoformat(said["at"]), ZoneInfo(time_zone))
    starts_at = local.astimezone(UTC)
    return programme.NewSession(
        title=said["title"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=said["minutes"]),
        kind=said.get("kind", ""),
        abstract=said.get("abstract", ""),
        track_id=tracks.get(said.get("track", "")),
        room_id=rooms.get(said.get("room", "")),
        capacity=said.get("places"),
        speaker_ids=tuple(speakers[name] for name in said.get("speakers", ())),
        needs_registration=said.get("needs_registration", False),
    )
