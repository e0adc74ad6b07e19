"""A fake of OpenSearch: how it is run and connected to."""

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.search_server import PASSWORD


def settings(base_url: str, account: str) -> dict[str, object]:
    """Return a user of the server, whose indexes are their own."""
    return {
        "url": base_url,
        "username": account,
        "password": f"{PASSWORD}{account}",
        "prefix": account,
        "replicas": 0,
    }


fake = Fake(
    key="opensearch",
    title="Fake of OpenSearch",
    module="turnout_opensearch_fake",
    port=8151,
    settings=settings,
)
