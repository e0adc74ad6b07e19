"""The one envelope that holds a connection's secrets."""

import json
from typing import Any, Final
from uuid import UUID

from turnout.kernel import runtime

FIELD: Final = "connections.secrets"


def seal(organization_id: UUID, secrets: dict[str, Any]) -> bytes:
    return runtime.current().keys.seal(
        json.dumps(secrets).encode(), organization_id=organization_id, field=FIELD
    )


def unseal(organization_id: UUID, sealed: bytes) -> dict[str, Any]:
    raw = runtime.current().keys.open(sealed, organization_id=organization_id, field=FIELD)
    values: dict[str, Any] = json.loads(raw)
    return values
