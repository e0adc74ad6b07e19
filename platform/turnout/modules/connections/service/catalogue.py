"""What is installed."""

from typing import Any

from turnout.kernel import runtime


def adapter_catalogue(*, is_signed_in: bool) -> list[dict[str, Any]]:
    """Every installed adapter with its settings' JSON Schema, and the broken ones.

    What a broken one said while it was loaded may name files and versions, so strangers are
    told no more than that it does not work.
    """
    registry = runtime.current().adapters
    working = [{"is_working": True, "problem": "", **each.describe()} for each in registry.list()]
    broken = [
        {
            "kind": each.kind,
            "key": each.key,
            "is_working": False,
            "problem": each.reason if is_signed_in else "",
        }
        for each in registry.broken
    ]
    return working + broken
