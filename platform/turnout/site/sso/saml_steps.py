"""What the forms of SAML's part of the set-up write, by a member or by a link."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import request

from turnout.kernel.errors import Invalid
from turnout.modules.saml import api as saml
from turnout.site.forms.csrf import typed
from turnout.site.l10n.i18n import _
from turnout.site.sso.errors import problem_of
from turnout.site.sso.saml_connection import LONGEST_PEMS
from turnout.site.sso.views import BY_HAND, DETAILS, METADATA, Problem

LONGEST: Final = 1000
LONGEST_FILE: Final = 900_000
PEM: Final = re.compile(r"-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", re.DOTALL)
DETAIL_FIELDS: Final = ("email_attribute", "name_attribute")
BY_HAND_FIELDS: Final = ("provider_entity_id", "sso_url", "slo_url")
Write = Callable[..., object]


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlWriter:
    """How what was typed is written: by a member, or by whoever has a link."""

    set_metadata: Write
    update: Write


def save_metadata(writer: SamlWriter) -> Problem | None:
    """Take metadata by address or as a file; what is wrong with it stands at its field."""
    url, document = typed("url", longest=LONGEST).strip(), _file()
    if document is None:
        return Problem(step=METADATA, fields={"file": _("This is no file of text in UTF-8.")})
    if not url and not document:
        says = _("Give the address of the metadata, or the file.")
        return Problem(step=METADATA, fields={"url": says})
    # A file that somebody chose counts before the address that stood there already.
    entity_id = typed("entity_id", longest=LONGEST).strip()
    place = {"document": document} if document else {"url": url}
    new = saml.NewMetadata(**place, entity_id=entity_id)
    try:
        writer.set_metadata(new)
    except Invalid as refused:
        return _renamed(problem_of(METADATA, refused), {"document": "file"})
    return None


def save_by_hand(writer: SamlWriter) -> Problem | None:
    """Write entity id, addresses and certificates as they were typed."""
    said = {name: typed(name, longest=LONGEST).strip() for name in BY_HAND_FIELDS}
    pasted = typed("certificates", longest=LONGEST_PEMS).strip()
    needed = {**said, "certificates": pasted}
    missing = [name for name in needed if name != "slo_url" and not needed[name]]
    if missing:
        says = _("Please fill this in.")
        return Problem(step=BY_HAND, fields=dict.fromkeys(missing, says))
    changes: dict[str, Any] = {**said, "certificates": PEM.findall(pasted) or [pasted]}
    try:
        writer.update(changes)
    except Invalid as refused:
        return _at_certificates(problem_of(BY_HAND, refused))
    return None


def save_details(writer: SamlWriter) -> Problem | None:
    """Write which attributes count, and what is allowed; a link cannot allow all of it."""
    changes: dict[str, Any] = {name: typed(name, longest=256).strip() for name in DETAIL_FIELDS}
    for name in ("is_encryption_needed", "is_idp_initiated_allowed"):
        changes[name] = bool(typed(name))
    try:
        writer.update(changes)
    except Invalid as refused:
        return problem_of(DETAILS, refused)
    return None


SAML_STEPS: Final[Mapping[str, Callable[[SamlWriter], Problem | None]]] = {
    METADATA: save_metadata,
    BY_HAND: save_by_hand,
    DETAILS: save_details,
}


def _file() -> str | None:
    """The document of a file that was chosen; empty without one, None for what is no text."""
    file = request.files.get("file")
    if file is None:
        return ""
    try:
        return file.stream.read(LONGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _renamed(problem: Problem, names: Mapping[str, str]) -> Problem:
    fields = {names.get(name, name): says for name, says in problem.fields.items()}
    return Problem(step=problem.step, text=problem.text, fields=fields)


def _at_certificates(problem: Problem) -> Problem:
    names = {name: name.partition("/")[0] for name in problem.fields}
    return _renamed(problem, names)
