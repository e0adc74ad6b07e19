"""PDF tickets, read back by an independent renderer, text extractor and QR decoder."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageStat
from tests.prove.counts import examples
from tests.reading.qr import (
    codes_in_image,
    codes_in_pdf,
    pages_of_pdf,
    symbols_in_image,
    texts_of_pdf,
)

from turnout.assets.paper.glyphs import Style, fit, shape_line
from turnout.assets.paper.qr_code import cells_of
from turnout.modules.tickets import codes
from turnout.modules.tickets.pdf import (
    TicketDocument,
    TicketPage,
    entry_notes,
    render_tickets,
)

KEY = codes.SigningKey.from_bytes(bytes(range(32)))
KEYS = {KEY.id: codes.load_public_key(KEY.public_bytes)}
EVENT = UUID("0190a7c0-0000-7000-8000-000000000001")

NAMES = {
    "Latin with Vietnamese marks": "Nguyễn Thị Ánh Nguyệt",
    "Somali": "Cabdiraxmaan Xasan Cali",
    "Turkish and Polish": "Işık Łukasz Źdźbło",
    "Cyrillic": "Фёдор Достоевский",
    "Greek": "Αλέξανδρος Παπαδόπουλος",
    "Arabic": "محمد عبد الله الهاشمي",
    "Persian": "پیمان گلچین",
    "Hebrew": "דוד בן גוריון",
    "Devanagari": "लक्ष्मी क्षत्रिय",
    "Bengali": "রবীন্দ্রনাথ ঠাকুর",
    "Tamil": "தமிழ்ச்செல்வி",
    "Telugu": "శ్రీనివాసరావు",
    "Kannada": "ಕೃಷ್ಣಮೂರ್ತಿ",
    "Malayalam": "ശ്രീകുമാർ",
    "Gujarati": "નરેન્દ્ર",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Sinhala": "ශ්‍රී ලංකා",
    "Thai": "สมชาย ใจดี",
    "Lao": "ສົມສັກ",
    "Khmer": "សុខ វណ្ណា",
    "Burmese": "အောင်ဆန်း",
    "Georgian": "ქართული",
    "Armenian": "Հայաստան",
    "Amharic": "ሰላም አበበ",
    "Japanese": "山田 さくら",
    "Chinese": "王小明",
    "Traditional Chinese": "陳龍國",
    "Korean": "김민준",
    "Yoruba and Igbo": "Ọlábísí Ụchẹnna",
}


def a_page(number: int = 0, name: str = "Ada Lovelace") -> TicketPage:
    claims = codes.Claims(event_id=EVENT, ticket_id=UUID(int=number), nonce=bytes(8))
    return TicketPage(
        attendee_name=name,
        ticket_type="Early bird",
        price="€120.00",
        code=codes.sign(KEY, claims),
        short_code="4F7K-9Q2M",
        barcode_number="05710438862194037715",
    )


def a_document(*pages: TicketPage, **changes: object) -> TicketDocument:
    document = TicketDocument(
        organization_name="Kivuli Events",
        colour="#0b5cad",
        event_title="Pan-African Cloud Summit",
        starts_at=datetime(2026, 11, 14, 6, tzinfo=UTC),
        ends_at=datetime(2026, 11, 14, 15, tzinfo=UTC),
        time_zone="Africa/Nairobi",
        venue_lines=("KICC Tsavo Hall", "Harambee Avenue, Nairobi"),
        order_number="KIV-7F3K-92QD",
        issued_at=datetime(2026, 10, 1, 12, tzinfo=UTC),
        pages=pages or (a_page(),),
        notes=("Have this page ready before the gate.",),
    )
    return replace(document, **changes)  # type: ignore[arg-type]


def test_the_code_on_every_drawn_page_lets_its_own_ticket_in() -> None:
    document = a_document(*(a_page(number) for number in range(3)))

    read = codes_in_pdf(render_tickets(document))

    tickets = [codes.verify(KEYS, text, event_id=EVENT).ticket_id for text in read]
    assert tickets == [UUID(int=number) for number in range(3)]


def test_the_code_survives_a_small_and_coarse_print() -> None:
    [page] = pages_of_pdf(render_tickets(a_document()), dots_per_point=1.0)

    assert codes_in_image(page) == [a_page().code]


def test_the_code_is_at_least_45_millimetres_wide_with_a_white_border() -> None:
    [page] = pages_of_pdf(render_tickets(a_document()), dots_per_point=2.0)
    [found] = zxingcpp.read_barcodes(page.convert("L"))
    corner, opposite = found.position.top_left, found.position.bottom_right
    width = opposite.x - corner.x

    assert width / 2.0 * 25.4 / 72 >= 45
    module = width / 49
    quiet = round(4 * module) - 2
    around = page.convert("L").crop(
        (corner.x - quiet, corner.y - quiet, opposite.x + quiet, opposite.y + quiet)
    )
    for turn in range(4):
        edge = around.rotate(90 * turn, expand=True).crop((0, 0, around.width, quiet - 4))
        assert edge.getextrema() == (255, 255)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_in_any_script_is_drawn_and_can_be_copied(name: str) -> None:
    [text] = texts_of_pdf(render_tickets(a_document(a_page(name=name))))

    assert name in " ".join(text.split())  # a long name takes two lines


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_no_script_falls_back_to_the_empty_box(name: str, *, bold: bool) -> None:
    line = shape_line(name, Style(bold=bold))

    drawn = [
        glyph.id for piece in line.pieces for cluster in piece.clusters for glyph in cluster.glyphs
    ]
    assert drawn
    assert 0 not in drawn
    assert "\ufffd" not in [cluster.text for piece in line.pieces for cluster in piece.clusters]


def test_japanese_and_chinese_draw_the_same_character_each_in_its_own_way() -> None:
    def faces(text: str, language: str) -> set[str]:
        return {p.typeface.name for p in shape_line(text, Style(language=language)).pieces}

    assert faces("直美", "zh") == {"NotoSansSC-Regular"}
    assert faces("直美", "ja") == {"NotoSansJP-Regular"}
    assert faces("直美さん", "en") == {"NotoSansJP-Regular"}


def test_arabic_runs_leftwards_and_joins_its_letters() -> None:
    name = NAMES["Arabic"]
    line = shape_line(name, Style())

    assert "".join(c.text for p in line.pieces for c in p.clusters) == name[::-1]
    alone = sum(shape_line(letter, Style()).width for letter in name)
    assert line.width < alone * 0.9  # joined forms are narrower than letters on their own


def test_a_mixed_line_keeps_each_direction() -> None:
    line = shape_line("Dr. דוד (Tel Aviv)", Style())

    drawn = "".join(cluster.text for piece in line.pieces for cluster in piece.clusters)
    assert drawn == "Dr. דוד"[:4] + "דוד"[::-1] + " (Tel Aviv)"


def test_a_name_cannot_reorder_or_hide_what_stands_beside_it() -> None:
    line = shape_line("Ada\u202egnp.exe\u2066\x00\n\tLove\ud800lace\u200b", Style())

    assert line.text == "Adagnp.exe Love?lace"


@pytest.mark.parametrize("name", ["👩‍🚀 Ada ❤️", "🇰🇪🇯🇵", "👍🏽", "Ꮳꮃꭹ", "𓀀", "\U0010ffff", ""])
def test_what_no_typeface_has_degrades_without_harm(name: str) -> None:
    document = a_document(a_page(name=name))

    assert codes_in_pdf(render_tickets(document)) == [a_page().code]


@settings(max_examples=examples(15), deadline=None)
@given(st.text(max_size=120), st.text(max_size=250))
def test_any_text_at_all_leaves_room_for_bar_codes(name: str, title: str) -> None:
    document = a_document(
        a_page(name=name), event_title=title * 3, venue_lines=(name, title), notes=(title,),
        has_code_128=True, has_pdf417=True,
    )  # fmt: skip
    [page] = pages_of_pdf(render_tickets(document), dots_per_point=3)

    assert symbols_in_image(page) == {
        ("QRCode", a_page().code), ("PDF417", a_page().code), ("Code128", a_page().barcode_number),
    }  # fmt: skip


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=120), st.text(max_size=250))
def test_any_text_at_all_gives_a_page_with_its_code(name: str, title: str) -> None:
    document = a_document(
        a_page(name=name), event_title=title, venue_lines=(name, title), notes=(title,)
    )

    assert codes_in_pdf(render_tickets(document)) == [a_page().code]


WORDS = "An extraordinarily long and carefully worded title of a conference on everything "


@pytest.mark.parametrize(
    "text",
    [
        (WORDS * 4)[:200],
        "W" * 200,
        "国際会議" * 50,
        "مؤتمر " * 34,
        "การประชุม" * 22,
        "👩‍🚀" * 50,
        "क्षत्रिय" * 25,
    ],
    ids=["words", "one word", "Han", "Arabic", "Thai", "emoji", "Devanagari"],
)
def test_a_title_of_200_characters_stays_inside_its_box(text: str) -> None:
    fitted = fit(text, Style(bold=True), width=499, sizes=(28, 22, 15), max_lines=4)

    assert len(fitted.lines) <= 4
    assert all(line.width * fitted.size <= 499.5 for line in fitted.lines)
    assert fitted.lines[0].text in " ".join(text.split())


def test_a_long_title_is_cut_with_an_ellipsis_only_at_the_smallest_size() -> None:
    whole = fit("Short title", Style(), width=499, sizes=(28, 15), max_lines=1)
    cut = fit(WORDS * 10, Style(), width=499, sizes=(28, 15), max_lines=2)

    assert ([line.text for line in whole.lines], whole.size) == (["Short title"], 28)
    assert cut.size == 15
    assert cut.lines[-1].text.endswith("…")


def test_lines_break_between_words_and_lose_none() -> None:
    fitted = fit(WORDS, Style(), width=200, sizes=(12,), max_lines=20)

    assert " ".join(line.text for line in fitted.lines) == WORDS.strip()
    assert len(fitted.lines) > 2


def test_nothing_is_drawn_over_the_edge_of_the_paper() -> None:
    huge = "W" * 300
    page = replace(a_page(name=huge), ticket_type=huge, price=huge, short_code=huge, seat=huge)
    document = a_document(
        page, event_title=huge, organization_name=huge, venue_lines=(huge,) * 9, notes=(huge,) * 40
    )

    [picture] = pages_of_pdf(render_tickets(document), dots_per_point=1.0)

    right_edge = picture.crop((picture.width - 40, 70, picture.width, picture.height))
    assert ImageStat.Stat(right_edge.convert("L")).extrema == [(255, 255)]
    assert codes_in_image(picture) == [page.code]


@pytest.mark.parametrize("title", ["Short", "A long and careful title " * 5])
def test_bar_codes_stand_above_the_footer_and_the_cover_gives_way_if_it_must(title: str) -> None:
    cover = io.BytesIO()
    Image.new("RGB", (1190, 264), (200, 0, 0)).save(cover, "JPEG")
    document = a_document(
        event_title=title, cover=cover.getvalue(), has_code_128=True, has_pdf417=True,
        venue_lines=(title[:70],) * 3,
    )  # fmt: skip
    scale = 3

    [page] = pages_of_pdf(render_tickets(document), dots_per_point=scale)
    found = zxingcpp.read_barcodes(page.convert("L"))

    assert len(found) == 3
    assert max(each.position.bottom_left.y for each in found) / scale < 841.89 - 48
    red, *_ = page.convert("RGB").getpixel((scale * 300, scale * 5))
    assert (red > 190) == (title == "Short")


def test_the_page_says_what_a_visitor_needs() -> None:
    page = replace(a_page(), seat="Row C, seat 14")

    [text] = texts_of_pdf(render_tickets(a_document(page)))

    for said in (
        "Kivuli Events",
        "Pan-African Cloud Summit",
        "Sat 14 Nov 2026, 09:00–18:00",
        "Nairobi Time",
        "KICC Tsavo Hall",
        "Early bird",
        "€120.00",
        "KIV-7F3K-92QD",
        "4F7K-9Q2M",
        "Row C, seat 14",
        "Have this page ready before the gate.",
        "Ticket 1 of 1",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("zone", "language", "expected"),
    [
        (
            "Africa/Nairobi",
            "en-GB",
            ("Sat 14 Nov 2026, 09:00–18:00", "Nairobi Time"),
        ),
        (
            "America/St_Johns",
            "en-GB",
            ("Sat 14 Nov 2026, 02:30–11:30", "St. John’s Time"),
        ),
        (
            "Asia/Tokyo",
            "de",
            ("Sa., 14. Nov. 2026, 15:00–00:00", "Tokio (Ortszeit)"),
        ),
    ],
)
def test_times_stand_in_the_zone_of_the_event_as_its_page_says_them(
    zone: str, language: str, expected: tuple[str, str]
) -> None:
    document = replace(a_document(), time_zone=zone, language=language)

    (text,) = texts_of_pdf(render_tickets(document))

    lines = [" ".join(each.split()) for each in text.splitlines()]
    assert [each for each in lines if each in expected] == list(expected), text


def test_the_same_document_gives_the_same_bytes() -> None:
    document = a_document(a_page(name=NAMES["Arabic"]), a_page(1, NAMES["Devanagari"]))

    first = render_tickets(document)
    render_tickets(a_document(a_page(name=NAMES["Japanese"])))  # another one in between

    assert render_tickets(document) == first


def test_the_file_carries_title_author_language_and_date() -> None:
    pdf = render_tickets(a_document(language="sw"))

    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    assert document.get_metadata_value("Title") == "Pan-African Cloud Summit"
    assert document.get_metadata_value("Author") == "Kivuli Events"
    assert document.get_metadata_value("CreationDate") == "D:20261001120000Z"
    assert b"/Lang (sw)" in pdf
    assert b"/DisplayDocTitle true" in pdf


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#f2c200", "#0b5cad"])
def test_the_organization_is_readable_on_any_colour(colour: str) -> None:
    [picture] = pages_of_pdf(render_tickets(a_document(colour=colour)))

    low, high = picture.crop((96, 40, 300, 76)).convert("L").getextrema()
    assert high - low > 100  # type: ignore[operator]


@pytest.mark.parametrize("colour", ["", "red", "#fff", "0b5cad0", "#gggggg"])
def test_a_colour_that_is_none_is_refused(colour: str) -> None:
    with pytest.raises(ValueError, match=r"colour|hexadecimal"):
        render_tickets(a_document(colour=colour))


def test_a_document_without_tickets_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        render_tickets(replace(a_document(), pages=()))


def test_no_ticket_takes_more_than_forty_kilobytes() -> None:
    documents = [a_document(a_page(number, f"Guest number {number}")) for number in range(8)]
    assert max(len(render_tickets(document)) for document in documents) < 40_000


@pytest.mark.parametrize(("length", "level"), [(10, "Q"), (14, "M"), (30, "Q"), (60, "M")])
def test_a_code_corrects_as_many_errors_as_its_size_has_room_for(length, level):
    cells = cells_of("a/" * (length // 2))
    side = len(cells) + 8
    image = Image.new("L", (side, side), 255)
    for y, row in enumerate(cells, start=4):
        for x, is_dark in enumerate(row, start=4):
            image.putpixel((x, y), 0 if is_dark else 255)
    [found] = zxingcpp.read_barcodes(image.resize((side * 4, side * 4)))
    assert (found.text, found.ec_level) == ("a/" * (length // 2), level)


ENTRANCE = {
    "en": "At the entrance",
    "de-CH": "Am Einlass",
    "fr": "À l’entrée",
    "es": "En la entrada",
    "hi": "प्रवेश पर",
    "so": "Albaabka",
    "xx": "At the entrance",
}


@pytest.mark.parametrize("language", [*ENTRANCE, "ar"])
def test_its_words_are_the_readers_and_its_codes_are_read_in_every_language(language: str) -> None:
    page = a_page()
    document = a_document(
        page,
        language=language,
        notes=entry_notes(language),
        has_code_128=True,
        has_pdf417=True,
    )
    pdf = render_tickets(document)
    [picture] = pages_of_pdf(pdf, dots_per_point=3)
    found = symbols_in_image(picture)
    assert ("QRCode", page.code) in found
    assert {kind for kind, _ in found} == {"QRCode", "Code128", "PDF417"}
    if language in ENTRANCE:  # right to left is copied in the order in which it is drawn
        assert ENTRANCE[language] in texts_of_pdf(pdf)[0]


def test_in_arabic_the_page_begins_at_the_right() -> None:
    [english], [arabic] = (
        pages_of_pdf(render_tickets(a_document(a_page(), language=each))) for each in ("en", "ar")
    )

    def where(picture: Image.Image) -> float:
        [code] = zxingcpp.read_barcodes(picture.convert("L"))
        return code.position.top_left.x / picture.width

    assert where(english) > 0.5 > where(arabic)
