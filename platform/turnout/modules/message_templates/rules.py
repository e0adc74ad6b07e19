"""What a message template has to be: size, variables, and what it cannot be without. Pure."""

import difflib
from collections.abc import Iterator
from typing import Any, Final

from turnout.kernel.errors import FieldError
from turnout.modules.message_templates.enums import BlockType
from turnout.modules.message_templates.liquid import Map, TemplateFailed, variables_in
from turnout.modules.message_templates.messages import Message
from turnout.modules.message_templates.renderer import WITH_TEXT, filled
from turnout.modules.message_templates.types import DiffLine, TemplateContent
from turnout.modules.message_templates.variables import is_known

MOST_CHARACTERS: Final = 20_000
"""Of all the texts of a template together."""
MOST_TEMPLATES: Final = 500
MOST_VERSIONS: Final = 50
"""Versions of a template that are kept; older ones go."""
WITH_URL: Final = frozenset({BlockType.BUTTON, BlockType.LINK})


def problems_of(
    message: Message, content: TemplateContent, sample: Any, shape: Map
) -> list[FieldError]:
    """Everything that is wrong with a template, each at its field.

    `sample` is the data of a full letter and `shape` the same with what is empty.
    """
    found = [*_of_blocks(message, content), *_of_size(content), *_of_needs(message, content)]
    unread = list(_of_texts(content, shape))
    if not unread:
        unread = [] if found else list(_of_rendering(content, sample))
    return found + unread


def _of_size(content: TemplateContent) -> Iterator[FieldError]:
    if sum(len(each) for each in content.texts().values()) > MOST_CHARACTERS:
        says = f"All texts together may have {MOST_CHARACTERS:,} characters."
        yield FieldError("/content/blocks", says, "too-long")
    if not content.subject.strip():
        yield FieldError("/content/subject", "Write a subject.", "blank")


def _of_blocks(message: Message, content: TemplateContent) -> Iterator[FieldError]:
    allowed = message.blocks
    for place, block in enumerate(content.blocks):
        at = f"/content/blocks/{place}"
        if block.type not in allowed:
            yield FieldError(f"{at}/type", "This mail has no such block.", "unknown-block")
        if block.type in WITH_TEXT and not block.text.strip():
            yield FieldError(f"{at}/text", "Write a text.", "blank")
        if block.type in WITH_URL and not block.url.strip():
            yield FieldError(f"{at}/url", "Say where it leads.", "blank")
        elif block.type in WITH_URL and not is_web(block.url):
            says = "Begin with https:// or with a variable that is an address."
            yield FieldError(f"{at}/url", says, "not-an-address")


def is_web(url: str) -> bool:
    """Whether it may lead somewhere, before its variables are filled in."""
    return url.strip().lower().startswith(("https://", "http://", "{{", "{%"))


def _of_needs(message: Message, content: TemplateContent) -> Iterator[FieldError]:
    here = [block.type for block in content.blocks]
    if here.count(BlockType.FOOTER) != 1 or here[-1] != BlockType.FOOTER:
        says, code = "The footer comes last, once.", "missing-footer"
        if message.is_news:
            says = "The footer comes last, once: it holds the link to unsubscribe."
            code = "missing-unsubscribe"
        yield FieldError("/content/blocks", says, code)
    for each in message.required_blocks:
        if each not in here:
            says = f"This mail needs the block “{each.value}”."
            yield FieldError("/content/blocks", says, "missing-block")
    if not any(message.link in block.url for block in content.blocks if block.type in WITH_URL):
        says = f"This mail needs a button or a link to {{{{ {message.link} }}}}."
        yield FieldError("/content/blocks", says, "missing-link")


def _of_texts(content: TemplateContent, shape: Map) -> Iterator[FieldError]:
    for pointer, text in content.texts().items():
        try:
            named = variables_in(text)
        except TemplateFailed as failure:
            yield _error(pointer, failure)
            continue
        for path, line in named:
            if not is_known(path, shape):
                name = ".".join(str(each) for each in path)
                says = f"Line {line}: there is no variable “{name}” in this mail."
                yield FieldError(pointer, says, "unknown-variable")


def _of_rendering(content: TemplateContent, sample: Any) -> Iterator[FieldError]:
    failures: dict[str, TemplateFailed] = {}
    filled(content, sample, failures=failures)
    for pointer, failure in failures.items():
        yield _error(pointer, failure)


def _error(pointer: str, failure: TemplateFailed) -> FieldError:
    at = f"Line {failure.line}: " if failure.line else ""
    return FieldError(pointer, f"{at}{failure.detail}", failure.code)


def diff_of(before: TemplateContent, now: TemplateContent) -> list[DiffLine]:
    """How a draft differs from a version, line by line."""
    signs = {"  ": "same", "+ ": "added", "- ": "removed"}
    compared = difflib.ndiff(lines_of(before), lines_of(now))
    return [DiffLine(sign=signs[each[:2]], text=each[2:]) for each in compared if each[:2] in signs]


def lines_of(content: TemplateContent) -> list[str]:
    lines = [content.subject, content.preheader]
    for block in content.blocks:
        said = block.text.splitlines() or [""]
        lines += [f"[{block.type}] {said[0]}".rstrip(), *said[1:]]
        lines += [f"→ {block.url}"] if block.url else []
    return lines
