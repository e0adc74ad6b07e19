"""The words on the pages: English in the templates, other languages from message catalogues."""

from gettext import NullTranslations

from jinja2 import Environment

_ENGLISH = NullTranslations()


def install(environment: Environment) -> None:
    """Gives templates `_()` and `ngettext()`; values are escaped like everything else."""
    environment.install_gettext_translations(_ENGLISH, newstyle=True)  # type: ignore[attr-defined]


def _(message: str, **values: object) -> str:
    """The same for texts that Python code puts into a view."""
    text = _ENGLISH.gettext(message)
    return text % values if values else text
