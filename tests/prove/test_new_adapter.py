"""An integrator follows the book, installs the wheel, restarts the processes and sells a ticket."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from tests.architecture.checkout import ROOT, copy_tree
from tests.faults.mini_stack import MiniStack, free_address
from tests.prove import outside
from tests.prove.counts import PROVE
from tests.prove.results import record_result
from turnout_dev.scaffold import command

BOOK = ROOT / "docs/how-to/write-an-adapter.md"
FILES = re.compile(r"^`([\w./]+\.(?:py|yaml))`\n\n```\w+\n(.*?)```\n", re.MULTILINE | re.DOTALL)
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
OFFLINE = ("--no-index", "--no-build-isolation", "--no-deps")
FILLED_IN = "fetch, find, health, read, refund, start, verify"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sources, in which the integrator stands."""
    made = copy_tree(tmp_path / "checkout")
    monkeypatch.chdir(made)
    return made


@pytest.fixture
def acme(checkout: Path) -> Path:
    """The folder that the scaffold makes, with every file of the book put over it."""
    done = CliRunner().invoke(command, ["adapter", "payments", "acme"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return checkout / "adapters/acme"


def test_an_adapter_written_by_the_book_sells_a_ticket_after_a_restart(
    acme: Path,
    stack: MiniStack,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = fingerprint(ROOT / "platform")
    if PROVE:
        assert f"fill in: {FILLED_IN}" in kit(acme).stdout
    follow_the_book(acme)
    if PROVE:
        tried = kit(acme)
        assert tried.returncode == 0, tried.stdout
    installed = install(wheel_of(acme, tmp_path), tmp_path / "installed")
    stack.start()
    assert "acme" not in adapters_of(stack)
    stack.stop()
    monkeypatch.setenv("PYTHONPATH", searched(installed))
    with acme_pay(acme, tmp_path) as address:
        stack.settings["TURNOUT_LOOPBACK_HOSTS"] += f",{address}"
        stack.start()
        assert "acme" in adapters_of(stack)
        end = sold(outside.sequences(stack), address)
    record_result("an adapter by the book sells a ticket", "1 order")

    assert end == ("confirmed", "paid", 1, "succeeded")
    assert fingerprint(ROOT / "platform") == before


def follow_the_book(acme: Path) -> None:
    """Put every file that the book shows where it says."""
    shown = dict(FILES.findall(BOOK.read_text(encoding="utf-8")))
    assert {"src/turnout_acme/gateway.py", "fake/turnout_acme_fake/__main__.py"} <= shown.keys()
    for place, text in shown.items():
        assert (acme / place).is_file(), f"the scaffold makes no {place}"
        (acme / place).write_text(text, encoding="utf-8")


def kit(acme: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "turnout_sdk.testing.command", acme],
        env=os.environ | {"PYTHONPATH": searched(acme / "src", acme / "fake")},
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def searched(*folders: Path) -> str:
    """Where Python looks, these folders first."""
    return os.pathsep.join([*map(str, folders), os.environ.get("PYTHONPATH", "")])


def wheel_of(acme: Path, folder: Path) -> Path:
    subprocess.run([*PIP, "wheel", *OFFLINE, "--wheel-dir", folder, acme], check=True, timeout=120)
    [wheel] = folder.glob("turnout_acme-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if "fake" in name.lower()]
    assert "turnout_acme/quality.yaml" in names
    return wheel


def install(wheel: Path, place: Path) -> Path:
    """As `pip install turnout-acme` does, without a network and beside this environment."""
    command = [*PIP, "install", *OFFLINE, "--target", place, wheel]
    subprocess.run(command, check=True, timeout=120)
    return place


class acme_pay:  # noqa: N801  a context manager that reads like a function
    """The provider's side, as the book says it is run."""

    def __init__(self, acme: Path, folder: Path) -> None:
        self._address = free_address()
        arguments = ("--bind", self._address, "--state", str(folder / "acme-pay"))
        self._command = [sys.executable, "-m", "turnout_acme_fake", *arguments]
        self._path = {"PYTHONPATH": searched(acme / "fake")}

    def __enter__(self) -> str:
        self._process = subprocess.Popen(
            self._command, env=os.environ | self._path, stdout=subprocess.DEVNULL
        )
        return self._address

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)


def adapters_of(stack: MiniStack) -> set[str]:
    listed = httpx.get(f"{stack.address}/api/v1/adapters", trust_env=False).json()["items"]
    return {each["key"] for each in listed}


def sold(page: ModuleType, address: str) -> tuple[str, str, int, str]:
    """Connect Acme Pay, buy a ticket, pay on its page; how order and payment end."""

    class Shop(page.Shop):  # type: ignore[name-defined]  # a module that was just loaded
        def connect(self) -> Any:
            values = {
                "api_base": f"http://{address}",
                "api_key": f"key_{self.account}_of_a_test",
                "webhook_secret": f"whsec_{self.account}_of_a_test",
            }
            new = {"kind": "payments", "adapter_key": "acme", "name": "Acme Pay", "mode": "test"}
            return self.post("/connections", new | {"values": values})["id"]

    shop = Shop()
    order = shop.buy()
    payment_id, ref = shop.pay(order)
    paid = httpx.post(f"http://{address}/pay/{ref}", json={"outcome": "paid"}, trust_env=False)
    assert paid.is_success, paid.text
    orders, payments, _ = told_by(shop, order["id"])
    there = orders[order["id"]]
    state = payments[payment_id]["state"]
    return there["state"], there["money_state"], there["valid_tickets"], state


def told_by(shop: Any, order_id: str) -> Any:
    """The books once the webhook was heard."""
    for _ in range(20):
        books = shop.books()
        if books[0][order_id]["state"] == "confirmed":
            break
    return books


def fingerprint(folder: Path) -> str:
    """Changes with any source of ours below a folder."""
    digest = hashlib.sha256()
    for path in walked(folder):
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()


def walked(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.py")):
        if "node_modules" not in path.parts:
            yield path
