"""The settings that the roles, the demo and a shell get; a variable the developer set wins.

`make up` writes them to `.turnout/env`, which a shell can source.
"""

import base64
import json
import os
import secrets
import shlex
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from turnout_dev.stack import ports
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import LOOPBACK, ROOT, STATE, read_record, secret, write_private

if TYPE_CHECKING:  # `make doctor` reads settings before their packages are installed
    from turnout_dev.stack.postgres import Postgres
    from turnout_dev.stack.redis import Redis

DATABASE = "turnout"
DATABASE_URLS = (
    "TURNOUT_DATABASE_URL",
    "TURNOUT_DATABASE_OWNER_URL",
    "TURNOUT_DATABASE_OPERATOR_URL",
)
RECEIVER = "127.0.0.1:8091"
"""Where a developer may run a receiver of webhooks that outbound calls reach."""
DEVELOPMENT_LIMITS = {
    "read": "100000/60",
    "write": "100000/60",
    "purchase": "100000/60",
    "secret": "100000/60",
    "holder": "100000/60",
    "sign-in": "1000/60",
    "scan": "100000/60",
    "hooks": "100000/60",
}
"""Here every buyer has the same address: limits made for one person would stop a demo of 300."""


def environment(state: Path = STATE) -> dict[str, str]:
    """Return this process's environment with the stack's settings beneath it.

    Raises StackError when the stack was never started.
    """
    return {**os.environ, **_written(state), **chosen(state)}


def chosen(state: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the settings that the developer made, as against ours read back from `.turnout/env`.

    A shell that sourced the file carries our own values: those are no wish.
    """
    made = read_record(state / "generated.json")
    return {
        name: value
        for name, value in environ.items()
        if name.startswith("TURNOUT_") and value and made.get(name) != value
    }


def wants_own_database(wishes: Mapping[str, str]) -> bool:
    """Say whether PostgreSQL is the stack's to run; half a set of addresses is refused."""
    given = [name for name in DATABASE_URLS if name in wishes]
    if given and len(given) < len(DATABASE_URLS):
        missing = " and ".join(sorted(set(DATABASE_URLS) - set(given)))
        raise StackError(f"An external PostgreSQL needs all three addresses: set {missing} too.")
    return not given


WEB_CALENDARS = {
    "Google Calendar": "https://calendar.google.com/calendar/render?action=TEMPLATE&text={title}"
    "&dates={start_short}/{end_short}&location={place}&details={text}",
    "Outlook": "https://outlook.live.com/calendar/0/deeplink/compose?rru=addevent"
    "&path=%2Fcalendar%2Faction%2Fcompose&subject={title}&startdt={start}&enddt={end}"
    "&location={place}&body={text}",
}


def generated(
    state: Path, *, postgres: "Postgres | None", redis: "Redis | None", wishes: Mapping[str, str]
) -> dict[str, str]:
    """Make up every setting that the developer did not make."""
    ours = ports.defaults(wishes)
    binds = {**ours, **wishes}
    settings = {
        **ours,
        "TURNOUT_ENVIRONMENT": "development",
        "TURNOUT_PUBLIC_URL": f"http://{named(binds['TURNOUT_WEB_BIND'])}",
        "TURNOUT_REALTIME_URL": f"http://{binds['TURNOUT_REALTIME_BIND']}",
        "TURNOUT_SMTP_URL": f"smtp://{binds['TURNOUT_MAILBOX_SMTP_BIND']}",
        "TURNOUT_MASTER_KEYS": f"dev:{secret(state, 'master_key', _master_key)}",
        "TURNOUT_STATE_DIR": str(state),
        "TURNOUT_FILES_DIR": str(state / "files"),
        "TURNOUT_RATE_LIMITS": json.dumps(DEVELOPMENT_LIMITS),
        "TURNOUT_WEB_CALENDARS": json.dumps(WEB_CALENDARS),
    }
    if postgres:
        roles = ("turnout_app", "turnout_owner", "turnout_operator")
        addresses = (postgres.url(role, DATABASE) for role in roles)
        settings |= dict(zip(DATABASE_URLS, addresses, strict=True))
    if redis:
        settings |= {"TURNOUT_REDIS_URL": redis.url(0), "TURNOUT_BROKER_URL": redis.url(1)}
    elif "TURNOUT_BROKER_URL" not in wishes:
        settings["TURNOUT_BROKER_URL"] = wishes["TURNOUT_REDIS_URL"]
    return settings


def named(bind: str) -> str:
    """Return the address by the name that browsers take for secure: passkeys need a name."""
    host, _, port = bind.rpartition(":")
    return f"localhost:{port}" if host == LOOPBACK else bind


def loopback(addresses: Iterable[str]) -> dict[str, str]:
    """Name what outbound calls may reach although it is on this machine."""
    return {"TURNOUT_LOOPBACK_HOSTS": ",".join([*addresses, RECEIVER])}


def write(state: Path, settings: Mapping[str, str], wishes: Mapping[str, str]) -> dict[str, str]:
    """Keep the settings for shells and later commands; return them as they hold."""
    effective = {**settings, **wishes}
    write_private(state / "generated.json", json.dumps(settings, indent=2) + "\n")
    lines = (f"export {name}={shlex.quote(value)}\n" for name, value in sorted(effective.items()))
    write_private(state / "env", "".join(lines))
    return effective


def _written(state: Path) -> dict[str, str]:
    try:
        text = (state / "env").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise StackError("The stack was never started here. Run `make up` first.") from None
    return dict(word.split("=", 1) for word in shlex.split(text) if word != "export")


def _master_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def role_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return what the roles start with: no wish of another shell leaks in, and output is prompt."""
    inherited = {name: value for name, value in os.environ.items() if name[:8] != "TURNOUT_"}
    programs = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{inherited.get('PATH', '')}"
    return {**inherited, **settings, "PATH": programs, "PYTHONUNBUFFERED": "1"}
