"""The fakes of e-mail providers as programs of their own, and a shop that sends through them."""

from contextlib import ExitStack

import pytest
from tests.factories.sales import make_shop
from tests.modules.mail_providers.providers import FAKES, Provider, reachable
from tests.modules.notifications.conftest import only_own_mails, platform_smtp, port

from turnout_sdk.testing.kit import run_fake

__all__ = ("only_own_mails", "platform_smtp", "port")


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The address of each fake."""
    with ExitStack() as stack:
        yield {
            key: stack.enter_context(run_fake(fake, tmp_path_factory.mktemp(key))).base_url
            for key, fake in FAKES.items()
        }


@pytest.fixture
def at(app, platform_smtp, served):
    """Make a provider of a new organization, or of one: `at("mailgun")`, `at(key, shop)`."""
    with ExitStack() as stack:
        for address in served.values():
            stack.enter_context(reachable(address))
        yield lambda key, shop=None: Provider(shop or make_shop(), served[key], key)
