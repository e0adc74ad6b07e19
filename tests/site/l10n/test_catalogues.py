"""Everything that people read is in every language, and no text goes past the catalogues."""

import ast
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from jinja2 import Environment, nodes

from turnout.site.l10n import i18n
from turnout_dev.texts.catalogues import PLURALS, TRANSLATED, forms_of, read, updated
from turnout_dev.texts.sources import DOMAINS, PAGES, TURNOUT, Domain, Key, as_text

FOR_DEVELOPERS = ("gallery", "docs", "docs_guide")
"""What only developers ever see, in English."""
TEMPLATES = [
    path
    for path in sorted((TURNOUT / "site" / "templates").rglob("*.html"))
    if path.stem not in FOR_DEVELOPERS
]
MODULES = [
    path for path in sorted((TURNOUT / "site").rglob("*.py")) if path.stem not in FOR_DEVELOPERS
]
PLACE = re.compile(r"%\(\w+\)[sd]|#\d?|https?://|[<>]")
FORMS_OF_ONE_NUMBER = {"ar": (0, 1, 2), "es": (0,), "de": (0,), "so": (0,)}
"""Forms that stand for exactly one number, and need not name it."""
INDEX_OF_ONE = {"ar": 1}
ALL = [(domain, tag) for domain in DOMAINS for tag in TRANSLATED]


@cache
def keys_of(domain: Domain) -> dict[Key, list[str]]:
    return domain.keys()


@cache
def messages(domain: Domain, tag: str) -> list[Message]:
    found = read(domain.catalogues / f"{tag}.po", tag)
    return [each for each in found if each.id]


def test_every_text_stands_in_every_catalogue_and_none_that_nobody_says() -> None:
    missing, unsaid = [], []
    for domain, tag in ALL:
        said = set(map(as_text, keys_of(domain)))
        known = {as_text(message.id) for message in messages(domain, tag)}
        missing += [(domain.name, tag, text) for text in sorted(said - known)]
        unsaid += [(domain.name, tag, text) for text in sorted(known - said)]
    assert missing == [], "run `make texts`, then translate"
    assert unsaid == []


def test_every_text_is_translated_by_somebody_who_was_sure() -> None:
    open_ones = [
        (domain.name, tag, as_text(message.id))
        for domain, tag in ALL
        for message in messages(domain, tag)
        if message.fuzzy or not all(form.strip() for form in forms_of(message))
    ]
    assert open_ones == []


def test_every_number_has_its_forms() -> None:
    wrong = [
        (domain.name, tag, as_text(message.id))
        for domain, tag in ALL
        for message in messages(domain, tag)
        if len(forms_of(message)) != (PLURALS[tag][0] if message.pluralizable else 1)
    ]
    assert wrong == []


def test_a_translation_keeps_every_place_of_its_text() -> None:
    wrong = [
        (domain.name, tag, as_text(message.id), form)
        for domain, tag in ALL
        for message in messages(domain, tag)
        for index, form in enumerate(forms_of(message))
        if form and not _has_its_places(message, index, form, tag)
    ]
    assert wrong == []


def _has_its_places(message: Message, index: int, form: str, tag: str) -> bool:
    one, many = (message.id, message.id) if isinstance(message.id, str) else message.id
    english = one if message.pluralizable and index == INDEX_OF_ONE.get(tag, 0) else many
    wanted, found = (Counter(PLACE.findall(text)) for text in (english, form))
    if message.pluralizable and index in FORMS_OF_ONE_NUMBER.get(tag, ()):
        wanted.pop("%(num)s", None)
        found.pop("%(num)s", None)
    return found == wanted and form.count("%%") == english.count("%%")


def test_a_translation_begins_and_ends_as_its_text_does() -> None:
    """Sentences are put beside each other: a blank too few or too many shows."""
    for message in (each for domain, tag in ALL for each in messages(domain, tag)):
        english = as_text(message.id)
        for form in filter(None, forms_of(message)):
            assert form == form.strip() or english != english.strip(), form
            assert "\u202e" not in form
            assert "\n" not in form or "\n" in english, form


def test_catalogues_lie_as_the_tool_writes_them() -> None:
    """But for the files that texts stand in: moving a text changes no translation."""
    for domain, tag in ALL:
        path = domain.catalogues / f"{tag}.po"
        text = updated(read(path, tag), keys_of(domain), tag=tag)
        written = path.read_text(encoding="utf-8")
        assert _without_places(written) == _without_places(text), f"{path}: run `make texts`"


def _without_places(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if not line.startswith("#:"))


def catalogue_of(tmp_path: Path, keys: dict[Key, list[str]], before: str = "") -> str:
    path = tmp_path / "de.po"
    path.write_text(before, encoding="utf-8")
    return updated(read(path, "de"), keys, tag="de")


def test_the_tool_keeps_what_fits_and_drops_what_nobody_says(tmp_path: Path) -> None:
    keys: dict[Key, list[str]] = {"Yes": ["a.py"], "Gone": ["a.py"], ("One", "Many"): ["b.html"]}
    first = catalogue_of(tmp_path, keys)
    said = first.replace('msgid "Yes"\nmsgstr ""', 'msgid "Yes"\nmsgstr "Ja"')
    said = said.replace('msgstr[0] ""', 'msgstr[0] "Eins"')
    del keys["Gone"]
    again = catalogue_of(tmp_path, {**keys, "New": ["c.py"]}, said)
    assert 'msgstr "Ja"' in again
    assert 'msgstr[0] "Eins"\nmsgstr[1] ""' in again
    assert "Gone" not in again
    assert again == catalogue_of(tmp_path, {**keys, "New": ["c.py"]}, again), "and stays put"
    single = catalogue_of(tmp_path, {"One": ["b.html"]}, said)
    assert "Eins" not in single, "a text that is no longer counted is a new one"


@pytest.mark.parametrize(
    ("tag", "numbers"),
    [
        ("ar", {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 111: 4}),
        ("fr", {0: 0, 1: 0, 2: 1}),
        ("hi", {0: 0, 1: 0, 2: 1}),
        ("de", {0: 1, 1: 0, 2: 1}),
        ("es", {0: 1, 1: 0, 2: 1}),
        ("so", {0: 1, 1: 0, 2: 1}),
    ],
)
def test_numbers_take_the_form_that_their_language_has_for_them(tag, numbers) -> None:
    from gettext import c2py

    choose = c2py(PLURALS[tag][1].replace("\n", ""))
    assert {number: choose(number) for number in numbers} == numbers
    assert f"nplurals={PLURALS[tag][0]}; " in (PAGES.catalogues / f"{tag}.po").read_text("utf-8")


def test_the_languages_of_pages_and_mails_are_the_same() -> None:
    assert set(PLURALS) | {i18n.ENGLISH} == set(i18n.LANGUAGES)


# --- nothing goes past the catalogues ------------------------------------------------------

SHOWN = {"placeholder", "title", "alt", "aria-label", "aria-description", "aria-roledescription"}
NAMES = {"UTC", "Turnout", "API", "RSS", "SAML", "SCIM", "SHA", "Google Calendar", "Outlook"}
MARK = "zq"
"""Stands for whatever an expression says, the name of an element as well."""


class Bare(HTMLParser):
    """Collects words that stand in a template as they are."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.is_code = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_code += tag in ("script", "style")
        self.found += [value for name, value in attrs if name in SHOWN and _is_words(value)]

    def handle_endtag(self, tag: str) -> None:
        self.is_code -= tag in ("script", "style") and self.is_code > 0

    def handle_data(self, data: str) -> None:
        is_attributes = re.fullmatch(r'(?:\s*[a-z-]+="[^"]*")+\s*', data)
        if not self.is_code and not is_attributes and _is_words(data):
            self.found.append(data.strip())


def _is_words(text: str | None) -> bool:
    words = re.findall(r"[^\W\d_]{2,}", (text or "").replace(MARK, " "))
    return bool(set(words) - NAMES)


def bare_words(source: str) -> list[str]:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    parts: list[str] = []
    for output in environment.parse(source).find_all(nodes.Output):
        parts += [
            node.data if isinstance(node, nodes.TemplateData) else MARK for node in output.nodes
        ]
    parser = Bare()
    parser.feed("".join(parts))
    parser.close()
    return parser.found


def test_no_template_holds_words_that_are_not_translated() -> None:
    found = {path.name: bare_words(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello there</p>",
        '<p>{{ _("Fine") }}, but not this</p>',
        '<input placeholder="Your name">',
        '<b{% if x %} title="Not so"{% endif %}>{{ x }}</b>',
    ],
)
def test_words_in_a_template_are_found(source: str) -> None:
    assert bare_words(source) != []


SENTENCE = re.compile(r"[A-Z][\w’'-]*,? (?:.* )?[a-z%]{2,}.*|[A-Z][a-z]+[.!?]")
SHOWN_AS = {"title", "text", "label", "button", "hint", "error", "says", "warning"}
CATALOGUED = {"_", "gettext", "ngettext", "marked"}
ASIDE = {"page", "Markup", "Access", "compile", "FieldError", "getLogger", "Forbidden"}
"""Calls whose words nobody reads on a page, or that are read from refusals."""


def sentences(source: str) -> list[str]:
    """What reads like a sentence and goes past the catalogues."""
    tree = ast.parse(source)
    aside = {
        id(inner) for node in ast.walk(tree) for call in _aside(node) for inner in ast.walk(call)
    }
    labels = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg in SHOWN_AS
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in aside
        and node.value not in NAMES
        and (SENTENCE.fullmatch(node.value) or (id(node) in labels and node.value[:1].isupper()))
    ]


def _aside(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        return [node] if name in CATALOGUED | ASIDE else []
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return [node]  # the words of whoever reads the source
    return []


def test_no_module_holds_sentences_that_are_not_translated() -> None:
    found = {str(path): sentences(path.read_text(encoding="utf-8")) for path in MODULES}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "source",
    [
        'x = f("Choose a day")',
        'x = f(title="City")',
        'WORDS = {1: ("All gone.",)}',
        'raise Odd("No way")',
    ],
)
def test_a_sentence_in_a_module_is_found(source: str) -> None:
    assert sentences(source) != []


def test_nothing_is_put_into_words_before_there_is_a_reader() -> None:
    """`_()` at the level of a module would speak the language of whoever starts the process."""
    early = []
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                continue
            early += [
                f"{path.name}: {ast.unparse(call)}"
                for call in _at_import(node)
                if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("_", "ngettext")
            ]
    assert early == []


def _at_import(node: ast.AST) -> list[ast.AST]:
    """What runs when the module is read: all but the bodies of functions."""
    if isinstance(node, ast.FunctionDef | ast.Lambda):
        return [each for default in node.args.defaults for each in ast.walk(default)]
    return [node, *(each for child in ast.iter_child_nodes(node) for each in _at_import(child))]
