"""Where visitors come from, who counts as one, and how counts are kept small. Pure.

Device and robots are told by what browsers say of themselves: roughly, and without looking at
anything that would tell one browser from another.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qs, urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from turnout.modules.visits.types import Device, SourceKind, Step, Visit, VisitSource

KEPT: Final = 1024
"""Names of browsers and sources that a process need not look at again."""
MOST_SOURCES: Final = 100
"""Of an event on a day; a visitor may write any source into an address."""
LONGEST: Final = 60
LONGEST_HEADER: Final = 1_000
LONGEST_LINK: Final = 20
QUARTER: Final = timedelta(minutes=15)
VIA: Final = "via"
"""The site that led to the event's page (`own`: a page of ours), in the address of its checkout."""
LINK: Final = "link"
SESSION: Final = "session"
"""Begins the step of a visit to a session's page, before its id."""
UTM: Final = ("utm_source", "utm_medium", "utm_campaign")
NAMES: Final = (*UTM, LINK, VIA)
LINK_CODE: Final = re.compile(rf"[0-9a-z]{{1,{LONGEST_LINK}}}")
HOST: Final = re.compile(r"[0-9a-z_-]+(\.[0-9a-z_-]+)*")
LEFT_OUT: Final = ("www.", "m.", "l.", "lm.", "amp.")
"""What hosts begin with that are the same site."""
NO_PERSON: Final = (
    *("crawl", "spider", "slurp", "preview", "facebookexternalhit", "embedly"),
    *("scrap", "headless", "lighthouse", "pagespeed", "monitor", "uptime", "pingdom", "curl"),
    *("wget", "python", "java/", "go-http", "okhttp", "axios", "node-fetch", "libwww", "archiver"),
    *("httpclient", "scan", "validator", "feed", "whatsapp", "werkzeug", "ruby", "perl", "php"),
)
ROBOT: Final = re.compile(rf"(?<!cu)bot\b|{'|'.join(map(re.escape, NO_PERSON))}")
TABLET: Final = re.compile(r"ipad|tablet|kindle|silk/|playbook|android(?!.*mobile)")
PHONE: Final = re.compile(r"mobi|iphone|ipod|android|windows phone")
IN_ADVANCE: Final = ("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz")
"""What browsers say that fetch a page before anybody asked for it."""
HEADERS: Final = (
    *("User-Agent", "Referer", "Sec-Fetch-Site", "Sec-Fetch-Dest", "Sec-CH-UA-Mobile"),
    *("Sec-GPC", "DNT"),
    *IN_ADVANCE,
)
"""All that is looked at of a request."""
PLACES: Final = frozenset({"", "document", "iframe", "frame"})
"""Where a page is shown to somebody; scripts and workers fetch it for elsewhere."""
OWN_SITE: Final = "same-origin"
Key = tuple[UUID, datetime, str, VisitSource]
"""Event, hour, step and source."""


def refuses_counting(headers: Mapping[str, str]) -> bool:
    """Whether the browser asks not to be followed: Do Not Track, Global Privacy Control."""
    return headers.get("Sec-GPC") == "1" or headers.get("DNT") == "1"


def is_visit(headers: Mapping[str, str]) -> bool:
    """Whether a page was asked for by somebody who sees it and lets themselves be counted."""
    return (
        headers.get("Sec-Fetch-Dest", "") in PLACES
        and not refuses_counting(headers)
        and not any(map(headers.get, IN_ADVANCE))
        and _is_person(headers.get("User-Agent", "")[:LONGEST_HEADER])
    )


@lru_cache(KEPT)
def _is_person(agent: str) -> bool:
    return bool(agent) and ROBOT.search(agent.lower()) is None


def device_of(headers: Mapping[str, str]) -> Device:
    """The class of the device by the browser's hint, else by its name."""
    named = _named_device(headers.get("User-Agent", "")[:LONGEST_HEADER])
    is_mobile = headers.get("Sec-CH-UA-Mobile") == "?1"
    return Device.PHONE if is_mobile and named is Device.DESKTOP else named


@lru_cache(KEPT)
def _named_device(agent: str) -> Device:
    name = agent.lower()
    if TABLET.search(name):
        return Device.TABLET
    return Device.PHONE if PHONE.search(name) else Device.DESKTOP


@lru_cache(KEPT)
def cleaned(text: str) -> str:
    """A name of a source as it is grouped by; an email address in it makes it nothing."""
    said = unicodedata.normalize("NFKC", text[: 4 * LONGEST]).lower()
    if "@" in said:
        return ""
    return " ".join("".join(each if each.isprintable() else " " for each in said).split())[:LONGEST]


@lru_cache(KEPT)
def host_of(address: str) -> str:
    """The site of an address, without `www.` and the like; empty where there is none."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return _site(host)


@lru_cache(KEPT)
def _site(host: str) -> str:
    bare = host.lower()
    for each in LEFT_OUT:
        if bare.startswith(each) and "." in bare.removeprefix(each):
            bare = bare.removeprefix(each)
    return bare if len(bare) <= LONGEST and HOST.fullmatch(bare) else ""


def source_of(
    query: Mapping[str, str],
    headers: Mapping[str, str],
    *,
    own_host: str,
    is_framed: bool = False,
    by_own: SourceKind = SourceKind.OWN,
) -> VisitSource:
    """Where a visitor came from, by the address they opened and the page that led there.

    What the address says counts first. A page of our own that led there hands on what its own
    address said: so does a source reach the checkout from the event's page. `by_own` is what such
    a page means without that: of a checkout it is the event's, whoever led there.
    """
    referrer = headers.get("Referer", "")[:LONGEST_HEADER]
    came_from = host_of(referrer)
    is_own = headers.get("Sec-Fetch-Site") == OWN_SITE or _is_of(came_from, own_host)
    said = _said(query)
    if is_own and not said:
        query_before = parse_qs(referrer.partition("#")[0].partition("?")[2])
        said = _said({name: each[0] for name, each in query_before.items()})
    campaign, link = cleaned(said.get("utm_campaign", "")), said.get(LINK, "")
    link = link if LINK_CODE.fullmatch(link) else ""
    name, kind = cleaned(said.get("utm_source", "")), SourceKind.CAMPAIGN
    if not name:
        led_by = by_own if is_own else None
        via = said.get(VIA, "")
        kind, name = _by_page(link, via, came_from, by_own=led_by, is_framed=is_framed)
    return VisitSource(
        kind=kind,
        name=name,
        medium=cleaned(said.get("utm_medium", "")),
        campaign=campaign,
        link=link,
        device=device_of(headers),
    )


def _said(query: Mapping[str, str]) -> dict[str, str]:
    return {name: query[name][: 4 * LONGEST] for name in NAMES if query.get(name)}


def _by_page(
    link: str, via: str, came_from: str, *, by_own: SourceKind | None, is_framed: bool
) -> tuple[SourceKind, str]:
    """The source where the address names none."""
    if link:
        return SourceKind.LINK, link
    if is_framed:
        return SourceKind.EMBED, came_from if by_own is None else ""
    if via == SourceKind.OWN:
        return SourceKind.OWN, ""
    if site := _site(via):
        return SourceKind.SITE, site
    if by_own is not None:
        return by_own, ""
    return (SourceKind.SITE, came_from) if came_from else (SourceKind.DIRECT, "")


def came_directly(headers: Mapping[str, str], *, own_host: str) -> bool:
    """Whether no page of our own led to this one."""
    site = headers.get("Sec-Fetch-Site")
    if site is not None:
        return site != OWN_SITE
    return not _is_of(host_of(headers.get("Referer", "")[:LONGEST_HEADER]), own_host)


def _is_of(site: str, own_host: str) -> bool:
    """Whether a page of this site is one of our own; hosts may name a port."""
    return bool(site) and site == _site(own_host.partition(":")[0])


def known_source(said: VisitSource) -> VisitSource:
    """What an order says of its source, as it may be kept: cleaned again, of a known kind."""
    kind = said.kind if said.kind in set(SourceKind) - {SourceKind.OTHER} else SourceKind.DIRECT
    named = {SourceKind.CAMPAIGN, SourceKind.LINK, SourceKind.EMBED, SourceKind.SITE}
    name = cleaned(said.name) if kind in named else ""
    return VisitSource(
        kind=kind,
        name=name,
        medium=cleaned(said.medium),
        campaign=cleaned(said.campaign),
        link=said.link if LINK_CODE.fullmatch(said.link) else "",
        device=said.device,
    )


def quarter_of(now: datetime) -> datetime:
    """The quarter of an hour that an instant lies in: each zone's hours are made of those."""
    past = timedelta(minutes=now.minute % 15, seconds=now.second, microseconds=now.microsecond)
    return now.astimezone(UTC) - past


def hour_of(at: datetime, zone: ZoneInfo) -> datetime:
    """The instant at which the local hour began; an hour that clocks repeat is two."""
    local = at.astimezone(zone)
    return at.astimezone(UTC) - timedelta(
        minutes=local.minute, seconds=local.second, microseconds=local.microsecond
    )


def by_hour(visits: Iterable[Visit], zones: Mapping[UUID, ZoneInfo]) -> Counter[Key]:
    """Visits by the hours of their event's zone; those of events that are gone are left out."""
    found: Counter[Key] = Counter()
    for each in visits:
        zone = zones.get(each.event_id)
        if zone is not None and each.step in set(Step):
            found[each.event_id, hour_of(each.at, zone), each.step, each.source] += each.visits
    return found


def by_session(
    visits: Iterable[Visit], zones: Mapping[UUID, ZoneInfo]
) -> Counter[tuple[UUID, UUID, date]]:
    """Visits to pages of sessions by event, session and day of the event's zone."""
    found: Counter[tuple[UUID, UUID, date]] = Counter()
    for each in visits:
        zone = zones.get(each.event_id)
        step, _, session_id = each.step.partition(":")
        if zone is not None and step == SESSION:
            day = each.at.astimezone(zone).date()
            found[each.event_id, UUID(session_id), day] += each.visits
    return found


def bounded(
    counts: Mapping[Key, int], known: Iterable[Key], zones: Mapping[UUID, ZoneInfo]
) -> Counter[Key]:
    """The same with at most so many sources of an event on a day; what is more is `other`.

    `known` are those that are kept already. Of new ones the most frequent come first.
    """
    places: defaultdict[tuple[UUID, date], set[VisitSource]] = defaultdict(set)
    for key in known:
        places[_day(key, zones)].add(_unplaced(key[3]))
    asked: Counter[tuple[tuple[UUID, date], VisitSource]] = Counter()
    for key, number in counts.items():
        asked[_day(key, zones), _unplaced(key[3])] += number
    for (day, source), _ in sorted(asked.items(), key=lambda each: (-each[1], str(each[0]))):
        if len(places[day]) < MOST_SOURCES:
            places[day].add(source)
    found: Counter[Key] = Counter()
    for key, number in counts.items():
        event_id, hour, step, source = key
        if _unplaced(source) not in places[_day(key, zones)]:
            source = VisitSource(kind=SourceKind.OTHER, device=source.device)
        found[event_id, hour, step, source] += number
    return found


def _day(key: Key, zones: Mapping[UUID, ZoneInfo]) -> tuple[UUID, date]:
    return key[0], key[1].astimezone(zones[key[0]]).date()


def _unplaced(source: VisitSource) -> VisitSource:
    """The source, on whatever device."""
    return replace(source, device="")


def by_day(
    hours: Mapping[Key, int], zones: Mapping[UUID, ZoneInfo]
) -> Counter[tuple[UUID, date, str, VisitSource]]:
    """Sums of days in the event's zone out of those of hours."""
    found: Counter[tuple[UUID, date, str, VisitSource]] = Counter()
    for key, number in hours.items():
        event_id, day = _day(key, zones)
        found[event_id, day, key[2], key[3]] += number
    return found
