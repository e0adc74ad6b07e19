"""Search adapters keep their contract on real servers of both families."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import turnout_elasticsearch
import turnout_opensearch
from tests.prove import search_servers
from turnout_sdk.testing import ProviderServer, conformance


@contextmanager
def opensearch(folder: Path) -> Iterator[ProviderServer]:
    with search_servers.opensearch(folder) as server:
        yield _provider(server)


@contextmanager
def elasticsearch(folder: Path) -> Iterator[ProviderServer]:
    with search_servers.elasticsearch() as server:
        yield _provider(server)


def _provider(server: search_servers.SearchServer) -> ProviderServer:
    def settings(base_url: str, account: str) -> dict[str, object]:
        return {**server.settings, "url": base_url, "prefix": account}

    return ProviderServer(settings=settings, base_url=server.url)


TestOpenSearch = conformance(turnout_opensearch.adapter, start_provider=opensearch)
TestElasticsearch = conformance(turnout_elasticsearch.adapter, start_provider=elasticsearch)
