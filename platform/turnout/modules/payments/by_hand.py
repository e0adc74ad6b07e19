"""Refunds that a person carries out at the bank: its adapter reads statements and sends nothing."""

from typing import Final

from turnout_sdk.payments import Operation, OperationState, Refund

PREFIX: Final = "by-hand:"


def by_hand(refund: Refund) -> Operation:
    """Take a refund in for a person to send; it is pending until they did, or a line shows it."""
    return Operation(
        provider_ref=f"{PREFIX}{refund.key}", state=OperationState.PENDING, amount=refund.amount
    )


def is_by_hand(provider_ref: str | None) -> bool:
    return provider_ref is not None and provider_ref.startswith(PREFIX)
