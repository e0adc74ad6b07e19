"""Which verbs an adapter has to have: by its kind, and by what it says it can do."""

from collections.abc import Mapping
from typing import Any

from turnout_sdk.adapter import Adapter, Kind

BASE_VERBS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PAYMENTS: ("start",),
    Kind.SMS: ("send",),
    Kind.EMAIL: ("send",),
    Kind.CALENDAR: ("authorize_url", "exchange", "refresh", "write", "remove"),
    Kind.PUSH: ("send",),
    Kind.CHAT: ("post",),
    Kind.STORAGE: ("put", "get", "delete"),
    Kind.SEARCH: ("index", "remove", "search"),
    Kind.CRM: (),
    Kind.CHALLENGE: ("widget", "judge"),
    Kind.WALLET: (),
}
CAPABILITY_VERBS: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    Kind.PAYMENTS: {
        "refund": ("refund",),
        "separate_capture": ("capture",),
        "void": ("void",),
        "payouts": ("settlements",),
        "unsigned_webhooks": ("points_to", "fetch"),
        "dispute_evidence": ("submit_evidence",),
        "dispute_acceptance": ("accept_dispute",),
        "provider_pages": ("page_url",),
    },
    Kind.EMAIL: {
        "bounces": ("verify", "read"),
        "confirmation": ("confirm",),
        "lookup": ("find",),
    },
    Kind.SMS: {"receipts": ("verify", "read"), "inbound": ("verify", "hear"), "lookup": ("find",)},
    Kind.CALENDAR: {"revocation": ("revoke",)},
    Kind.PUSH: {"browsers": ("public_key",)},
    Kind.STORAGE: {
        "presigned_upload": ("presign_upload",),
        "presigned_download": ("presign_download",),
    },
    Kind.SEARCH: {
        "suggestions": ("suggest",),
        "completions": ("complete",),
        "rebuilds": ("begin", "replace", "drop", "forget", "entries"),
        "fills": ("fill",),
    },
    Kind.CRM: {
        "pull": ("contacts",),
        "push": ("push",),
        "activities": ("record",),
        "own_fields": ("fields",),
    },
    Kind.WALLET: {
        "files": ("pack",),
        "objects": ("keep", "save_url"),
        "devices": ("read_request", "write_changed", "push"),
        "certificate": ("expires_at",),
    },
}


def declared_verbs(adapter: Adapter[Any]) -> set[str]:
    """Name the verbs that follow from kind and capabilities."""
    needed = set(BASE_VERBS[adapter.kind])
    for capability, verbs in CAPABILITY_VERBS.get(adapter.kind, {}).items():
        if getattr(adapter.capabilities, capability):
            needed |= set(verbs)
    return needed
