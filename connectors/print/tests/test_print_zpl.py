"""Label printers: byte for byte, how they are, and what breaks on the way."""

import socket

import pytest

from turnout_print.printers import (
    InterruptedPrintError,
    NotSentError,
    PrinterAddress,
    printer_at,
)
from turnout_print.zpl import ZplPrinter, read_host_status

LABEL = "^XA\n^CI28\n^FO20,20^A0N,40^FDÅsa Öberg^FS\n^XZ\n".encode()


def at(printer, **options):
    return ZplPrinter("127.0.0.1", printer.port, **options)


def told():
    seen = []
    return seen, lambda status: seen.append(status.state)


def unused_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.mark.parametrize("answers", [True, False])
def test_a_label_reaches_the_printer_byte_for_byte(make_label_printer, answers):
    printer = make_label_printer(answers=answers)
    at(printer, answers_status=answers).print(LABEL, name="Badge", watch=told()[1])
    printer.wait_for(lambda: printer.received == LABEL)


def test_a_large_label_reaches_a_slow_printer_whole(make_label_printer):
    printer = make_label_printer()
    label = b"^XA^GFA," + b"0F" * 400_000 + b"^FS^XZ\n"
    at(printer).print(label, name="Badge", watch=told()[1])
    printer.wait_for(lambda: printer.received == label)


def test_it_is_printed_once_the_printer_has_nothing_left_of_it(make_label_printer):
    printer = make_label_printer(paper=False)
    seen = []

    def watch(status):
        seen.append(status.state)
        if len(seen) == 2:
            printer.load_paper()

    at(printer).print(LABEL, name="Badge", watch=watch)
    assert seen == ["paper_out", "paper_out"]
    assert printer.received == LABEL


def test_a_printer_that_stays_without_paper_has_the_badge_and_nobody_knows(make_label_printer):
    printer = make_label_printer(paper=False)
    with pytest.raises(InterruptedPrintError):
        at(printer, print_seconds=0.05).print(LABEL, name="Badge", watch=told()[1])


def test_nothing_reaches_a_printer_that_is_away():
    printer = ZplPrinter("127.0.0.1", unused_port())
    assert printer.status().state == "away"
    with pytest.raises(NotSentError) as refusal:
        printer.print(LABEL, name="Badge", watch=told()[1])
    assert refusal.value.status.state == "away"


@pytest.mark.parametrize("answers", [True, False])
def test_a_printer_that_hangs_up_midway_may_have_printed(make_label_printer, answers):
    printer = make_label_printer(hang_up_after=4096, answers=answers)
    label = b"^XA^GFA," + b"0F" * 2_000_000 + b"^FS^XZ\n"
    with pytest.raises(InterruptedPrintError):
        at(printer, answers_status=answers).print(label, name="Badge", watch=told()[1])


def test_a_printer_says_how_it_is(make_label_printer):
    printer = make_label_printer()
    assert at(printer).status().state == "ready"
    printer.head_open = True
    assert at(printer).status().state == "head_open"
    printer.head_open, printer.paper = False, False
    assert at(printer).status().state == "paper_out"


def test_a_printer_that_should_answer_and_does_not_has_some_trouble(make_label_printer):
    printer = make_label_printer(answers=False)
    assert at(printer, answer_seconds=0.05).status().state == "trouble"
    assert at(printer, answers_status=False).status().state == "ready"


@pytest.mark.parametrize(
    ("first", "second", "state", "left"),
    [
        ("030,0,0,1245,000,0,0,0,000,0,0,0", "000,0,0,0,0,2,4,0,00000000,1,000", "ready", 0),
        ("030,0,0,1245,001,0,0,0,000,0,0,0", "000,0,0,0,0,2,4,0,00000002,1,000", "printing", 3),
        ("030,0,0,1245,000,0,0,1,000,0,0,0", "000,0,0,0,0,2,4,0,00000000,1,000", "printing", 1),
        ("030,1,1,1245,000,0,0,0,000,0,0,0", "000,0,0,0,0,2,4,0,00000000,1,000", "paper_out", 0),
        ("030,0,1,1245,000,0,0,0,000,0,0,0", "000,0,0,0,0,2,4,0,00000000,1,000", "paused", 0),
        ("030,1,0,1245,000,0,0,0,000,0,0,0", "000,0,1,0,0,2,4,0,00000000,1,000", "head_open", 0),
        ("030,0,0,1245,000,0,0,0,000,0,0,0", "000,0,0,1,0,2,4,0,00000000,1,000", "ribbon_out", 0),
        ("030,0", "000", "trouble", 1),
    ],
)
def test_the_strings_of_host_status_are_read(first, second, state, left):
    answer = "".join(f"\x02{line}\x03\r\n" for line in (first, second, "1234,0")).encode()
    status, labels = read_host_status(answer)
    assert (status.state, labels) == (state, left)


@pytest.mark.parametrize("text", ["", "192.168.1.40", "http://printer", "zpl://", "ipp:printer"])
def test_an_address_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match="address"):
        PrinterAddress.parse(text)


def test_addresses_have_the_ports_of_their_kind():
    assert printer_at("zpl://10.0.0.4").place == ("10.0.0.4", 9100)
    assert printer_at("zpl://10.0.0.4:6101?status=no").answers_status is False
    assert printer_at("ipp://printer.local/ipp/print").url == "http://printer.local:631/ipp/print"
    assert printer_at("ipps://p/x").printer_uri == "ipps://p:631/x"
