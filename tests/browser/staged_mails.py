"""Every mail of ours as HTML, by template and language: `python -m tests.browser.staged_mails`."""

import json
import sys

from tests.modules.notifications.letters import a_letter
from turnout.cli import start_command
from turnout.l10n.languages import language_of
from turnout.modules.notifications.renderer import render
from turnout.modules.notifications.types import Template
from turnout_dev.browser_checks.viewports import LANGUAGES

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänswitwe"


def main() -> None:
    start_command()
    mails = {
        template.value: {
            language: render(template, language_of(language), a_letter(template, LONG_WORD)).html
            for language in LANGUAGES
        }
        for template in Template
    }
    sys.stdout.write(json.dumps(mails))


if __name__ == "__main__":
    main()
