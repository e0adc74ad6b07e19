"""Which page of the site calls the same services as which route of the API.

Both are followed by the names in their code, within the site and within `routes.py`, to the
functions of modules that they lead to; nothing is run. A page reaches an operation if it leads to
every service that the operation's route leads to.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from types import FunctionType, MethodType, ModuleType
from typing import Any, Final, cast

from flask import Flask

from turnout.site.account import routes as account
from turnout.site.rendering.renderer import Renderer
from turnout.site.settings import routes as organization_settings
from turnout.site.sso import routes as sso
from turnout_dev.reference.operations import Operation, openapi_path

MODULES: Final = "turnout.modules."
SITE: Final = "turnout.site."
NOT_SERVICES: Final = frozenset(
    {"errors", "hooks", "models", "policies", "rules", "schemas", "secrets", "types"}
)
"""Files whose functions do nothing that one could reach."""
READS: Final = ("find_", "get_", "list_", "read_", "show_", "with_")
"""How functions begin that change nothing."""
MISSING: Final = object()


@cache
def pages() -> Mapping[str, frozenset[str]]:
    """Address of a page for those who have an account → the services that it leads to."""
    app = Flask("coverage")
    renderer = cast("Renderer", None)  # nothing is rendered
    for add in (
        account.add_to,
        account.add_handovers_to,
        organization_settings.add_to,
        sso.add_to,
    ):
        add(app, renderer)
    found: dict[str, frozenset[str]] = {}
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("site."):
            continue
        view = app.view_functions[rule.endpoint]
        leads_to = frozenset(_Walk(lambda each: each.startswith(SITE)).services(view))
        found[openapi_path(rule.rule)] = leads_to
    return dict(sorted(found.items()))


def services_of(operation: Operation) -> frozenset[str]:
    """The services that a route leads to, such as `turnout.modules.domains.service.add_domain`.

    What a change only reads for its answer does not count.
    """
    walk = _Walk(lambda each: each.startswith(MODULES) and each.endswith(".routes"))
    found = frozenset(walk.services(operation.view))
    changes = {each for each in found if not each.rpartition(".")[2].startswith(READS)}
    return found if operation.method == "GET" else frozenset(changes or found)


def screens_of(operation: Operation) -> tuple[str, ...]:
    """The addresses of the pages that lead to everything that the operation's route leads to."""
    asked = services_of(operation)
    return tuple(
        f"`{address}`" for address, services in pages().items() if asked and asked <= services
    )


class _Walk:
    """Follows names from function to function, where `enters` says so of their module."""

    def __init__(self, enters: Callable[[str], bool]) -> None:
        self._enters = enters
        self._seen: set[tuple[str, int]] = set()

    def services(self, thing: Any) -> Iterator[str]:
        if isinstance(thing, Mapping | tuple):  # a table of steps
            for each in thing.values() if isinstance(thing, Mapping) else thing:
                yield from self.services(each)
            return
        if isinstance(thing, type):
            yield from self._of_class(thing)
            return
        plain, owner = _function_of(thing)
        if plain is None:
            return
        name = f"{plain.__module__}.{plain.__qualname__}"
        if (name, id(owner)) in self._seen:
            return
        self._seen.add((name, id(owner)))
        if self._enters(plain.__module__):
            for each in _named(plain, owner):
                yield from self.services(each)
        elif _is_of_services(plain.__module__):
            yield name

    def _of_class(self, kind: type) -> Iterator[str]:
        """What any of its methods leads to: whoever makes one calls them."""
        for each in kind.__mro__:
            if self._enters(each.__module__):
                for part in vars(each).values():
                    if isinstance(part, FunctionType):
                        yield from self.services(part)


def _is_of_services(module: str) -> bool:
    return module.startswith(MODULES) and not NOT_SERVICES & set(module.split(".")[3:])


def _function_of(thing: Any) -> tuple[FunctionType | None, Any]:
    owner = thing.__self__ if isinstance(thing, MethodType) else None
    plain = inspect.unwrap(thing.__func__ if isinstance(thing, MethodType) else thing)
    return (plain, owner) if isinstance(plain, FunctionType) else (None, None)


def _named(function: FunctionType, owner: Any) -> tuple[Any, ...]:
    """Everything that the code of a function names and that can be found without running it."""
    return _named_alone(function) if owner is None else _named_with(function, {"self": owner})


@cache
def _named_alone(function: FunctionType) -> tuple[Any, ...]:
    """Most functions are reached from many routes and pages."""
    return _named_with(function, {})


def _named_with(function: FunctionType, more: Mapping[str, Any]) -> tuple[Any, ...]:
    tree = _tree(function)
    known = {**function.__globals__, **_closure(function), **_imported(tree), **more}
    nodes = [each for each in ast.walk(tree) if isinstance(each, ast.Name | ast.Attribute)]
    found = [_resolved(each, known) for each in nodes]
    return tuple(each for each in found if callable(each) or isinstance(each, Mapping | tuple))


@cache
def _tree(function: FunctionType) -> ast.Module:
    try:
        return ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, SyntaxError):  # made by a library, such as a dataclass's own methods
        return ast.Module(body=[], type_ignores=[])


def _closure(function: FunctionType) -> dict[str, Any]:
    names = function.__code__.co_freevars
    return {
        name: cell.cell_contents
        for name, cell in zip(names, function.__closure__ or (), strict=True)
    }


def _imported(tree: ast.Module) -> dict[str, Any]:
    """What a function imports by itself."""
    return {
        alias.asname or alias.name: getattr(import_module(node.module), alias.name, MISSING)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }


def _resolved(node: ast.expr, known: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return known.get(node.id, MISSING)
    if not isinstance(node, ast.Attribute):
        return MISSING
    holder = _resolved(node.value, known)
    is_ours = isinstance(holder, ModuleType) or type(holder).__module__.startswith(SITE)
    return getattr(holder, node.attr, MISSING) if is_ours else MISSING
