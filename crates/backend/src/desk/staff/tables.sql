-- The desk's staff: accounts, sessions, who looks at what. Times are seconds since 1970.

CREATE TABLE accounts (
    name      TEXT PRIMARY KEY,
    shown     TEXT NOT NULL,           -- the name that visitors read
    lang      TEXT NOT NULL,           -- of the pages: es or en
    role      TEXT NOT NULL,
    disabled  INTEGER NOT NULL DEFAULT 0,
    password  TEXT,                    -- argon2id, PHC; nothing where another provider signs in
    totp      BLOB,                    -- the shared secret; sealed with the key file's vault key
    totp_step INTEGER NOT NULL DEFAULT 0, -- the newest step that a code was of: none is used twice
    subject   TEXT UNIQUE,             -- issuer and subject at an OpenID provider
    made      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE recovery (
    account TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    code    TEXT NOT NULL,             -- SHA-256: it has 80 random bits
    PRIMARY KEY (account, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempts (
    name     TEXT PRIMARY KEY,         -- SHA-256 of what was typed as a name, whether or not it is one
    failures INTEGER NOT NULL,
    last     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    token   TEXT PRIMARY KEY,          -- SHA-256 of the cookie
    account TEXT NOT NULL REFERENCES accounts (name) ON DELETE CASCADE,
    made    INTEGER NOT NULL,
    seen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE watches (
    session TEXT NOT NULL,
    account TEXT NOT NULL,
    talk    TEXT NOT NULL,             -- the conversation's name in the log
    until   INTEGER NOT NULL,
    PRIMARY KEY (session, talk)
) STRICT, WITHOUT ROWID;

CREATE TABLE access (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL                -- as it was told, JSON
) STRICT;
