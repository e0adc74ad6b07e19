"""Finding a module's files by name, so that app.py and worker.py stay lists."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


def load(module: str, file: str) -> ModuleType | None:
    """Import `turnout.modules.<module>.<file>`; None where the module has no such file.

    A file that is there and fails to import raises: nothing is skipped silently.
    """
    name = f"turnout.modules.{module}.{file}"
    if find_spec(f"turnout.modules.{module}") is None or find_spec(name) is None:
        return None
    return import_module(name)
