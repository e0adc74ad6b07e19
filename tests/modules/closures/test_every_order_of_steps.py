"""Whatever happens in whichever order: there is an owner, and nobody acts beyond an active grant."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.people import add_member, context_of, make_organization, make_user
from tests.prove.counts import examples

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.db.tx import transaction
from turnout.kernel.errors import TurnoutError
from turnout.modules.agencies import api as agencies
from turnout.modules.closures import api as closures
from turnout.modules.organizations import api as organizations
from turnout.modules.roles.api import Grant

OPERATOR = SystemContext(job="operators.suspend", on_behalf_of="operator:ada")
ROLES = ("owner", "admin", "staff", "partner")
PEOPLE = 4
WHO = st.integers(0, PEOPLE - 1)
STEPS = st.one_of(
    st.tuples(st.sampled_from(("suspend", "lift", "link", "unlink")), WHO, WHO),
    st.tuples(st.sampled_from(("close", "reopen", "leave")), WHO, WHO),
    st.tuples(st.sampled_from(ROLES), WHO, WHO),
    st.tuples(st.just("remove"), WHO, WHO),
)


class World:
    """An organization, four people and an agency, and what should be so of them by now."""

    def __init__(self) -> None:
        self.organization = make_organization()
        self.people = [self.organization.owner, *(make_user() for _ in range(PEOPLE - 1))]
        self.roles = {self.people[0].id: "owner"}
        self.agency = make_organization(kind="agency")
        self.consultant = add_member(self.agency, "admin")
        self.offer = None
        self.is_linked = self.is_suspended = self.is_closing = False

    def context(self, who):
        return organizations.membership_of(self.organization.id, who.id)

    def members(self):
        with transaction(system_in(self.organization.id, "tests.members")) as tx:
            return {
                user.id: organizations.find_member_of(tx, user.id)
                for user in (*self.people, self.consultant)
            }

    def can_change(self, who) -> bool:
        """What a route would let through: a member's context that is not of a closing one."""
        ctx = self.context(who)
        return ctx is not None and not ctx.is_closing

    def take(self, step: str, who: int, whom: int) -> None:
        actor, other = self.people[who], self.people[whom]
        match step:
            case "suspend":
                closures.suspend_organization(OPERATOR, self.organization.id, reason="Inquiry")
                self.is_suspended = True
            case "lift":
                closures.lift_suspension(OPERATOR, self.organization.id)
                self.is_suspended = False
            case "close":
                if self.can_change(actor):
                    slug = self.organization.slug
                    closures.close_organization(self.context(actor), slug=slug)
                    self.is_closing = True
            case "reopen":
                if (ctx := self.context(actor)) is not None:
                    closures.reopen_organization(ctx)
                    self.is_closing = False
            case "link" | "unlink":
                self.change_link(actor, begins=step == "link")
            case _:
                if self.can_change(actor):
                    self.change_member(step, actor, other)

    def change_link(self, actor, *, begins: bool) -> None:
        if not self.can_change(actor):
            return
        ctx = self.context(actor)
        if begins and self.offer is None:
            offer = agencies.AgencyLinkOffer(client_slug=self.organization.slug, role="staff")
            director = context_of(self.agency, self.agency.owner)
            self.offer = agencies.offer_link(director, offer).id
        if begins and self.offer is not None:
            agencies.accept_link(ctx, self.offer)
            self.is_linked = True
        elif self.offer is not None:
            agencies.end_link(ctx, self.offer)
            self.is_linked, self.offer = False, None

    def change_member(self, step: str, actor, other) -> None:
        ctx, known = self.context(actor), self.members()[other.id]
        if step == "leave":
            organizations.leave_organization(ctx)
            del self.roles[actor.id]
        elif step == "remove" and known is not None:
            organizations.remove_member(ctx, known.id)
            del self.roles[other.id]
        elif step in ROLES and known is None:
            organizations.add_member(ctx, other.id, grant=Grant(role=step))
            self.roles[other.id] = step
        elif step in ROLES and known is not None:
            organizations.update_member(ctx, known.id, grant=Grant(role=step))
            self.roles[other.id] = step

    def check(self) -> None:
        assert "owner" in self.roles.values()
        found = self.members()
        assert {key: each.role for key, each in found.items() if each} == self.roles
        for user in (*self.people, self.consultant):
            is_agent = user is self.consultant and self.is_linked
            if user.id not in self.roles and not is_agent:
                assert self.context(user) is None
                continue
            try:
                ctx = self.context(user)
            except organizations.OrganizationSuspended:
                assert self.is_suspended
                continue
            assert not self.is_suspended
            assert ctx is not None
            assert ctx.is_closing == self.is_closing


@settings(max_examples=examples(48))
@given(steps=st.lists(STEPS, min_size=4, max_size=14))
def test_there_is_an_owner_and_nobody_acts_beyond_an_active_grant(running, steps):
    del running
    world = World()
    for step, who, whom in steps:
        with suppress(TurnoutError):
            world.take(step, who, whom)
        world.check()
