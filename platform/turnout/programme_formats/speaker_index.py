"""The speakers of a schedule: one for each person, however many sessions name them."""

from dataclasses import replace

from turnout.programme_formats.field_parsers import one_line
from turnout.programme_formats.programme import Speaker
from turnout.programme_formats.report import Reporter, Severity
from turnout.programme_formats.xml_tree import Node

MAX_KEY = 200
MAX_NAME = 200


class SpeakerIndex:
    def __init__(self, add_problem: Reporter) -> None:
        self._add_problem = add_problem
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
                    self._add_problem(node, "duplicate-person", detail, effect=Severity.CHANGED)
                keys[speaker.key] = None
                self._remember(node, speaker)
        return tuple(keys)

    def _person(self, node: Node) -> Speaker | None:
        """Newer files put name and biography in elements of their own, older ones plain text."""
        child = node.child("name") or node.child("public_name")
        text = child.text if child else "".join(i for i in node.content if isinstance(i, str))
        name = self._add_problem.line(node, text or node.attributes.get("name", ""), most=MAX_NAME)
        if not name:
            detail = "The person has no name."
            self._add_problem(node, "no-name", detail, effect=Severity.SKIPPED)
            return None
        marks = (one_line(node.attributes.get(mark, "")) for mark in ("guid", "id", "code"))
        key = next((mark for mark in marks if mark), f"name:{name.casefold()}")
        biography = node.child("biography")
        return Speaker(
            key=key[:MAX_KEY],
            name=name,
            biography=self._add_problem.body(biography) if biography else "",
            source_id=one_line(node.attributes.get("id", ""))[:MAX_KEY] or None,
        )

    def _remember(self, node: Node, speaker: Speaker) -> None:
        known = self._speakers.setdefault(speaker.key, speaker)
        if known.name != speaker.name:
            detail = f"Elsewhere this person is called “{known.name}”, which was kept."
            self._add_problem(
                node, "other-name", detail, value=speaker.name, effect=Severity.CHANGED
            )
        if speaker.biography and not known.biography:
            self._speakers[speaker.key] = replace(known, biography=speaker.biography)
