"""Timed work of waiting rooms: people are admitted also while nobody looks."""

from turnout.kernel.context import SystemContext, system_in
from turnout.kernel.messaging.tasks import task
from turnout.modules.waiting_room import automatic, control

RUN = "waiting-room.run"


@task(queue="critical", every=2)
def run_rooms() -> None:
    """Admit people to every event whose waiting room is on, at the rate that it bears."""
    for organization_id, event_id in automatic.list_automatic(SystemContext(job=RUN)):
        automatic.run_automatic(system_in(organization_id, RUN), event_id)
    states = [
        control.run_room(system_in(organization_id, RUN), event_id)
        for organization_id, event_id in control.list_on(SystemContext(job=RUN))
    ]
    control.show_people([each for each in states if each is not None])
