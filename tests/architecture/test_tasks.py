"""Timed work: a row that fails holds up no other, so no task loops over rows by itself."""

import ast
from pathlib import Path

MODULES = Path(__file__).parents[2] / "platform/turnout/modules"


def loops_of(source: str) -> list[str]:
    """`for` loops that do more than hand out messages, which cannot fail for one row."""
    return [
        ast.unparse(node).splitlines()[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.For)
        and not all(ast.unparse(each).startswith("enqueue(") for each in node.body)
    ]


def test_tasks_work_on_rows_by_for_each():
    """`for_each` and `for_each_due` (kernel/messaging/tasks.py) go on after an error."""
    found = {
        f"{path.parent.name}: {loop}"
        for path in MODULES.glob("*/tasks.py")
        for loop in loops_of(path.read_text())
    }
    assert found == set()


def test_a_planted_loop_is_found():
    planted = "for one, other in due():\n    work(one, other)\n"
    assert loops_of(planted) == ["for one, other in due():"]
    assert loops_of("for one in due():\n    enqueue('orders.expire', str(one))\n") == []
