"""A fake of Elasticsearch: how it is run and connected to."""

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.search_server import settings

fake = Fake(
    key="elasticsearch",
    title="Fake of Elasticsearch",
    module="turnout_elasticsearch_fake",
    port=8152,
    settings=settings,
)
