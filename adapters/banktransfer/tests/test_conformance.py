from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from turnout_banktransfer import adapter
from turnout_sdk.testing import ProviderServer, conformance


@contextmanager
def no_provider(folder: Path) -> Iterator[ProviderServer]:
    """A bank is not called: there are settings and nothing that runs."""
    settings = {"account_holder": "Congress e. V.", "iban": "DE02120300000000202051"}
    yield ProviderServer(settings=lambda address, account: settings)


class TestConformance(conformance(adapter, start_provider=no_provider, speaks_http=False)):
    """What is paid shows in statements and cannot be fetched: test_banktransfer_statements.py."""

    test_what_is_paid_is_what_was_asked_in_every_kind_of_currency = None
    test_a_payment_that_does_not_exist_is_declined = None
