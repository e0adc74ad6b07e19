"""Every route says who may call it: a permission, or that it is public."""

from collections.abc import Callable, Iterator
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from turnout.kernel.http.access import Access
from turnout.kernel.security import permissions
from turnout_dev.contracts.sources import Breach

ANSWERED_BY_FLASK = {"HEAD", "OPTIONS"}
DECLARATION = "turnout_access"


def undeclared_routes(app: Flask) -> list[Breach]:
    """Walk the URL map and find methods that say neither who may nor why everybody may."""
    return [
        Breach(f"{method} {rule.rule}", says)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - ANSWERED_BY_FLASK)
        if (says := _fault(declared_access(app, rule, method)))
    ]


def _fault(access: Access | None) -> str:
    if access is None:
        return "declares neither permission nor person nor public"
    if access.kind == "permission" and not permissions.is_declared(access.permission):
        return f"asks for {access.permission}, which no policies.py declares"
    undeclared = [each for each in access.or_any if not permissions.is_declared(each)]
    if undeclared:
        return f"asks for {', '.join(undeclared)}, which no policies.py declares"
    known = {each.key for each in permissions.declared_for_operators()}
    if access.kind == "operator" and access.permission not in known:
        return f"asks operators for {access.permission}, which no policies.py declares"
    if access.kind == "public" and not access.reason.strip():
        return "is public and does not say why"
    return ""


def declared_access(app: Flask, rule: Rule, method: str) -> Access | None:
    """Return what a route declares: on the method of a view class, or on the view itself."""
    view: Any = app.view_functions[rule.endpoint]
    view_class = getattr(view, "view_class", None)
    candidates = [getattr(view_class, method.lower(), None), view] if view_class else [view]
    for candidate in candidates:
        for layer in _unwrapped(candidate):
            access: Access | None = getattr(layer, DECLARATION, None)
            if access is not None:
                return access
    return None


def _unwrapped(view: Callable[..., Any] | None) -> Iterator[Any]:
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)
