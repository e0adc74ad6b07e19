"""The people of a programme: one speaker however many sessions name them."""

from dataclasses import replace

from turnout.modules.events.schedule.programme import Speaker
from turnout.modules.events.schedule.report import Effect
from turnout.modules.events.schedule.reporter import Reporter
from turnout.modules.events.schedule.tree import Node
from turnout.modules.events.schedule.values import one_line

MAX_KEY = 200
MAX_NAME = 200


class People:
    def __init__(self, tell: Reporter) -> None:
        self._tell = tell
        self._speakers: dict[str, Speaker] = {}

    def speakers(self) -> tuple[Speaker, ...]:
        return tuple(self._speakers.values())

    def read(self, event: Node) -> tuple[str, ...]:
        """Keys of this session's people, each once, in the file's order."""
        keys: dict[str, None] = {}
        for holder in event.children("persons"):
            for node in holder.children("person"):
                speaker = self._person(node)
                if speaker is None:
                    continue
                if speaker.key in keys:
                    detail = "The session names this person twice."
                    self._tell(node, "duplicate-person", detail, effect=Effect.CHANGED)
                keys[speaker.key] = None
                self._remember(node, speaker)
        return tuple(keys)

    def _person(self, node: Node) -> Speaker | None:
        """Newer files put name and biography in elements of their own, older ones plain text."""
        child = node.child("name") or node.child("public_name")
        text = child.text if child else "".join(i for i in node.content if isinstance(i, str))
        name = self._tell.line(node, text or node.attributes.get("name", ""), most=MAX_NAME)
        if not name:
            detail = "The person has no name."
            self._tell(node, "no-name", detail, effect=Effect.SKIPPED)
            return None
        marks = (one_line(node.attributes.get(mark, "")) for mark in ("guid", "id", "code"))
        key = next((mark for mark in marks if mark), f"name:{name.casefold()}")
        biography = node.child("biography")
        return Speaker(
            key=key[:MAX_KEY],
            name=name,
            biography=self._tell.body(biography) if biography else "",
            source_id=one_line(node.attributes.get("id", ""))[:MAX_KEY] or None,
        )

    def _remember(self, node: Node, speaker: Speaker) -> None:
        known = self._speakers.setdefault(speaker.key, speaker)
        if known.name != speaker.name:
            detail = f"Elsewhere this person is called “{known.name}”, which was kept."
            self._tell(node, "other-name", detail, value=speaker.name, effect=Effect.CHANGED)
        if speaker.biography and not known.biography:
            self._speakers[speaker.key] = replace(known, biography=speaker.biography)
