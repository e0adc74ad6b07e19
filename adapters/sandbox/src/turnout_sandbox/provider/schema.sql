CREATE TABLE IF NOT EXISTS account (
    id TEXT PRIMARY KEY,
    key_digest TEXT NOT NULL,
    webhook_url TEXT,
    webhook_secrets TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS payment (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account,
    key TEXT NOT NULL,
    reference TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    description TEXT NOT NULL,
    return_url TEXT NOT NULL,
    cancel_url TEXT NOT NULL,
    webhook_url TEXT,
    capture INTEGER NOT NULL,
    method TEXT,
    buyer_email TEXT,
    state TEXT NOT NULL,
    code TEXT,
    captured_minor INTEGER NOT NULL DEFAULT 0,
    refunded_minor INTEGER NOT NULL DEFAULT 0,
    webhooks TEXT NOT NULL,
    created_at TEXT NOT NULL,
    CHECK (captured_minor BETWEEN 0 AND amount_minor),
    CHECK (refunded_minor BETWEEN 0 AND captured_minor)
) STRICT;

CREATE TABLE IF NOT EXISTS refund (
    id TEXT PRIMARY KEY,
    payment TEXT NOT NULL REFERENCES payment,
    key TEXT NOT NULL,
    amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
    state TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS fact (
    id INTEGER PRIMARY KEY,
    payment TEXT NOT NULL REFERENCES payment,
    type TEXT NOT NULL,
    object TEXT NOT NULL,
    object_type TEXT NOT NULL,
    amount_minor INTEGER NOT NULL,
    fee_minor INTEGER,
    key TEXT,
    code TEXT,
    outcome TEXT,
    occurred_at TEXT NOT NULL,
    event TEXT NOT NULL,
    UNIQUE (type, object)
) STRICT;
CREATE INDEX IF NOT EXISTS fact_payment ON fact (payment);

CREATE TABLE IF NOT EXISTS event (
    id TEXT PRIMARY KEY,
    fact INTEGER NOT NULL REFERENCES fact,
    account TEXT NOT NULL REFERENCES account,
    url TEXT,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS delivery (
    id INTEGER PRIMARY KEY,
    event TEXT NOT NULL REFERENCES event,
    due_at REAL NOT NULL,
    claimed_until REAL NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'due',
    last_answer TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS delivery_due ON delivery (due_at) WHERE state = 'due';

CREATE TABLE IF NOT EXISTS timer (
    id INTEGER PRIMARY KEY,
    object TEXT NOT NULL,
    outcome TEXT NOT NULL,
    due_at REAL NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS script (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account,
    payment TEXT,
    operation TEXT NOT NULL,
    behaviour TEXT NOT NULL,
    seconds REAL NOT NULL,
    remaining INTEGER NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS idempotency (
    account TEXT NOT NULL REFERENCES account,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (account, key)
) STRICT;

CREATE TABLE IF NOT EXISTS payout (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account,
    amount_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS balance_line (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account TEXT NOT NULL REFERENCES account,
    kind TEXT NOT NULL,
    payment TEXT,
    object TEXT,
    gross_minor INTEGER NOT NULL,
    fee_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    payout TEXT REFERENCES payout,
    at REAL NOT NULL,
    occurred_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS balance_line_time ON balance_line (account, at, number);
