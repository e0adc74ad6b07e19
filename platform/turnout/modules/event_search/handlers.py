"""Answers of the search server to those below: where documents come from, and who searches."""

from turnout.modules.event_search import service
from turnout.modules.public_search.api import SERVERS, SearchServer
from turnout.modules.search_index import api as search_index

search_index.SOURCES.register(service.source)


@SERVERS.register
def search_server() -> SearchServer | None:
    """The operator's search server; None where PostgreSQL searches."""
    return service.SERVER if search_index.is_set() else None
