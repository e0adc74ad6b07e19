"""Use cases say who may, own one transaction, and call no network while it is open."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from turnout_dev.contracts.sources import (
    Breach,
    Source,
    called_name,
    file_of_module,
    functions,
    imported_names,
    module_files,
    python_files,
)

SAID_BY_TYPE = {"SystemContext", "PersonContext", "PublicContext"}
"""Contexts that say by their type who acts: a named job, a person over their own rows, anybody."""

OPEN_LIST = "OPEN"
"""In `policies.py`: use cases without a permission, each with the reason."""

NETWORK = ("httpx", "requests", "urllib", "smtplib", "socket")
OUTBOUND = ("turnout.kernel.outbound.outbound_http", "turnout.kernel.outbound.transport")
POLICY = re.compile(r"policies\.require_|\w+\.require_(can_|platform\b)")
"""A module's own policy, or that of a module below, whose rows hang on what is judged."""

PORT = re.compile(r"(^|\.)(port|calls)\.")
"""How services speak to an opened adapter: `opened.port.start(…)`, `….calls.call(…)`."""


def undeclared_policies(root: Path) -> list[Breach]:
    """Find use cases that neither ask a policy nor say why they need none.

    A use case is a public function of `service` whose first parameter is `ctx`. It calls
    `policies.require_…` in its own body, or another module's `….require_can_…` or
    `….require_platform`, or its context's type says who acts, or `policies.OPEN` names it with
    a reason; what is open is out of reach of the module's routes.
    """
    breaches: list[Breach] = []
    for module in _modules(root):
        open_to, place = _open_list(module)
        seen: set[str] = set()
        for source, node in _use_cases(module, root):
            seen.add(node.name)
            if not (_asks(node) or _context_type(node) in SAID_BY_TYPE or open_to.get(node.name)):
                breaches.append(source.breach(node, f"{node.name} declares no policy"))
        breaches.extend(_open_to_routes(module, root, open_to))
        breaches.extend(
            Breach(place, f"{OPEN_LIST} names {name}, which is no use case here")
            for name in sorted(set(open_to) - seen)
        )
    return breaches


def nested_transactions(root: Path) -> list[Breach]:
    """Find calls inside an open transaction that would open their own or reach the network.

    Who takes `ctx` owns a transaction (or, like `payments.start`, talks to a provider outside
    any), so nothing inside `with transaction(ctx)` may be handed `ctx`; policies only judge.
    """
    breaches: list[Breach] = []
    for source in module_files(root):
        network = set(_network_names(source))
        for block in _open_transactions(source):
            for node in ast.walk(block):
                if isinstance(node, ast.Call) and _leaves(node, network):
                    says = f"{called_name(node)}() while a transaction is open"
                    breaches.append(source.breach(node, says))
    return breaches


def _modules(root: Path) -> list[Path]:
    modules = root / "platform/turnout/modules"
    return [path for path in sorted(modules.glob("*/")) if (path / "__init__.py").exists()]


def _use_cases(module: Path, root: Path) -> Iterator[tuple[Source, ast.FunctionDef]]:
    for source in python_files(root, module.relative_to(root).as_posix()):
        if file_of_module(source)[1] == "service":
            for node in source.tree.body:
                if isinstance(node, ast.FunctionDef) and _is_use_case(node):
                    yield source, node


def _open_to_routes(module: Path, root: Path, open_to: dict[str, str]) -> Iterator[Breach]:
    for source in python_files(root, module.relative_to(root).as_posix()):
        if file_of_module(source)[1] != "routes":
            continue
        for node in source.nodes:
            name = called_name(node).rpartition(".")[2] if isinstance(node, ast.Call) else ""
            if name in open_to:
                yield source.breach(node, f"{name} is open, and a route calls it")


def _is_use_case(node: ast.FunctionDef) -> bool:
    return not node.name.startswith("_") and _first_parameter(node).arg == "ctx"


def _first_parameter(node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.arg:
    """Return the first parameter, one without a name where there is none."""
    return next(iter([*node.args.posonlyargs, *node.args.args]), ast.arg(""))


def _context_type(node: ast.FunctionDef) -> str:
    annotation = _first_parameter(node).annotation
    return called_name(annotation).rpartition(".")[2] if annotation is not None else ""


def _asks(node: ast.FunctionDef) -> bool:
    return any(
        isinstance(call, ast.Call) and POLICY.match(called_name(call)) for call in ast.walk(node)
    )


def _open_list(module: Path) -> tuple[dict[str, str], str]:
    path = module / "policies.py"
    place = f"{module.name}/policies.py"
    if not path.exists():
        return {}, place
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        if isinstance(target, ast.Name) and target.id == OPEN_LIST:
            value = getattr(node, "value", None)
            if isinstance(value, ast.Dict):
                return ast.literal_eval(value), f"{place}:{node.lineno}"
    return {}, place


def _open_transactions(source: Source) -> Iterator[ast.AST]:
    """Yield the bodies that run inside a transaction: the `with` blocks, and functions of `tx`."""
    for node in source.nodes:
        if isinstance(node, ast.With) and any(
            called_name(item.context_expr).rpartition(".")[2] == "transaction"
            for item in node.items
            if isinstance(item.context_expr, ast.Call)
        ):
            yield from node.body
    for function in functions(source):
        if _first_parameter(function).arg == "tx":
            yield from function.body


def _leaves(call: ast.Call, network: set[str]) -> bool:
    name = called_name(call)
    owner = name.partition(".")[0]
    if owner in network or PORT.search(name):
        return True
    handed = bool(call.args) and isinstance(call.args[0], ast.Name) and call.args[0].id == "ctx"
    return handed and not POLICY.match(name) and owner != "policies" and not name[:1].isupper()


def _network_names(source: Source) -> Iterator[str]:
    """Yield the names under which a file knows a library or our own way to the network."""
    for node, name in imported_names(source):
        outside = name.partition(".")[0] in NETWORK
        ours = any(name == each or name.startswith(f"{each}.") for each in OUTBOUND)
        if (outside or ours) and isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
