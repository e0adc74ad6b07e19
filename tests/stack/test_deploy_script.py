"""`.ci/deploy` turns visitors to a release that was tried, and back from one that fails."""

import json
import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / ".ci/deploy"
OLD, NEW = (f"sha256:{letter * 64}" for letter in "ab")

HELM = """#!/usr/bin/env python3
import json, os, pathlib, sys
place = pathlib.Path(os.environ["PLACE"])
state, said = place / "release.json", sys.argv[1:]
with (place / "calls").open("a") as calls:
    calls.write(" ".join(said) + "\\n")
release = json.loads(state.read_text()) if state.exists() else None
if said[0] == "get":
    if release is None:
        sys.exit(1)
    print(json.dumps(release["values"]))
elif said[0] == "history":
    if release is None:
        sys.exit(1)
    print(json.dumps([{"revision": release["revision"]}]))
elif said[0] == "test":
    sys.exit(int(os.environ.get("HELM_TEST", "0")))
elif said[0] == "upgrade":
    sets = dict(said[i + 1].split("=", 1) for i, each in enumerate(said) if each == "--set")
    blue_green = {
        "active": sets["blueGreen.active"],
        "blue": {"digest": sets["blueGreen.blue.digest"]},
        "green": {"digest": sets["blueGreen.green.digest"]},
    }
    revision = release["revision"] + 1 if release else 1
    state.write_text(json.dumps({"revision": revision, "values": {"blueGreen": blue_green}}))
"""
CURL = """#!/bin/sh
printf '%s' "$ANSWER"
"""


@pytest.fixture
def deploy(tmp_path):
    """Run the script against a helm that keeps its release in a file; return how it ended."""
    for name, content in (("helm", HELM), ("curl", CURL)):
        (tmp_path / name).write_text(content, encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    values = tmp_path / "values.yaml"
    values.write_text('"publicUrl": "https://turnout.example"\n', encoding="utf-8")

    def run(digest=NEW, **environment):
        given = os.environ | {
            "PATH": f"{tmp_path}:{os.environ['PATH']}",
            "PLACE": str(tmp_path),
            "WATCH_TRIES": "4",
            "WATCH_PAUSE_SECONDS": "0",
            "ANSWER": "200",
        }
        command = ["bash", str(SCRIPT), "charts/turnout", str(values), f"registry/turnout@{digest}"]
        return subprocess.run(command, env=given | environment, check=False).returncode

    return run


@pytest.fixture
def running(tmp_path):
    """The old release runs as blue."""
    colours = {"active": "blue", "blue": {"digest": OLD}, "green": {"digest": OLD}}
    release = {"revision": 7, "values": {"blueGreen": colours}}
    (tmp_path / "release.json").write_text(json.dumps(release), encoding="utf-8")


def colours(place):
    return json.loads((place / "release.json").read_text(encoding="utf-8"))["values"]["blueGreen"]


def upgrades(place):
    calls = (place / "calls").read_text(encoding="utf-8").splitlines()
    return [call for call in calls if call.startswith("upgrade")]


def test_visitors_turn_to_the_colour_that_was_tried(deploy, running, tmp_path):
    assert deploy() == 0
    assert colours(tmp_path) == {
        "active": "green",
        "blue": {"digest": OLD},
        "green": {"digest": NEW},
    }
    tried, turned = upgrades(tmp_path)
    assert "blueGreen.active=blue" in tried
    assert "blueGreen.newest=green" in tried
    assert "blueGreen.active=green" in turned


def test_a_release_that_answers_badly_is_turned_back(deploy, running, tmp_path):
    assert deploy(ANSWER="502") == 1
    assert colours(tmp_path)["active"] == "blue"
    assert colours(tmp_path)["blue"] == {"digest": OLD}


def test_a_release_that_fails_its_trial_is_seen_by_nobody(deploy, running, tmp_path):
    assert deploy(HELM_TEST="1") == 1
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert calls[-1].startswith("rollback turnout 7")
    assert not [call for call in upgrades(tmp_path) if "blueGreen.active=green" in call]


def test_the_first_release_has_nothing_to_go_back_to(deploy, tmp_path):
    assert deploy() == 0
    assert colours(tmp_path)["active"] == "green"
    assert colours(tmp_path)["blue"] == {"digest": NEW}


def test_an_image_is_named_by_its_digest(deploy, tmp_path):
    assert deploy(digest="latest") == 2
    assert not (tmp_path / "calls").exists()
