"""Make the conformance tests of one adapter: its suites follow from its kind and capabilities.

The suites are imported when they are chosen: pytest has to rewrite their asserts first.
"""

from collections.abc import Callable
from typing import Any

from turnout_sdk import deprecation
from turnout_sdk.adapter import Adapter, Kind
from turnout_sdk.fakes import Fake
from turnout_sdk.testing.kit import Kit, StartProvider, run_fake


def conformance(
    adapter: Adapter[Any],
    *,
    fake: Fake | None = None,
    start_provider: StartProvider | None = None,
    speaks_http: bool = True,
    stage: StartProvider | None = None,
) -> type:
    """Make the test class of an adapter: assign it to a name that begins with `Test`.

    `fake` is run as a program of its own. `start_provider` instead takes a folder and is a context
    manager that yields a `ProviderServer`. `speaks_http=False` leaves out what needs the kit's
    fault proxy. `stage` is the former name of `start_provider`.
    """
    if stage is not None:
        deprecation.warn("turnout_sdk.testing.conformance(stage=…)")
    start = start_provider or stage or (lambda folder: run_fake(_required(fake), folder))
    kit = Kit(adapter=adapter, start_provider=start, speaks_http=speaks_http)
    return type("Conformance", tuple(reversed(suites_of(adapter))), {"kit": kit})


def _required(fake: Fake | None) -> Fake:
    if fake is None:
        raise TypeError("conformance() needs the provider's side: fake= or start_provider=")
    return fake


def suites_of(adapter: Adapter[Any]) -> list[type]:
    """Choose by what the adapter declares."""
    from turnout_sdk.testing.suites.adapter import Described, Failing, Secrets
    from turnout_sdk.testing.suites.page_fields import (
        PageFieldsOnOurPage,
        PaymentFieldsOnOurPage,
    )

    of_page: list[type] = [PageFieldsOnOurPage] if adapter.page_fields else []
    if adapter.page_fields and adapter.kind is Kind.PAYMENTS:
        of_page.append(PaymentFieldsOnOurPage)
    return [Described, *_of_kind(adapter), *of_page, Failing, Secrets]


def _of_kind(adapter: Adapter[Any]) -> list[type]:
    from turnout_sdk.testing.suites import email, messages, records, search, storage, texts, wallet

    by_capabilities: dict[Kind, Callable[[Any], list[type]]] = {
        Kind.EMAIL: email.suites_for,
        Kind.SEARCH: search.suites_for,
        Kind.SMS: texts.suites_for,
        Kind.WALLET: wallet.suites_for,
    }
    match adapter.kind:
        case Kind.PAYMENTS:
            return _of_payments(adapter.capabilities)
        case Kind.EMAIL | Kind.SEARCH | Kind.SMS | Kind.WALLET:
            return by_capabilities[adapter.kind](adapter.capabilities)
        case Kind.STORAGE:
            return [storage.Storing]
        case Kind.PUSH | Kind.CHAT | Kind.CHALLENGE:
            return list(messages.SUITES[adapter.kind])
        case _:
            return [records.SUITES[adapter.kind]]


def _of_payments(can: Any) -> list[type]:
    from turnout_sdk.testing.suites import (
        capturing,
        disputes,
        fetching,
        pointing,
        provider_pages,
        refunding,
        risk,
        starting,
        webhooks,
    )

    chosen = [
        (starting.Starting, True),
        (pointing.Pointing, can.unsigned_webhooks),
        (webhooks.Webhooks, not can.unsigned_webhooks),
        (webhooks.Deliveries, not can.unsigned_webhooks),
        (fetching.Fetching, True),
        (fetching.Finding, True),
        (fetching.Settling, can.payouts),
        (refunding.Refunding, can.refund),
        (capturing.Capturing, can.separate_capture),
        (capturing.Voiding, can.void),
        (disputes.SendingEvidence, can.dispute_evidence is not None),
        (disputes.AcceptingDisputes, can.dispute_acceptance),
        (provider_pages.ShowingPages, bool(can.provider_pages)),
        (risk.AssessingRisk, bool(can.risk_levels)),
    ]
    return [suite for suite, is_offered in chosen if is_offered]
