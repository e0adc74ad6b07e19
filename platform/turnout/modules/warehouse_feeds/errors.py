"""Refusals of warehouse feeds."""

from turnout.kernel.errors import Conflict, NotFound


class WarehouseFeedNotFound(NotFound):
    code = "warehouse-feeds.none"
    title = "There is no such warehouse feed"


class WarehouseFeedPaused(Conflict):
    code = "warehouse-feeds.paused"
    title = "The warehouse feed is paused; let it go on first"
