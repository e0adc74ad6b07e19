"""A mail server of its own for each test, and people who follow and keep."""

import pytest
from tests.modules.notifications.conftest import mailbox, only_own_mails, platform_smtp, port
from tests.modules.notifications.test_following import People

__all__ = ("mailbox", "only_own_mails", "platform_smtp", "port")


@pytest.fixture
def people(client, mailbox, queued):
    return People(client, mailbox)
