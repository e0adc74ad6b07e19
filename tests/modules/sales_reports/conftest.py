"""A shop with a card provider, whose sales are reported."""

import pytest
from tests.factories.sales_desk import open_sales_desk


@pytest.fixture
def counter(client, queued, provider):
    with open_sales_desk(client, provider) as opened:
        yield opened
