"""A provider's own fields: which ways have some here, what the page is given, who hands it out."""

from dataclasses import replace

import pytest
from tests.modules.payments import acme as playing
from tests.modules.payments.conftest import connect_acme

from turnout.kernel import runtime
from turnout.kernel.adapters import BrokenAdapter, Registry
from turnout.kernel.context import PublicContext
from turnout.kernel.db.tx import transaction
from turnout.modules.connections import api as connections
from turnout.modules.payments import api as payments
from turnout_sdk.money import Money
from turnout_sdk.page_fields import OriginOf, Origins, PageFields
from turnout_sdk.payments import NextAction

SOURCE = b"export async function mount(place, given) {}"


class Packed(PageFields):
    """Fields whose module stands here and in no file."""

    def read(self):
        return SOURCE


DECLARED = Packed(
    package="acme", scripts=("https://js.acme.example",), frames=("https://pay.acme.example",)
)


@pytest.fixture
def declares():
    """Let the adapters of this process be changed, as an installation would find them."""
    current = runtime.current()
    before = current.adapters

    def change(key, page_fields):
        every = [
            replace(each, page_fields=page_fields) if each.key == key else each
            for each in current.adapters.list()
        ]
        current.adapters = Registry(every, current.adapters.broken)

    yield change
    current.adapters = before


@pytest.fixture
def acme(shop, declares):
    """An organization that takes money through an adapter with fields, and nothing else."""
    connections.update_connection(shop.till.ctx, shop.till.connection_id, state="disabled")
    declares("acme", DECLARED)
    return shop


def ways(till):
    with transaction(till.ctx) as tx:
        return {each.method: each for each in payments.list_methods(tx, Money(4200, "EUR"))}


def origins_of(till):
    return connections.page_origins(PublicContext(organization_id=till.ctx.organization_id))


def test_only_a_way_whose_fields_we_can_draw_names_a_module(acme):
    found = ways(acme.till)
    assert found["fields"].module.startswith("/adapters/")
    assert (found["card"].module, found["transfer"].module) == (None, None)


def test_an_adapter_that_declares_no_fields_has_no_module(shop):
    assert ways(shop.till)["fields"].module is None
    payment_id = shop.open(method="fields")
    started = payments.start(shop.till.ctx, payment_id)
    assert started.next_action.client_options == {"publishable_key": "pk_1"}


def test_what_the_buyer_does_next_names_the_module_beside_the_adapters_own_options(acme):
    module = ways(acme.till)["fields"].module
    reference = acme.open(method="fields")
    started = payments.start(acme.till.ctx, reference)
    assert started.next_action.client_options == {"publishable_key": "pk_1", "module": module}
    assert payments.start(acme.till.ctx, reference).next_action == started.next_action


def test_a_reload_is_given_the_same_token_and_module(acme):
    from turnout.kernel.ids import new_id

    reference = new_id()
    payment_id = acme.open(method="fields", reference=reference)
    action = payments.start(acme.till.ctx, payment_id).next_action
    with transaction(acme.till.ctx) as tx:
        [view] = payments.list_payments_of(tx, reference)
    assert view.next_action == action


def test_an_adapter_cannot_say_where_a_module_is(acme, monkeypatch):
    hostile = NextAction(
        flow=playing.ACTIONS["fields"].flow,
        client_token="tok",
        client_options={"module": "https://evil.example/x.js", "key": "pk"},
    )
    monkeypatch.setitem(playing.ACTIONS, "fields", hostile)
    module = ways(acme.till)["fields"].module
    started = payments.start(acme.till.ctx, acme.open(method="fields"))
    assert started.next_action.client_options == {"key": "pk", "module": module}


def test_the_module_is_handed_out_by_our_own_site_for_good(acme, client):
    answer = client.get(ways(acme.till)["fields"].module)
    assert answer.data == SOURCE
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_another_content_has_another_address(acme, declares, client):
    before = ways(acme.till)["fields"].module

    class Newer(Packed):
        def read(self):
            return SOURCE + b"\n"

    declares("acme", Newer(package="acme", frames=("https://pay.acme.example",)))
    after = ways(acme.till)["fields"].module
    assert before != after
    assert client.get(before).status_code == 404
    assert client.get(after).status_code == 200


@pytest.mark.parametrize("digest", ["x", "0" * 32, "..%2f..%2fetc", "fields.js"])
def test_nothing_else_is_handed_out(acme, client, digest):
    assert client.get(f"/adapters/{digest}/fields.js").status_code == 404


def test_a_quarantined_adapter_hands_out_nothing(acme, client):
    module = ways(acme.till)["fields"].module
    current = runtime.current()
    working = [each for each in current.adapters.list() if each.key != "acme"]
    current.adapters = Registry(working, [BrokenAdapter(kind="payments", key="acme", reason="x")])
    assert client.get(module).status_code == 404
    assert origins_of(acme.till) == Origins()


def test_the_page_may_reach_what_the_active_connections_declare(acme):
    assert origins_of(acme.till) == Origins(
        scripts=("https://js.acme.example",), frames=("https://pay.acme.example",)
    )
    connections.update_connection(acme.till.ctx, acme.connection_id, state="disabled")
    assert origins_of(acme.till) == Origins()


def test_real_money_keeps_the_origins_of_test_connections_out(acme, declares):
    connect_acme(acme.till, name="Real", mode="live")
    connections.update_connection(acme.till.ctx, acme.till.connection_id, state="active")
    assert origins_of(acme.till).frames == ("https://pay.acme.example",)


def test_fields_that_lack_a_setting_are_not_on_the_page(acme, declares):
    declares("acme", replace(DECLARED, needs=("merchant",)))
    assert ways(acme.till)["fields"].module is None
    assert origins_of(acme.till) == Origins()
    connections.update_connection(
        acme.till.ctx, acme.connection_id, values={"merchant": "m_1", "webhook_secret": "s"}
    )
    assert ways(acme.till)["fields"].module
    assert origins_of(acme.till).scripts == ("https://js.acme.example",)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:1; script-src *",
        "http://127.0.0.1:1\r\nX-Evil: 1",
        "http://127.0.0.1:1 'unsafe-inline'",
        "javascript:alert(1)",
        "http://*",
        "",
    ],
)
def test_no_address_that_an_organizer_types_reaches_the_policy_unless_it_is_one(
    till, declares, address
):
    declares("sandbox", replace(DECLARED, scripts=(), frames=(OriginOf("api_base"),)))
    with transaction(till.ctx) as tx:
        tx.query(
            "UPDATE connections SET settings = settings || jsonb_build_object('api_base', %(to)s::text)"
            " WHERE id = %(id)s",
            {"to": address, "id": till.connection_id},
        )
    assert origins_of(till) == Origins()


def test_in_production_a_plain_address_gives_no_page_anything(till, monkeypatch):
    assert origins_of(till).frames == (till.provider.address,)
    settings = runtime.current().settings
    monkeypatch.setattr(type(settings), "is_production", property(lambda _: True))
    assert origins_of(till) == Origins()
    assert ways(till)["card-fields"].module is None


def test_the_catalogue_is_the_inventory_of_scripts(client):
    items = client.get("/api/v1/adapters").json["items"]
    [sandbox] = [each for each in items if each["key"] == "sandbox"]
    declared = sandbox["page_fields"]
    assert (declared["module"], declared["scripts"]) == ("fields.js", [])
    assert declared["frames"] == [{"setting": "api_base"}]
    [bank] = [each for each in items if each["key"] == "banktransfer"]
    assert bank["page_fields"] is None
