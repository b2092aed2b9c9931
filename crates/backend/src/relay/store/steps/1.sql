-- The relay's database: routing and ciphertext, nothing that opens anything.

CREATE TABLE manifests (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL,
    key  TEXT NOT NULL,               -- thumbprint of the identity key that signed it
    ver  INTEGER NOT NULL,
    jws  TEXT NOT NULL,
    mh   TEXT NOT NULL DEFAULT ''     -- what envelopes cite it by; the first programs had none
) STRICT;
CREATE INDEX manifests_by_site ON manifests (site, id);

CREATE TABLE documents (
    site TEXT NOT NULL,
    hash TEXT NOT NULL,               -- SHA-256 of the body, base64url
    body TEXT NOT NULL,
    PRIMARY KEY (site, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE conversations (
    id    INTEGER PRIMARY KEY,
    site  TEXT NOT NULL,
    conv  TEXT NOT NULL,
    owner TEXT NOT NULL,              -- the visitor's public key, a JWK; its thumbprint once erased
    UNIQUE (site, conv)
) STRICT;

CREATE TABLE envelopes (
    cursor       INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    position     INTEGER NOT NULL,    -- cursor within the conversation
    sender       TEXT NOT NULL,
    seq          INTEGER NOT NULL,
    eh           TEXT NOT NULL,
    json         TEXT NOT NULL,       -- the envelope as it is sent; empty once erased
    received     INTEGER NOT NULL,    -- seconds since 1970
    UNIQUE (conversation, position),
    UNIQUE (conversation, sender, seq),
    UNIQUE (conversation, eh)
) STRICT;
