"""No file of the platform, the SDK, an adapter or a fake imports itself by way of others."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
ADAPTERS = ROOT / "adapters"


def modules() -> dict[str, Path]:
    """Find the files of every distribution by their dotted names."""
    roots = [*ADAPTERS.glob("*/src"), *ADAPTERS.glob("*/fake"), ROOT / "platform"]
    return {
        _dotted(path.relative_to(root)): path
        for root in roots
        for path in root.rglob("*.py")
        if "node_modules" not in path.parts
    }


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str, known: set[str]) -> set[str]:
    """Name the known files that a source imports, at its top or inside a function."""
    named = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & known
            named |= inner if len(inner) == len(node.names) else {*inner, str(node.module)}
    return named & known


def cycle(sources: dict[str, str]) -> list[str]:
    """Name the files of a cycle, the first one again at the end; none if there is no cycle."""
    known = set(sources)
    graph = {name: imported(source, known) - {name} for name, source in sources.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_file_imports_itself_by_way_of_others_not_even_late():
    found = modules()
    assert {"turnout_sdk.testing.kit", "turnout_stripe_fake", "turnout.app"} <= set(found)
    assert cycle({name: path.read_text(encoding="utf-8") for name, path in found.items()}) == []


def test_a_cycle_is_found_even_where_the_import_is_late():
    sources = {
        "shop": "from shop import prices",
        "shop.prices": "def of():\n    from shop.basket import Basket",
        "shop.basket": "import shop.prices",
    }
    assert set(cycle(sources)) == {"shop.prices", "shop.basket"}
