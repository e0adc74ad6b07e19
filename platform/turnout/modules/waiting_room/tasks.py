"""Timed work of waiting rooms: people are admitted also while nobody looks."""

from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.tasks import for_each, for_each_due, task
from turnout.modules.waiting_room import automatic, control
from turnout.modules.waiting_room.types import RoomState

RUN = "waiting-room.run"


@task(queue="critical", every=2)
def run_rooms() -> None:
    """Admit people to every event whose waiting room is on, at the rate that it bears."""
    for_each((_run_automatic, _run_open), lambda run: run())


def _run_automatic() -> None:
    for_each_due(RUN, automatic.list_automatic, automatic.run_automatic)


def _run_open() -> None:
    states: list[RoomState] = []

    def run(ctx: OrganizationContext, event_id: UUID) -> None:
        state = control.run_room(ctx, event_id)
        if state is not None:
            states.append(state)

    try:
        for_each_due(RUN, control.list_on, run)
    finally:
        control.show_people(states)
