"""The script of the sandbox's reference page, taken out of it as an outsider would."""

import re
from pathlib import Path
from types import ModuleType, SimpleNamespace

from tests.faults.mini_stack import MiniStack
from turnout_dev.stack.settings import role_environment

PAGE = Path(__file__).parents[2] / "docs/reference/sandbox.md"
SHOWN = re.compile(r"^`sequences\.py`\n\n```python\n(.*?)```\n", re.MULTILINE | re.DOTALL)


def script() -> str:
    found = SHOWN.search(PAGE.read_text(encoding="utf-8"))
    assert found is not None, "the page shows no script"
    return found[1]


def sequences(stack: MiniStack) -> ModuleType:
    """The script as a module that finds a stack's addresses and program as the page says.

    The environment it reads is its own, so that nothing of this process changes.
    """
    environment = role_environment(stack.settings) | {"SANDBOX": f"http://{stack.provider}"}
    module = ModuleType("sequences")
    text = script().replace("import os\n", "")
    module.__dict__["os"] = SimpleNamespace(environ=environment)
    exec(compile(text, str(PAGE), "exec"), module.__dict__)  # noqa: S102  our own page
    return module
