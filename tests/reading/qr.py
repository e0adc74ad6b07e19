"""Reads tickets as a stranger would: PDFium draws the page, ZXing finds the code."""

from collections.abc import Iterator

import pypdfium2
import zxingcpp
from PIL import Image

ON_TICKETS = [
    zxingcpp.BarcodeFormat.QRCode,
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.PDF417,
]
DOTS_PER_POINT = 2.0  # 144 dpi, a modest scanner


def codes_in_image(image: Image.Image) -> list[str]:
    """The texts of all QR codes on a picture."""
    found = zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in found]


def symbols_in_image(image: Image.Image) -> set[tuple[str, str]]:
    """(format, text) of every code on a picture, of the kinds that stand on tickets and badges.

    Looked at whole and in parts: on a page with several codes the reader overlooks one now and
    then, which somebody who holds a scanner in front of it does not.
    """
    grey = image.convert("L")
    pictures = [grey, *(grey.crop(each) for each in _parts(*grey.size))]
    return {
        (code.format.name, code.text) for each in pictures for code in zxingcpp.read_barcodes(each)
    }


def _parts(width: int, height: int) -> Iterator[tuple[int, int, int, int]]:
    """Strips across a picture and halves of them, each overlapping the next."""
    strip = height // 6
    for top in range(0, height - strip + 1, strip // 2):
        for left, right in ((0, width), (0, width * 11 // 20), (width * 9 // 20, width)):
            yield left, top, right, top + strip


def pages_of_pdf(pdf: bytes, *, dots_per_point: float = DOTS_PER_POINT) -> list[Image.Image]:
    """A picture of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dots_per_point).to_pil() for page in document]
    finally:
        document.close()


def codes_in_pdf(pdf: bytes) -> list[str]:
    """The texts of all QR codes in a PDF, page by page, read from the drawn pages."""
    return [text for page in pages_of_pdf(pdf) for text in codes_in_image(page)]


def texts_of_pdf(pdf: bytes) -> list[str]:
    """What can be copied from each page; zero-width characters left out."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return [text.replace("\u200b", "").replace("\r\n", "\n") for text in texts]
