-- Files: those that visitors send, and those on their way to one. A file lies as it is sealed at the
-- relay; the key that opens it is in `about`, which the conversation's key seals.

CREATE TABLE IF NOT EXISTS files (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL UNIQUE,       -- what pages and commands call it
    conv  TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    body  TEXT NOT NULL,              -- SHA-256 of the body's id
    state TEXT NOT NULL,
    at    INTEGER NOT NULL,           -- when it was told of, in seconds since 1970
    tries INTEGER NOT NULL,           -- how often the relay or the scanner was asked for nothing
    about BLOB NOT NULL,              -- the body, with the file's key; sealed
    blob  BLOB                        -- the sealed file, once it is here
) STRICT;
CREATE INDEX IF NOT EXISTS files_of ON files (conv, body);
