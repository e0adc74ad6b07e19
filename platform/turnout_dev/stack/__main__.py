"""The commands behind `make`: up, down, reset, restart, status, logs, doctor, test, lock."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from turnout_dev.stack.errors import StackError
from turnout_dev.stack.state import STATE

CLIENT_STALE = "The typed client is not what the API says: run `make client`."


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m turnout_dev.stack", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    chosen = parser.parse_args(words)
    try:
        return COMMANDS[chosen.command](chosen.arguments)
    except StackError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _up(_: Sequence[str]) -> int:
    from turnout_dev.stack.lifecycle import up

    up(STATE)
    return 0


def _down(_: Sequence[str]) -> int:
    from turnout_dev.stack.lifecycle import down

    down(STATE)
    print("Turnout is down.")
    return 0


def _reset(_: Sequence[str]) -> int:
    from turnout_dev.stack.lifecycle import reset

    reset(STATE)
    print("Turnout is down, and its state is gone.")
    return 0


def _restart(roles: Sequence[str]) -> int:
    from turnout_dev.stack.supervise import control

    return control(STATE, "restart", *(roles or ["all"]))


def _status(_: Sequence[str]) -> int:
    from turnout_dev.stack.supervise import control

    return control(STATE, "status")


def _logs(roles: Sequence[str]) -> int:
    names = [f"{role}.log" for role in roles] or ["*.log"]
    files = sorted(str(file) for name in names for file in (STATE / "logs").glob(name))
    if not files:
        raise StackError("There are no logs yet. Run `make up`.")
    os.execvp("tail", ["tail", "-n", "40", "-F", *files])  # noqa: S606 - no shell is wanted


def _doctor(_: Sequence[str]) -> int:
    from turnout_dev.stack.doctor import report

    return report()


def _fetch(_: Sequence[str]) -> int:
    from turnout_dev.stack.fetch import fetch_redis

    print(fetch_redis())
    return 0


def _test(arguments: Sequence[str]) -> int:
    from turnout_dev.stack.suite import run

    return run(arguments)


def _web(_: Sequence[str]) -> int:
    from turnout_dev.stack import frontend

    frontend.install()
    frontend.install(frontend.IDENTITY_PROVIDER)
    frontend.build()
    return 0


def _web_check(_: Sequence[str]) -> int:
    from turnout_dev.stack import client, frontend

    print(frontend.check())
    with client.described() as document:
        fresh = client.is_fresh(document)
    print("The typed client is what the API says." if fresh else CLIENT_STALE)
    return 0 if fresh else 1


def _web_lint(_: Sequence[str]) -> int:
    from turnout_dev.stack import frontend

    frontend.lint()
    return 0


def _client(_: Sequence[str]) -> int:
    from turnout_dev.stack import client

    with client.described() as document:
        client.write(document)
    return 0


def _lock(options: Sequence[str]) -> int:
    from turnout_dev.stack import locks

    locks.write(upgrade="--upgrade" in options)
    return _lock_check([])


def _lock_check(_: Sequence[str]) -> int:
    from turnout_dev.stack import locks

    found = locks.problems()
    print("\n".join(found) or "The lock files fit what the project requires.")
    return 1 if found else 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "up": _up,
    "down": _down,
    "reset": _reset,
    "restart": _restart,
    "status": _status,
    "logs": _logs,
    "doctor": _doctor,
    "fetch": _fetch,
    "test": _test,
    "web": _web,
    "web-check": _web_check,
    "web-lint": _web_lint,
    "client": _client,
    "lock": _lock,
    "lock-check": _lock_check,
}


if __name__ == "__main__":
    sys.exit(main())
