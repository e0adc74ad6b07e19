"""`.env.example`: every variable that an operator may set, with its default, ready to be copied.

`docker compose` reads `.env` by itself; elsewhere it is sourced. What compose.yaml takes from it
comes first, then every setting, commented out where it has a default.
"""

import re
import shlex
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from turnout.kernel.settings import ROOT, Settings

FILE: Final = ROOT / ".env.example"
WIDTH: Final = 98
TAKEN: Final = re.compile(r"\$\{([A-Z_]+):-([^}]*)\}")
HEAD: Final = """\
Made from the code by `python -m turnout_dev.reference`; do not edit. Copy it to `.env`, which git
does not take, and say there what differs. Values with a default are commented out."""


def env_example(said: dict[str, str], compose: Path = ROOT / "compose.yaml") -> str:
    """The whole file; `said` has the text of each setting."""
    lines = [*_comment(HEAD), "", *_comment("--- What compose.yaml takes"), ""]
    taken = dict(sorted(TAKEN.findall(compose.read_text(encoding="utf-8"))))
    lines += [f"#{name}={shlex.quote(default)}" for name, default in taken.items()]
    lines += ["", *_comment("--- Settings of the roles (docs/reference/settings.md)")]
    for name, field in Settings.model_fields.items():
        lines += ["", *_comment(said.get(name, "")), _line(name, _default(field))]
    return "\n".join(lines) + "\n"


def _line(name: str, default: str | None) -> str:
    """What is required stands open and empty; the rest is commented out with its default."""
    variable = f"TURNOUT_{name.upper()}"
    return f"{variable}=" if default is None else f"#{variable}={shlex.quote(default)}"


def _default(field: Any) -> str | None:
    """As one would write it into the environment; None where a value is required."""
    value = field.default
    if value is PydanticUndefined:
        return "{}" if field.default_factory is not None else None
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, Path):
        value = value.relative_to(ROOT)
    if isinstance(value, tuple):
        value = ",".join(map(str, value))
    if isinstance(value, bool):
        value = str(value).lower()
    return "" if value is None else str(value)


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}" for line in textwrap.wrap(" ".join(text.split()), WIDTH))
