"""Facts are frozen, past tense, versioned and carry no secret; reactions are three lines."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from turnout.kernel.http.answers import FAMILIES
from turnout_dev.contracts.sources import Breach, Source, called_name, file_of_module, module_files

NAME = re.compile(r"(?P<module>[a-z_]+)(\.[a-z]+(-[a-z]+)*)+\.v[1-9][0-9]*")
_IRREGULAR = (
    "Begun Bought Chosen Drawn Due Found Frozen Gone Given Heard Held Left Lost Made Met Paid Put "
    "Read Run Seen Sent Set Shut Sold Taken Torn Undone Withdrawn Won Written"
)
IRREGULAR = frozenset(_IRREGULAR.split())
UNSPEAKABLE = re.compile(r"secret|token(?!_id)|password|passphrase|email|phone|private_key")
MOST_STATEMENTS = 3


def malformed_facts(root: Path) -> list[Breach]:
    """Hold every class of a `facts.py` to frozen, past tense, `module.fact.vN`, no secrets."""
    breaches = [
        source.breach(node, says)
        for source, node in _facts(root)
        for says in _faults(node, file_of_module(source)[0])
    ]
    return breaches + _names_said_twice(root)


def long_reactions(root: Path) -> list[Breach]:
    """Find handlers that do more than read their fact and call the service."""
    return [
        source.breach(node, f"{node.name} has {count} statements; the service does the work")
        for source in module_files(root)
        if file_of_module(source)[1] == "handlers"
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef)
        if (count := _statements(node)) > MOST_STATEMENTS
    ]


def _facts(root: Path) -> Iterator[tuple[Source, ast.ClassDef]]:
    for source in module_files(root):
        if file_of_module(source)[1] == "facts":
            yield from (
                (source, node) for node in source.tree.body if isinstance(node, ast.ClassDef)
            )


def _faults(node: ast.ClassDef, module: str) -> Iterator[str]:
    if not any(_freezes(decorator) for decorator in node.decorator_list):
        yield f"{node.name} is not a frozen dataclass"
    if not _is_past(node.name):
        yield f"{node.name} is not in the past tense"
    name = fact_name(node)
    found = NAME.fullmatch(name or "")
    if found is None:
        yield f"{node.name}.name is not like {module}.something-done.v1"
    elif found["module"] not in (module, FAMILIES.get(module)):
        yield f"{node.name}.name speaks for {found['module']}"
    for field in _fields(node):
        if UNSPEAKABLE.search(field):
            yield f"{node.name}.{field}: facts carry ids only"


def fact_name(node: ast.ClassDef) -> str | None:
    for statement in node.body:
        match statement:
            case ast.AnnAssign(target=ast.Name(id="name"), value=ast.Constant(value=value)):
                return str(value)
    return None


def _fields(node: ast.ClassDef) -> list[str]:
    return [
        statement.target.id
        for statement in node.body
        if isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and "ClassVar" not in ast.dump(statement.annotation)
    ]


def _freezes(decorator: ast.expr) -> bool:
    if not isinstance(decorator, ast.Call):
        return False
    said = {each.arg: getattr(each.value, "value", None) for each in decorator.keywords}
    return called_name(decorator).endswith("dataclass") and said.get("frozen") is True


def _is_past(name: str) -> bool:
    """Find the verb after the noun: `OrderPlaced`, `StockGivenBack`, `PaymentHeldForReview`."""
    words = re.findall(r"[A-Z][a-z0-9]*", name)
    return any(word in IRREGULAR or word.endswith("ed") for word in words[1:] or words)


def _names_said_twice(root: Path) -> list[Breach]:
    first: dict[str, str] = {}
    breaches: list[Breach] = []
    for source, node in _facts(root):
        name, place = fact_name(node), f"{source.place}:{node.lineno}"
        if name is not None and first.setdefault(name, place) != place:
            breaches.append(source.breach(node, f"{name} is already said at {first[name]}"))
    return breaches


def _statements(node: ast.FunctionDef) -> int:
    said = isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)
    return sum(isinstance(each, ast.stmt) for each in ast.walk(node)) - 1 - int(said)
