"""`make doctor` in plain words: run as a program, as a person would."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from turnout_dev.stack.ports import BINDS
from turnout_dev.stack.state import choose_port


@pytest.fixture
def doctor(tmp_path):
    environment = {**os.environ, "TURNOUT_STATE_DIR": str(tmp_path)}
    environment |= {setting: f"127.0.0.1:{choose_port(None)}" for setting in BINDS}

    def run(**settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "turnout_dev.stack", "doctor"],
            env={**environment, **settings},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_taken_port_is_named_with_its_holder_and_a_way_out(doctor):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        outcome = doctor(TURNOUT_MAILBOX_BIND=f"127.0.0.1:{port}")

    assert outcome.returncode == 1
    line = next(line for line in outcome.stdout.splitlines() if f"Port {port}" in line)
    assert line.startswith("✗")
    assert f"(process {os.getpid()})" in line
    assert "set TURNOUT_MAILBOX_BIND=127.0.0.1:<another port>" in line


def test_a_free_port_is_no_complaint_and_servers_that_run_are_named(doctor):
    outcome = doctor()

    assert "_BIND" not in outcome.stdout
    assert "✓ PostgreSQL 1" in outcome.stdout
    assert "✓ Redis " in outcome.stdout


def test_a_missing_node_blocks(doctor, tmp_path):
    (tmp_path / "empty").mkdir()

    outcome = doctor(PATH=str(tmp_path / "empty"))

    assert outcome.returncode == 1
    assert "✗ Node.js is missing. Install Node.js 20 or later." in outcome.stdout


def test_an_old_node_blocks_with_its_version(doctor, tmp_path):
    for name, answer in (("node", "v18.19.0"), ("npm", "9.2.0")):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho {answer}\n", encoding="utf-8")
        program.chmod(0o755)

    outcome = doctor(PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}")

    assert "✗ Node.js is 18.19; 20 or later is needed." in outcome.stdout


def test_an_unknown_choice_of_server_is_explained(doctor):
    outcome = doctor(TURNOUT_DEV_POSTGRES="docker")

    assert outcome.returncode == 1
    assert "TURNOUT_DEV_POSTGRES is “docker”; it can be “wheel” or “installed”." in outcome.stdout


def test_it_runs_on_a_python_without_any_package(tmp_path):
    source = Path(__file__).parents[2] / "platform"
    outcome = subprocess.run(
        [sys.executable, "-I", "-S", "-c", PROGRAM, str(source)],
        env={"PATH": os.environ["PATH"], "TURNOUT_STATE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Traceback" not in outcome.stderr
    assert "✓ Python 3." in outcome.stdout


PROGRAM = """
import runpy, sys
sys.path.insert(0, sys.argv[1])
sys.argv[1:] = ["doctor"]
runpy.run_module("turnout_dev.stack", run_name="__main__")
"""
