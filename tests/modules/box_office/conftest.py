"""A desk of an event that has a list to check people in by."""

import pytest
from tests.factories.sales_desk import open_sales_desk

from turnout.modules.checkin import service as doors


@pytest.fixture
def counter(client, provider):
    with open_sales_desk(client, provider) as opened:
        doors.ensure_default_list(opened.ctx, opened.shop.event_id)
        yield opened
