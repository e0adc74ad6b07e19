"""The workflows on the forge: pinned, with no more rights than they need, and true to the tree."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.architecture.checkout import ROOT
from turnout_sdk.version import SDK_VERSION

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
PUBLISH = ROOT / ".github/workflows/publish-sdk.yml"
PINNED = re.compile(r"^[\w.-]+/[\w./-]+@[0-9a-f]{40}$")
USES = re.compile(r"^\s*(?:- )?uses: (\S+)(.*)$", re.MULTILINE)
VERSION = re.compile(r"^ # v\d+\.\d+\.\d+$")
OF_THE_TREE = re.compile(r"(?<![\w./$-])((?:\.ci|requirements|adapters|tests|platform)/[\w./-]+)")


def read(path: Path) -> dict[Any, Any]:
    """`on` is a truth value to YAML 1.1; nobody here minds."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def steps(workflow: dict[Any, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for name, job in workflow["jobs"].items():
        for step in job["steps"]:
            yield name, job, step


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_to_a_commit_whose_version_is_said(path: Path) -> None:
    used = USES.findall(path.read_text(encoding="utf-8"))
    assert used
    assert [each for each, _ in used if not PINNED.match(each)] == []
    assert [each for each, version in used if not VERSION.match(version)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_reads_and_a_job_asks_for_what_it_needs_besides(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 30, name
        asked = [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])
        assert set(asked) <= set(workflow["jobs"]), name
    for name, _, step in steps(workflow):
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"] == {"persist-credentials": False}, name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_a_step_runs_is_a_script_and_is_there(path: Path) -> None:
    for name, _, step in steps(read(path)):
        script = step.get("run")
        if script is None:
            continue
        assert subprocess.run(["bash", "-n", "-c", script], check=False).returncode == 0, name
        assert "${{" not in script, f"{name}: an expression in a script can be made to run"
        missing = [each for each in OF_THE_TREE.findall(script) if not (ROOT / each).exists()]
        assert missing == [], name
        folder = step.get("working-directory", ".")
        assert (ROOT / folder).is_dir(), name


def test_what_may_publish_runs_nothing_of_the_tree_and_waits_for_the_trial() -> None:
    """Whoever can ask for the index's trust sees the built files and pinned actions alone."""
    workflow = read(PUBLISH)
    trusted = {
        name for name, job in workflow["jobs"].items() if "id-token" in job.get("permissions", {})
    }
    assert trusted == {"attest", "publish"}
    for name, _, step in steps(workflow):
        if name in trusted:
            assert "run" not in step, name
            assert "actions/checkout@" not in step["uses"], name
    assert set(workflow["jobs"]["publish"]["needs"]) == {"try", "attest"}
    assert workflow["jobs"]["publish"]["environment"] == "release"
    assert "secrets." not in PUBLISH.read_text(encoding="utf-8")


def test_the_sdk_says_one_version_and_its_changes() -> None:
    """The tag that publishes is compared with the first of them."""
    project = (ROOT / "adapters/sdk/pyproject.toml").read_text(encoding="utf-8")
    changes = (ROOT / "adapters/sdk/CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r'^version = "(.+)"$', project, re.MULTILINE) == [SDK_VERSION]
    assert re.findall(r"^## (.+)$", changes, re.MULTILINE)[0] == SDK_VERSION
