"""Names of shapes in the OpenAPI document: the module's, then the shape's."""

from collections.abc import Mapping
from typing import Any, Final

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls

FAMILIES: Final[Mapping[str, str]] = {
    "series": "events",
    "programme": "events",
    "sponsors": "events",
    "participation": "events",
    "forms": "catalog",
    "transfers": "orders",
    "reconciliation": "accounting",
}
"""Modules whose shapes bear another module's name in the API: integrators knew them before."""


def plugin() -> MarshmallowPlugin:
    return MarshmallowPlugin(schema_name_resolver=shape_name)


def shape_name(schema: Any) -> str:
    """`turnout.modules.events.schemas.RoomSchema` is called `EventsRoom`.

    A schema's own `component` overrules it.
    """
    kind: Any = resolve_schema_cls(schema)
    if isinstance(kind, list):
        kind = kind[0]
    parts = kind.__module__.split(".")
    module = parts[2] if parts[:2] == ["turnout", "modules"] else parts[-1]
    named = getattr(kind, "component", None)
    if named is not None:
        return str(named)
    module = FAMILIES.get(module, module)
    name = kind.__name__.removesuffix("Schema")
    return name if name.lower().startswith(module.lower()) else f"{module.capitalize()}{name}"
