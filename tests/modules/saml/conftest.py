"""A browser, an organization with a provider of SAML, and a host of metadata."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.factories.metadata_host import MetadataHost, reachable, serving
from tests.factories.saml_providers import MadeSaml, make_saml
from tests.site.browser import Browser


@pytest.fixture
def browser(client: Any) -> Browser:
    return Browser(client)


@pytest.fixture
def company(client: Any) -> MadeSaml:
    return make_saml(client)


@pytest.fixture(scope="session")
def _metadata_host() -> Iterator[MetadataHost]:
    with serving() as host:
        yield host


@pytest.fixture
def metadata_host(running: Any, _metadata_host: MetadataHost) -> Iterator[MetadataHost]:
    with reachable(_metadata_host):
        yield _metadata_host
