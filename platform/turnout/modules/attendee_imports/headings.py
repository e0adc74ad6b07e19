"""What columns are likely to mean: their names in the languages of the console. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from turnout.modules.attendee_imports.types import AnswerColumn, ImportMapping
from turnout.modules.forms import api as forms

UNMAPPABLE: Final = frozenset(
    {forms.QuestionType.FILE, forms.QuestionType.HEADING, forms.QuestionType.ADDRESS}
)
"""Questions that no cell answers."""
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "first_name": (
        *("first name", "given name", "forename", "vorname", "prénom", "nombre", "nombres"),
        *("الاسم الأول", "पहला नाम", "magaca koowaad"),
    ),
    "last_name": (
        *("last name", "surname", "family name", "nachname", "familienname", "nom"),
        *("nom de famille", "apellido", "apellidos", "اسم العائلة", "उपनाम", "magaca dambe"),
    ),
    "name": (
        *("name", "full name", "attendee", "attendee name", "guest", "participant", "holder"),
        *("holder name", "teilnehmer", "teilnehmerin", "gast", "participante", "invité"),
        *("nombre completo", "nom complet", "الاسم", "नाम", "magaca"),
    ),
    "email": (
        *("email", "e mail", "mail", "email address", "mail address", "e mail adresse"),
        *("mailadresse", "courriel", "adresse e mail", "correo", "correo electrónico"),
        *("البريد الإلكتروني", "ईमेल", "iimayl", "buyer email"),
    ),
    "ticket_type": (
        *("ticket type", "ticket", "type", "category", "ticketart", "karte", "kartenart"),
        *("kategorie", "type de billet", "billet", "tipo de entrada", "entrada"),
        *("نوع التذكرة", "टिकट का प्रकार", "nooca tigidhka"),
    ),
    "group": (
        *("order", "order number", "order id", "booking", "group", "bestellung", "gruppe"),
        *("bestellnummer", "buchung", "commande", "groupe", "pedido", "grupo", "الطلب"),
        *("ऑर्डर", "dalab"),
    ),
    "key": (
        *("id", "key", "ticket number", "ticket id", "code", "barcode", "ticketnummer"),
        *("schlüssel", "kartennummer", "número de entrada", "numéro de billet"),
    ),
    "language": ("language", "locale", "sprache", "langue", "idioma", "اللغة", "भाषा", "luqad"),
    "tags": ("tags", "tag", "labels", "schlagworte", "étiquettes", "etiquetas", "وسوم", "टैग"),
}
_BLANKS: Final = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """A name of a column, a ticket type or a tag, without what people write differently.

    Programs differ in how they write a letter with its mark: as one sign, or as two.
    """
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


KNOWN: Final = {plain(each): name for name, several in HEADINGS.items() for each in several}


def guess_mapping(
    columns: Sequence[str],
    *,
    form: forms.Form | None,
    ticket_type_ids: Sequence[UUID],
    locale: str,
) -> ImportMapping:
    """What the columns of a table mean, as far as their names say so.

    A question's own words go first: a form may ask for what we would take for something else.
    """
    found: dict[str, Any] = {}
    answers: list[AnswerColumn] = []
    questions = {} if form is None else _questions(form)
    for column, heading in enumerate(columns):
        key = questions.pop(plain(heading), None)
        name = KNOWN.get(plain(heading))
        if key is not None:
            questions = {said: other for said, other in questions.items() if other != key}
            answers.append(AnswerColumn(question_key=key, column=column))
        elif name is not None:
            found.setdefault(name, column)
    if "last_name" in found and "name" in found:
        found.setdefault("first_name", found.pop("name"))
    only = ticket_type_ids[0] if len(ticket_type_ids) == 1 else None
    return replace(ImportMapping(**found), answers=answers, ticket_type_id=only, locale=locale)


def _questions(form: forms.Form) -> dict[str, str]:
    """Every name of a question that a cell can answer → its key."""
    found: dict[str, str] = {}
    for question in form.questions:
        if question.type in UNMAPPABLE:
            continue
        for name in (question.key, *question.label.values()):
            found.setdefault(plain(name), question.key)
    found.pop("", None)
    return found
