-- From 3: a data key a conversation and part, wrapped with a master key.
CREATE TABLE master_keys (
    id         TEXT PRIMARY KEY,      -- HMAC of the key: tells which one it is, and nothing of it
    is_current INTEGER NOT NULL       -- what new keys are wrapped with; others are on their way out
) STRICT, WITHOUT ROWID;

CREATE TABLE data_keys (
    conv    TEXT NOT NULL,
    part    TEXT NOT NULL,            -- content, or record: what obligations keep longer
    master  TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (conv, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX data_keys_master ON data_keys (master);

-- When something was last said, in seconds since 1970: what retention counts from.
ALTER TABLE conversations ADD COLUMN active INTEGER NOT NULL DEFAULT 0;
UPDATE conversations SET active = unixepoch();
CREATE INDEX conversations_active ON conversations (active);

-- Backups are made of a copy that was marked here: restored, it is known for one.
CREATE TABLE IF NOT EXISTS restores (at INTEGER NOT NULL) STRICT;
