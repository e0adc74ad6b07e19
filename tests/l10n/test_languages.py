"""Words of a language are read from the file that translators edit."""

from pathlib import Path

from turnout.l10n import languages

HEADER = 'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "de.po"
    path.write_text(HEADER + text, encoding="utf-8")
    return path


def test_a_text_is_said_as_its_translator_wrote_it(tmp_path: Path) -> None:
    words = languages.read(written(tmp_path, 'msgid "Yes"\nmsgstr "Ja"\n'))
    assert words.gettext("Yes") == "Ja"


def test_a_number_chooses_its_form(tmp_path: Path) -> None:
    text = 'msgid "a day"\nmsgid_plural "days"\nmsgstr[0] "ein Tag"\nmsgstr[1] "Tage"\n'
    words = languages.read(written(tmp_path, text))
    assert [words.ngettext("a day", "days", number) for number in (0, 1, 2)] == [
        "Tage", "ein Tag", "Tage",
    ]  # fmt: skip


def test_what_is_not_translated_or_not_sure_is_said_in_english(tmp_path: Path) -> None:
    text = 'msgid "Yes"\nmsgstr ""\n\n#, fuzzy\nmsgid "No"\nmsgstr "Vielleicht"\n'
    words = languages.read(written(tmp_path, text))
    assert [words.gettext(each) for each in ("Yes", "No", "Never heard of")] == [
        "Yes", "No", "Never heard of",
    ]  # fmt: skip


def test_a_language_without_a_file_speaks_english(tmp_path: Path) -> None:
    assert languages.read(tmp_path / "xx.po").gettext("Yes") == "Yes"
