"""Search adapters keep their contract on real servers of both families.

OpenSearch's indexes have two parts, Elasticsearch's one.
"""

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
        yield _provider(server, shards=2)


@contextmanager
def elasticsearch(folder: Path) -> Iterator[ProviderServer]:
    with search_servers.elasticsearch() as server:
        yield _provider(server, shards=1)


def _provider(server: search_servers.SearchServer, *, shards: int) -> ProviderServer:
    def settings(base_url: str, account: str) -> dict[str, object]:
        return {**server.settings, "url": base_url, "prefix": account, "shards": shards}

    return ProviderServer(settings=settings, base_url=server.url)


TestOpenSearch = conformance(turnout_opensearch.adapter, start_provider=opensearch)
TestElasticsearch = conformance(turnout_elasticsearch.adapter, start_provider=elasticsearch)
