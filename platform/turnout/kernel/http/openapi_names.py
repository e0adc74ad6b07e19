"""Names of shapes in the OpenAPI document: the module's, then the shape's."""

from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls


def plugin() -> MarshmallowPlugin:
    return MarshmallowPlugin(schema_name_resolver=shape_name)


def shape_name(schema: Any) -> str:
    """`turnout.modules.events.schemas.RoomSchema` is called `EventsRoom`."""
    kind: Any = resolve_schema_cls(schema)
    if isinstance(kind, list):
        kind = kind[0]
    parts = kind.__module__.split(".")
    module = parts[2] if parts[:2] == ["turnout", "modules"] else parts[-1]
    name = kind.__name__.removesuffix("Schema")
    return name if name.lower().startswith(module.lower()) else f"{module.capitalize()}{name}"
