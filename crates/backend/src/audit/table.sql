-- The audit log. An entry that was erased keeps its place and its commitment.

CREATE TABLE IF NOT EXISTS audit (
    idx          INTEGER PRIMARY KEY,  -- its place in the tree, from 0
    at           INTEGER NOT NULL,     -- seconds since 1970
    kind         TEXT NOT NULL,        -- empty once erased, as all that follows
    conversation TEXT NOT NULL,        -- its name in the log; empty if it is about none
    subject      TEXT NOT NULL,        -- hash of the receipt or envelope that it is about, or empty
    salt         BLOB,                 -- 16 random bytes
    entry        TEXT,                 -- the event's JSON, as it was committed to
    commitment   BLOB NOT NULL,        -- SHA-256(salt ‖ entry): the tree's leaf
    erased       INTEGER,              -- when
    under        TEXT                  -- and why
) STRICT;
CREATE INDEX IF NOT EXISTS audit_conversation ON audit (conversation) WHERE conversation <> '';
CREATE INDEX IF NOT EXISTS audit_subject ON audit (subject) WHERE subject <> '';

CREATE TABLE IF NOT EXISTS audit_checkpoints (
    size INTEGER PRIMARY KEY,
    at   INTEGER NOT NULL,
    note TEXT NOT NULL
) STRICT;

-- What is written into the log by another program, or in another transaction than is told of.
DROP INDEX IF EXISTS audit_elsewhere;
DROP INDEX IF EXISTS audit_others;
DROP INDEX IF EXISTS audit_beside;
CREATE INDEX IF NOT EXISTS audit_shown ON audit (idx) WHERE kind IN
('access.archive', 'access.consent', 'access.files', 'access.forms', 'access.ratings', 'access.rights',
'deletion.audit', 'failure.audit');

-- Up to where that was told to those who listen beside the log.
CREATE TABLE IF NOT EXISTS audit_told (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    next INTEGER NOT NULL
) STRICT;

-- Against mistakes of ours; who can write to the file can drop them, and is found by the tree.
CREATE TRIGGER IF NOT EXISTS audit_keeps BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS audit_stays BEFORE UPDATE ON audit
WHEN old.entry IS NULL OR new.entry IS NOT NULL OR new.idx <> old.idx OR new.commitment <> old.commitment
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS audit_signed BEFORE DELETE ON audit_checkpoints
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
