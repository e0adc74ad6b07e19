"""Popularity: counted every hour over all organizations, written where it changed."""

from collections import defaultdict
from uuid import UUID

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.modules.discovery import api as discovery
from turnout.modules.popularity import queries, rules
from turnout.modules.popularity.metrics import CHANGED, RANKED


def rank_events(ctx: SystemContext) -> int:
    """Rank the upcoming listed events; how many of them stand elsewhere than before.

    Points are summed inside each organization and leave it as places in the order alone. Running
    it twice changes nothing the second time; events that appear meanwhile are ranked the next time.
    """
    known = discovery.list_standings(ctx)
    of_organization: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for organization_id, event_id, _ in known:
        of_organization[organization_id].append(event_id)
    points: dict[UUID, float] = {}
    for organization_id, event_ids in of_organization.items():
        with transaction(system_in(organization_id, ctx.job)) as tx:
            points |= dict.fromkeys(event_ids, 0.0) | queries.sum_points(tx, event_ids)
    standings = rules.standings(points)
    moved: defaultdict[UUID, dict[UUID, int]] = defaultdict(dict)
    for organization_id, event_id, former in known:
        if standings[event_id] != former:
            moved[organization_id][event_id] = standings[event_id]
    for organization_id, few in moved.items():
        discovery.set_popularity(system_in(organization_id, ctx.job), few)
    changed = sum(map(len, moved.values()))
    RANKED.set(len(known))
    CHANGED.add(changed)
    return changed
