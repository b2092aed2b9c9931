-- From 2: what is stored is counted, for quotas, and found by its age, for retention.
ALTER TABLE conversations ADD COLUMN envelopes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversations ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
UPDATE conversations SET
    envelopes = (SELECT count(*) FROM envelopes WHERE conversation = conversations.id AND json <> ''),
    bytes = (SELECT coalesce(sum(octet_length(json)), 0) FROM envelopes WHERE conversation = conversations.id);

CREATE TABLE usage (
    site  TEXT PRIMARY KEY,
    bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO usage SELECT site, sum(bytes) FROM conversations GROUP BY site;

CREATE INDEX envelopes_received ON envelopes (received) WHERE json <> '';

-- Backups are made of a copy that was marked here: restored, it is known for one.
CREATE TABLE IF NOT EXISTS restores (at INTEGER NOT NULL) STRICT;
