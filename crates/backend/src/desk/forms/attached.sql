-- Files that forms' answers bring, as they are sealed at the relay. Where one lies and what opens it is in
-- `about` until it is here; from then on the key is among the form's values alone.

CREATE TABLE IF NOT EXISTS form_files (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    conv  TEXT NOT NULL REFERENCES conversations (conv) ON DELETE CASCADE,
    form  TEXT NOT NULL,              -- what the form is called at the desk
    body  TEXT NOT NULL,              -- SHA-256 of the answer's id
    hash  TEXT NOT NULL,              -- the sealed file's name at the relay
    state TEXT NOT NULL,              -- due, kept, or going: to be taken away at the relay
    tries INTEGER NOT NULL,           -- how often the relay was asked for nothing
    about BLOB,                       -- the file's key and the answer, sealed under the conversation's key
    blob  BLOB                        -- the sealed file, once it is here
) STRICT;
CREATE INDEX IF NOT EXISTS form_files_of ON form_files (form);
