"""Layouts to begin with: a badge to hang, a label of a printer, cards on a sheet."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from turnout.modules.badges.types import (
    Alignment,
    Badge,
    BadgeDesign,
    BadgeElement,
    BadgeSample,
    BadgeTemplate,
    ElementKind,
    LabelSheet,
    QrContent,
)

_WHITE: Final = "#ffffff"
_MUTED: Final = "#5a6473"
_COMPANY: Final = ("company", "organi", "employer", "firm")
_JOB: Final = ("job", "position", "role", "function")


def _text(
    kind: ElementKind, box: tuple[float, float, float, float], **more: object
) -> BadgeElement:
    x, y, width, height = box
    return BadgeElement(kind=kind.value, x_mm=x, y_mm=y, width_mm=width, height_mm=height, **more)  # type: ignore[arg-type]


def _answers(
    questions: Sequence[str],
    boxes: Sequence[tuple[float, float, float, float]],
    sizes: Sequence[float],
    *,
    align: Alignment,
) -> list[BadgeElement]:
    """Company and job title, as far as the event's form asks for such."""
    found = [
        key
        for words in (_COMPANY, _JOB)
        if (key := next((each for each in questions if _has(each, words)), ""))
    ]
    return [
        _text(
            ElementKind.ANSWER,
            box,
            size_pt=size,
            question=key,
            align=align.value,
            colour=_MUTED,
        )
        for key, box, size in zip(found, boxes, sizes, strict=False)
    ]


def _has(key: str, words: Sequence[str]) -> bool:
    return any(word in key.lower() for word in words)


def templates_of(brand_colour: str, questions: Sequence[str]) -> list[BadgeTemplate]:
    """The templates in an organization's colour, with the questions that a form asks."""
    return [
        BadgeTemplate(key="hanging", design=_hanging(brand_colour, questions)),
        BadgeTemplate(key="label", design=_label(questions)),
        BadgeTemplate(key="cards", design=_cards(brand_colour, questions)),
    ]


def _hanging(colour: str, questions: Sequence[str]) -> BadgeDesign:
    """A6, for a lanyard: the ticket type on a band, the name as large as it fits."""
    centre = Alignment.CENTRE
    return BadgeDesign(
        width_mm=105,
        height_mm=148,
        elements=(
            _text(ElementKind.LOGO, (27.5, 8, 50, 16)),
            _text(
                ElementKind.EVENT_TITLE, (8, 27, 89, 12), size_pt=15, is_bold=True, lines=2,
                colour=_MUTED,
            ),
            _text(ElementKind.NAME, (6, 42, 93, 34), size_pt=44, is_bold=True, lines=2),
            *_answers(questions, [(8, 77, 89, 8), (8, 85, 89, 7)], [18, 14], align=centre),
            _text(ElementKind.QR, (35.5, 93, 34, 34)),
            _text(ElementKind.BAND, (0, 130, 105, 18), colour=colour),
            _text(
                ElementKind.TICKET_TYPE, (6, 132, 93, 14), size_pt=26, is_bold=True, colour=_WHITE
            ),
        ),
    )  # fmt: skip


def _label(questions: Sequence[str]) -> BadgeDesign:
    """100 × 62 mm, for a roll: black on white, as label printers have it."""
    start, black = Alignment.START, "#000000"
    return BadgeDesign(
        width_mm=100,
        height_mm=62,
        elements=(
            _text(
                ElementKind.NAME, (4, 4, 92, 23), size_pt=40, is_bold=True, lines=2,
                align=start.value, colour=black,
            ),
            *(
                replace(each, colour=black)
                for each in _answers(
                    questions, [(4, 28, 60, 7), (4, 35, 60, 6)], [16, 12], align=start
                )
            ),
            _text(ElementKind.BAND, (4, 47, 62, 11), colour=black),
            _text(
                ElementKind.TICKET_TYPE, (6, 48, 58, 9), size_pt=18, is_bold=True,
                align=start.value, colour=_WHITE,
            ),
            _text(ElementKind.QR, (68, 30, 28, 28)),
        ),
    )  # fmt: skip


def _cards(colour: str, questions: Sequence[str]) -> BadgeDesign:
    """Ten cards of 90 × 55 mm on A4, two in a row, without gaps between them."""
    start = Alignment.START.value
    return BadgeDesign(
        width_mm=90,
        height_mm=55,
        sheet=LabelSheet(
            width_mm=210, height_mm=297, columns=2, rows=5, left_mm=15, top_mm=11
        ),
        elements=(
            _text(ElementKind.BAND, (0, 0, 5, 55), colour=colour),
            _text(
                ElementKind.EVENT_TITLE, (9, 4, 52, 6), size_pt=10, is_bold=True, align=start,
                colour=_MUTED,
            ),
            _text(
                ElementKind.NAME, (9, 10.5, 77, 17), size_pt=28, is_bold=True, lines=2, align=start
            ),
            *_answers(
                questions, [(9, 30, 51, 5), (9, 35, 51, 4.5)], [11, 9], align=Alignment.START
            ),
            _text(
                ElementKind.TICKET_TYPE, (9, 43, 51, 8), size_pt=14, is_bold=True, align=start,
                colour=colour,
            ),
            _text(ElementKind.QR, (62, 28, 24, 24), content=QrContent.TICKET.value),
        ),
    )  # fmt: skip


_NAMES: Final = {
    BadgeSample.LONGEST: "Maximiliane-Alexandra von Hohenstein-Oberhausen",
    BadgeSample.SHORT: "Jo Li",
    BadgeSample.ARABIC: "عبد الرحمن بن محمد الأنصاري",
    BadgeSample.HINDI: "श्रीनिवास रामानुजन अय्यंगार",
}
_SAID: Final = {
    BadgeSample.LONGEST: "International Institute for Harbour Engineering",
    BadgeSample.SHORT: "Tidewell",
    BadgeSample.ARABIC: "المعهد الدولي لهندسة الموانئ",
    BadgeSample.HINDI: "अंतर्राष्ट्रीय बंदरगाह संस्थान",
}
_DOES: Final = {
    BadgeSample.LONGEST: "Head of Sustainable Port Logistics",
    BadgeSample.SHORT: "CEO",
    BadgeSample.ARABIC: "رئيسة قسم الخدمات البحرية",
    BadgeSample.HINDI: "मुख्य समुद्री अभियंता",
}
_TICKET_CODE: Final = (
    "v1.Fbkz8A.yBARs8djRTuJnJF_6kdxKu7tIxyUYk_wXb3zomGhTcTYuLQU38GDfQ"
    ".lry0yTK6uf0B-HiyXmKujytzdMmSTsQaNSrAoJz0nlNFuAlbY6ZbGPmquWYPerLtRXgEZT69T-T2vfHj7LfGvg"
)
"""As long as a real one; it opens nothing."""


def sample_badge(
    sample: BadgeSample, *, event_title: str, ticket_type: Badge, questions: Sequence[str]
) -> Badge:
    """A made-up badge: the longest name that is likely, a short one, or another script."""
    return replace(
        ticket_type,
        name=_NAMES[sample],
        event_title=event_title,
        order_number="A7K2M9QX",
        short_code="4F7K-9Q2M",
        barcode_number="05710438862194037715",
        ticket_code=_TICKET_CODE,
        badge_code=f"turnout:badge:{'0' * 32}",
        sessions=("Opening · Great hall", "Tides and turbines · Room 4"),
        answers={key: (_DOES if _has(key, _JOB) else _SAID)[sample] for key in questions},
    )
