"""How a package offers the provider's side for tests and demos (entry-point group `turnout.fakes`).

A fake is a program of its own: the platform starts it, knows its address, and connects to it by
settings like any other provider.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

GROUP = "turnout.fakes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fake:
    """The object an entry point in `turnout.fakes` names.

    `module` runs by `python -m`, takes `--bind host:port --state folder`, answers `GET /healthz`
    once it serves and ends on SIGTERM. `settings(base_url, account)` are an adapter's settings
    for a test account of that running fake.
    """

    key: str
    title: str
    module: str
    port: int
    settings: Callable[[str, str], Mapping[str, object]]

    def command(self, state: Path, *, bind: str | None = None) -> list[str]:
        """Build the command that serves it; `bind` defaults to its own port on loopback."""
        address = bind or f"127.0.0.1:{self.port}"
        return [sys.executable, "-m", self.module, "--bind", address, "--state", str(state)]

    def settings_for(self, account: str, *, base_url: str | None = None) -> dict[str, object]:
        return dict(self.settings(base_url or f"http://127.0.0.1:{self.port}", account))
