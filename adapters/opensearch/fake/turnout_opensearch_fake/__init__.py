"""A fake of OpenSearch: how it is run and connected to."""

from turnout_sdk.fakes import Fake
from turnout_sdk.testing.provider.search_server import settings

fake = Fake(
    key="opensearch",
    title="Fake of OpenSearch",
    module="turnout_opensearch_fake",
    port=8151,
    settings=settings,
)
