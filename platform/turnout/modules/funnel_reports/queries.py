"""Statements of funnel reports: visits beside orders."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from turnout.kernel.db.tx import Transaction
from turnout.modules.funnel_reports.types import FunnelFigures, FunnelGrouping, SessionInterest
from turnout.modules.orders.sql_fragments import ORDER_SOURCES
from turnout.modules.participation.sql_fragments import PICKED_SESSIONS, SESSION_PLACES
from turnout.modules.programme.sql_fragments import EVENT_SESSIONS
from turnout.modules.session_waitlist.sql_fragments import WAITING_FOR_SESSIONS
from turnout.modules.short_links.sql_fragments import LINK_NAMES
from turnout.modules.visits.sql_fragments import SESSION_VISITS, VISITS

PAGES: Final = "('web', 'embed', 'partner')"
"""Channels of which a buyer goes through the checkout's page."""
OF_VISITS: Final = {
    FunnelGrouping.SOURCE: "v.source_kind || ':' || v.source",
    FunnelGrouping.MEDIUM: "v.medium",
    FunnelGrouping.CAMPAIGN: "v.campaign",
    FunnelGrouping.LINK: "v.link",
    FunnelGrouping.DEVICE: "v.device",
    FunnelGrouping.DAY: "to_char(coalesce(v.day, {hour}), 'YYYY-MM-DD')",
    FunnelGrouping.WEEKDAY: "to_char(coalesce(v.day, {hour}), 'ID')",
    FunnelGrouping.HOUR: "coalesce(to_char({hour}, 'HH24'), '')",
    FunnelGrouping.WEEKDAY_HOUR: "coalesce(to_char({hour}, 'ID-HH24'), '')",
}
HOUR: Final = "(v.hour_at AT TIME ZONE %(time_zone)s)"
OF_ORDERS: Final = {
    FunnelGrouping.SOURCE: """coalesce(o.source ->> 'kind', 'unknown') || ':'
        || coalesce(o.source ->> 'name', '')""",
    FunnelGrouping.MEDIUM: "coalesce(o.source ->> 'medium', '')",
    FunnelGrouping.CAMPAIGN: "coalesce(o.source ->> 'campaign', '')",
    FunnelGrouping.LINK: "coalesce(o.source ->> 'link', '')",
    FunnelGrouping.DEVICE: "coalesce(o.source ->> 'device', '')",
    FunnelGrouping.DAY: "to_char({at}, 'YYYY-MM-DD')",
    FunnelGrouping.WEEKDAY: "to_char({at}, 'ID')",
    FunnelGrouping.HOUR: "to_char({at}, 'HH24')",
    FunnelGrouping.WEEKDAY_HOUR: "to_char({at}, 'ID-HH24')",
}
LOCAL: Final = "({at} AT TIME ZONE %(time_zone)s)"
WITHIN: Final = """
    (%(starts_at)s::timestamptz IS NULL OR {at} >= %(starts_at)s)
    AND (%(ends_at)s::timestamptz IS NULL OR {at} < %(ends_at)s)
"""
WITHIN_DAYS: Final = """
    (%(first_day)s::date IS NULL OR v.day >= %(first_day)s)
    AND (%(last_day)s::date IS NULL OR v.day <= %(last_day)s)
"""
OF_EVENT: Final = "{of}.organization_id = %(organization_id)s AND {of}.event_id = %(event_id)s"
FUNNEL: Final = f"""
    WITH steps AS (
        SELECT {{of_visits}} AS key,
            sum(v.visits) FILTER (WHERE v.step = 'seen') AS seen,
            sum(v.visits) FILTER (WHERE v.step = 'started') AS started,
            NULL::bigint AS held, NULL::bigint AS paid, NULL::bigint AS elsewhere
        FROM {VISITS} v
        WHERE {OF_EVENT.format(of="v")} AND (v.hour_at IS NULL
            OR ({WITHIN.format(at="v.hour_at")})) AND (v.day IS NULL OR ({WITHIN_DAYS}))
        GROUP BY 1
        UNION ALL
        SELECT {{of_placed}}, NULL, NULL, count(*), NULL, NULL
        FROM {ORDER_SOURCES} o
        WHERE {OF_EVENT.format(of="o")} AND {WITHIN.format(at="o.placed_at")}
            AND o.channel IN {PAGES}
        GROUP BY 1
        UNION ALL
        SELECT {{of_confirmed}}, NULL, NULL, NULL,
            count(*) FILTER (WHERE o.channel IN {PAGES}),
            count(*) FILTER (WHERE o.channel NOT IN {PAGES})
        FROM {ORDER_SOURCES} o
        WHERE {OF_EVENT.format(of="o")} AND o.confirmed_at IS NOT NULL
            AND {WITHIN.format(at="o.confirmed_at")}
        GROUP BY 1)
    SELECT key, coalesce(sum(seen), 0)::bigint AS seen,
        coalesce(sum(started), 0)::bigint AS started,
        coalesce(sum(held), 0)::bigint AS held, coalesce(sum(paid), 0)::bigint AS paid,
        coalesce(sum(elsewhere), 0)::bigint AS elsewhere
    FROM steps GROUP BY GROUPING SETS ((key), ())
"""
SESSIONS: Final = f"""
    SELECT s.session_id, s.title, s.starts_at, s.capacity,
        coalesce(v.visits, 0)::bigint AS seen, coalesce(p.picks, 0)::bigint AS favourites,
        coalesce(g.places, 0)::bigint AS sign_ups, coalesce(w.waiting, 0)::bigint AS waiting
    FROM {EVENT_SESSIONS} s
    LEFT JOIN {SESSION_VISITS} v ON {OF_EVENT.format(of="v")} AND v.session_id = s.session_id
    LEFT JOIN (SELECT session_id, count(*) AS picks FROM {PICKED_SESSIONS} p
        WHERE {OF_EVENT.format(of="p")} GROUP BY session_id) p ON p.session_id = s.session_id
    LEFT JOIN (SELECT session_id, count(*) AS places FROM {SESSION_PLACES} g
        WHERE {OF_EVENT.format(of="g")} GROUP BY session_id) g ON g.session_id = s.session_id
    LEFT JOIN (SELECT session_id, count(*) AS waiting FROM {WAITING_FOR_SESSIONS} w
        WHERE {OF_EVENT.format(of="w")} GROUP BY session_id) w ON w.session_id = s.session_id
    WHERE {OF_EVENT.format(of="s")}
    ORDER BY s.starts_at, s.session_id LIMIT %(most)s::bigint
"""
NAMES: Final = f"""
    SELECT l.code, l.name FROM {LINK_NAMES} l
    WHERE l.organization_id = %(organization_id)s AND l.code = ANY(%(codes)s)
"""


def list_steps(
    tx: Transaction, group_by: FunnelGrouping, where: dict[str, Any]
) -> list[FunnelFigures]:
    """The steps of each group, and of all together; one statement.

    `where` holds event_id, time_zone, first_day, last_day, starts_at and ends_at, which is outside.
    """
    of_orders = OF_ORDERS[group_by]
    statement = FUNNEL.format(
        of_visits=OF_VISITS[group_by].format(hour=HOUR),
        of_placed=of_orders.format(at=LOCAL.format(at="o.placed_at")),
        of_confirmed=of_orders.format(at=LOCAL.format(at="o.confirmed_at")),
    )
    return tx.query(statement, tx.here(**where), into=FunnelFigures)


def list_sessions(tx: Transaction, event_id: UUID, *, most: int | None) -> list[SessionInterest]:
    """The sessions of an event with the interest in each, in order of time; one statement.

    Without `most` all of them.
    """
    return tx.query(SESSIONS, tx.here(event_id=event_id, most=most), into=SessionInterest)


def link_names(tx: Transaction, codes: Collection[str]) -> dict[str, str]:
    """The names of short links by their codes."""
    return dict(tx.query(NAMES, tx.here(codes=list(codes))))
