"""The built-in mails as content to start from: their own words, with variables in place of data."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from lxml import html  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from turnout.l10n.brand_colours import colours_of
from turnout.l10n.languages import Language, language_of
from turnout.l10n.mail_templates import render_mail
from turnout.modules.message_templates.enums import BlockType
from turnout.modules.message_templates.messages import MESSAGES, Message
from turnout.modules.message_templates.samples import sample_letter
from turnout.modules.message_templates.types import TemplateBlock, TemplateContent
from turnout.modules.message_templates.variables import FIXED, fields_of
from turnout.modules.notifications.api import Template

HOME: Final = "https://example.org"
LONGEST: Final = 1_000
MORE_THAN_ONE: Final = 3
MAYBE_EMPTY: Final = ("message", "more", "order.refund", "invitation.until", "event.summary")
TABLES: Final = (BlockType.EVENT, BlockType.ORDER, BlockType.SESSIONS, BlockType.EVENTS)
_BLANKS: Final = re.compile(r"[ \t\n\r]+")


class _Placeholder(int):
    """A number by which sentences take their plural, and which they show as a variable."""

    path: str

    def __str__(self) -> str:
        return f"{{{{ {self.path} }}}}"


@lru_cache(maxsize=256)
def default_content(message: str, language: str) -> TemplateContent:
    """What the built-in mail says in a language, as blocks."""
    about, said = MESSAGES[message], language_of(language)
    one, more = (_content(about, said, count) for count in (1, MORE_THAN_ONE))

    def both(first: str, second: str) -> str:
        return _guarded(_by_count(about, first, second), said)

    blocks = [
        replace(each, text=both(each.text, other.text))
        for each, other in zip(one.blocks, more.blocks, strict=True)
    ]
    return TemplateContent(
        subject=both(one.subject, more.subject),
        preheader=both(one.preheader, more.preheader),
        blocks=_about_invoice(blocks) if about.template is Template.ORDER_CONFIRMED else blocks,
    )


def _about_invoice(blocks: list[TemplateBlock]) -> list[TemplateBlock]:
    """The first note says when the invoice comes: to who paid."""
    place = next(at for at, each in enumerate(blocks) if each.type == BlockType.NOTE)
    text = f"{{% if order.total %}}{blocks[place].text}{{% endif %}}"
    return [*blocks[:place], replace(blocks[place], text=text), *blocks[place + 1 :]]


def _by_count(about: Message, one: str, more: str) -> str:
    if one == more:
        return one
    path = "order.places"
    if about.is_news:
        path = "more" if "{{ more }}" in more else "total"
    return f"{{% if {path} == 1 %}}{one}{{% else %}}{more}{{% endif %}}"


def _guarded(text: str, said: Language) -> str:
    """Said only where the variables that may be empty are not; a greeting goes without a name."""
    if "{{ recipient.name }}" in text:
        unnamed = said.translations.gettext("Hello,")
        return f"{{% if recipient.name %}}{text}{{% else %}}{unnamed}{{% endif %}}"
    for path in MAYBE_EMPTY:
        if f"{{{{ {path} }}}}" in text:
            return f"{{% if {path} %}}{text}{{% endif %}}"
    return text


def _content(about: Message, said: Language, count: int) -> TemplateContent:
    letter = _with_variables(about, _head(about, said.tag), count)
    rendered = render_mail(
        about.template.value, said, letter, has_own_form=True, longest_subject=LONGEST
    )
    document = html.fromstring(rendered.html)
    [hidden] = document.xpath("//body/div[1]")
    [title] = document.xpath("//h1")
    first = TemplateBlock(type=BlockType.HEADING, text=_text(title))
    cell = document.xpath("//td[@class='pad']")[1]
    blocks = [first, *_blocks(about, cell), TemplateBlock(type=BlockType.FOOTER)]
    return TemplateContent(subject=rendered.subject, preheader=_text(hidden), blocks=blocks)


def _head(about: Message, language: str) -> Any:
    head = {
        "platform": "Turnout", "organization": "Harbour Society", "colours": colours_of(""),
        "name": "Ada Lovelace", "recipient": "ada@people.example", "can_reply": True,
    }  # fmt: skip
    return sample_letter(
        about, head, language_of(language), home=HOME, zone="Europe/Brussels", currency="EUR"
    )


def _with_variables(about: Message, letter: Any, count: int) -> Any:
    """The letter with its texts and numbers replaced by the variables that stand for them."""
    changed: dict[str, Any] = {}
    for path, attribute in fields_of(about.letter).items():
        if path in FIXED or "." in attribute:
            continue
        value = getattr(letter, attribute)
        if isinstance(value, str):
            changed[attribute] = f"{{{{ {path} }}}}"
        elif isinstance(value, int) and not isinstance(value, bool):
            changed[attribute] = _Placeholder(count)
            changed[attribute].path = path
    if hasattr(letter, "moved"):
        changed["moved"] = replace(
            letter.moved, was="{{ moved.from_type }}", now="{{ moved.to_type }}"
        )
        changed["news"] = replace(letter.news, reason="{{ news.reason }}")
    return replace(letter, **changed)


def _blocks(about: Message, cell: HtmlElement) -> Iterator[TemplateBlock]:
    panels = iter(_panels(about))
    for element in cell:
        if element.tag == "table":
            kind = next(panels, None)
            if kind is not None:
                yield TemplateBlock(type=kind)
        elif element.tag == "p":
            yield from _of_paragraph(element)


def _panels(about: Message) -> tuple[BlockType, ...]:
    """Which tables a mail has, in their order."""
    if about.required_blocks:
        return (*about.required_blocks, BlockType.EVENT)
    own = [each for each in about.blocks if each in TABLES]
    return tuple(own)


def _of_paragraph(element: HtmlElement) -> Iterator[TemplateBlock]:
    links = element.xpath(".//a")
    is_button = any("button" in (each.get("class") or "") for each in links)
    if is_button:
        yield TemplateBlock(type=BlockType.BUTTON, text=_text(links[0]), url=links[0].get("href"))
    elif links:
        for each in links:
            if each.get("href", "").startswith("{{"):
                yield TemplateBlock(type=BlockType.LINK, text=_text(each), url=each.get("href"))
            else:
                yield TemplateBlock(type=BlockType.WALLETS)
    elif text := _text(element):
        is_soft = "soft" in (element.get("class") or "")
        yield TemplateBlock(type=BlockType.NOTE if is_soft else BlockType.PARAGRAPH, text=text)


def _text(element: HtmlElement) -> str:
    """The words of an element; a line break stays one."""
    for each in element.xpath(".//br"):
        each.tail = f"\ue000{each.tail or ''}"
    lines = _BLANKS.sub(" ", str(element.text_content())).split("\ue000")
    return "\n".join(line.strip() for line in lines).strip()
