"""Gateways are built once, kept until they change, and give way to others."""

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

from turnout.modules.connections.service import connections, gateways
from turnout_sandbox.fake import fake


def test_only_so_many_gateways_stay_open(desk, monkeypatch):
    """The one that was used least lately is built again when it is asked for."""
    monkeypatch.setattr(gateways, "MOST_OPENED", 2)
    monkeypatch.setattr(gateways, "_opened", OrderedDict())
    first, second, third = (
        UUID(desk.connect(name=name).json["id"]) for name in ("One", "Two", "Three")
    )
    opened = {each: gateways.open_gateway(desk.ctx, each) for each in (first, second)}

    assert gateways.open_gateway(desk.ctx, first) is opened[first]
    gateways.open_gateway(desk.ctx, third)

    assert gateways.open_gateway(desk.ctx, first) is opened[first]
    assert gateways.open_gateway(desk.ctx, second) is not opened[second]


def test_those_who_need_a_gateway_at_once_are_given_the_same(desk, monkeypatch):
    monkeypatch.setattr(gateways, "_opened", OrderedDict())
    build, everybody_builds = gateways._build_gateway, Barrier(3)

    def build_together(*arguments: Any, **named: Any) -> Any:
        everybody_builds.wait(10)
        return build(*arguments, **named)

    monkeypatch.setattr(gateways, "_build_gateway", build_together)
    connection_id = UUID(desk.connect().json["id"])
    with ThreadPoolExecutor(3) as pool:
        opened = list(pool.map(lambda _: gateways.open_gateway(desk.ctx, connection_id), range(3)))
    assert opened[1] is opened[0]
    assert opened[2] is opened[0]


def test_a_gateway_is_built_anew_where_a_removed_one_had_the_same_address(desk):
    wanted = {"kind": "payments", "adapter_key": fake.key}
    reserved = desk.call("POST", "/reservations", wanted).json["reservation"]
    made = desk.connect(reservation=reserved).json
    before = gateways.open_gateway(desk.ctx, UUID(made["id"]))
    connections.delete_connection(desk.ctx, UUID(made["id"]))
    desk.connect(reservation=reserved)

    assert gateways.open_gateway(desk.ctx, UUID(made["id"])) is not before
