"""Rich text on its way into the database: an allow-list of HTML, and paragraphs for plain text."""

import re
from html import escape

import nh3

TAGS = {
    *("p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "code", "kbd"),
    *("a", "b", "strong", "i", "em", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "abbr"),
    *("ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
SCHEMES = {"http", "https", "mailto"}

_TAG = re.compile(r"<[a-zA-Z/!]")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


def sanitize(text: str) -> str:
    """HTML with only harmless elements, stable under a second pass; links get rel=nofollow.

    Text without a single tag is plain: it is escaped, blank lines part paragraphs and line
    ends become breaks, so that a file that holds plain text reads as its author set it.
    """
    text = text.replace("\x00", "").strip()
    if not text:
        return ""
    cleaned = nh3.clean(
        text if _TAG.search(text) else _paragraphs(text),
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener noreferrer",
        strip_comments=True,
    )
    cleaned = cleaned.strip()
    # What only tags that are not ours made HTML of is plain now, and would be again next time.
    return cleaned if _TAG.search(cleaned) else _paragraphs(cleaned)


def plain_text(html: str) -> str:
    """Give the words of sanitised HTML on one line, for summaries and descriptions of pages."""
    spaced = re.sub(r"</?(?:p|br|li|h[2-6]|div|tr|td|th|dt|dd)\b[^>]*>", " ", html)
    words = nh3.clean(spaced, tags=set(), clean_content_tags={"script", "style"})
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        words = words.replace(entity, character)
    return " ".join(words.split())


def _paragraphs(text: str) -> str:
    blocks = _BLANK_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(f"<p>{_lines(block)}</p>" for block in blocks if block.strip())


def _lines(block: str) -> str:
    # Entities stay entities: files without tags write AT&amp;T as often as AT&T.
    return re.sub(r"&amp;(#?\w{2,8};)", r"&\1", escape(block.strip(), quote=False)).replace(
        "\n", "<br>"
    )
