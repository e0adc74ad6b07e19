"""OpenSearch as a search adapter of Turnout: the public search, its facets, typing errors."""

from typing import TYPE_CHECKING

from turnout_opensearch.settings import OpenSearchSettings
from turnout_sdk.adapter import Adapter, Kind, Services
from turnout_sdk.dsl_engine import CAPABILITIES

if TYPE_CHECKING:
    from turnout_opensearch.gateway import Gateway


def build(settings: OpenSearchSettings, services: Services) -> "Gateway":
    """Load the vendor's library when a server is there to ask: it takes half a second."""
    from turnout_opensearch.gateway import Gateway

    return Gateway(settings, services)


adapter = Adapter(
    key="opensearch",
    title="OpenSearch",
    kind=Kind.SEARCH,
    sdk=">=1.13,<2",
    settings=OpenSearchSettings,
    capabilities=CAPABILITIES,
    build=build,
)
