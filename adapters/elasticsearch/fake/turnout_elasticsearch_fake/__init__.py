"""A fake of Elasticsearch: how it is run and connected to."""

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
    key="elasticsearch",
    title="Fake of Elasticsearch",
    module="turnout_elasticsearch_fake",
    port=8152,
    settings=settings,
)
