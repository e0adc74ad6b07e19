"""The operations of the OpenAPI document that organizers, agencies and operators call."""

import re
from dataclasses import dataclass
from functools import cache
from types import FunctionType
from typing import Any, Final, cast

from flask import Flask
from flask_smorest import Api

from turnout.app import MODULES
from turnout.kernel.http import answers, openapi, operation_ids
from turnout.kernel.runtime import load_file
from turnout_dev.contracts.routes import declared_access

OF_ORGANIZERS: Final = (
    "/api/v1/me/handovers",
    "/api/v1/me/moderation-decisions",
    "/api/v1/me/organizations",
    "/api/v1/me/overview",
    "/api/v1/me/ownership-claims",
)
"""What a person calls at their own account for the sake of an organization."""
NEW_ORGANIZATION: Final = "/api/v1/organizations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    method: str
    path: str
    id: str
    summary: str
    module: str
    is_of_operators: bool
    view: FunctionType


@cache
def operations() -> tuple[Operation, ...]:
    """Those that ask for a permission, and those of a person who has or wants an organization."""
    app = Flask("coverage")
    app.config.update(API_TITLE="Turnout", API_VERSION="v1", OPENAPI_VERSION="3.1.0")
    api = Api(app, spec_kwargs={"marshmallow_plugin": answers.plugin()})
    for module in MODULES:
        load_file(module, "policies")
        for blueprint in getattr(load_file(module, "routes"), "blueprints", ()):
            api.register_blueprint(blueprint)
    spec: dict[str, Any] = api.spec.to_dict()
    addresses = {openapi_path(rule.rule): rule for rule in app.url_map.iter_rules()}
    found = []
    for path, item in spec["paths"].items():
        for method in openapi.METHODS:
            if method not in item:
                continue
            rule = addresses[path]
            access = declared_access(app, rule, method.upper())
            kind = access.kind if access else ""
            if kind not in {"permission", "operator"} and not _is_of_organizers(kind, path):
                continue
            told = item[method]
            view = getattr(cast("Any", app.view_functions[rule.endpoint]).view_class, method)
            name = operation_ids.of(method, path, told["responses"], spec)
            found.append(
                Operation(
                    method=method.upper(),
                    path=path,
                    id=told.get("operationId", name),
                    summary=told.get("summary", ""),
                    module=view.__module__.split(".")[2],
                    is_of_operators=kind == "operator",
                    view=view,
                )
            )
    return tuple(sorted(found, key=lambda each: (each.module, each.path, each.method)))


def openapi_path(rule: str) -> str:
    """An address as the document writes it: `/events/{event_id}`."""
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)


def _is_of_organizers(kind: str, path: str) -> bool:
    return kind == "person" and (path == NEW_ORGANIZATION or path.startswith(OF_ORGANIZERS))
