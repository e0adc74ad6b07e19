"""Whatever becomes of links and shares, a client sees the templates of its agencies now, and no other."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from tests.factories.events import make_event
from tests.factories.people import MadeOrganization, context_of, make_organization
from tests.prove.counts import examples

from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.modules.agencies import api as agencies
from turnout.modules.agencies import service as links
from turnout.modules.agencies.types import AgencyLinkOffer
from turnout.modules.events import api as events
from turnout.modules.template_shares import service as template_shares

WORDS = ("link", "end link", "share with all", "share with one", "stop sharing", "delete template")


@dataclass
class World:
    """Two agencies with a template each, two organizations, and what ought to be."""

    agencies: list[MadeOrganization]
    clients: list[MadeOrganization]
    templates: list[UUID]
    links: dict[tuple[int, int], UUID] = field(default_factory=dict)
    shared: dict[int, set[int] | None] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)

    def expected(self, client: int) -> set[UUID]:
        return {
            self.templates[agency]
            for agency, with_whom in self.shared.items()
            if (agency, client) in self.links
            and agency not in self.deleted
            and (with_whom is None or client in with_whom)
        }


def make_world() -> World:
    made = [make_organization(kind="agency") for _ in range(2)]
    templates = [
        make_event(context_of(each, each.owner), is_template=True, cover_file_id=None).id
        for each in made
    ]
    return World(made, [make_organization() for _ in range(2)], templates)


def act(world: World, word: str, agency: int, client: int) -> None:
    """Do it as owners; what is refused changes neither the world nor what ought to be."""
    us, them = world.agencies[agency], world.clients[client]
    ours, theirs = context_of(us, us.owner), context_of(them, them.owner)
    template = world.templates[agency]

    def link() -> None:
        offered = links.offer_link(ours, AgencyLinkOffer(client_slug=them.slug, role="staff"))
        agencies.accept_link(theirs, offered.id)
        world.links[agency, client] = offered.id

    def end_link() -> None:
        agencies.end_link(theirs, world.links.pop((agency, client)))

    def share(with_whom: set[int] | None) -> None:
        ids = None if with_whom is None else [world.clients[each].id for each in with_whom]
        template_shares.share_template(ours, template, ids)
        world.shared[agency] = with_whom

    def stop() -> None:
        template_shares.end_share(ours, template)
        del world.shared[agency]

    def delete() -> None:
        events.delete_event(ours, template)
        world.deleted.add(agency)

    acts: dict[str, Callable[[], None]] = {
        "link": link,
        "end link": end_link,
        "share with all": lambda: share(None),
        "share with one": lambda: share({client}),
        "stop sharing": stop,
        "delete template": delete,
    }
    with suppress(TurnoutError, KeyError):
        acts[word]()


STEPS = st.tuples(st.sampled_from(WORDS), st.integers(0, 1), st.integers(0, 1))


@pytest.mark.usefixtures("running")
@hypothesis_settings(
    max_examples=examples(24),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=6, max_size=16))
def test_a_client_sees_and_uses_what_is_shared_by_an_active_link_and_nothing_else(
    steps: list[tuple[str, int, int]],
) -> None:
    world = make_world()
    for step in steps:
        act(world, *step)
        for number, client in enumerate(world.clients):
            ctx = context_of(client, client.owner)
            seen = {each.template_id for each in template_shares.list_templates(ctx)}
            assert seen == world.expected(number), step
    for number, client in enumerate(world.clients):
        ctx = context_of(client, client.owner)
        for template_id in world.templates:
            made = None
            with suppress(template_shares.TemplateShareNotFound):
                made = template_shares.create_event(
                    ctx, template_id, events.NewCopy(parts=frozenset())
                )
            assert (made is not None) == (template_id in world.expected(number))
            if made is not None:
                with transaction(ctx) as tx:
                    assert events.get_event(tx, made.id).organization_id == client.id
