-- What webhooks have yet to take: it outlives a restart.
CREATE TABLE IF NOT EXISTS outbox (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook  TEXT NOT NULL,           -- the name in the configuration
    message  TEXT NOT NULL,           -- webhook-id, the same at every attempt
    body     TEXT NOT NULL,
    came     INTEGER NOT NULL,        -- seconds since 1970
    attempts INTEGER NOT NULL DEFAULT 0,
    due      INTEGER NOT NULL         -- when to try (again)
) STRICT;
CREATE INDEX IF NOT EXISTS outbox_by_due ON outbox (webhook, due, id);
