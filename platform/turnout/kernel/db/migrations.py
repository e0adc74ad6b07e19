"""Running Alembic from code: `turnout migrate`, the tests' template, and `/readyz`."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from turnout.kernel.db.engine import sqlalchemy_url


def _config(migrations_dir: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_dir).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(owner_url: str, migrations_dir: Path, *, revision: str = "head") -> None:
    """Bring the database to a revision, in one session that gives up on a lock after 10 s."""
    engine = create_engine(sqlalchemy_url(owner_url), poolclass=NullPool)
    config = _config(migrations_dir)
    with engine.begin() as connection:
        connection.execute(text("SET lock_timeout = '10s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(7081991)"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


@cache
def head_revision(migrations_dir: Path) -> str:
    """The newest revision this code knows."""
    return ScriptDirectory.from_config(_config(migrations_dir)).get_current_head() or ""


def current_revision(connection: Connection) -> str:
    """The revision the database is at, or '' for an empty one."""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")


@cache
def earlier_revisions(migrations_dir: Path) -> frozenset[str]:
    """Every revision before the newest: a database there is behind this code."""
    script = ScriptDirectory.from_config(_config(migrations_dir))
    newest = head_revision(migrations_dir)
    return frozenset(each.revision for each in script.walk_revisions()) - {newest}
