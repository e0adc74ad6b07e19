"""A pass that is asked for and changed from several sides at once stays one pass, told once."""

from tests.factories.sales import make_shop
from tests.factories.work import drain
from tests.modules.wallet_passes.conftest import Phone, Sold, authority, push_service
from turnout_apple_fake import Authority, FakePushService

from turnout.kernel.context import SystemContext, system_in
from turnout.modules.wallet_passes.service import updates

__all__ = ["authority", "push_service"]
"""Fixtures of the module's own tests."""


def test_a_holder_who_presses_often_has_one_pass(app, client, queued, at_once) -> None:
    sold = Sold(client, make_shop()).buy()
    made = sold.connect("apple-wallet", Authority().pass_certificate().settings())
    path = f"{sold.path}/tickets/{sold.ticket_id}/wallet/{made}"

    def add() -> str:
        return str(Phone(client, app.test_client().get(path).data).serial)

    assert len(set(at_once(*[add] * 4))) == 1
    assert len(sold.passes()) == 1
    assert sold.facts() == ["wallet_passes.added.v1"]


def test_of_several_workers_one_takes_a_pass_that_is_due(
    client, queued, at_once, push_service: FakePushService
) -> None:
    sold = Sold(client, make_shop()).buy()
    phone = Phone(client, sold.add(sold.connect_apple(push_service)).data)
    phone.register()
    sold.rename_event("Moved to the hall")
    drain()

    def work() -> int:
        claimed = updates.claim_due(SystemContext(job="tests.wallets"))
        mine = [each for owner, each in claimed if owner == sold.organization_id]
        for pass_id in mine:
            updates.update_pass(system_in(sold.organization_id, "tests.wallets"), pass_id)
        return len(mine)

    assert sorted(at_once(*[work] * 4)) == [0, 0, 0, 1]
    assert len(push_service.notes) == 1
