-- Step 2: what search reads. Derived, as hide and namekey are: made again by habeas rebuild, which runs this step again
-- where a table of it is missing.
--
-- One document a statement that has words (store/find.h), under the statement's row id: ended ones too, since a search with
-- known= asks for them; whoever searches looks at st. The words are folded by us, so that the tokenizer has nothing to do but part
-- them at blanks. The public index holds what a public reader may see and nothing else; all_find holds the rest.
--
-- pgsz: with a leaf of 4,000 bytes a record fits a page that ends in a checksum; hashsize: a large load writes few segments.
CREATE VIRTUAL TABLE IF NOT EXISTS pub_find USING fts5(words, content='', columnsize=0, tokenize='ascii');
CREATE VIRTUAL TABLE IF NOT EXISTS all_find USING fts5(words, content='', columnsize=0, tokenize='ascii');
INSERT INTO pub_find(pub_find, rank) VALUES ('pgsz', 4000);
INSERT INTO all_find(all_find, rank) VALUES ('pgsz', 4000);
INSERT INTO pub_find(pub_find, rank) VALUES ('hashsize', 16777216);
INSERT INTO all_find(all_find, rank) VALUES ('hashsize', 16777216);
-- nameword: names by each of their words, folded: "ilgar mammadov" and "mammadov ilgar". For pages of names in order.
CREATE TABLE IF NOT EXISTS nameword(key TEXT NOT NULL, st INTEGER NOT NULL, PRIMARY KEY(key, st)) STRICT, WITHOUT ROWID;
CREATE VIEW IF NOT EXISTS all_nameword AS SELECT * FROM nameword;
CREATE VIEW IF NOT EXISTS pub_nameword AS SELECT n.key, n.st FROM nameword n WHERE EXISTS (SELECT 1 FROM pub_st s WHERE s.id = n.st);
-- Every word at every place, for verify.
CREATE VIRTUAL TABLE IF NOT EXISTS find_pub_words USING fts5vocab(pub_find, instance);
CREATE VIRTUAL TABLE IF NOT EXISTS find_all_words USING fts5vocab(all_find, instance);
