"""What a process of the platform does when it starts."""

import gc
import os
import subprocess
import sys

import pytest

from turnout.kernel import runtime

STARTED = """
from turnout.kernel import runtime
from turnout.kernel.settings import load_settings
import structlog
runtime.start(load_settings(), role="cli")
structlog.get_logger("test").warning("look here")
print('{"answer": 1}')
"""


def test_a_command_prints_its_answer_and_nothing_else_on_standard_output(settings, redis_url):
    environment = {
        **os.environ,
        "TURNOUT_DATABASE_URL": settings.database_url.get_secret_value(),
        "TURNOUT_DATABASE_OPERATOR_URL": settings.database_operator_url.get_secret_value(),
        "TURNOUT_DATABASE_DISTRIBUTED": str(settings.database_distributed),
        "TURNOUT_REDIS_URL": redis_url,
        "TURNOUT_BROKER_URL": redis_url,
        "TURNOUT_MASTER_KEYS": settings.master_keys.get_secret_value(),
    }
    done = subprocess.run(
        [sys.executable, "-c", STARTED],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.returncode) == ('{"answer": 1}\n', 0), done.stderr
    assert "look here" in done.stderr


def test_modules_load_without_a_look_for_garbage_which_goes_on_afterwards():
    seen = []

    @runtime.loading()
    def fail() -> None:
        seen.append(gc.isenabled())
        raise ImportError

    with pytest.raises(ImportError):
        fail()
    assert (seen, gc.isenabled()) == ([False], True)
    assert gc.get_freeze_count()
