"""Virus scanning of a document before anybody gets it."""

from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.outbound.clamav import scan
from turnout.modules.files import policies, stores
from turnout.modules.files.facts import FileInfected
from turnout.modules.files.metrics import SCANNED
from turnout.modules.files.models import JobKind, ScanState
from turnout.modules.files.queries import files as queries
from turnout.modules.files.service.jobs import schedule_job


def scan_file(ctx: OrganizationContext, file_id: UUID) -> None:
    """Ask the scanner and write down what it says; an infected content is removed.

    ScannerUnavailable while the scanner does not answer: until then nobody gets the file. When the
    operator took the scanner away, what still waits for it is let go.
    """
    policies.require_platform(ctx)
    with transaction(ctx) as tx:
        row = queries.find_file(tx, file_id)
        if row is None or row.scan != ScanState.PENDING:
            return
        store, key = row.store, row.storage_key
    url = runtime.current().settings.scanner_url
    found = scan(url, stores.named(store).get(key)) if url else None
    with transaction(ctx) as tx:
        row = queries.lock_file(tx, file_id)
        if row is None or row.scan != ScanState.PENDING:
            return
        row.version += 1
        if found is None:
            row.scan = ScanState.CLEAN if url else ScanState.NONE
        else:
            row.scan = ScanState.INFECTED
            schedule_job(tx, JobKind.REMOVE, store=store, storage_key=key)
            tx.publish(FileInfected(file_id=file_id))
    SCANNED.add(outcome="clean" if found is None else "infected")
