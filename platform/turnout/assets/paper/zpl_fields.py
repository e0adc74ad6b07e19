"""Fields of ZPL II, the language of label printers: texts, places and pictures."""

from typing import Final

from PIL import Image

DARK: Final = 128
"""Of 255: what is darker prints black."""
LAST_LATIN: Final = 0x17F
"""The last sign that every printer's scalable font has: Latin with its marks."""
HEX_SIGN: Final = "\\"


def is_in_printers_font(text: str) -> bool:
    """Whether the font of every printer has it; a backslash means a line end to them."""
    return all(" " <= sign <= chr(LAST_LATIN) and sign != HEX_SIGN for sign in text)


def escaped(text: str) -> str:
    """Text of a field, in which no sign is a command: `^FH` is set to the backslash."""
    return "".join(f"{HEX_SIGN}{ord(sign):02X}" if sign in "^~\\" else sign for sign in text)


def is_dark(colour: tuple[int, int, int]) -> bool:
    """Whether a colour prints black; red, green and blue of 255."""
    red, green, blue = colour
    return 0.299 * red + 0.587 * green + 0.114 * blue < DARK


def field_at(x: float, y: float) -> str:
    """Where a field begins, in dots from the upper left corner of the label."""
    return f"^FO{max(0, round(x))},{max(0, round(y))}"


def graphic_field(image: Image.Image) -> str:
    """Black and white dots, each row in whole bytes."""
    row = -(-image.width // 8)
    padded = Image.new("L", (row * 8, image.height), 255)
    padded.paste(image, (0, 0))
    bits = padded.point(lambda value: 0 if value < DARK else 255).convert("1")
    data = bytes(each ^ 0xFF for each in bits.tobytes())
    return f"^GFA,{len(data)},{len(data)},{row},{data.hex().upper()}^FS"
