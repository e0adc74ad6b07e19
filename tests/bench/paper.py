"""How many tickets a core draws as PDF in a second of its time."""

import time
from typing import Final

from tests.bench.figures import Figure

TICKETS: Final = 40
ROUNDS: Final = 3
PER_SECOND: Final = 80.0


def measure_tickets() -> list[Figure]:
    """Processor time of the best round; the reference is what is promised."""
    from tests.modules.tickets.test_pdf import a_document, a_page
    from turnout.modules.tickets.pdf import render_tickets

    documents = [a_document(a_page(number, f"Guest number {number}")) for number in range(TICKETS)]
    render_tickets(documents[0])
    spent = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for each in documents:
            render_tickets(each)
        spent.append(time.process_time() - began)
    rate = TICKETS / min(spent)
    return [Figure("PDF tickets a second of a core", rate, PER_SECOND, rate / PER_SECOND, 1.0)]
