"""A shop with a card provider, whose ledger is exported."""

import pytest
from tests.factories import payments as making
from tests.factories.sales_desk import open_sales_desk


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    with making.running_provider(tmp_path_factory.mktemp("provider")) as started:
        yield started


@pytest.fixture
def counter(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened
