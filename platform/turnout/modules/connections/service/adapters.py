"""Installed adapters: found by kind and key, and described as the console shows them."""

from typing import Any, Final

from turnout.kernel import runtime
from turnout.kernel.adapters import CALLED_KINDS
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.values import attributes_of
from turnout_sdk.adapter import Adapter

FIXED: Final = "x-fixed-in-production"


def adapter_catalogue(*, is_signed_in: bool) -> list[dict[str, Any]]:
    """Every installed adapter with its settings' JSON Schema, and the broken ones.

    `fields` are the settings that may be filled in here, in the order to ask for them. What a
    broken one said while it was loaded may name files and versions, so strangers are told no
    more than that it does not work.
    """
    registry = runtime.current().adapters
    working = [
        {"is_working": True, "problem": "", "fields": _askable(each), **each.describe()}
        for each in registry.list()
    ]
    broken = [
        attributes_of(each, ("kind", "key"))
        | {"is_working": False, "problem": each.reason if is_signed_in else ""}
        for each in registry.broken
    ]
    return [{**each, "is_called": each["kind"] in CALLED_KINDS} for each in working + broken]


def _askable(adapter: Adapter[Any]) -> list[str]:
    fixed = marked(adapter, FIXED) if runtime.current().settings.is_production else ()
    return [name for name in adapter.settings.model_fields if name not in fixed]


def adapter_of(kind: str, key: str) -> Adapter[Any]:
    adapter = find_adapter(kind, key)
    if adapter is None:
        raise Invalid(FieldError("/adapter_key", f"No adapter {key} for {kind} is installed."))
    return adapter


def find_adapter(kind: str, key: str) -> Adapter[Any] | None:
    """The installed adapter; None when it is not there, or quarantined."""
    every = runtime.current().adapters.list(kind)
    return next((each for each in every if each.key == key), None)


def marked(adapter: Adapter[Any], mark: str) -> list[str]:
    """The settings that the adapter's own schema marks with this word."""
    described = adapter.schema().get("properties", {})
    return [name for name, each in described.items() if each.get(mark)]
