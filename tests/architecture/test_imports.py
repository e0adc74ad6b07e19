"""The import contracts are kept, none has an exception, and each turns red when it is broken."""

import configparser
from pathlib import Path

import pytest

from tests.architecture.checkout import lint, verdicts

BREACHES = {
    "an upward import": (
        "Modules import downwards only",
        "platform/turnout/modules/events/rules.py",
        "from turnout.modules.orders import api\n",
    ),
    "a sibling's import": (
        "Modules import downwards only",
        "platform/turnout/modules/payments/rules.py",
        "from turnout.modules.tickets import api\n",
    ),
    "a module that stands nowhere in the order": (
        "Modules import downwards only",
        "platform/turnout/modules/raffles/__init__.py",
        '"""Luck."""\n',
    ),
    "a kernel that knows a module": (
        "Roles, faces, modules, kernel: imports point down",
        "platform/turnout/kernel/clock.py",
        "from turnout.modules.orders import api\n",
    ),
    "a back door": (
        "A module is entered by its front door",
        "platform/turnout/modules/orders/service_of_breach.py",
        "from turnout.modules.inventory import models\n",
    ),
    "a fragment of SQL outside queries": (
        "A module is entered by its front door",
        "platform/turnout/modules/orders/service_of_breach.py",
        "from turnout.modules.events import sql_fragments\n",
    ),
    "a page that reads a module's queries": (
        "A module is entered by its front door",
        "platform/turnout/site/breach.py",
        "from turnout.modules.events import queries\n",
    ),
    "a command that reaches behind the api": (
        "A module is entered by its front door",
        "platform/turnout/cli.py",
        "from turnout.modules.orders import facts\n",
    ),
    "a service that knows its routes": (
        "Files of a module point one way",
        "platform/turnout/modules/orders/codes_of_breach.py",
        "from turnout.modules.orders import routes\n",
    ),
    "rules that ask the database": (
        "Rules are pure: no question to the database, no decision about persons",
        "platform/turnout/modules/orders/rules.py",
        "from turnout.modules.orders import queries\n",
    ),
    "Flask in a rule": (
        "Flask stands in routes and the kernel's HTTP only",
        "platform/turnout/modules/orders/rules.py",
        "import flask\n",
    ),
    "Celery in a task": (
        "Celery stands in the worker and the kernel's broker: tasks are declared to the kernel",
        "platform/turnout/modules/orders/tasks.py",
        "import celery\n",
    ),
    "a network client in a module": (
        "The network is the kernel's: one client that refuses to run inside a transaction",
        "platform/turnout/modules/orders/rules.py",
        "import httpx\n",
    ),
    "SQL in a service": (
        "The database is asked by queries, SQL fragments, models and the kernel only",
        "platform/turnout/modules/orders/breach.py",
        "import sqlalchemy\n",
    ),
    "an adapter's name": (
        "The platform names no adapter and no developers' tool",
        "platform/turnout/modules/payments/rules.py",
        "import turnout_sandbox\n",
    ),
    "a tool for developers": (
        "The platform names no adapter and no developers' tool",
        "platform/turnout/cli.py",
        "import turnout_dev.contracts\n",
    ),
    "an adapter that sees the platform": (
        "Adapters see the SDK only",
        "adapters/sandbox/src/turnout_sandbox/breach.py",
        "from turnout.kernel import clock\n",
    ),
    "an SDK that sees the platform": (
        "The SDK depends on nothing of Turnout",
        "adapters/sdk/src/turnout_sdk/breach.py",
        "import turnout\n",
    ),
}


def test_every_contract_is_kept(root: Path) -> None:
    code, report = lint(root)
    assert code == 0, report
    assert set(verdicts(report).values()) == {"KEPT"}


def test_no_contract_has_an_exception(root: Path) -> None:
    contracts = configparser.ConfigParser()
    contracts.read(root / ".importlinter", encoding="utf-8")
    options = {key for section in contracts.sections() for key in contracts[section]}
    assert not {key for key in options if "ignore" in key}
    exhaustive = [name for name in contracts.sections() if contracts[name].get("type") == "layers"]
    assert all(
        contracts[name].getboolean("exhaustive")
        for name in exhaustive
        if "containers" in contracts[name]
    )


@pytest.mark.parametrize("breach", BREACHES)
def test_a_planted_import_breaks_its_contract(tree: Path, plant, breach: str) -> None:
    contract, place, text = BREACHES[breach]
    plant(place, text)
    code, report = lint(tree, contract)
    assert code != 0
    assert verdicts(report) == {contract: "BROKEN"}, report


def test_files_without_a_rank_may_serve_the_service_and_stand_above_the_models(
    tree: Path, plant
) -> None:
    plant(
        "platform/turnout/modules/orders/codes.py",
        '"""Codes."""\nimport turnout.modules.orders.errors\n',
    )
    plant("platform/turnout/modules/orders/tasks.py", "from turnout.modules.orders import codes\n")
    code, report = lint(tree, "Files of a module point one way")
    assert (code, verdicts(report)) == (0, {"Files of a module point one way": "KEPT"}), report
