"""OpenSearch as a search port: opensearch-py makes requests, the lent client carries them."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

import httpx
from opensearchpy import Connection, OpenSearch

from turnout_opensearch.settings import OpenSearchSettings
from turnout_sdk.adapter import Services
from turnout_sdk.dsl_engine import DslEngine, Sends, api_over, complete_json
from turnout_sdk.http import ProviderApi

LINES: Final = {"content-type": "application/x-ndjson"}
AMAZON: Final = "es"
"""What signatures for domains of Amazon OpenSearch Service call it."""


class LentConnection(Connection):
    """A connection of the library's that opens none: requests go over the lent client."""

    def __init__(self, *, api: ProviderApi, **options: Any) -> None:
        super().__init__(**options)
        self._api = api

    def perform_request(
        self,
        method: str,
        url: str,
        params: Mapping[str, Any] | None = None,
        body: Any = None,
        timeout: float | None = None,  # noqa: ARG002 - the api has its own, shorter one
        ignore: Any = (),  # noqa: ARG002 - refusals are told by their type
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, Mapping[str, str], str]:
        """Carry a request; whatever is no success leaves as an error of the SDK."""
        target = f"{url}?{urlencode(params)}" if params else url
        content = body.encode() if isinstance(body, str) else body
        answer = self._api.carry(
            method, target, content, headers={**self.headers, **(headers or {})},
            read=complete_json,
        )  # fmt: skip
        return answer.status, {"content-type": "application/json"}, answer.body.decode()


class Gateway(DslEngine):
    """The whole port, over two clients: one in a hurry for queries, one for writes."""

    def __init__(self, settings: OpenSearchSettings, services: Services) -> None:
        auth = _signature(settings, services)
        super().__init__(
            _sends(settings, services, auth, is_query=True),
            _sends(settings, services, auth, is_query=False),
            settings,
        )


def _signature(settings: OpenSearchSettings, services: Services) -> httpx.Auth | None:
    if not settings.region:
        return None
    from turnout_sdk.aws import Signature  # 0.2 s, which other servers need not wait for

    return Signature.of_the_pod(services.http, service=AMAZON, region=settings.region)


def _sends(
    settings: OpenSearchSettings, services: Services, auth: httpx.Auth | None, *, is_query: bool
) -> Sends:
    api = api_over(services.http, settings, is_query=is_query, sleep=services.sleep, auth=auth)
    client = OpenSearch(
        # Where requests go says the api; the library only names the host.
        hosts=[{"host": "search"}],
        connection_class=LentConnection,
        api=api,
        max_retries=0,
    )

    def send(method: str, path: str, *, params: Mapping[str, str], body: Any = None) -> Any:
        if isinstance(body, list):
            serializer = client.transport.serializer
            text = "".join(f"{serializer.dumps(each)}\n" for each in body)
            return client.transport.perform_request(
                method, path, params=dict(params), body=text, headers=LINES
            )
        return client.transport.perform_request(method, path, params=dict(params), body=body)

    return send
