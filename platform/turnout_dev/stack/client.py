"""The typed client of `platform/web`: made out of the OpenAPI document, and held to it."""

import base64
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from turnout_dev.stack import frontend
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.postgres import ensure_postgres
from turnout_dev.stack.roles import PROGRAMS, run
from turnout_dev.stack.state import STATE

STALE = 1


def write(document: Path, web: Path = frontend.WEB) -> None:
    """Make `src/api/schema.ts` again."""
    frontend.install(web)
    frontend.run(web, "run", "client", "--", str(document))


def is_fresh(document: Path, web: Path = frontend.WEB) -> bool:
    """Whether the client is what the API says now."""
    frontend.install(web)
    outcome = frontend.ran(web, "run", "client", "--", "--check", str(document))
    if outcome.returncode not in {0, STALE}:
        raise StackError(f"The client could not be compared:\n{outcome.stdout}")
    return outcome.returncode == 0


@contextmanager
def described() -> Iterator[Path]:
    """What `turnout openapi` writes; the application starts on the tests' database for it."""
    postgres = ensure_postgres(STATE / "test", durable=False)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "openapi.json")
        settings = {
            "TURNOUT_ENVIRONMENT": "test",
            "TURNOUT_DATABASE_URL": postgres.url("turnout_app", "postgres"),
            "TURNOUT_DATABASE_OPERATOR_URL": postgres.url("turnout_operator", "postgres"),
            "TURNOUT_MASTER_KEYS": f"document:{base64.b64encode(bytes(32)).decode()}",
            "TURNOUT_STATE_DIR": folder,
        }
        command = [str(PROGRAMS / "turnout"), "openapi", str(path)]
        outcome = run(command, env={**os.environ, **settings})
        if outcome.returncode:
            raise StackError(f"The OpenAPI document could not be made:\n{outcome.stdout}")
        yield path
