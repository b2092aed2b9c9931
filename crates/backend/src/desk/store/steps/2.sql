-- From 1: sessions have ratchets. What was kept of those before opens nothing any more, so that each
-- load is asked for a new hello.
CREATE TABLE conversations_now (
    conv  TEXT PRIMARY KEY,
    lang  TEXT NOT NULL,              -- what the visitor was asked in
    state BLOB NOT NULL               -- the protocol's, sealed; empty once lost
) STRICT, WITHOUT ROWID;
INSERT INTO conversations_now SELECT conv, lang, x'' FROM conversations;
DROP TABLE conversations;
ALTER TABLE conversations_now RENAME TO conversations;

CREATE TABLE queue (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    conv TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    body BLOB NOT NULL                -- to be said once a load has said hello anew; sealed
) STRICT;
