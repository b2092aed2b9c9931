-- What the desk keeps for the people who answer, beside the tables of before.

CREATE TABLE IF NOT EXISTS talks (
    conv     TEXT PRIMARY KEY REFERENCES conversations (conv) ON DELETE CASCADE,
    name     TEXT NOT NULL,           -- the conversation's name in the log, which pages use
    began    INTEGER NOT NULL,        -- seconds since 1970, as all times here
    last     INTEGER NOT NULL,        -- when somebody said something last
    waiting  INTEGER,                 -- since when the visitor waits for people
    taken_by TEXT,                    -- the account that answers; nothing where the bot does
    is_open  INTEGER NOT NULL,        -- whether what is said may be read
    identity BLOB                     -- who the site's server says the visitor is; sealed
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS history (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    conv TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    at   INTEGER NOT NULL,
    body TEXT NOT NULL,               -- SHA-256 of the body's id
    line BLOB NOT NULL                -- who said what; sealed like the conversation's state
) STRICT;
CREATE INDEX IF NOT EXISTS history_of ON history (conv, id);

CREATE TABLE IF NOT EXISTS orders (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    conv TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    body BLOB NOT NULL                -- to be said by the desk; sealed like the conversation's state
) STRICT;
