"""The certificate on paper: one A4 page on its side, in the reader's language.

No clock, no database, no network: the same contents give the same bytes. Lengths are in points.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from babel.dates import format_interval

from turnout.assets.paper.fonts import clean
from turnout.assets.paper.sheet import MUTED, Look, Sheet
from turnout.l10n.brand_colours import parse_colour
from turnout.l10n.formats import date_on_page, date_on_paper
from turnout.l10n.languages import language_of
from turnout.modules.attendance_certificates.types import AttendedSession, CertificateContents

CATALOGUES: Final = Path(__file__).parent / "locale"
MOST_SESSIONS: Final = 12
"""More do not fit; how many more there were is said."""
_FRAME: Final = 26.0
_MARGIN: Final = 64.0
_PAGE: Final = (841.89, 595.28)
_WIDTH: Final = _PAGE[0] - 2 * _MARGIN
_TOP: Final = 104.0
_BOTTOM: Final = _PAGE[1] - 150
"""Where signature and code begin."""
_LOGO: Final = (190.0, 42.0)
_QR_SIZE: Final = 82.0
_COLUMN: Final = _WIDTH / 2 - 12
_SIGNATURE: Final = 230.0
_TITLE: Final = Look((30.0, 26.0, 22.0, 18.0), bold=True, max_lines=2, align="centre")
_SAID: Final = Look((11.5, 10.0), colour=MUTED, align="centre")
_NAME: Final = Look((34.0, 30.0, 26.0, 22.0, 18.0), bold=True, max_lines=2, align="centre")
_EVENT: Final = Look((19.0, 17.0, 15.0, 13.0), bold=True, max_lines=3, align="centre")
_FACTS: Final = Look((12.0, 11.0, 10.0), max_lines=2, align="centre")
_TEXT: Final = Look((10.5, 9.5, 8.5, 7.5), max_lines=6, align="centre")
_SESSION: Final = Look((8.5,))
_SMALL: Final = Look((8.5, 7.5), colour=MUTED)
_SIGNED: Final = Look((11.0, 10.0, 9.0), bold=True)
_CODE: Final = Look((10.5,), bold=True, align="end")
_OWNER: Final = Look((15.0, 13.0, 11.0), bold=True)
Part = tuple[str, Look, float]
"""A text of the middle, how it is set, and the gap below it."""


def render_certificate(contents: CertificateContents) -> bytes:
    """The PDF. ValueError for a colour that is not #rrggbb."""
    return _Painter(contents).draw()


class _Painter:
    """Draws one certificate: who gives it, what it says, who signs, and how to check it."""

    def __init__(self, contents: CertificateContents) -> None:
        self.contents = contents
        self.language = language_of(contents.language, catalogues=CATALOGUES)
        self.gettext: Callable[[str], str] = self.language.translations.gettext
        self.colour = parse_colour(contents.colour)
        mirrored = self.language.direction == "rtl"
        self.sheet = Sheet(language=self.language.tag, is_mirrored=mirrored)
        self.sheet.set_creation_date(contents.issued_at)
        self.sheet.set_title(clean(f"{self.title} · {contents.event_title}"))
        self.sheet.set_author(clean(contents.organization_name))

    @property
    def title(self) -> str:
        return self.contents.settings.title or self.gettext("Certificate of attendance")

    def draw(self) -> bytes:
        self.sheet.add_page(orientation="landscape")
        self._draw_frame()
        self._draw_owner()
        self._draw_middle()
        self._draw_signature()
        self._draw_proof()
        return self.sheet.to_bytes()

    def _draw_frame(self) -> None:
        width, height = _PAGE[0] - 2 * _FRAME, _PAGE[1] - 2 * _FRAME
        box = self.sheet.fill_box
        for y in (_FRAME, _FRAME + height - 1.5):
            box(_FRAME, y, width=width, height=1.5, colour=self.colour)
        for x in (_FRAME, _FRAME + width - 1.5):
            box(x, _FRAME, width=1.5, height=height, colour=self.colour)
        box(_FRAME, _FRAME, width=width, height=9, colour=self.colour)

    def _draw_owner(self) -> None:
        contents, top = self.contents, _FRAME + 30
        if contents.logo:
            self.sheet.draw_logo(contents.logo, _MARGIN - 8, top, box=_LOGO)
        else:
            name = contents.organization_name
            self.sheet.draw_text(name, _MARGIN, top + 8, width=_WIDTH / 2, look=_OWNER)
        if contents.is_sample:
            look = replace(_OWNER, colour=MUTED, align="end")
            width = _WIDTH / 2
            self.sheet.draw_text(
                self.gettext("Sample"), _MARGIN + width, top + 8, width=width, look=look
            )

    def _draw_middle(self) -> None:
        """What is said, in the middle of the room that owner and signature leave."""
        sessions, parts = self.contents.sessions, self._parts()
        rows = -(-min(len(sessions), MOST_SESSIONS) // 2)
        listed = 12 + rows * _SESSION.line_height if rows else 0.0
        height = sum(
            self.sheet.height_of(text, width=_WIDTH, look=look) + gap for text, look, gap in parts
        )
        y = _TOP + max(0.0, (_BOTTOM - _TOP - height - listed) / 2)
        for text, look, gap in parts:
            y = gap + self.sheet.draw_text(text, _MARGIN, y, width=_WIDTH, look=look)
        if sessions:
            self._draw_sessions(sessions, y + 8)

    def _parts(self) -> list[Part]:
        _, contents = self.gettext, self.contents
        parts = [
            (self.title, _TITLE, 12.0),
            (_("This certifies that"), _SAID, 2.0),
            (contents.holder_name, _NAME, 4.0),
            (_("took part in"), _SAID, 4.0),
            (contents.event_title, _EVENT, 4.0),
            (self._when_and_where(), _FACTS, 4.0),
            (self._counted(), replace(_FACTS, bold=True), 6.0),
            (contents.settings.text, _TEXT, 0.0),
        ]
        return [each for each in parts if each[0]]

    def _when_and_where(self) -> str:
        contents, locale = self.contents, self.language.locale
        if contents.starts_on == contents.ends_on:
            days = date_on_paper(contents.starts_on, locale)
        else:
            days = format_interval(contents.starts_on, contents.ends_on, "yMMMd", locale=locale)
        return " · ".join(each for each in (days, contents.place) if each)

    def _counted(self) -> str:
        """What it counts for, and how long the sessions were."""
        minutes = sum(each.minutes for each in self.contents.sessions)
        hours, rest = divmod(minutes, 60)
        if not minutes:
            length = ""
        elif not rest:
            length = self.gettext("%(hours)d h") % {"hours": hours}
        else:
            length = self.gettext("%(hours)d h %(minutes)d min") % {
                "hours": hours,
                "minutes": rest,
            }
        return " · ".join(each for each in (self.contents.settings.credit, length) if each)

    def _draw_sessions(self, sessions: Sequence[AttendedSession], top: float) -> None:
        shown, more = sessions[:MOST_SESSIONS], len(sessions) - MOST_SESSIONS
        half = -(-len(shown) // 2)
        for number, each in enumerate(shown):
            column, row = divmod(number, half)
            x = _MARGIN + column * (_COLUMN + 24)
            says = f"{date_on_page(each.day, 'MMMd', self.language.tag)} · {each.title}"
            y = top + row * _SESSION.line_height
            self.sheet.draw_text(says, x, y, width=_COLUMN, look=_SESSION)
        if more > 0:
            says = f"… +{more}"
            y = top + half * _SESSION.line_height
            self.sheet.draw_text(says, _MARGIN, y, width=_WIDTH, look=_SMALL)

    def _draw_signature(self) -> None:
        settings, y = self.contents.settings, _PAGE[1] - 92
        issued = self.gettext("Issued on %(date)s") % {
            "date": date_on_paper(self.contents.issued_on, self.language.locale)
        }
        if settings.signatory_name or settings.signatory_role:
            x = self.sheet.w - _MARGIN - _SIGNATURE if self.sheet.is_mirrored else _MARGIN
            self.sheet.draw_rule(x, y - 6, width=_SIGNATURE)
            for text, look in (
                (settings.signatory_name, _SIGNED),
                (settings.signatory_role, _SMALL),
            ):
                if text:
                    y = self.sheet.draw_text(text, _MARGIN, y, width=_SIGNATURE, look=look)
        self.sheet.draw_text(issued, _MARGIN, y + 2, width=_SIGNATURE, look=_SMALL)

    def _draw_proof(self) -> None:
        contents, sheet = self.contents, self.sheet
        top = _PAGE[1] - _FRAME - 18 - _QR_SIZE
        right = _MARGIN if sheet.is_mirrored else sheet.w - _MARGIN - _QR_SIZE
        sheet.draw_qr(contents.url, right, top, size=_QR_SIZE)
        width = _WIDTH - _SIGNATURE - _QR_SIZE - 24
        x = _MARGIN + _SIGNATURE + 12
        says = replace(_SMALL, align="end")
        y = sheet.draw_text(self.gettext("Check it at"), x, top + 18, width=width, look=says)
        shown = contents.url.removeprefix("https://").removeprefix("http://")
        y = sheet.draw_text(shown, x, y, width=width, look=says)
        sheet.draw_text(contents.code, x, y + 2, width=width, look=_CODE)
