-- Schema version 1 of the job store. README.md of this folder says what the encodings mean:
--   ordered   an unsigned 64-bit number with its top bit flipped, so that SQLite's signed order is its order
--   bits      an unsigned 64-bit number as its bits stand; never compared
--   ticks     units of 100 ns since 0001-01-01 UTC
--   name      the name of an enumeration's value

CREATE TABLE jobs (
    chain             INTEGER NOT NULL,               -- ordered
    number            INTEGER NOT NULL,
    key               TEXT    NOT NULL UNIQUE,
    envelope          BLOB    NOT NULL,
    circuit           BLOB    NOT NULL,
    admitted          INTEGER NOT NULL,               -- ticks
    stage             TEXT    NOT NULL,               -- name
    state             TEXT    NOT NULL,               -- name
    stage_since       INTEGER NOT NULL,               -- ticks
    failures          INTEGER NOT NULL,
    not_before        INTEGER NOT NULL,               -- ticks
    fence             INTEGER NOT NULL,
    lease_worker      TEXT,                           -- the six of a lease are there or not there together
    lease_device      TEXT,
    lease_since       INTEGER,                        -- ticks
    lease_until       INTEGER,                        -- ticks
    lease_progress    REAL,
    lease_progress_at INTEGER,                        -- ticks
    failed_workers    TEXT    NOT NULL,               -- a JSON array of names
    proof             BLOB,
    proved_by         TEXT,
    reason            TEXT,
    PRIMARY KEY (chain, number)
) STRICT;

-- Answers "the oldest of this stage and state" without looking at any other row.
CREATE INDEX jobs_by_stage ON jobs (stage, state, chain, number);
-- Answers "since when is the first of them there" and "which are old enough to go".
CREATE INDEX jobs_by_age ON jobs (stage, state, stage_since);

-- How many jobs there are by stage and state, kept by the triggers below: counting a million rows would take longer
-- than anything else that a status page asks.
CREATE TABLE job_counts (
    stage TEXT    NOT NULL,
    state TEXT    NOT NULL,
    jobs  INTEGER NOT NULL CHECK (jobs >= 0),
    PRIMARY KEY (stage, state)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER jobs_count_insert AFTER INSERT ON jobs BEGIN
    INSERT INTO job_counts (stage, state, jobs) VALUES (new.stage, new.state, 1)
    ON CONFLICT (stage, state) DO UPDATE SET jobs = jobs + 1;
END;

CREATE TRIGGER jobs_count_delete AFTER DELETE ON jobs BEGIN
    UPDATE job_counts SET jobs = jobs - 1 WHERE stage = old.stage AND state = old.state;
END;

CREATE TRIGGER jobs_count_move AFTER UPDATE OF stage, state ON jobs
WHEN old.stage <> new.stage OR old.state <> new.state BEGIN
    UPDATE job_counts SET jobs = jobs - 1 WHERE stage = old.stage AND state = old.state;
    INSERT INTO job_counts (stage, state, jobs) VALUES (new.stage, new.state, 1)
    ON CONFLICT (stage, state) DO UPDATE SET jobs = jobs + 1;
END;

-- AUTOINCREMENT: a number is never given twice, also after the last events were pruned. The counter is in the same
-- transaction, so that a change that is undone leaves no gap.
CREATE TABLE events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    chain    INTEGER NOT NULL,                        -- ordered
    number   INTEGER NOT NULL,
    time     INTEGER NOT NULL,                        -- ticks
    kind     TEXT    NOT NULL,                        -- name
    stage    TEXT    NOT NULL,                        -- name
    attempt  INTEGER NOT NULL,
    by       TEXT,
    detail   TEXT
) STRICT;

CREATE INDEX events_by_job ON events (chain, number, sequence);

CREATE TABLE workers (
    name         TEXT    NOT NULL PRIMARY KEY,
    last_seen    INTEGER NOT NULL,                    -- ticks
    proofs_right INTEGER NOT NULL,
    proofs_wrong INTEGER NOT NULL,
    failures     INTEGER NOT NULL,
    quarantined  TEXT
) STRICT;

CREATE TABLE l1_transactions (
    nonce               INTEGER NOT NULL PRIMARY KEY, -- ordered
    chain               INTEGER,                      -- ordered; chain and number are null for a gap that was filled
    number              INTEGER,
    state               TEXT    NOT NULL,             -- name
    reason              TEXT,
    included_hash       BLOB,                         -- the six of an inclusion are there or not there together
    included_number     INTEGER,                      -- bits
    included_block      BLOB,
    included_succeeded  INTEGER,
    included_gas        INTEGER,                      -- bits
    included_price      TEXT                          -- wei, decimal
) STRICT;

CREATE INDEX l1_transactions_by_job ON l1_transactions (chain, number, nonce);

CREATE TABLE l1_versions (
    nonce        INTEGER NOT NULL REFERENCES l1_transactions (nonce) ON DELETE CASCADE,
    place        INTEGER NOT NULL,                    -- 0 is the oldest
    hash         BLOB    NOT NULL,
    max_fee      TEXT    NOT NULL,                    -- wei, decimal
    max_priority TEXT    NOT NULL,                    -- wei, decimal
    signed       BLOB    NOT NULL,
    time         INTEGER NOT NULL,                    -- ticks
    PRIMARY KEY (nonce, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- For people with the sqlite3 program; nothing else reads it.
CREATE VIEW job_list AS
SELECT (chain + 9223372036854775807 + 1) || '/' || number AS job,
       stage, state,
       datetime(stage_since / 10000000 - 62135596800, 'unixepoch') AS since,
       failures, fence, lease_worker, lease_device, key, lower(hex(envelope)) AS envelope, reason
FROM jobs ORDER BY jobs.chain, jobs.number;
