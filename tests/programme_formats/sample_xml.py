"""Writes schedules for the tests: the smallest that works, with one thing changed."""

from html import escape

EVENT = {
    "title": "Welcome",
    "start": "10:00",
    "duration": "00:30",
    "room": "Hall",
    "type": "talk",
}


def event(key="1", attributes="", extra="", **fields):
    """One `event`; a field set to None is left out, `extra` is raw XML."""
    stated = {**EVENT, **fields}
    inner = "".join(
        f"<{tag}>{escape(text)}</{tag}>" for tag, text in stated.items() if text is not None
    )
    identity = f' id="{escape(key)}"' if key is not None else ""
    return f"<event{identity}{attributes}>{inner}{extra}</event>"


def schedule(
    *events, room="Hall", day='index="1" date="2024-02-03"', conference="", zone="Europe/Brussels"
):
    named = f"<time_zone_name>{zone}</time_zone_name>" if zone else ""
    around = f'<room name="{escape(room)}">' if room is not None else "<room>"
    return (
        '<?xml version="1.0" encoding="UTF-8"?><schedule>'
        f"<conference><title>Small</title>{conference}{named}</conference>"
        f"<day {day}>{around}{''.join(events)}</room></day></schedule>"
    ).encode()


def reasons(parsed):
    return [problem.reason for problem in parsed.problems]
