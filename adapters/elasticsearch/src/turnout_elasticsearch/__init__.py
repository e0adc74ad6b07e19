"""Elasticsearch as a search adapter of Turnout: the public search, its facets, typing errors."""

from typing import TYPE_CHECKING

from turnout_elasticsearch.settings import Settings
from turnout_sdk.adapter import Adapter, Kind, Services
from turnout_sdk.dsl_engine import CAPABILITIES

if TYPE_CHECKING:
    from turnout_elasticsearch.gateway import Gateway


def build(settings: Settings, services: Services) -> "Gateway":
    """Load the vendor's library when a server is there to ask: it takes half a second."""
    from turnout_elasticsearch.gateway import Gateway

    return Gateway(settings, services)


adapter = Adapter(
    key="elasticsearch",
    title="Elasticsearch",
    kind=Kind.SEARCH,
    sdk=">=1.13,<2",
    settings=Settings,
    capabilities=CAPABILITIES,
    build=build,
)
