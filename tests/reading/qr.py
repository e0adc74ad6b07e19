"""Reads tickets as a stranger would: PDFium draws the page, ZXing finds the code."""

import pypdfium2
import zxingcpp
from PIL import Image

DOTS_PER_POINT = 2.0  # 144 dpi, a modest scanner


def codes_in_image(image: Image.Image) -> list[str]:
    """The texts of all QR codes on a picture."""
    found = zxingcpp.read_barcodes(image.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text for code in found]


def symbols_in_image(image: Image.Image) -> set[tuple[str, str]]:
    """(format, text) of every code on a picture, whatever its kind."""
    found = zxingcpp.read_barcodes(image.convert("L"))
    return {(code.format.name, code.text) for code in found}


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
