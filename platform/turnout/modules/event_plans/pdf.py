"""The plan of an event on paper: the run of show, what is to do, and who supplies what.

No clock, no database, no network: the same plan gives the same bytes. Lengths in points.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from turnout.assets.paper.fonts import clean
from turnout.assets.paper.glyphs import Style, fit
from turnout.assets.paper.sheet import MUTED, WHITE, Look, Sheet
from turnout.l10n import formats
from turnout.l10n.languages import Language, language_of
from turnout.modules.event_plans.types import Cue, EventPlan, Supplier, Task, TaskState

CATALOGUES: Final = Path(__file__).parent / "locale"
_MARGIN: Final = 48.0
_WIDTH: Final = 595.28 - 2 * _MARGIN
_BOTTOM: Final = 841.89 - 64
_TITLE: Final = Look((22.0, 19.0, 16.0), bold=True, max_lines=3)
_HEAD: Final = Look((14.0,), bold=True)
_DAY: Final = Look((10.5,), bold=True)
_LABEL: Final = Look((8.0,), bold=True, colour=MUTED)
_CELL: Final = Look((9.5,), max_lines=60)
_STRONG: Final = replace(_CELL, bold=True)
_QUIET: Final = Look((9.0,), colour=MUTED, max_lines=4)
_FOOT: Final = Look((7.5,), colour=MUTED, align="end")
_GAP: Final = 10.0
_BOX: Final = 9.0
_CUES: Final = (70.0, 150.0, 90.0, 80.0, 109.28)
_TASKS: Final = (18.0, 180.0, 84.0, 90.0, 127.28)
_SUPPLIERS: Final = (130.0, 120.0, 135.0, 114.28)
Row = Sequence[tuple[str, Look]]


@dataclass(slots=True)
class _Table:
    """Columns of a table: their widths, and what stands above them."""

    widths: Sequence[float]
    heads: Sequence[str]


def render_plan(plan: EventPlan, *, language: str, printed_at: datetime) -> bytes:
    """The PDF in the language of a BCP 47 tag; `printed_at` is aware."""
    return _Painter(plan, language_of(language, catalogues=CATALOGUES), printed_at).draw()


class _Painter:
    """Draws one plan from top to bottom, over as many pages as it takes."""

    def __init__(self, plan: EventPlan, language: Language, printed_at: datetime) -> None:
        self.plan, self.language = plan, language
        self.gettext: Callable[[str], str] = language.translations.gettext
        self.sheet = Sheet(language=language.tag, is_mirrored=language.direction == "rtl")
        self.sheet.set_creation_date(printed_at)
        self.sheet.set_title(clean(plan.event_title))
        self.printed_at = printed_at
        self.y = 0.0

    def draw(self) -> bytes:
        _ = self.gettext
        self._begin_page()
        self._text(self.plan.event_title, _TITLE)
        self._text(formats.local_time_on_page(self.plan.time_zone, self.language.tag), _QUIET)
        self._draw_part(_("Run of show"), self._draw_cues, is_empty=not self.plan.run_of_show)
        self._draw_part(_("Tasks"), self._draw_tasks, is_empty=not self.plan.tasks)
        self._draw_part(_("Suppliers"), self._draw_suppliers, is_empty=not self.plan.suppliers)
        self._number_pages()
        return self.sheet.to_bytes()

    def _draw_part(self, title: str, draw: Callable[[], None], *, is_empty: bool) -> None:
        self._make_room(90)
        self.y += 18
        self._text(title, _HEAD)
        if is_empty:
            self._text(self.gettext("Nothing is planned yet."), _QUIET)
        else:
            draw()

    def _draw_cues(self) -> None:
        _ = self.gettext
        heads = (_("Time"), _("What"), _("Where"), _("Who"), _("Notes"))
        table, day = _Table(_CUES, heads), None
        for cue in self.plan.run_of_show:
            if cue.starts_local.date() != day:
                day = cue.starts_local.date()
                self._make_room(60)
                self.y += 8
                self._text(self._date(day), _DAY)
                self._draw_heads(table)
            self._draw_row(table, self._cells_of_cue(cue))

    def _cells_of_cue(self, cue: Cue) -> Row:
        time = formats.clock(cue.starts_local)
        if cue.minutes:
            time += "\n" + self.gettext("%(minutes)s min") % {"minutes": cue.minutes}
        cells = (cue.place, cue.responsible, cue.notes)
        return ((time, _STRONG), (cue.title, _STRONG), *((each, _CELL) for each in cells))

    def _draw_tasks(self) -> None:
        _ = self.gettext
        table = _Table(_TASKS, ("", _("What"), _("Until"), _("Who"), _("Notes")))
        self._draw_heads(table)
        for task in self.plan.tasks:
            self._draw_row(table, self._cells_of_task(task), ticked=task.state == TaskState.DONE)

    def _cells_of_task(self, task: Task) -> Row:
        until = self._date(task.due_on) if task.due_on else ""
        if task.is_overdue:
            until += "\n" + self.gettext("Overdue")
        look = _STRONG if task.is_overdue else _CELL
        cells = (task.owner_name, task.notes)
        return (("", _CELL), (task.title, _CELL), (until, look), *((c, _CELL) for c in cells))

    def _draw_suppliers(self) -> None:
        _ = self.gettext
        heads = (_("Name"), _("Brings"), _("Contact"), _("Notes"))
        table = _Table(_SUPPLIERS, heads)
        self._draw_heads(table)
        for supplier in self.plan.suppliers:
            self._draw_row(table, self._cells_of_supplier(supplier))

    def _cells_of_supplier(self, supplier: Supplier) -> Row:
        contact = (supplier.contact_name, supplier.phone, supplier.email)
        cells = (supplier.supplies, "\n".join(each for each in contact if each), supplier.notes)
        return ((supplier.name, _STRONG), *((each, _CELL) for each in cells))

    def _draw_heads(self, table: _Table) -> None:
        self.y += 6
        ends = self._draw_cells(table, [(each, _LABEL) for each in table.heads])
        self.sheet.draw_rule(_MARGIN, ends + 2, width=_WIDTH)
        self.y = ends + 4

    def _draw_row(self, table: _Table, cells: Row, *, ticked: bool | None = None) -> None:
        """A row whole on one page, with the heads above it again on a new one."""
        if self.y + self._height(table, cells) + 6 > _BOTTOM:
            self._begin_page()
            self._draw_heads(table)
        top = self.y + 4
        if ticked is not None:
            self._draw_box(top, ticked=ticked)
        self.y = top
        self.y = self._draw_cells(table, cells) + 2
        self.sheet.draw_rule(_MARGIN, self.y, width=_WIDTH)

    def _draw_cells(self, table: _Table, cells: Row) -> float:
        at, ends = _MARGIN, self.y
        for width, (text, look) in zip(table.widths, cells, strict=True):
            top = self.y
            for line in _lines(text):
                top = self.sheet.draw_text(line, at, top, width=width - _GAP, look=look)
            at, ends = at + width, max(ends, top)
        return ends

    def _draw_box(self, top: float, *, ticked: bool) -> None:
        """A box to tick off by hand; a filled one for what is done."""
        at = self.sheet.w - _MARGIN - _BOX if self.sheet.is_mirrored else _MARGIN
        self.sheet.fill_box(at, top + 2, width=_BOX, height=_BOX, colour=MUTED)
        if not ticked:
            inner = _BOX - 1.6
            self.sheet.fill_box(at + 0.8, top + 2.8, width=inner, height=inner, colour=WHITE)

    def _height(self, table: _Table, cells: Row) -> float:
        return max(
            sum(self._lines_of(line, width - _GAP, look) for line in _lines(text))
            * look.line_height
            for width, (text, look) in zip(table.widths, cells, strict=True)
        )

    def _lines_of(self, text: str, width: float, look: Look) -> int:
        style = Style(bold=look.bold, language=self.language.tag)
        fitted = fit(text, style, width=width, sizes=look.sizes, max_lines=look.max_lines)
        return len(fitted.lines)

    def _make_room(self, height: float) -> None:
        if self.y + height > _BOTTOM:
            self._begin_page()

    def _begin_page(self) -> None:
        self.sheet.add_page()
        self.y = _MARGIN

    def _text(self, text: str, look: Look) -> None:
        self.y = self.sheet.draw_text(text, _MARGIN, self.y, width=_WIDTH, look=look) + 2

    def _number_pages(self) -> None:
        count, when = self.sheet.pages_count, formats.moment(self.printed_at, self.language.locale)
        said = self.gettext("As of %(moment)s") % {"moment": when}
        for number in range(1, count + 1):
            self.sheet.page = number
            text = f"{said} · {number}/{count}"
            self.sheet.draw_text(text, _MARGIN, _BOTTOM + 22, width=_WIDTH, look=_FOOT)

    def _date(self, day: date) -> str:
        return formats.date_on_paper(day, self.language.locale)


def _lines(text: str) -> list[str]:
    return [each for each in text.splitlines() if each.strip()]
