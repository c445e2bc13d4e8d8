"""The tables, as migrations. A migration and its record are one transaction.

The words of the tables:

runs     one row a run; its number is what spans and packs count by
names    texts that many rows name (subjects, fact types, origins, controls), as numbers
forms    stable contents (a fact, a set's frame, a result …), each once, however many targets and nights bear it
slots    the places of a record that hold forms: writer (a job or a set's name), kind, name, number
spans    validity rows: a form was in its slot in every run from ``first`` to ``last`` (open: NULL) that recorded its
         writer. A fact's span goes on through nights on which its set was absent: nobody saw it change
writers  what records: jobs and names of sets, numbered densely; 0 is the run itself. An audit of a part has writers of
         its own (`auditor.store.record.PART`), so that it never touches what the nights recorded
packs    what one writer measured in a run that is at work (clocks, counters), and its volatile artefacts apart
bundles  the same of a run that is over: neighbouring writers compressed together
bodies   bytes of stable artefacts and of reports' descriptions, by digest, with the run that first recorded them; a
         pruned one is empty and bears a date
log_files  digests of log files as first recorded, and by which run; never changed
results  validity rows of results: form and night values of a control and subject. Series 0 is the nights, another
         number the one run of that number that is no night: a reassessment, or an audit of a part (``runs.scope``).
         state, class, reason and satisfied say again what the form says, so that counting needs no form
seals    the chain: signed statements about runs, reports, keys and deletions, by number (`auditor.seal`)
duties   what the service did, missed or left out, by duty and the moment it was due
memory   small values the program remembers between runs

bodies.sealed and the columns ``bodies`` of packs and bundles hold artefacts encrypted (`auditor.store.protection`).
Rows of duties, memory and quarantine carry a digest of themselves (``checked``), as no seal covers them.
"""

from sqlite_utils import Database, Migrations

from auditor.store.filling import fill_bodies, fill_log_files, fill_quarantine, fill_results

APPLICATION_ID = 0x41554454
"""``AUDT`` in the file's header (SQLite file format 1.2): tells our files from others."""

MIGRATIONS = Migrations("auditor.store")


@MIGRATIONS(name="001_store")
def _store(db: Database) -> None:
    for statement in _TABLES_001.split(";"):
        if statement.strip():
            db.execute(statement)


@MIGRATIONS(name="002_nights")
def _nights(db: Database) -> None:
    for statement in _TABLES_002.split(";"):
        if statement.strip():
            db.execute(statement)
    for fill in (fill_results, fill_bodies, fill_log_files, fill_quarantine):
        fill(db.conn)


STEPS = ("001_store", "002_nights")
"""Names of all migrations, oldest first; their number is the file's ``user_version``."""

_TABLES_001 = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    as_of TEXT NOT NULL,
    started TEXT NOT NULL,
    moment REAL NOT NULL,
    finished TEXT,
    state TEXT NOT NULL,
    profile TEXT NOT NULL,
    organisation TEXT NOT NULL,
    plan_digest TEXT NOT NULL,
    reassesses INTEGER REFERENCES runs (id),
    coverage TEXT,
    info TEXT,
    frame BLOB REFERENCES bodies (digest)
);
CREATE TABLE names (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);
CREATE TABLE writers (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
);
INSERT INTO writers (id, text) VALUES (0, '');
CREATE TABLE forms (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    content BLOB NOT NULL
);
CREATE TABLE slots (
    id INTEGER PRIMARY KEY,
    writer INTEGER NOT NULL REFERENCES writers (id),
    kind TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES names (id),
    copy INTEGER NOT NULL,
    UNIQUE (writer, kind, name, copy)
);
CREATE INDEX slots_by_name ON slots (name, kind);
CREATE TABLE spans (
    id INTEGER PRIMARY KEY,
    slot INTEGER NOT NULL REFERENCES slots (id),
    form INTEGER NOT NULL REFERENCES forms (id),
    first INTEGER NOT NULL REFERENCES runs (id),
    last INTEGER REFERENCES runs (id)
);
CREATE INDEX spans_by_slot ON spans (slot, last);
CREATE TABLE packs (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id),
    writer INTEGER NOT NULL REFERENCES writers (id),
    body BLOB NOT NULL,
    UNIQUE (run, writer)
);
CREATE TABLE bundles (
    id INTEGER PRIMARY KEY,
    part INTEGER NOT NULL,
    run INTEGER NOT NULL REFERENCES runs (id),
    members INTEGER NOT NULL REFERENCES forms (id),
    body BLOB NOT NULL,
    UNIQUE (part, run)
);
CREATE TABLE bodies (
    digest BLOB PRIMARY KEY,
    base BLOB REFERENCES bodies (digest),
    body BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE results (
    id INTEGER PRIMARY KEY,
    series INTEGER NOT NULL,
    control INTEGER NOT NULL REFERENCES names (id),
    subject INTEGER NOT NULL REFERENCES names (id),
    form INTEGER NOT NULL REFERENCES forms (id),
    night INTEGER NOT NULL REFERENCES forms (id),
    first INTEGER NOT NULL REFERENCES runs (id),
    last INTEGER REFERENCES runs (id)
);
CREATE INDEX results_by_series ON results (series, last);
CREATE TABLE log_files (
    subject INTEGER NOT NULL REFERENCES names (id),
    source TEXT NOT NULL,
    path TEXT NOT NULL,
    day TEXT NOT NULL,
    digest BLOB NOT NULL,
    size INTEGER NOT NULL,
    recorded TEXT NOT NULL,
    PRIMARY KEY (subject, source, path)
) WITHOUT ROWID;
CREATE TABLE quarantine (
    credential TEXT PRIMARY KEY,
    version TEXT NOT NULL,
    target TEXT NOT NULL,
    since TEXT NOT NULL
) WITHOUT ROWID;
CREATE VIEW parts AS
    SELECT w.text AS writer, s.kind, n.text AS name, v.first, v.last, CAST(f.content AS TEXT) AS content
    FROM spans v JOIN slots s ON s.id = v.slot JOIN writers w ON w.id = s.writer JOIN names n ON n.id = s.name
    JOIN forms f ON f.id = v.form;
CREATE VIEW rows AS
    SELECT r.series, c.text AS control, s.text AS subject, r.first, r.last, CAST(f.content AS TEXT) AS content
    FROM results r JOIN names c ON c.id = r.control JOIN names s ON s.id = r.subject JOIN forms f ON f.id = r.form
"""

_TABLES_002 = """
ALTER TABLE runs ADD COLUMN scope TEXT NOT NULL DEFAULT '';
ALTER TABLE results ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE results ADD COLUMN class TEXT NOT NULL DEFAULT '';
ALTER TABLE results ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE results ADD COLUMN satisfied INTEGER NOT NULL DEFAULT 0;
CREATE INDEX results_by_row ON results (control, subject, series, first);
CREATE INDEX results_by_first ON results (series, first);
ALTER TABLE bodies ADD COLUMN run INTEGER REFERENCES runs (id);
ALTER TABLE bodies ADD COLUMN sealed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bodies ADD COLUMN pruned TEXT;
CREATE INDEX bodies_pruned ON bodies (digest) WHERE pruned IS NOT NULL;
ALTER TABLE packs ADD COLUMN bodies BLOB;
ALTER TABLE bundles ADD COLUMN bodies BLOB;
ALTER TABLE log_files ADD COLUMN run INTEGER REFERENCES runs (id);
ALTER TABLE quarantine ADD COLUMN checked BLOB;
CREATE TABLE seals (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    run INTEGER REFERENCES runs (id),
    statement BLOB NOT NULL,
    signature BLOB NOT NULL,
    endorsement BLOB,
    manifest BLOB,
    stamp BLOB
);
CREATE INDEX seals_by_run ON seals (run);
CREATE TABLE duties (
    duty TEXT NOT NULL,
    due TEXT NOT NULL,
    state TEXT NOT NULL,
    run TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    recorded TEXT NOT NULL,
    checked BLOB NOT NULL,
    PRIMARY KEY (duty, due)
);
CREATE TABLE memory (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    checked BLOB NOT NULL
) WITHOUT ROWID
"""
