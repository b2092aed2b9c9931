-- From 3: files, sealed, in the pieces in which they came.
CREATE TABLE blobs (
    id           INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    hash         TEXT NOT NULL,       -- SHA-256 of all of it, base64url; believed once it is checked
    size         INTEGER NOT NULL,    -- bytes that it will have
    have         INTEGER NOT NULL,    -- bytes that are here
    done         INTEGER NOT NULL,    -- whether all are, and the hash is theirs
    touched      INTEGER NOT NULL,    -- when a piece came last, in seconds since 1970
    UNIQUE (conversation, hash)
) STRICT;
CREATE INDEX blobs_touched ON blobs (touched);

CREATE TABLE pieces (
    blob  INTEGER NOT NULL REFERENCES blobs (id) ON DELETE CASCADE,
    at    INTEGER NOT NULL,           -- where it begins
    bytes BLOB NOT NULL,
    PRIMARY KEY (blob, at)
) STRICT;
