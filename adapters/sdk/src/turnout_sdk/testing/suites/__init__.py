"""The suites: which of them an adapter has to pass follows from its kind and capabilities."""

from typing import Any

from turnout_sdk.adapter import Adapter, Kind


def suites_of(adapter: Adapter[Any]) -> list[type]:
    """Choose by what the adapter declares."""
    from turnout_sdk.testing.suites.adapter import Described, Failing, Secrets

    return [Described, *_of_kind(adapter), *_of_page(adapter), Failing, Secrets]


def _of_page(adapter: Adapter[Any]) -> list[type]:
    from turnout_sdk.testing.suites.page_fields import PageFieldsOnOurPage

    return [] if adapter.page_fields is None else [PageFieldsOnOurPage]


def _of_kind(adapter: Adapter[Any]) -> list[type]:
    from turnout_sdk.testing.suites import email, messages, records, storage

    match adapter.kind:
        case Kind.PAYMENTS:
            return _of_payments(adapter.capabilities)
        case Kind.EMAIL:
            return [email.Sending]
        case Kind.STORAGE:
            return [storage.Storing]
        case Kind.SMS | Kind.PUSH | Kind.CHAT | Kind.CHALLENGE:
            return [messages.SUITES[adapter.kind]]
        case _:
            return [records.SUITES[adapter.kind]]


def _of_payments(can: Any) -> list[type]:
    from turnout_sdk.testing.suites import asking, capturing, refunding, starting, webhooks

    chosen = [
        (starting.Starting, True),
        (webhooks.Webhooks, True),
        (webhooks.Deliveries, True),
        (asking.Fetching, True),
        (asking.Finding, True),
        (asking.Settling, can.payouts),
        (refunding.Refunding, can.refund),
        (capturing.Capturing, can.separate_capture),
        (capturing.Voiding, can.void),
    ]
    return [suite for suite, is_offered in chosen if is_offered]
