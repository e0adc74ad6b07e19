"""Two clients that nobody wrote sell a ticket and let its holder in.

They are made of the OpenAPI document alone, by generators that know nothing of us. The bank is
the provider's; everything else is what `clients/buy.py` and `clients/buy.ts` call. `make test` takes
the one in Python: the web's own client is made of the document too, and compiled by `make check`.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.factories import payments as making
from tests.factories.people import PASSWORD
from tests.factories.served import served
from tests.flows.conftest import Fair
from tests.prove.counts import PROVE
from tests.reading.qr import codes_in_pdf
from turnout_dev.stack import frontend

CLIENTS = Path(__file__).parent / "clients"
PRICE_MINOR = 4_200


def ran(*command: str | Path, cwd: Path) -> str:
    """What a command said; its failure is the test's."""
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def document(app: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    with app.test_client() as client:
        client.environ_base["HTTP_HOST"] = "turnout.test"
        told = client.get("/api/openapi.json").get_data()
    path: Path = tmp_path_factory.mktemp("document") / "openapi.json"
    path.write_bytes(told)
    return path


def python_client(document: Path, folder: Path) -> list[str]:
    """Generate the client into a folder; the command of the program that uses it.

    `make prove` judges the types of all its files as well, as the compiler of TypeScript does.
    """
    said = ran(
        Path(sys.executable).with_name("openapi-python-client"),
        *("generate", "--path", document, "--output-path", folder / "turnout_client"),
        *("--meta", "none", "--config", CLIENTS / "generator.yaml"),
        cwd=folder,
    )
    assert "WARNING" not in said, said
    shutil.copy(CLIENTS / "buy.py", folder)
    if PROVE:
        check = (sys.executable, "-m", "mypy", "--no-incremental")
        ran(*check, "turnout_client", cwd=folder)
        ran(*check, "--strict", "--follow-imports=silent", "buy.py", cwd=folder)
    return [sys.executable, "-W", "error", str(folder / "buy.py")]


def typescript_client(document: Path, folder: Path) -> list[str]:
    """The same in TypeScript, compiled: the types of the whole client are checked with it."""
    frontend.install(CLIENTS)
    programs = CLIENTS / "node_modules" / ".bin"
    for name in ("buy.ts", "tsconfig.json"):
        shutil.copy(CLIENTS / name, folder)
    (folder / "node_modules").symlink_to(CLIENTS / "node_modules")
    ran(
        programs / "openapi-ts",
        *("--input", document, "--output", folder / "client", "--client", "@hey-api/client-fetch"),
        "--no-log-file",
        cwd=folder,
    )
    ran(programs / "tsc", "--project", folder, "--outDir", folder / "built", cwd=folder)
    return ["node", str(folder / "built" / "buy.js")]


def pay(fair: Fair, page: str) -> None:
    """What the bank does when the buyer presses on the provider's page."""
    ref = making.ref_of(page)
    fair.provider.complete(fair.shop.organizer, ref, "success")
    fair.deliver(fair.provider.deliveries(fair.shop.organizer, ref))


@pytest.mark.parametrize("made", [python_client, *([typescript_client] if PROVE else [])])
def test_a_generated_client_buys_pays_downloads_and_checks_in(
    app: Any, fair: Fair, document: Path, tmp_path: Path, made: Any
) -> None:
    command = made(document, tmp_path)
    fair.shop.add_type(price_minor=PRICE_MINOR)
    told = {
        "organization_id": str(fair.shop.organization.id),
        "event_id": str(fair.shop.event_id),
        "email": f"{made.__name__}@people.example",
        "staff": {"email": fair.shop.organization.owner.email, "password": PASSWORD},
    }
    with (
        served(app) as address,
        subprocess.Popen(
            command,
            cwd=tmp_path,
            env={**os.environ, "NO_PROXY": "127.0.0.1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as program,
    ):
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(json.dumps(told | {"address": address}) + "\n")
        program.stdin.flush()
        page = program.stdout.readline().strip()
        if page:
            pay(fair, page)
        output, complaints = program.communicate("\n")
    assert program.returncode == 0, complaints[-4000:]
    told = json.loads(output)
    assert codes_in_pdf(base64.b64decode(told.pop("pdf"))) == [told.pop("code")]
    assert told == {
        "state": "confirmed",
        "money_state": "paid",
        "verdicts": ["admitted", "refused"],
        "attendees": ["Ada Lovelace"],
        "problem": "not-found",
    }
