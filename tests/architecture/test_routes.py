"""Every address says who may call it."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.views import MethodView

from turnout.kernel.http.access import Access, public, requires
from turnout.kernel.security import permissions
from turnout_dev.contracts.routes import declared_access, undeclared_routes


def test_every_route_declares_a_permission_or_says_why_it_is_public(app: Flask) -> None:
    breaches = undeclared_routes(app)
    assert not breaches, "\n" + "\n".join(str(each) for each in breaches)


def test_there_are_routes_to_look_at(app: Flask) -> None:
    rules = list(app.url_map.iter_rules())
    kinds = {
        access.kind
        for rule in rules
        for method in rule.methods or ()
        if (access := declared_access(app, rule, method))
    }
    assert len(rules) > 50
    assert kinds == {"operator", "permission", "person", "public"}


def undeclared(view: Callable[..., Any]) -> list[str]:
    """Plant a view class with one POST in an application of its own."""
    planted = Flask("planted", static_folder=None)
    view_class = type("Planted", (MethodView,), {"post": view})
    planted.add_url_rule("/planted", view_func=view_class.as_view("planted"))
    return [str(each) for each in undeclared_routes(planted)]


def refund(self: object, *_: object) -> str:
    return ""


def test_a_route_without_a_declaration_is_found() -> None:
    assert undeclared(refund) == [
        "POST /planted: declares neither permission nor person nor public"
    ]


def test_a_route_that_asks_for_a_permission_nobody_declared_is_found() -> None:
    [breach] = undeclared(requires("planted.unknown")(refund))
    assert "asks for planted.unknown, which no policies.py declares" in breach


def test_a_public_route_without_a_reason_is_found() -> None:
    [breach] = undeclared(public("")(refund))
    assert "is public and does not say why" in breach


@pytest.mark.parametrize(
    "declared",
    [public("prices are for everybody")(refund), requires("planted.read")(refund)],
    ids=["public", "permission"],
)
def test_a_declared_route_is_fine(
    declared: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(permissions, "_registry", {})
    permissions.permission("planted.read", "see what is planted", roles=permissions.TEAM)
    assert undeclared(declared) == []


def test_each_method_of_a_view_declares_for_itself() -> None:
    planted = Flask("planted", static_folder=None)
    methods = {"get": public("anybody")(refund), "delete": refund}
    view_class = type("Planted", (MethodView,), methods)
    planted.add_url_rule("/planted", view_func=view_class.as_view("planted"))
    [breach] = [str(each) for each in undeclared_routes(planted)]
    assert breach.startswith("DELETE /planted")


def test_a_declaration_below_other_decorators_is_seen() -> None:
    inner = public("anybody")(refund)

    def outer(self: object) -> object:
        return inner(self)

    outer.__wrapped__ = inner  # type: ignore[attr-defined]
    assert undeclared(outer) == []
    assert inner.turnout_access == Access("public", reason="anybody")
