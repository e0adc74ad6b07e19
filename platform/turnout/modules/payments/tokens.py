"""What a buyer needs to pay on our own page, sealed while it lies in the database."""

from typing import Final

from turnout.kernel import runtime
from turnout.modules.payments.models import Payment

FIELD: Final = "payments.client_token"


def seal(payment: Payment, token: str | None) -> bytes | None:
    if token is None:
        return None
    keys = runtime.current().keys
    return keys.seal(token.encode(), organization_id=payment.organization_id, field=FIELD)


def unseal(payment: Payment) -> str | None:
    if payment.client_token is None:
        return None
    keys = runtime.current().keys
    sealed = bytes(payment.client_token)
    return keys.open(sealed, organization_id=payment.organization_id, field=FIELD).decode()
