"""Up, down and reset: the order in which the stack comes and goes."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from turnout_dev.stack import frontend, ports, providers, settings, supervise
from turnout_dev.stack.errors import StackError
from turnout_dev.stack.postgres import Postgres, ensure_postgres, erase_postgres, stop_postgres
from turnout_dev.stack.redis import Redis, ensure_redis, stop_redis
from turnout_dev.stack.roles import Role, all_roles, run, run_turnout
from turnout_dev.stack.state import ROOT, exclusive, read_text, write_private
from turnout_dev.stack.summary import sign_ins, summary

Result = TypeVar("Result")
SERVE_SECONDS = 120
LOG_LINES = 25


def up(state: Path) -> None:
    """Bring everything up and return once it serves; what runs already is left as it is.

    Raises StackError, with the end of the log of whatever does not come up.
    """
    fakes = {providers.address(fake): fake for fake in providers.installed()}
    fixed = {address: fake.title for address, fake in fakes.items()}
    with exclusive(state / "up.lock"):
        if supervise.supervisor(state) is None:
            supervise.clear_leftovers(state)
            shutil.rmtree(state / "heartbeats", ignore_errors=True)  # those of the roles before
            if busy := ports.taken(settings.chosen(state), fixed):
                raise StackError("\n".join(busy))
        _step("Building the web pages", frontend.build)
        company = frontend.IDENTITY_PROVIDER
        _step("Fetching the identity provider", lambda: frontend.install(company))
        chosen, postgres = services(state, outside=fakes)
        environment = providers.calendars(fakes.values()) | providers.apps(fakes.values())
        environment |= settings.role_environment(chosen)
        _prepare_database(postgres, environment)
        roles = [*all_roles(chosen), providers.identity_provider(chosen)]
        roles += [providers.role(fake, state) for fake in fakes.values()]
        _step("Starting the roles", lambda: supervise.start(state, roles, environment))
        _step("Waiting until everything serves", lambda: wait(state, roles))
        _set_up_company_sign_in(state, postgres, environment)
    print(summary(chosen, fixed))


def services(state: Path, outside: Iterable[str] = ()) -> tuple[dict[str, str], Postgres | None]:
    """Start PostgreSQL and Redis unless their addresses are given.

    `outside` are the addresses of stand-ins that outbound calls may reach. Return the settings,
    and the PostgreSQL that is ours.
    """
    wishes = settings.chosen(state)
    postgres: Postgres | None = None
    redis: Redis | None = None
    if settings.wants_own_database(wishes):
        postgres = _step("Starting PostgreSQL", lambda: ensure_postgres(state))
        postgres.create_database(settings.DATABASE)
    if "TURNOUT_REDIS_URL" not in wishes:
        redis = _step("Starting Redis", lambda: ensure_redis(state))
    made = settings.generated(state, postgres=postgres, redis=redis, wishes=wishes)
    company = {**made, **wishes}["TURNOUT_IDENTITY_PROVIDER_BIND"]
    made |= settings.loopback([*outside, company])
    return settings.write(state, made, wishes), postgres


def down(state: Path) -> None:
    """Stop the roles, PostgreSQL and Redis, of the stack and of the tests."""
    supervise.stop(state)
    for folder in (state, state / "test"):
        stop_postgres(folder)
        stop_redis(folder)


def reset(state: Path) -> None:
    """Stop everything and forget it: databases, files, mails, logs and generated secrets."""
    down(state)
    for folder in (state, state / "test"):
        erase_postgres(folder)
    shutil.rmtree(state, ignore_errors=True)


def wait(
    state: Path,
    roles: Sequence[Role],
    *,
    patience_seconds: float = SERVE_SECONDS,
) -> None:
    """Return once every role serves; raise StackError with the log of one that does not."""
    ends_at = time.monotonic() + patience_seconds
    silent = _wait_for(roles, Role.answers, ends_at, pause=0.1)
    if silent:
        raise StackError("\n\n".join(_last_words(state, role) for role in silent))


def _wait_for(
    roles: Sequence[Role], is_up: Callable[[Role], bool], ends_at: float, *, pause: float
) -> list[Role]:
    """Ask all roles side by side until each says yes; return those that never did."""

    def says_yes(role: Role) -> bool:
        while not is_up(role):
            if time.monotonic() > ends_at:
                return False
            time.sleep(pause)
        return True

    with ThreadPoolExecutor(max_workers=len(roles)) as pool:
        answers = list(pool.map(says_yes, roles))
    return [role for role, answer in zip(roles, answers, strict=True) if not answer]


def _last_words(state: Path, role: Role) -> str:
    log = state / "logs" / f"{role.name}.log"
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    tail = "\n".join(text.splitlines()[-LOG_LINES:]) or "(nothing in its log)"
    return f"The role {role.name} does not serve. {log} ends:\n{tail}"


def _prepare_database(postgres: Postgres | None, environment: Mapping[str, str]) -> None:
    """Migrate, and apply the demo tenants unless these very ones are known to be in there."""
    _run_turnout("Migrating the database", "migrate", environment=environment)
    demo = ROOT / "tenants" / "demo"
    if not demo.is_dir():
        return
    files = frontend.fingerprint(path for path in sorted(demo.rglob("*")) if path.is_file())
    fingerprint = f"{environment['TURNOUT_PUBLIC_URL']} {files}"  # ports are in what is applied
    stamp = postgres.data / "turnout.demo" if postgres else None  # goes when the data goes
    if stamp is None or read_text(stamp) != fingerprint:
        words = ("tenants", "apply", "tenants/demo")
        _run_turnout("Applying the demo tenants", *words, environment=environment)
        for each in sign_ins():
            if role := each.get("operates"):
                asked = ("operators", "add", each["email"], "--role", role, "--again")
                _run_turnout("Making the demo's operator", *asked, environment=environment)
        if stamp:
            write_private(stamp, fingerprint)


def _set_up_company_sign_in(
    state: Path, postgres: Postgres | None, environment: Mapping[str, str]
) -> None:
    """Have the demo's enterprise sign in by the identity provider, unless it was done today.

    Each day anew: its domains are in no name server, and count for a week.
    """
    if not (ROOT / "tenants" / "demo" / "meridian.yaml").exists():
        return
    sources = sorted(frontend.IDENTITY_PROVIDER.glob("*.py"))
    known = [*sources, state / "identity-provider" / "client_secret"]
    stamp = postgres.data / "turnout.company" if postgres else None  # goes when the data goes
    if stamp and read_text(stamp) == _today(known, environment):
        return
    command = (sys.executable, "-m", f"{providers.IDENTITY_PROVIDER}.company")
    outcome = _step("Setting up company sign-in", lambda: run(command, env=environment))
    if outcome.returncode:
        raise StackError(f"Company sign-in could not be set up:\n{outcome.stdout}")
    if stamp:
        write_private(stamp, _today(known, environment))


def _today(files: Iterable[Path], environment: Mapping[str, str]) -> str:
    address = environment["TURNOUT_IDENTITY_PROVIDER_BIND"]
    there = frontend.fingerprint(path for path in files if path.exists())
    return f"{datetime.now(UTC).date()} {address} {environment['TURNOUT_PUBLIC_URL']} {there}"


def _run_turnout(title: str, *arguments: str, environment: Mapping[str, str]) -> None:
    try:
        _step(title, lambda: run_turnout(*arguments, environment=environment))
    except subprocess.CalledProcessError as error:
        raise StackError(f"`turnout {' '.join(arguments)}` failed:\n{error.output}") from error


def _step(title: str, work: Callable[[], Result]) -> Result:
    started = time.monotonic()
    print(f"{title} …", end=" ", flush=True)
    result = work()
    print(f"{time.monotonic() - started:.1f} s")
    return result
