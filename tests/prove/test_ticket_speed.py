"""A worker draws more than eighty tickets a second, on an idle machine."""

import time

from tests.modules.tickets.test_pdf import a_document, a_page
from turnout.modules.tickets.pdf import render_tickets

TICKETS = 40
ROUNDS = 3
PER_SECOND = 80


def test_a_worker_draws_more_than_eighty_tickets_a_second() -> None:
    """Processor time of the best of three rounds: what else the process does is not counted."""
    documents = [a_document(a_page(number, f"Guest number {number}")) for number in range(TICKETS)]
    spent = []
    render_tickets(documents[0])
    for _round in range(ROUNDS):
        begun = time.process_time()
        for document in documents:
            render_tickets(document)
        spent.append(time.process_time() - begun)
    assert min(spent) / TICKETS < 1 / PER_SECOND
