"""Codes in numbers: made by a job, found, downloaded, paused and deleted one by one."""

from collections.abc import Callable, Iterator
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, PageRequest, page
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.file_formats import FileFormat, ReportFile
from turnout.kernel.http import idempotency
from turnout.kernel.ids import new_id
from turnout.kernel.spreadsheet_files import Cell, long_sheet
from turnout.modules.discounts import policies, queries, rules
from turnout.modules.discounts.errors import CodeInUse
from turnout.modules.discounts.facts import DiscountCodeChanged, DiscountCodesRequested
from turnout.modules.discounts.metrics import MADE
from turnout.modules.discounts.types import Discount, DiscountCode
from turnout.modules.jobs import api as jobs
from turnout.modules.security_events.api import record_export

KIND: Final = "discounts.make-codes"
EXPORTED: Final = 2_000
"""Lines of a download that are read at once."""
COLUMNS: Final = ("code", "is_paused", "uses")


def start_codes(
    ctx: OrganizationContext, discount_id: UUID, *, count: int, prefix: str = ""
) -> jobs.Job:
    """Start the job that makes so many codes of a discount, in batches."""
    policies.require_can_edit(ctx)
    plain = rules.prefix_of(prefix)
    if plain is None:
        says = f"Codes begin with at most {rules.LONGEST_PREFIX} letters and digits."
        raise Invalid(FieldError("/prefix", says))
    with transaction(ctx) as tx:
        idempotency.claim(tx)
        discount = _get_editable(tx, ctx, discount_id)
        batches = {str(new_id()): size for size in rules.batch_sizes(count)}
        said = {"about_id": str(discount_id), "prefix": plain, "batches": batches}
        if discount.event_id is not None:
            said["event_id"] = str(discount.event_id)
        job = jobs.start_job(tx, KIND, [UUID(each) for each in batches], parameters=said)
        tx.publish(DiscountCodesRequested(discount_id=discount_id, job_id=job.id, count=count))
        idempotency.complete(tx, job)
        return job


def make_batch(tx: Transaction, job: jobs.Job, batch_id: UUID) -> jobs.Outcome:
    """Make one batch's codes; they commit together with the note that it is done."""
    discount = queries.get_discount(tx, UUID(job.parameters["about_id"]))
    size, prefix = job.parameters["batches"][str(batch_id)], job.parameters["prefix"]
    draw_codes(tx, discount, size, draw=lambda: rules.drawn_code(prefix))
    tx.after_commit.append(lambda: MADE.add(size))
    return jobs.Outcome(detail=str(size))


def draw_codes(tx: Transaction, discount: Discount, size: int, *, draw: Callable[[], str]) -> None:
    """Write exactly so many codes; one that is taken is drawn again."""
    left = size
    while left:
        left -= queries.add_codes(tx, discount, [draw() for _ in range(left)])


def list_codes(
    ctx: OrganizationContext,
    discount_id: UUID,
    request: PageRequest,
    *,
    text: str | None = None,
    is_used: bool | None = None,
) -> Page[DiscountCode]:
    """The newest first; `text` is a part of a code, read as buyers' codes are."""
    policies.require_can_list(ctx, None)
    part = rules.key_part(text) if text else None
    if part == "":
        return Page([], None)
    with transaction(ctx) as tx:
        _get_readable(tx, ctx, discount_id)
        found = queries.list_codes(tx, discount_id, request, part=part, is_used=is_used)
    return page(found, request, key=lambda each: ("code", each.id))


def export_codes(ctx: OrganizationContext, discount_id: UUID, *, format_: FileFormat) -> ReportFile:
    """All codes of a discount, the newest first; that they left is recorded."""
    policies.require_can_list(ctx, None)
    with transaction(ctx) as tx:
        _get_readable(tx, ctx, discount_id)
        record_export(tx, "discount_codes", user_id=ctx.user_id)
    pieces = long_sheet(format_, COLUMNS, _parts(ctx, discount_id))
    return ReportFile.of("discount-codes", format_, pieces)


def _parts(ctx: OrganizationContext, discount_id: UUID) -> Iterator[list[tuple[Cell, ...]]]:
    request: PageRequest | None = PageRequest(EXPORTED, None)
    while request is not None:
        with transaction(ctx) as tx:
            found = queries.list_codes(tx, discount_id, request, part=None, is_used=None)
        rows = found[:EXPORTED]
        yield [_cells(each) for each in rows]
        request = PageRequest(EXPORTED, ("code", rows[-1].id)) if len(found) > EXPORTED else None


def _cells(code: DiscountCode) -> tuple[Cell, ...]:
    return code.code, "yes" if code.is_paused else "no", code.uses


def update_code(
    ctx: OrganizationContext, discount_id: UUID, code_id: UUID, *, is_paused: bool
) -> DiscountCode:
    """Pause a code, or let it count again; orders that used it keep their price."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        _get_editable(tx, ctx, discount_id)
        if queries.get_code(tx, discount_id, code_id).is_paused != is_paused:
            queries.pause_code(tx, code_id, is_paused=is_paused)
            tx.publish(DiscountCodeChanged(discount_id=discount_id, code_id=code_id))
        return queries.get_code(tx, discount_id, code_id)


def delete_code(ctx: OrganizationContext, discount_id: UUID, code_id: UUID) -> None:
    """Delete a code that no order ever used; CodeInUse otherwise."""
    policies.require_can_edit(ctx)
    with transaction(ctx) as tx:
        _get_editable(tx, ctx, discount_id)
        queries.get_code(tx, discount_id, code_id)
        if queries.is_code_used(tx, discount_id, code_id):
            raise CodeInUse
        queries.delete_code(tx, code_id)
        tx.publish(DiscountCodeChanged(discount_id=discount_id, code_id=code_id))


def _get_readable(tx: Transaction, ctx: OrganizationContext, discount_id: UUID) -> Discount:
    discount = queries.get_discount(tx, discount_id)
    policies.require_can_read(ctx, discount.event_id)
    return discount


def _get_editable(tx: Transaction, ctx: OrganizationContext, discount_id: UUID) -> Discount:
    """The discount, locked: it is not deleted while its codes are changed."""
    discount = queries.lock_discount(tx, discount_id)
    policies.require_can_read(ctx, discount.event_id)
    policies.require_can_edit_of(ctx, discount.event_id)
    return discount
