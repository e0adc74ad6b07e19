"""What events count for the operator."""

from turnout.kernel.observability.metrics import counter

STEPS = counter(
    "turnout_event_steps",
    "Steps of events' life cycles, those that the clock took among them",
    action=(
        "submit", "send-back", "publish", "unpublish", "begin", "end", "cancel", "postpone",
        "archive", "delete", "restore", "purge",
    ),
)  # fmt: skip
ORDER_ACTIONS = counter(
    "turnout_event_order_action_orders",
    "Orders looked at because their event was called off, put off or moved",
    outcome=("handled", "failed"),
)
INVITATIONS = counter(
    "turnout_event_invitations",
    "Invitations to private events by what an organizer did",
    step=("invited", "resent", "withdrawn"),
)
