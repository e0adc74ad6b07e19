"""Visits of an event's pages: counted by source and device, without cookies and without persons."""

from typing import Any

from flask import request

from turnout.kernel.http.request_info import headers_of
from turnout.modules.discovery import api as discovery
from turnout.modules.visits import api as visits
from turnout.site.embeds.views import Frame


def count_seen(event: discovery.PublishedEvent) -> None:
    """Count that the event's page is sent to somebody who looks at it."""
    if request.method == "GET":
        summary = event.summary
        visits.count_seen(
            summary.organization.id,
            summary.id,
            query=request.args,
            headers=headers_of(visits.HEADERS),
            own_host=request.host,
        )


def count_session(event: discovery.PublishedEvent, session: str) -> None:
    """Count that the page of a session, named by its key, is sent to somebody who looks at it."""
    found = next((each.id for each in event.programme.sessions if each.key == session), None)
    if request.method == "GET" and found is not None:
        summary = event.summary
        visits.count_session(
            summary.organization.id, summary.id, found, headers=headers_of(visits.HEADERS)
        )


def started_config(event: discovery.PublishedEvent, frame: Frame | None) -> dict[str, Any]:
    """Count that the checkout is opened; where the buyer came from, for the script to order by.

    Nothing where nobody is to be followed, and of the team's preview.
    """
    if request.method != "GET" or (frame is not None and frame.is_preview):
        return {}
    summary = event.summary
    found = visits.count_started(
        summary.organization.id,
        summary.id,
        query=request.args,
        headers=headers_of(visits.HEADERS),
        own_host=request.host,
        is_framed=frame is not None,
    )
    if found is None:
        return {}
    return {"source": {name: getattr(found, name) for name in visits.SOURCE_FIELDS}}
