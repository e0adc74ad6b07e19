"""Every operation of the document, asked for whatever its schemas allow, and for what they do not.

Schemathesis knows nothing of us: it reads the document, makes data that fit it and data that do
not, and judges every answer by it. `make test` takes every sixth address, the same each time; `make
prove` takes all, also goes to the edge of each schema, and asks as a stranger. One check of it is
left out: that whatever a schema allows is accepted, since a schema cannot say what is on sale or
who is a member.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.factories.served import served
from tests.isolation.environment import Environment, make_environment
from tests.prove.counts import PROVE, one_in
from tests.prove.results import record_result

from turnout.kernel.http import openapi

SEED = os.environ.get("TURNOUT_SEED", "1")
PHASES = "coverage,fuzzing" if PROVE else "fuzzing"
EXAMPLES = "10" if PROVE else "1"
ENDS_LOGINS = "^(signOut|signOutEverywhere|setMyPassword|leaveOrganization|deleteMyLogin)$"
ROUNDS = {
    "what makes and changes": (
        "--exclude-method=DELETE",
        f"--exclude-operation-id-regex={ENDS_LOGINS}",
    ),
    "what takes away": ("--include-method=DELETE", "--exclude-operation-id=deleteMyLogin"),
    "what ends the login": (f"--include-operation-id-regex={ENDS_LOGINS}",),
}
"""As the owner, in this order, so that most operations find what they are about."""
A_PART = {"every sixth address": (f"--exclude-operation-id-regex={ENDS_LOGINS}",)}
REFUSED = [
    "400",
    "401",
    "403",
    "404",
    "405",
    "406",
    "409",
    "413",
    "415",
    "422",
    "428",
    "429",
    "5xx",
]
"""The tool's own, and that a body is larger than we take: what is too long may be so much."""
AS_YAML = ["getExport"]
READ_BY_THE_TOOL = "it reads YAML before it judges it, and finds no text any more"
ENTITLED = "the secret opens it as well as a login: a wrong one is told 404, not 401"


@pytest.fixture(scope="module")
def world(app: Any) -> Environment:
    return make_environment(app)


@pytest.fixture(scope="module")
def document(app: Any) -> dict[str, Any]:
    with app.test_client() as client:
        client.environ_base["HTTP_HOST"] = "turnout.test"
        found: dict[str, Any] = client.get("/api/openapi.json").get_json()
    taken = one_in(6, sorted(found["paths"]), what="addresses for schemathesis")
    return found | {"paths": {path: found["paths"][path] for path in taken}}


def configuration(world: Environment, document: dict[str, Any], headers: dict[str, str]) -> str:
    """Ids that exist, who asks, and where a check does not apply.

    What is no id is left to the tool: a value that stands still hides that a wrong one was meant.
    """
    by_secret = [
        told["operationId"]
        for item in document["paths"].values()
        for method, told in item.items()
        if method in openapi.METHODS and any("bearer" not in way for way in told["security"])
    ]
    lines = ["[checks.negative_data_rejection]", f"expected-statuses = {json.dumps(REFUSED)}"]
    lines += ["[headers]", *_pairs(headers)]
    ids = {f"path.{name}": id_ for name, id_ in world.ids.items() if name.endswith("_id")}
    lines += ["[parameters]", *_pairs(ids)]
    lines += ["[[operations]]", f"include-operation-id = {json.dumps(by_secret)}  # {ENTITLED}"]
    lines += ["checks.ignored_auth.enabled = false"]
    lines += [
        "[[operations]]",
        f"include-operation-id = {json.dumps(AS_YAML)}  # {READ_BY_THE_TOOL}",
    ]
    lines += ["checks.response_schema_conformance.enabled = false"]
    for path in document["paths"]:
        named = world.named_in(path).items()
        own = {f"path.{n}": v for n, v in named if n.endswith("_id") and world.ids.get(n) != v}
        if own:
            lines += ["[[operations]]", f"include-path = {json.dumps(path)}"]
            lines += ["[operations.parameters]", *_pairs(own)]
    return "\n".join(lines) + "\n"


def _pairs(values: dict[str, str]) -> Iterator[str]:
    return (f"{json.dumps(name)} = {json.dumps(value)}" for name, value in values.items())


def run(folder: Path, address: str, options: Sequence[str]) -> str:
    """What it found; empty if nothing."""
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        *("--config-file", "schemathesis.toml", "run", "openapi.json", "--url", address),
        *("--phases", PHASES, "--max-examples", EXAMPLES, "--seed", SEED, "--no-shrink"),
        *("--request-timeout", "60"),
        *("--generation-database", "none", "--continue-on-failure", "--no-color"),
        *("--exclude-checks", "positive_data_acceptance", *options),
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "Tested:" in done.stdout, done.stdout + done.stderr
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("asker", ["owner", "stranger"] if PROVE else ["owner"])
def test_nothing_is_answered_that_the_document_does_not_tell(
    app: Any, world: Environment, document: dict[str, Any], tmp_path: Path, asker: str
) -> None:
    headers = world.headers if asker == "owner" else {}
    rounds = {"everything": ()} if not headers else ROUNDS if PROVE else A_PART
    told = configuration(world, document, headers)
    (tmp_path / "schemathesis.toml").write_text(told, encoding="utf-8")
    (tmp_path / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    with served(app) as address:
        for name, options in rounds.items():
            found = run(tmp_path, address, options)
            assert not found, f"{name}:\n{found}"
    record_result(
        "the API's document, by schemathesis", f"{len(document['paths'])} addresses, as {asker}"
    )
