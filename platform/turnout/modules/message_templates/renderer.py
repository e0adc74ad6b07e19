"""The renderer of message templates: content and a letter become a mail."""

import re
from typing import Any, Final

from turnout.kernel.typed_addresses import is_web_address
from turnout.l10n.languages import Language
from turnout.l10n.mail_templates import OwnMail, Piece, Rendered, render_own_mail
from turnout.modules.message_templates.enums import BlockType
from turnout.modules.message_templates.liquid import Budget, Map, TemplateFailed, fill
from turnout.modules.message_templates.types import TemplateContent
from turnout.modules.message_templates.variables import values_of

WITH_TEXT: Final = frozenset(
    {
        *(BlockType.HEADING, BlockType.PARAGRAPH, BlockType.NOTE),
        *(BlockType.BUTTON, BlockType.LINK),
    }
)
_SPACE: Final = re.compile(r"[^\S\n]+")
_EMPTY_LINES: Final = re.compile(r"\n{3,}")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def render(message: str, language: Language, letter: Any, content: TemplateContent) -> Rendered:
    """Both forms of a mail; TemplateFailed where the template cannot be filled in."""
    return render_own_mail(message, language, letter, filled(content, values_of(letter)))


def filled(
    content: TemplateContent, values: Map, *, failures: dict[str, TemplateFailed] | None = None
) -> OwnMail:
    """The content with its variables filled in, within the budget of one mail.

    What fails raises, or is put into `failures` by its pointer and stays empty.
    """
    budget = Budget()

    def said(pointer: str, text: str, *, is_url: bool = False) -> str:
        try:
            found = _clean(fill(text, values, budget))
            if is_url:
                _require_web(found)
        except TemplateFailed as failure:
            if failures is None:
                raise
            failures[pointer] = failure
            return ""
        return found

    subject = said("/content/subject", content.subject)
    preheader = said("/content/preheader", content.preheader)
    pieces: list[Piece] = []
    for place, block in enumerate(content.blocks):
        at = f"/content/blocks/{place}"
        text = said(f"{at}/text", block.text)
        is_linked = block.type in (BlockType.BUTTON, BlockType.LINK)
        if block.type in WITH_TEXT and not text:
            continue  # a condition left it out
        url = said(f"{at}/url", block.url, is_url=True) if is_linked else ""
        if is_linked and not url:
            continue
        pieces.append(Piece(kind=block.type, text=text, url=url))
    heading = pieces.pop(0).text if pieces and pieces[0].kind == BlockType.HEADING else subject
    return OwnMail(subject=subject, preheader=preheader, heading=heading, pieces=pieces)


def _require_web(url: str) -> None:
    """What a condition left empty is left out."""
    if url and not is_web_address(url):
        raise TemplateFailed("This is no address of the web.", code="not-an-address")


def _clean(text: str) -> str:
    """Without controls, marks that turn the direction, and what conditions leave of blanks."""
    lines = _SPACE.sub(" ", _CONTROLS.sub("", text.replace("\r\n", "\n"))).split("\n")
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.strip() for line in lines)).strip()
