BEGIN TRANSACTION;
CREATE TABLE cache (
	"key" TEXT NOT NULL, 
	value BLOB NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE cases (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	traits TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE coders (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE codes (
	id TEXT NOT NULL, 
	label TEXT NOT NULL, 
	parent TEXT, 
	short_definition TEXT NOT NULL, 
	definition TEXT NOT NULL, 
	when_to_use TEXT NOT NULL, 
	when_not_to_use TEXT NOT NULL, 
	example TEXT NOT NULL, 
	origin TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	questions TEXT NOT NULL, 
	polarity TEXT NOT NULL, 
	exclusive_group TEXT NOT NULL, 
	color TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(parent) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE codings (
	id TEXT NOT NULL, 
	transcript TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	quote TEXT NOT NULL, 
	code TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	code_version INTEGER NOT NULL, 
	origin TEXT NOT NULL, 
	state TEXT NOT NULL, 
	date TEXT NOT NULL, 
	prefix TEXT NOT NULL, 
	suffix TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (transcript, start, "end", code, coder), 
	FOREIGN KEY(transcript) REFERENCES transcripts (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(code) REFERENCES codes (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(coder) REFERENCES coders (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE guides (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	public TEXT NOT NULL, 
	method TEXT NOT NULL, 
	minutes INTEGER, 
	version TEXT NOT NULL, 
	language TEXT NOT NULL, 
	research_questions TEXT NOT NULL, 
	consent TEXT NOT NULL, 
	opening TEXT NOT NULL, 
	themes TEXT NOT NULL, 
	closing TEXT NOT NULL, 
	items TEXT NOT NULL, 
	diary TEXT NOT NULL, 
	checklist TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "guides" VALUES('salariés','Les ateliers','','semi-structured',NULL,'1','fr','[]','','','[{"id":"A","title":"Les débuts","aim":"Faire raconter","questions":[{"id":"A1","text":"Racontez-moi votre premier jour.","covers":[],"probes":[{"text":"Vous dites « perdu » ?","kind":"echo"}],"why":""}]}]','[{"id":"Z1","text":"Que voulez-vous ajouter ?","covers":[],"probes":[],"why":""}]','[]','[]','[]',33554432);
CREATE TABLE journal (
	seq INTEGER NOT NULL, 
	hash TEXT NOT NULL, 
	parent TEXT NOT NULL, 
	merged TEXT, 
	verb TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	at TEXT NOT NULL, 
	tool TEXT NOT NULL, 
	target TEXT, 
	edits INTEGER NOT NULL, 
	root TEXT NOT NULL, 
	line INTEGER NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (hash)
);
INSERT INTO "journal" VALUES(1,'7b56cab4a865d654b56d82409fbc4903787a6d6300baef5bf20debc2495b4569','0000000000000000000000000000000000000000000000000000000000000000',NULL,'new study','Camille','2026-11-25T21:43:08.801566+00:00','0.1.0',NULL,1,'72e0a440c08357b5a2c0475cdbf961a4aa0765014a3d92f6391ef4a967f8221a',0);
INSERT INTO "journal" VALUES(2,'6918de330878da994890cf91f7926419cce1e64fcc6573a4f21365ea70c98d50','7b56cab4a865d654b56d82409fbc4903787a6d6300baef5bf20debc2495b4569',NULL,'add guides','Camille','2026-11-25T21:43:09.031593+00:00','0.1.0',NULL,1,'b96f3467c89a5f7babede42e20972279d2e41ea44c4454b93f6539d4c8f0d453',0);
INSERT INTO "journal" VALUES(3,'c7efd6c34c5faf23619ae8a86eef8a9021f1c376ae71d90effe87084d925c379','6918de330878da994890cf91f7926419cce1e64fcc6573a4f21365ea70c98d50',NULL,'change guide','Camille','2026-11-25T21:43:09.038626+00:00','0.1.0',NULL,1,'d3efd5ad6ea3f2a8515540704ba5fe6eefbfd4b8197d20a89721f84b2bd52417',0);
CREATE TABLE journal_edits (
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	shelf TEXT NOT NULL, 
	id TEXT NOT NULL, 
	commitment TEXT NOT NULL, 
	rank BIGINT, 
	PRIMARY KEY (seq, n)
);
INSERT INTO "journal_edits" VALUES(1,0,'sheets','study','7548bb58cf2f8018816b1b4f51fdfba89c690c64e52e711b055cfe927f0d2cda',NULL);
INSERT INTO "journal_edits" VALUES(2,0,'guides','salariés','dc409db8d3910af11d2a9f48d3d03d4ed90bf90e018693ebc05afde801b528db',NULL);
INSERT INTO "journal_edits" VALUES(3,0,'guides','salariés','144b20532b96a542ed2b5f8e0f4db9bea6502da95d9ecb139af117768cadfed8',NULL);
CREATE TABLE journal_payloads (
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt BLOB NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	PRIMARY KEY (seq, n)
);
INSERT INTO "journal_payloads" VALUES(1,0,X'3FD5D6CEE1AD35C7D911FDFC7EA5B157',NULL,'{"id":"study","research_questions":[],"school":"non déclarée","title":"Les ateliers"}');
INSERT INTO "journal_payloads" VALUES(2,0,X'8F3EE9C45A3B7D89DEA8D6CB573D4447',NULL,'{"checklist":[],"closing":[{"covers":[],"id":"Z1","probes":[],"text":"Que voulez-vous ajouter ?","why":""}],"consent":"","diary":[],"id":"salariés","items":[],"language":"fr","method":"semi-structured","minutes":null,"opening":"","public":"","research_questions":[],"themes":[{"aim":"Faire raconter","id":"A","questions":[{"covers":[],"id":"A1","probes":[{"kind":"echo","text":"Vous dites « perdu » ?"}],"text":"Racontez-moi votre premier jour.","why":""}],"title":"L’arrivée"}],"title":"Les ateliers","version":"1"}');
INSERT INTO "journal_payloads" VALUES(3,0,X'3FC156F8C3ECE87A5890E1E5EB17CC44','{"checklist":[],"closing":[{"covers":[],"id":"Z1","probes":[],"text":"Que voulez-vous ajouter ?","why":""}],"consent":"","diary":[],"id":"salariés","items":[],"language":"fr","method":"semi-structured","minutes":null,"opening":"","public":"","research_questions":[],"themes":[{"aim":"Faire raconter","id":"A","questions":[{"covers":[],"id":"A1","probes":[{"kind":"echo","text":"Vous dites « perdu » ?"}],"text":"Racontez-moi votre premier jour.","why":""}],"title":"L’arrivée"}],"title":"Les ateliers","version":"1"}','{"checklist":[],"closing":[{"covers":[],"id":"Z1","probes":[],"text":"Que voulez-vous ajouter ?","why":""}],"consent":"","diary":[],"id":"salariés","items":[],"language":"fr","method":"semi-structured","minutes":null,"opening":"","public":"","research_questions":[],"themes":[{"aim":"Faire raconter","id":"A","questions":[{"covers":[],"id":"A1","probes":[{"kind":"echo","text":"Vous dites « perdu » ?"}],"text":"Racontez-moi votre premier jour.","why":""}],"title":"Les débuts"}],"title":"Les ateliers","version":"1"}');
CREATE TABLE memos (
	id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	about TEXT NOT NULL, 
	coder TEXT NOT NULL, 
	date TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('version','4');
INSERT INTO "meta" VALUES('visit:Camille','{"ended": null, "seen": {"at": "2026-11-25T21:43:09.050954+00:00", "head": "c7efd6c34c5faf23619ae8a86eef8a9021f1c376ae71d90effe87084d925c379"}}');
CREATE TABLE participants (
	id TEXT NOT NULL, 
	"case" TEXT, 
	traits TEXT NOT NULL, 
	consents TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY("case") REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE quotes (
	id TEXT NOT NULL, 
	coding TEXT NOT NULL, 
	transcript TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	text TEXT NOT NULL, 
	participant TEXT, 
	state TEXT NOT NULL, 
	date TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(coding) REFERENCES codings (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(transcript) REFERENCES transcripts (id) DEFERRABLE INITIALLY DEFERRED, 
	FOREIGN KEY(participant) REFERENCES participants (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE reviews (
	id TEXT NOT NULL, 
	coding TEXT NOT NULL, 
	reviewer TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	comment TEXT NOT NULL, 
	suggestion TEXT NOT NULL, 
	date TEXT NOT NULL, 
	bundle TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(coding) REFERENCES codings (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE sheets (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	research_questions TEXT NOT NULL, 
	school TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "sheets" VALUES('study','Les ateliers','[]','non déclarée',16777216);
CREATE TABLE transcripts (
	id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	turns TEXT NOT NULL, 
	speakers TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	"case" TEXT, 
	date TEXT NOT NULL, 
	place TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	reread TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY("case") REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX journal_by_coder ON journal (coder, seq);
CREATE INDEX journal_edits_by_id ON journal_edits (shelf, id);
CREATE INDEX codings_by_code ON codings (code, transcript);
COMMIT;
