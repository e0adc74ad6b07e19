"""A camera that looks at a QR code: a short film for Chromium's fake device."""

from pathlib import Path

from turnout.assets.paper.qr_code import QUIET_CELLS, cells_of

WIDTH, HEIGHT = 640, 480
CELL = 6
GREY, DARK, LIGHT = 120, 16, 235


def film(path: Path, text: str) -> Path:
    """Y4M of one still: the code in the middle, black on white, on a grey ground."""
    luma = bytearray([GREY]) * (WIDTH * HEIGHT)
    cells = cells_of(text)
    side = len(cells) + 2 * QUIET_CELLS
    left, top = (WIDTH - side * CELL) // 2, (HEIGHT - side * CELL) // 2
    for y in range(side * CELL):
        row = cells[y // CELL - QUIET_CELLS] if 0 <= y // CELL - QUIET_CELLS < len(cells) else ()
        for x in range(side * CELL):
            column = x // CELL - QUIET_CELLS
            is_dark = 0 <= column < len(row) and row[column]
            luma[(top + y) * WIDTH + left + x] = DARK if is_dark else LIGHT
    still = b"FRAME\n" + bytes(luma) + bytes([128]) * (WIDTH * HEIGHT // 2)
    path.write_bytes(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F15:1 Ip A1:1 C420jpeg\n".encode() + still * 2)
    return path


def flags(path: Path) -> tuple[str, ...]:
    """How Chromium takes the film for its camera, and nobody has to allow it."""
    return (
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={path}",
    )
