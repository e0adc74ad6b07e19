"""The organizer writes to everyone who was let in: counted first, then one mail for each."""

from collections import Counter
from typing import Any

from turnout_dev.demo.checkin import Paper
from turnout_dev.demo.context import DemoContext, People, Sales, Show
from turnout_dev.demo.reporter import wait_for

SUBJECT = "Thank you for coming"
TEXT = {
    "language": "en",
    "subject": SUBJECT,
    "body": "<p>Hello {first_name},</p><p>It was good to have you at {event}.</p>",
}
SEGMENT = {"to": "buyers", "checked_in": True}


def thank(
    demo: DemoContext,
    people: People,
    show: Show,
    *,
    sales: Sales,
    papers: dict[str, list[Paper]],
) -> None:
    """Everyone who was let in gets one mail, and the report counts as many."""
    came = [each for each in (sales.paid, sales.free, *sales.scarce) if each is not None]
    addresses = {each.email for each in came if each.order_id in papers}
    path = f"{people.base}/events/{show.event_id}/announcements"

    def counted() -> bool | None:
        found = people.owner.post(f"{path}/audience", SEGMENT)["count"]
        return True if found == len(addresses) else None

    wait_for(f"{len(addresses)} recipients are counted", counted, seconds=demo.patience_seconds)
    made = people.owner.post(path, {"texts": [TEXT], "segment": SEGMENT}, expect=201)
    one = f"{path}/{made['id']}"
    people.owner.post(f"{one}/schedule", {})

    def done() -> dict[str, Any] | None:
        shown: dict[str, Any] = people.owner.get(one)
        return shown if shown["state"] == "done" else None

    report = wait_for("the announcement is sent", done, seconds=demo.patience_seconds)["report"]
    demo.reporter.check("announcements sent", expected=len(addresses), found=report["sent"])
    kept = [each for each in demo.mailbox.received(demo.domain) if each["subject"] == SUBJECT]
    different = Counter(to for to, _ in {(each["to"][0], each["message_id"]) for each in kept})
    demo.reporter.check(
        "mails for each of them", expected=Counter(dict.fromkeys(addresses, 1)), found=different
    )
