"""A pass certificate of the fake authority, and its push service."""

from collections.abc import Iterator

import pytest
from turnout_apple_fake import Authority, FakePushService, PassCertificate


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture(scope="session")
def issued(authority: Authority) -> PassCertificate:
    return authority.pass_certificate()


@pytest.fixture
def push_service(authority: Authority) -> Iterator[FakePushService]:
    service = FakePushService(authority)
    service.start()
    yield service
    service.close()
