"""One trace from the buyer's request over facts and messages to the mail."""

from queue import Empty

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import SecretStr

from turnout.kernel.messaging import outbox, tasks
from turnout.kernel.observability import telemetry
from turnout.worker import create_worker

BUYERS = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture
def spans():
    exporter = InMemorySpanExporter()
    telemetry.configure("", role="web", processor=SimpleSpanProcessor(exporter))
    yield exporter
    telemetry.shutdown()


@pytest.fixture
def worker(settings, queued):
    """The real worker's application over a broker in memory; `queued` puts tests' own back."""
    celery = create_worker(settings.model_copy(update={"broker_url": SecretStr("memory://")}))
    celery.conf.broker_transport_options = {}
    yield celery
    celery.close()


def work_off(celery):
    """Relay facts and run each message as the worker does, until nothing is left; their names."""
    ran = []
    with celery.connection_for_read() as connection:
        queues = [connection.SimpleQueue(name) for name in tasks.QUEUES]
        while outbox.relay_once(outbox.sending()) or any(
            _take(celery, each, ran) for each in queues
        ):
            pass
        for each in queues:
            each.close()
    return ran


def _take(celery, queue, ran):
    try:
        message = queue.get_nowait()
    except Empty:
        return False
    message.ack()
    arguments = message.payload[0]
    task = celery.tasks[message.headers["task"]]
    task.push_request(message.headers)
    try:
        task.run(*arguments)
    finally:
        task.pop_request()
    ran.append(task.name)
    return True


def test_the_mail_of_an_order_is_sent_in_the_trace_of_its_buyer(fair, worker, spans):
    type_id = fair.shop.add_type()
    work_off(worker)
    spans.clear()
    basket = fair.shop.basket(type_id, email="traced@people.example")
    caller = {"traceparent": f"00-{BUYERS}-00f067aa0ba902b7-01"}

    answer = fair.client.post(fair.shop.orders_path, json=basket, headers=caller)
    assert answer.status_code == 201, answer.json
    ran = work_off(worker)

    assert len(fair.mails.to("traced@people.example")) == 1
    assert {"turnout.handle", "notifications.send_mail"} <= set(ran)
    ours = {
        each.name: each
        for each in spans.get_finished_spans()
        if f"{each.context.trace_id:032x}" == BUYERS
    }
    request = next(each for name, each in ours.items() if name.startswith("POST "))
    handled, sent = ours["handle notifications.confirm"], ours["task notifications.send_mail"]
    assert handled.parent.span_id == request.context.span_id
    assert sent.parent.span_id == handled.context.span_id
