"""An occasion of its own for every test."""

import pytest
from tests.factories.people import member_context
from tests.factories.tickets import Occasion, make_occasion


@pytest.fixture
def occasion(running) -> Occasion:
    return make_occasion(member_context())
