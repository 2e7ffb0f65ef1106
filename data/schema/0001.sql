-- Step 1 of the schema. Numbered steps are never edited once released; see doc/data.md for what each column is.
--
-- Everything is interned: entities, properties and texts are small integers. A statement's row id is
-- entity<<16 | seq, so that all statements of an entity lie side by side and no index of entities is needed.

CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- A transaction: a link of the chain. hash covers the link before, this row and all that it added or ended.
CREATE TABLE tx(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL UNIQUE,        -- microseconds since 1970, UTC; strictly rising
  recorder TEXT NOT NULL,
  note TEXT NOT NULL,
  content BLOB NOT NULL,             -- SHA-256 over the hashes of its statements and ends, in row order
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE typ(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE prop(id INTEGER PRIMARY KEY, typ INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(typ, name)) STRICT;

-- born is the slug under which the entity was first recorded; statements are hashed with it.
CREATE TABLE entity(
  id INTEGER PRIMARY KEY,
  typ INTEGER NOT NULL,
  slug TEXT NOT NULL,
  born TEXT NOT NULL,
  UNIQUE(typ, slug)
) STRICT;

-- key: the first eight bytes of the text's SHA-256.
CREATE TABLE txt(id INTEGER PRIMARY KEY, key INTEGER NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;

CREATE TABLE st(
  id INTEGER PRIMARY KEY,            -- entity<<16 | seq
  prop INTEGER NOT NULL,
  value INTEGER NOT NULL,            -- first day | number | entity | text, by the property's kind
  hi INTEGER,                        -- last day, when it is not the first
  body INTEGER,                      -- the text as written, when value does not tell it
  lang INTEGER,
  qual INTEGER,                      -- of a name: official, transliteration, alias, in-document
  source INTEGER NOT NULL,           -- an entity
  flags INTEGER NOT NULL,            -- 1 has a row in more; 2 preferred; 4 has since or until; 8 value is a text
  vis INTEGER NOT NULL,              -- 0 public, 1 partner, 2 internal, 3 sealed
  tx INTEGER NOT NULL,               -- recorded by
  gone INTEGER,                      -- superseded or withdrawn by
  mark INTEGER NOT NULL              -- the first eight bytes of the statement's id
) STRICT;
-- gone is in both: a public reader's view asks for it, and would else read the row of every entry
CREATE INDEX st_now ON st(prop, value, hi, vis, tx, flags, gone) WHERE gone IS NULL;
CREATE INDEX st_past ON st(prop, value, hi, vis, tx, gone, flags) WHERE gone IS NOT NULL;
CREATE INDEX st_source ON st(source);

CREATE TABLE more(
  id INTEGER PRIMARY KEY,            -- as st
  locator TEXT, quote TEXT, since TEXT, until TEXT, reason TEXT
) STRICT;

-- The end of a statement: superseded by another, or withdrawn (by is NULL).
-- vis: the level of the end; above the statement's own it hides the statement from lower readers at all times.
CREATE TABLE ended(
  id INTEGER PRIMARY KEY, tx INTEGER NOT NULL, by INTEGER, reason TEXT NOT NULL, vis INTEGER NOT NULL
) STRICT;

CREATE TABLE file(
  hash TEXT PRIMARY KEY,             -- SHA-256 of the content, hexadecimal
  size INTEGER NOT NULL, name TEXT NOT NULL, tx INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Derived: can be dropped and made again from the above (habeas rebuild).
-- hide: statements that were public and whose successor is not: no public reader sees them at any time.
CREATE TABLE hide(id INTEGER PRIMARY KEY) STRICT;
-- multi: single-valued properties of which an entity ever had two statements that stood side by side.
CREATE TABLE multi(prop INTEGER NOT NULL, entity INTEGER NOT NULL, PRIMARY KEY(prop, entity)) STRICT, WITHOUT ROWID;
-- namekey: names by their folded form.
CREATE TABLE namekey(key INTEGER NOT NULL, st INTEGER NOT NULL, PRIMARY KEY(key, st)) STRICT, WITHOUT ROWID;

-- Append-only, held here and by the writer's authorizer.
CREATE TRIGGER st_keep BEFORE DELETE ON st BEGIN SELECT RAISE(ABORT, 'statements are never deleted'); END;
CREATE TRIGGER st_fix BEFORE UPDATE ON st
  WHEN OLD.gone IS NOT NULL OR NEW.gone IS NULL OR NEW.id IS NOT OLD.id OR NEW.prop IS NOT OLD.prop
    OR NEW.value IS NOT OLD.value OR NEW.hi IS NOT OLD.hi OR NEW.body IS NOT OLD.body
    OR NEW.lang IS NOT OLD.lang OR NEW.qual IS NOT OLD.qual OR NEW.source IS NOT OLD.source
    OR NEW.flags IS NOT OLD.flags OR NEW.vis IS NOT OLD.vis OR NEW.tx IS NOT OLD.tx OR NEW.mark IS NOT OLD.mark
  BEGIN SELECT RAISE(ABORT, 'statements are never changed'); END;
CREATE TRIGGER more_keep BEFORE DELETE ON more BEGIN SELECT RAISE(ABORT, 'statements are never deleted'); END;
CREATE TRIGGER more_fix BEFORE UPDATE ON more BEGIN SELECT RAISE(ABORT, 'statements are never changed'); END;
CREATE TRIGGER ended_keep BEFORE DELETE ON ended BEGIN SELECT RAISE(ABORT, 'ends are never deleted'); END;
CREATE TRIGGER ended_fix BEFORE UPDATE ON ended BEGIN SELECT RAISE(ABORT, 'ends are never changed'); END;
CREATE TRIGGER tx_keep BEFORE DELETE ON tx BEGIN SELECT RAISE(ABORT, 'transactions are never deleted'); END;
CREATE TRIGGER tx_fix BEFORE UPDATE ON tx WHEN OLD.hash <> zeroblob(32)
  BEGIN SELECT RAISE(ABORT, 'transactions are never changed'); END;
CREATE TRIGGER txt_keep BEFORE DELETE ON txt BEGIN SELECT RAISE(ABORT, 'texts are never deleted'); END;
CREATE TRIGGER txt_fix BEFORE UPDATE ON txt BEGIN SELECT RAISE(ABORT, 'texts are never changed'); END;
CREATE TRIGGER entity_keep BEFORE DELETE ON entity BEGIN SELECT RAISE(ABORT, 'entities are never deleted'); END;
CREATE TRIGGER entity_fix BEFORE UPDATE ON entity WHEN NEW.id IS NOT OLD.id OR NEW.typ IS NOT OLD.typ OR NEW.born IS NOT OLD.born
  BEGIN SELECT RAISE(ABORT, 'of an entity only the slug changes'); END;
CREATE TRIGGER file_keep BEFORE DELETE ON file BEGIN SELECT RAISE(ABORT, 'files are never forgotten'); END;
CREATE TRIGGER file_fix BEFORE UPDATE ON file BEGIN SELECT RAISE(ABORT, 'files are never changed'); END;

-- What readers may name. A public connection can name pub_ alone; all_ takes the reader's level as a parameter.
CREATE VIEW all_st AS
  SELECT s.id, s.prop, s.value, s.hi, s.source, s.flags, s.vis, s.tx, s.gone, s.mark,
         (SELECT t.body FROM txt t WHERE t.id = iif(s.flags & 8, s.value, s.body)) AS body,
         (SELECT t.body FROM txt t WHERE t.id = s.lang) AS lang,
         (SELECT t.body FROM txt t WHERE t.id = s.qual) AS qual
  FROM st s;
CREATE VIEW pub_st AS
  SELECT s.id, s.prop, s.value, s.hi, s.source, s.flags, s.vis, s.tx, s.gone, s.mark,
         (SELECT t.body FROM txt t WHERE t.id = iif(s.flags & 8, s.value, s.body)) AS body,
         (SELECT t.body FROM txt t WHERE t.id = s.lang) AS lang,
         (SELECT t.body FROM txt t WHERE t.id = s.qual) AS qual
  FROM st s
  WHERE s.vis = 0 AND (s.gone IS NULL OR s.id NOT IN (SELECT h.id FROM hide h));
CREATE VIEW all_more AS SELECT * FROM more;
CREATE VIEW pub_more AS SELECT m.* FROM more m WHERE EXISTS (SELECT 1 FROM pub_st s WHERE s.id = m.id);
CREATE VIEW all_ended AS SELECT * FROM ended;
CREATE VIEW pub_ended AS SELECT e.id, e.tx, e.by, '' AS reason, e.vis FROM ended e
  WHERE EXISTS (SELECT 1 FROM pub_st s WHERE s.id = e.id);
CREATE VIEW all_entity AS SELECT * FROM entity;
CREATE VIEW pub_entity AS SELECT e.id, e.typ, e.slug, '' AS born FROM entity e
  WHERE EXISTS (SELECT 1 FROM pub_st s WHERE s.id BETWEEN (e.id << 16) AND (e.id << 16) + 65535);
CREATE VIEW all_txt AS SELECT * FROM txt;
CREATE VIEW pub_txt AS SELECT id, key FROM txt;
CREATE VIEW all_tx AS SELECT * FROM tx;
CREATE VIEW pub_tx AS SELECT id, at, '' AS recorder, '' AS note FROM tx;
CREATE VIEW all_namekey AS SELECT * FROM namekey;
CREATE VIEW pub_namekey AS SELECT n.key, n.st FROM namekey n WHERE EXISTS (SELECT 1 FROM pub_st s WHERE s.id = n.st);
CREATE VIEW all_multi AS SELECT * FROM multi;
CREATE VIEW pub_multi AS SELECT * FROM multi;
CREATE VIEW all_typ AS SELECT * FROM typ;
CREATE VIEW pub_typ AS SELECT * FROM typ;
CREATE VIEW all_prop AS SELECT * FROM prop;
CREATE VIEW pub_prop AS SELECT * FROM prop;
CREATE VIEW all_meta AS SELECT * FROM meta;
CREATE VIEW pub_meta AS SELECT * FROM meta WHERE key = 'register';
CREATE VIEW all_file AS SELECT * FROM file;
