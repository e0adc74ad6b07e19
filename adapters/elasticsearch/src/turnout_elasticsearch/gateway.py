"""Elasticsearch as a search port: its client makes requests, the lent client carries them."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, NamedTuple
from urllib.parse import urlencode

from elastic_transport import ApiResponseMeta, BaseNode, HttpHeaders, NodeConfig
from elasticsearch import Elasticsearch, UnsupportedProductError

from turnout_elasticsearch.settings import Settings
from turnout_sdk.adapter import Services
from turnout_sdk.dsl_engine import DslEngine, Sends, api_over, complete_json
from turnout_sdk.errors import Misconfigured
from turnout_sdk.http import ProviderApi

PRODUCT: Final = "x-elastic-product"
ACCEPT: Final = "application/vnd.elasticsearch+json; compatible-with=9"
LINES: Final = "application/vnd.elasticsearch+x-ndjson; compatible-with=9"


class Carried(NamedTuple):
    """An answer in the form that the library reads."""

    meta: ApiResponseMeta
    body: bytes


class LentNode(BaseNode):
    """A node of the library's that opens no connection: requests go over the lent client."""

    api: ClassVar[ProviderApi]

    def perform_request(  # type: ignore[override]  # the library keeps the name of its tuple to itself
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: Any = None,  # noqa: ARG002 - the api has its own, shorter one
    ) -> Carried:
        """Carry a request; whatever is no success leaves as an error of the SDK."""
        answer = self.api.carry(
            method, target, body, headers=dict(headers or {}), read=complete_json
        )
        found = HttpHeaders({"content-type": "application/json"})
        found[PRODUCT] = answer.headers.get(PRODUCT, "")
        meta = ApiResponseMeta(
            node=self.config, duration=0.0, http_version="1.1", status=answer.status, headers=found
        )
        return Carried(meta, answer.body)

    def close(self) -> None:
        """Leave the lent client open: it is not ours."""


class Gateway(DslEngine):
    """The whole port, over two clients: one in a hurry for queries, one for writes."""

    def __init__(self, settings: Settings, services: Services) -> None:
        super().__init__(
            _sends(settings, services, is_query=True),
            _sends(settings, services, is_query=False),
            settings,
        )


def _sends(settings: Settings, services: Services, *, is_query: bool) -> Sends:
    api = api_over(services.http, settings, is_query=is_query, sleep=services.sleep)
    client = Elasticsearch(
        # Where requests go says the api; the library only names the host.
        hosts=[NodeConfig(scheme="http", host="search", port=9200)],
        node_class=type("Node", (LentNode,), {"api": api}),
        max_retries=0,
    )

    def send(method: str, path: str, *, params: Mapping[str, str], body: Any = None) -> Any:
        target = f"{path}?{urlencode(params)}" if params else path
        headers = {"accept": ACCEPT}
        if body is not None:
            headers["content-type"] = LINES if isinstance(body, list) else ACCEPT
        try:
            return client.perform_request(method, target, headers=headers, body=body).body
        except UnsupportedProductError:
            raise Misconfigured("The server at this address is none of Elasticsearch.") from None

    return send
