"""Each check of the tree is able to fail: a breach planted in a copy is found, and only then."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.checkout import MODULES, copy_tree
from turnout_dev.contracts.checks import CHECKS
from turnout_dev.contracts.sources import Breach

NAMED = {"events", "identity", "tickets"}
"""Modules whose tables and words are used where they may not be."""


@dataclass(frozen=True)
class Planted:
    check: str
    place: str
    text: str
    says: str


LONG_FUNCTION = '"""Long."""\n\ndef endless():\n' + "    x = 1\n" * 51
FACT = """
@dataclass(frozen={frozen}, slots=True, kw_only=True)
class {title}(Fact):
    name: ClassVar[str] = "{name}"
    {field}: UUID
"""


def fact(
    title: str = "OrderShelved",
    name: str = "orders.shelved.v1",
    field: str = "order_id",
    frozen: str = "True",
) -> str:
    return FACT.format(title=title, name=name, field=field, frozen=frozen)


PLANTED = {
    "platform becomes a package": Planted(
        "platform/ is no package", "platform/__init__.py", "", "hides the standard library"
    ),
    "a folder that is no package": Planted(
        "folders of code are packages",
        "platform/turnout/kernel/hidden/breach.py",
        '"""X."""\n',
        "has no __init__.py",
    ),
    "a file of 501 lines": Planted(
        "files stay short", f"{MODULES}/orders/long.py", '"""Long."""\n' * 501, "501 lines"
    ),
    "a function of 52 lines": Planted(
        "functions stay short", f"{MODULES}/orders/long.py", LONG_FUNCTION, "endless has 52 lines"
    ),
    "a page on the seventh floor": Planted(
        "pages stand on few floors",
        "platform/turnout/site/breach.py",
        "from turnout.site.events import routes\n",
        "stands on floor 7",
    ),
    "an error that is gone": Planted(
        "docstrings name classes that are there",
        f"{MODULES}/orders/gone.py",
        '"""The order, or OrderMissing."""\n',
        "OrderMissing is not in the tree",
    ),
    "an old word": Planted(
        "old words name no file",
        f"{MODULES}/orders/giving_back.py",
        '"""X."""\n',
        "the glossary has another word",
    ),
    "a gerund": Planted(
        "old words name no file",
        f"{MODULES}/orders/mass_refunding.py",
        '"""X."""\n',
        "the glossary has another word",
    ),
    "a page above the routes": Planted(
        "pages stand on few floors",
        "platform/turnout/site/breach.py",
        "from turnout.site.account import routes\n",
        "stands on floor 7",
    ),
    "one name at two doors": Planted(
        "front doors share no name",
        f"{MODULES}/venues/api.py",
        "\nfrom turnout.modules.venues.types import Venue as Event\n",
        "Event is also at",
    ),
    "a module that is not listed": Planted(
        "the list of modules names the folders",
        f"{MODULES}/lotteries/__init__.py",
        '"""Luck."""\n',
        "MODULES and folders differ in lotteries",
    ),
    "a magnet": Planted(
        "names say what is held", f"{MODULES}/orders/order_utils.py", '"""X."""\n', "say what"
    ),
    "code in a front door": Planted(
        "doors hold no code", f"{MODULES}/orders/api.py", "\nLIMIT = 3\n", "no code here"
    ),
    "a file without a sentence": Planted(
        "every file says what it is for", f"{MODULES}/orders/quiet.py", "X = 1\n", "first line"
    ),
    "a statement in a service": Planted(
        "SQL stands in queries",
        f"{MODULES}/orders/service_of_breach.py",
        "def find(tx):\n    return tx.execute(None)\n",
        "tx.execute belongs",
    ),
    "SQL written out in a service": Planted(
        "SQL stands in queries",
        f"{MODULES}/orders/service_of_breach.py",
        'ALL = "SELECT id FROM orders"\n',
        "SQL belongs",
    ),
    "a builder in rules": Planted(
        "SQL stands in queries",
        f"{MODULES}/orders/rules.py",
        "\nfrom sqlalchemy import select\nALL = select()\n",
        "select belongs",
    ),
    "a session in a service": Planted(
        "SQL stands in queries",
        f"{MODULES}/orders/service_of_breach.py",
        "def find(tx):\n    return tx.query('x')\n",
        "tx.query belongs",
    ),
    "another module's table in a query": Planted(
        "a module asks its own tables",
        f"{MODULES}/orders/queries/__init__.py",
        '\nBREACH = "SELECT o.id FROM orders o JOIN tickets t ON t.order_id = o.id"\n',
        "tickets is a table of tickets",
    ),
    "another module's table that has no class": Planted(
        "a module asks its own tables",
        f"{MODULES}/orders/queries/__init__.py",
        '\nBREACH = "SELECT u.id FROM users u"\n',
        "users is a table of identity",
    ),
    "another module's table after a comma": Planted(
        "a module asks its own tables",
        f"{MODULES}/orders/queries/__init__.py",
        '\nBREACH = "select o.id from orders o, tickets t where t.order_id = o.id"\n',
        "tickets is a table of tickets",
    ),
    "another module's table in a part of a statement": Planted(
        "a module asks its own tables",
        f"{MODULES}/orders/queries/__init__.py",
        '\nFIND = "SELECT 1"\nBREACH = f"{FIND} JOIN tickets t ON true"\n',
        "tickets is a table of tickets",
    ),
    "another module's table by name": Planted(
        "a module asks its own tables",
        f"{MODULES}/orders/sql_fragments.py",
        '\nfrom sqlalchemy import table\nBREACH = table("tickets")\n',
        "tickets is a table of tickets",
    ),
    "a foreign key to another module's table": Planted(
        "a module asks its own tables",
        f"{MODULES}/orders/models/order.py",
        '\nBREACH = ForeignKey("tickets.id")\n',
        "tickets is a table of tickets",
    ),
    "a vendor's name": Planted(
        "vendors stay in adapters",
        f"{MODULES}/payments/rules.py",
        "\nclass SandboxRules:\n    '''X.'''\n",
        "sandbox belongs under adapters/sandbox",
    ),
    "a vendor's name in a template": Planted(
        "vendors stay in adapters",
        "platform/turnout/site/templates/breach.html",
        "<p>Pay with Sandbox</p>\n",
        "sandbox belongs under adapters/sandbox",
    ),
    "an adapter that reads the database": Planted(
        "adapters see the SDK only",
        "adapters/sandbox/src/turnout_sandbox/breach.py",
        "import sqlalchemy\n",
        "may not know sqlalchemy",
    ),
    "an adapter that knows another": Planted(
        "adapters see the SDK only",
        "adapters/sandbox/src/turnout_sandbox/breach.py",
        "from turnout_smtp import adapter\n",
        "may not know turnout_smtp",
    ),
    "a fact that can change": Planted(
        "facts are well formed", f"{MODULES}/orders/facts.py", fact(frozen="False"), "not a frozen"
    ),
    "a fact in the present tense": Planted(
        "facts are well formed",
        f"{MODULES}/orders/facts.py",
        fact(title="ShelveOrder"),
        "not in the past tense",
    ),
    "a fact without a version": Planted(
        "facts are well formed",
        f"{MODULES}/orders/facts.py",
        fact(name="orders.shelved"),
        "not like orders.something-done.v1",
    ),
    "a fact under another module's name": Planted(
        "facts are well formed",
        f"{MODULES}/orders/facts.py",
        fact(name="tickets.shelved.v1"),
        "speaks for tickets",
    ),
    "a fact with a secret": Planted(
        "facts are well formed",
        f"{MODULES}/orders/facts.py",
        fact(field="order_token"),
        "facts carry ids only",
    ),
    "a handler that works": Planted(
        "handlers are short",
        f"{MODULES}/orders/handlers.py",
        "\ndef work(ctx, fact):\n    a = 1\n    b = 2\n    if a:\n        b = a\n    return b\n",
        "work has 5 statements",
    ),
    "a use case that asks nobody": Planted(
        "use cases declare their policy",
        f"{MODULES}/raffles/service.py",
        "def draw(ctx: OrganizationContext) -> None:\n    return None\n",
        "draw declares no policy",
    ),
    "an open list that names nothing": Planted(
        "use cases declare their policy",
        f"{MODULES}/raffles/policies.py",
        'OPEN = {"vanished": "anybody"}\n',
        "vanished, which is no use case",
    ),
    "an open use case that a route calls": Planted(
        "use cases declare their policy",
        f"{MODULES}/checkin/routes.py",
        "\nBREACH = service.ensure_default_list(None)\n",
        "ensure_default_list is open, and a route calls it",
    ),
    "a provider called in a transaction": Planted(
        "no network and no second transaction inside one",
        f"{MODULES}/orders/service_of_breach.py",
        "def pay(ctx):\n    with transaction(ctx) as tx:\n        payments.start(ctx, tx)\n",
        "payments.start() while a transaction is open",
    ),
    "HTTP in a transaction": Planted(
        "no network and no second transaction inside one",
        f"{MODULES}/orders/service_of_breach.py",
        "import httpx\n\ndef tell(tx):\n    httpx.get('https://example.org')\n",
        "httpx.get() while a transaction is open",
    ),
    "an adapter's port in a transaction": Planted(
        "no network and no second transaction inside one",
        f"{MODULES}/orders/service_of_breach.py",
        "def pay(ctx, opened):\n    with transaction(ctx):\n        opened.port.start(1)\n",
        "opened.port.start() while a transaction is open",
    ),
    "our own client in a transaction": Planted(
        "no network and no second transaction inside one",
        f"{MODULES}/orders/service_of_breach.py",
        "from turnout.kernel.outbound.outbound_http import fetch\n\ndef tell(tx):\n    fetch('GET', 'x')\n",
        "fetch() while a transaction is open",
    ),
    "a wall clock": Planted(
        "time comes from the clock",
        f"{MODULES}/orders/service_of_breach.py",
        "NOW = datetime.now(UTC)\n",
        "use turnout.kernel.clock",
    ),
    "a path that is gone": Planted(
        "documents name code that is there",
        "docs/breach.md",
        "See `orders/service/placing.py`.\n",
        "orders/service/placing.py is not in the tree",
    ),
    "a function that its file has not": Planted(
        "documents name code that is there",
        "docs/how-to/breach.md",
        "See `orders/rules.py: endless`.\n",
        "orders/rules.py: endless is not in the tree",
    ),
    "a dotted name that is gone": Planted(
        "documents name code that is there",
        "CONTRIBUTING.md",
        "See `turnout.kernel.housekeeping`.\n",
        "turnout.kernel.housekeeping is not in the tree",
    ),
    "a link to nowhere": Planted(
        "links between documents lead somewhere",
        "docs/breach.md",
        "See [this](how-to/breach.md).\n",
        "how-to/breach.md leads nowhere",
    ),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with the modules that breaches stand in or name: a check looks through every file."""
    places = [Path(each.place) for each in PLANTED.values()]
    modules = {each.parts[3] for each in places if each.is_relative_to(MODULES)}
    return copy_tree(tmp_path_factory.mktemp("planted"), modules=modules | NAMED)


@pytest.fixture(scope="module", autouse=True)
def raffles(tree: Path) -> None:
    """A module to plant in, since every module of ours is in order."""
    folder = tree / MODULES / "raffles"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""Luck."""\n', encoding="utf-8")


@pytest.fixture(scope="module")
def before(tree: Path, raffles: None) -> Callable[[str], set[Breach]]:
    """What a check says while nothing is planted, found once for all its breaches."""

    @cache
    def said(check: str) -> set[Breach]:
        return set(CHECKS[check](tree))

    return said


@pytest.fixture
def added(tree: Path, before, plant) -> Callable[[str, str, str], set[Breach]]:
    """What a check says more once a text is planted."""

    def say(check: str, place: str, text: str) -> set[Breach]:
        already = before(check)
        plant(place, text)
        return set(CHECKS[check](tree)) - already

    return say


@pytest.mark.parametrize("breach", PLANTED)
def test_a_planted_breach_is_found(added, breach: str) -> None:
    planted = PLANTED[breach]
    found = added(planted.check, planted.place, planted.text)
    assert any(planted.says in each.says for each in found), found


def test_every_check_has_a_breach_that_turns_it_red() -> None:
    assert {each.check for each in PLANTED.values()} == set(CHECKS)


@pytest.mark.parametrize(
    "text",
    [
        "def draw(ctx: OrganizationContext) -> None:\n    policies.require_can_draw(ctx)\n",
        "def draw(ctx: OrganizationContext) -> None:\n    events.require_can_write(ctx)\n",
        "def draw(ctx: SystemContext) -> None:\n    return None\n",
        "def _draw(ctx: OrganizationContext) -> None:\n    return None\n",
        "def draw(tx: Transaction) -> None:\n    return None\n",
    ],
)
def test_a_use_case_may_say_who_by_policy_or_by_type(added, text: str) -> None:
    assert not added("use cases declare their policy", f"{MODULES}/raffles/service.py", text)


@pytest.mark.parametrize(
    "code",
    [
        "orders/rules.py",
        "kernel/db/{engine,tx}.py",
        "modules/<noun>/rules.py",
        "turnout.kernel.db.tx",
        "turnout.kernel.db.tx.transaction",
        "kernel/db/tx.py: transaction",
    ],
)
def test_a_document_may_name_code_by_path_by_dots_and_with_gaps(added, code: str) -> None:
    assert not added("documents name code that is there", "docs/breach.md", f"See `{code}`.\n")


def test_words_that_only_look_like_a_vendor_are_words(added) -> None:
    assert not added(
        "vendors stay in adapters",
        f"{MODULES}/payments/rules.py",
        "\n# sandboxed\nPOLICY = {'Content-Security-Policy': 'sandbox; default-src'}\n",
    )


def test_a_sentence_about_selecting_is_not_sql(added) -> None:
    assert not added(
        "SQL stands in queries",
        f"{MODULES}/orders/rules.py",
        '\ndef choose():\n    """select the seats from the plan"""\n    return "Select one from these"\n',
    )
