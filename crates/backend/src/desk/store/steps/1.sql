-- The desk's database: how far it has read, each conversation's state, what waits to be posted.

CREATE TABLE feed (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    cursor INTEGER NOT NULL
) STRICT;
INSERT INTO feed (id, cursor) VALUES (1, 0);

CREATE TABLE manifests (
    ver    INTEGER PRIMARY KEY,
    hash   TEXT NOT NULL,
    signed INTEGER NOT NULL,          -- seconds since 1970
    jws    TEXT NOT NULL
) STRICT;

CREATE TABLE policies (
    hash TEXT PRIMARY KEY,            -- SHA-256 of the core, base64url
    core TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations (
    conv  TEXT PRIMARY KEY,
    lang  TEXT NOT NULL,              -- what the visitor was asked in
    state TEXT NOT NULL               -- the protocol's, JSON; no secret in it
) STRICT, WITHOUT ROWID;

CREATE TABLE bodies (
    conv TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    id   TEXT NOT NULL,               -- SHA-256 of a body's id: of one length
    PRIMARY KEY (conv, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
    hash             TEXT PRIMARY KEY,
    conv             TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    receipt          TEXT NOT NULL,   -- as the visitor signed it
    countersignature TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    conv     TEXT NOT NULL,
    envelope TEXT NOT NULL            -- sealed and signed: posted as it is, until it arrives
) STRICT;
