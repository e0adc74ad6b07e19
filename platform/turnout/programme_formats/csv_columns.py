"""The columns of a programme as CSV, and the other headings by which people know them."""

from typing import Final

from turnout.programme_formats.csv_table import plain_heading
from turnout.programme_formats.programme import Part

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("guid", "uid", "key", "session id", "talk id", "code", "nr", "nummer"),
    "title": ("name", "session", "session title", "talk", "titel", "titre", "título", "summary"),
    "subtitle": ("untertitel", "sous-titre", "subtítulo"),
    "type": ("kind", "session type", "format", "art", "typ", "tipo"),
    "track": ("stream", "strang", "piste", "theme"),
    "room": ("location", "venue", "stage", "raum", "saal", "ort", "salle", "lieu", "sala", "lugar"),
    "date": ("day", "datum", "tag", "jour", "fecha", "día", "start date"),
    "start": (
        *("starts", "starts at", "start time", "begin", "begins", "from", "time", "dtstart"),
        *("beginn", "von", "uhrzeit", "début", "de", "inicio", "hora"),
    ),
    "end": ("ends", "ends at", "end time", "finish", "to", "until", "dtend", "ende", "bis", "fin"),
    "duration": ("length", "minutes", "dauer", "länge", "durée", "duración"),
    "language": ("lang", "locale", "sprache", "langue", "idioma"),
    "abstract": ("kurzfassung", "teaser", "résumé", "resumen"),
    "description": ("details", "text", "body", "beschreibung", "descripción"),
    "speakers": (
        *("speaker", "persons", "people", "presenter", "presenters", "by", "who"),
        *("referent", "referenten", "vortragende", "intervenants", "ponentes"),
    ),
    "speaker_ids": ("person ids",),
    "links": ("link",),
    "attachments": ("attachment", "files", "slides", "anhänge"),
    "tags": ("tag list", "keywords", "labels", "schlagworte"),
    "capacity": ("places", "seats", "plätze", "places max", "aforo"),
    "state": ("status",),
    "slug": (),
    "url": ("page", "website", "web"),
    "feedback_url": ("feedback",),
    "logo": ("image", "logo url"),
    "recording_licence": ("recording license", "license", "licence"),
    "recording_opted_out": ("recording optout", "no recording", "do not record"),
}
"""By the name that we write; whoever reads takes any of them, in any case and spacing."""

NAMES: Final = {
    plain_heading(heading): name for name, others in COLUMNS.items() for heading in (*others, name)
}
SAYS: Final = {
    **{part.value: part for part in Part if part not in (Part.KIND, Part.PERSONS, Part.RECORDING)},
    "type": Part.KIND,
    "speakers": Part.PERSONS,
    "recording_licence": Part.RECORDING,
    "recording_opted_out": Part.RECORDING,
}
CANCELLED: Final = frozenset(
    {"cancelled", "canceled", "called off", "abgesagt", "annulé", "cancelado"}
)
YES: Final = frozenset({"true", "yes", "1", "x", "ja", "oui", "sí", "si"})
SCHEDULED: Final = "scheduled"
