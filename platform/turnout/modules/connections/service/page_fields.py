"""Page fields: the script that draws a provider's own fields, and what its page may reach."""

import hashlib
from typing import Any, Final

from turnout.kernel import runtime
from turnout.modules.connections.types import FieldsOnPage
from turnout_sdk.adapter import Adapter

FILE: Final = "fields.js"


def fields_of(adapter: Adapter[Any], settings: dict[str, Any]) -> FieldsOnPage | None:
    """The fields that a connection shows on a page; None where it can show none.

    In production an address that is fixed there is its adapter's, whatever is stored, and only
    https counts.
    """
    declared = adapter.page_fields
    if declared is None:
        return None
    is_production = runtime.current().settings.is_production
    values = _values(adapter, settings, is_production=is_production)
    origins = declared.origins(values, is_secure=is_production)
    if origins is None:
        return None
    return FieldsOnPage(
        module=f"/adapters/{_digest(declared.read())}/{FILE}",
        origins=origins,
    )


def find_module(digest: str) -> bytes | None:
    """The module with this very content, of an adapter that works; None when there is none.

    The address names no adapter: buyers are not told through whom an organization is paid.
    """
    declared = (each.page_fields for each in runtime.current().adapters.list())
    modules = (each.read() for each in declared if each is not None)
    return next((content for content in modules if _digest(content) == digest), None)


def _values(
    adapter: Adapter[Any], settings: dict[str, Any], *, is_production: bool
) -> dict[str, Any]:
    known = adapter.settings.model_fields
    defaults = {name: each.default for name, each in known.items() if not each.is_required()}
    fixed = {
        name
        for name, described in adapter.schema().get("properties", {}).items()
        if is_production and described.get("x-fixed-in-production")
    }
    return defaults | {name: value for name, value in settings.items() if name not in fixed}


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]
