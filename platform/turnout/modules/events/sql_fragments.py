"""Fragments of SQL that other modules' queries may compose."""

ON_SALE = """
    SELECT id, state, visibility, title, time_zone, starts_at, ends_at FROM events
    WHERE organization_id = %(organization_id)s AND id = %(event_id)s AND deleted_at IS NULL
"""

IN_BRIEF = """
    (SELECT jsonb_build_object('event_id', id, 'title', title, 'slug', slug,
        'visibility', visibility,
        'state', CASE WHEN deleted_at IS NULL THEN state ELSE 'deleted' END,
        'starts_at', starts_at, 'ends_at', ends_at, 'time_zone', time_zone)
    FROM events WHERE organization_id = {organization} AND id = {event})
"""
"""An event as JSON beside whatever names it; the two columns are filled in by `format`."""

SERIES_OF_EVENTS = """
    SELECT series_id FROM events
    WHERE organization_id = event_series.organization_id AND id = ANY(:event_ids)
"""
"""The series that some events belong to; `event_series` stands around it."""

SERIES_BY_EVENT = """
    (SELECT organization_id, id AS event_id, series_id FROM events WHERE series_id IS NOT NULL)
"""
"""The series that each event belongs to. The caller names the organization."""

COUNT_OPEN = """
    SELECT count(*) FROM events WHERE organization_id = %(organization_id)s
        AND deleted_at IS NULL AND state NOT IN ('ended', 'cancelled', 'archived', 'deleted')
"""
"""Events that are not over, archived or deleted: what counts against a plan."""

DUE_EVENTS = """
    SELECT organization_id, id FROM events
    WHERE deleted_at IS NULL AND (
        (state = 'published' AND starts_at <= %(now)s AND published_at < starts_at)
        OR (state IN ('published', 'live') AND ends_at <= %(now)s AND published_at < ends_at))
    ORDER BY organization_id, id LIMIT %(most)s
"""
"""Events whose clock has passed their start or end, of every organization."""

ENDED_EVENTS = """
    (SELECT organization_id, id AS event_id, ends_at FROM events
    WHERE deleted_at IS NULL AND NOT is_template AND state NOT IN ('draft', 'cancelled')
        AND ends_at <= %(now)s)
"""
"""Each event that took place and is over; of every organization unless the caller names one."""

TAKEN_PLACE = """
    (SELECT organization_id, id AS event_id, title, starts_at, ends_at, time_zone FROM events
    WHERE deleted_at IS NULL AND NOT is_template AND starts_at IS NOT NULL AND ends_at <= %(now)s
        AND (CASE WHEN state = 'archived' THEN archived_from ELSE state END)
            IN ('published', 'live', 'ended'))
"""
"""Each event that took place, with its times; not those called off or put off. The caller names
the organization."""

PUBLISHED_EVENTS = """
    (SELECT organization_id, id AS event_id, published_at FROM events
    WHERE published_at IS NOT NULL AND NOT is_template)
"""
"""Each event that was ever published, and when last. The caller names the organization."""

PAST_EVENTS = """
    (SELECT organization_id, id AS event_id, title, ends_at, time_zone FROM events
    WHERE NOT is_template AND ends_at <= %(now)s AND state <> 'draft')
"""
"""Each event that is over, cancelled and deleted ones too. The caller names the organization."""

EVENT_RECORDS = """
    (SELECT organization_id, id, title, slug, kind, state, visibility, language, category,
        is_template, time_zone, starts_at, ends_at, venue_id, series_id, published_at, created_at,
        updated_at, deleted_at
    FROM events)
"""
"""Each event, templates and deleted ones too. The caller names the organization."""
