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
INSERT INTO "cases" VALUES('nord','Le Nord','[]',50331648);
CREATE TABLE coders (
	id TEXT NOT NULL, 
	name TEXT NOT NULL, 
	role TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "coders" VALUES('C1','Camille','intern',33554432);
INSERT INTO "coders" VALUES('C2','Sacha','coder',33554433);
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
INSERT INTO "codes" VALUES('entraide','Entraide',NULL,'','','','','','','','[]','','','',1,117440512);
INSERT INTO "codes" VALUES('attente','Attente',NULL,'','','','','','','','[]','','','',1,117440513);
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
INSERT INTO "codings" VALUES('g9vbpj4twvzrr','E01',24,29,'Ça va','entraide','C1',1,'hand','accepted','','Q : Comment ça va ?
R : ','… l’été 😀 fut long.
Q : Et après',134217728);
INSERT INTO "codings" VALUES('grx05hcw13a0g','E02',24,31,'Ça va… ','attente','C2',1,'hand','accepted','','Q : Comment ça va ?
R : ','l’été 😀 fut long.
Q : Et après ?',134217729);
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
	PRIMARY KEY (seq), 
	UNIQUE (hash)
);
INSERT INTO "journal" VALUES(1,'34534e773519159b75283fa877ff22d3a3845e30de0829c1ebfcfb69794c815c','0000000000000000000000000000000000000000000000000000000000000000',NULL,'new study','C1','2026-11-22T04:55:27.411032+00:00','0.0.1',NULL,1,'9e3d285097f03d652a663a3fd0b5513adf69bf7cc1682528b261cb6f1f7822c3');
INSERT INTO "journal" VALUES(2,'762af3f487cdb090c7b7db59402e08e0342c57cd80a22d5fe65490f926175c19','34534e773519159b75283fa877ff22d3a3845e30de0829c1ebfcfb69794c815c',NULL,'add coders','C1','2026-11-22T04:55:27.416831+00:00','0.0.1',NULL,2,'425343c1b17b542827e182d01dbd73f16ce05d4310ba2609fc4626c330b8f112');
INSERT INTO "journal" VALUES(3,'09b9c4403090b446ed24d8d8047876ae346fff50f9b35662cd997a071498d392','762af3f487cdb090c7b7db59402e08e0342c57cd80a22d5fe65490f926175c19',NULL,'add cases','C1','2026-11-22T04:55:27.419068+00:00','0.0.1',NULL,1,'fe0fb83b29c21700118da1819f8ea2229c86055200363341b4941d187507c67c');
INSERT INTO "journal" VALUES(4,'5bce580cd8cab3d3b67b2991551aa432923b0650b6a44e75f57b1024bf3f6317','09b9c4403090b446ed24d8d8047876ae346fff50f9b35662cd997a071498d392',NULL,'add participants','C1','2026-11-22T04:55:27.419947+00:00','0.0.1',NULL,1,'a240bd9b98e9c270b7fb816afaa2afaef807b584acc7ea36390e70e8edfa04c6');
INSERT INTO "journal" VALUES(5,'0a78f24d9bed30c7493026adcde4aaeba097ad1a9173e6f4441520b8d589940d','5bce580cd8cab3d3b67b2991551aa432923b0650b6a44e75f57b1024bf3f6317',NULL,'add transcripts','C1','2026-11-22T04:55:27.421065+00:00','0.0.1',NULL,1,'c3d0f691d6c605392cb7d3a88b4f678c7238206c0a3283f3fae28fcd1ef0be17');
INSERT INTO "journal" VALUES(6,'a1f52845b28e36ebaab8c8450a3b4f291d8d4fad1773f5cecf9c51f81f6a6798','0a78f24d9bed30c7493026adcde4aaeba097ad1a9173e6f4441520b8d589940d',NULL,'add transcripts','C1','2026-11-22T04:55:27.421631+00:00','0.0.1',NULL,1,'cb7257e90b0fc48493c4deb620e6e0fc2d8b7f752ef2a8d59dccc68def5f62c1');
INSERT INTO "journal" VALUES(7,'3be6d2630703658f4b362596c2c124d0ebb4162f4bb9dd6d7cc7edde8615e73e','a1f52845b28e36ebaab8c8450a3b4f291d8d4fad1773f5cecf9c51f81f6a6798',NULL,'add codes','C1','2026-11-22T04:55:27.422910+00:00','0.0.1',NULL,2,'dea62fcbf0bedbaa66d66e4d29d137c3132427b45246eff783514ae8156a7691');
INSERT INTO "journal" VALUES(8,'3fdace26962189ebb81dab91d879b0f1c002b36649da8602670a34f28987bd91','3be6d2630703658f4b362596c2c124d0ebb4162f4bb9dd6d7cc7edde8615e73e',NULL,'add codings','C1','2026-11-22T04:55:27.425761+00:00','0.0.1',NULL,2,'20ebed69cae521be880c5c9c722dee9e37d9684a9dab64b204835e91aff9c729');
INSERT INTO "journal" VALUES(9,'0638d41cea7fac56b206d68b9ec92ba1340b12ff9e2254622500b891204feb0f','3fdace26962189ebb81dab91d879b0f1c002b36649da8602670a34f28987bd91',NULL,'add memos','C1','2026-11-22T04:55:27.426804+00:00','0.0.1',NULL,1,'98851bc6c151dbbba91f4c5197ae3626195d0261f33bcf4eb01a9acb13507496');
INSERT INTO "journal" VALUES(10,'17d477437b76085ba30da9adc0032e8b69eb0379e61bbb17b054f04afad14070','0638d41cea7fac56b206d68b9ec92ba1340b12ff9e2254622500b891204feb0f',NULL,'undo','C1','2026-11-22T04:55:27.430257+00:00','0.0.1','0638d41cea7fac56b206d68b9ec92ba1340b12ff9e2254622500b891204feb0f',1,'9f1a058135750f86025d8cc50e887da1e3a0c8ede05763f2cc2ea9179413eef3');
CREATE TABLE journal_edits (
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	shelf TEXT NOT NULL, 
	id TEXT NOT NULL, 
	commitment TEXT NOT NULL, 
	PRIMARY KEY (seq, n)
);
INSERT INTO "journal_edits" VALUES(1,0,'sheets','study','f49df790bb9c28a37539417c2ce7e8c5db7d005793608e019ff94bfefece99dc');
INSERT INTO "journal_edits" VALUES(2,0,'coders','C1','545f5a6d85917377c0b94162f7a2baa5ad9df5e3e143000595ef30847faa77ae');
INSERT INTO "journal_edits" VALUES(2,1,'coders','C2','31b3f3f37105f52aa9ab7cbdac9cfdb412cdfe1990701757afbb562f01be75b9');
INSERT INTO "journal_edits" VALUES(3,0,'cases','nord','d872844d6492f0f84051d2510c5f79a52f6656e0a6b1d329f00de0bd069722bc');
INSERT INTO "journal_edits" VALUES(4,0,'participants','P01','eab7ee4033c2c4be83da51647c442e2f497dcd70c8c7db854c9ea6b97cd1e3c3');
INSERT INTO "journal_edits" VALUES(5,0,'transcripts','E01','2d0baed09599cc5917869c0f06c29313dd92afdc1090da441d37d124bcc18e8f');
INSERT INTO "journal_edits" VALUES(6,0,'transcripts','E02','4521982e0a1da8234111bf24748687e0f02a599f599c1a1f36ee7f885fc323ad');
INSERT INTO "journal_edits" VALUES(7,0,'codes','entraide','920a957ea0906acd24cbb7fb45f84529a396da710198790f11ff8b65400b9f6f');
INSERT INTO "journal_edits" VALUES(7,1,'codes','attente','7691c77a36721bef79d54c7199ae355408ee56410729411434aae0a6890cb225');
INSERT INTO "journal_edits" VALUES(8,0,'codings','g9vbpj4twvzrr','d16e5b17a1a2c3e5ba4ee6006930cabd76939c63dbc2a82c2f319b5436dd778c');
INSERT INTO "journal_edits" VALUES(8,1,'codings','grx05hcw13a0g','d58d86fe5d619d8b2f6f5294ab79732a76a9278e70e8b029cbda2c1a9c568ecb');
INSERT INTO "journal_edits" VALUES(9,0,'memos','m1','5d690af2918f26c4d7e24bc654fe9f49b1a34677fb08ec6fa1827ef89be22fa7');
INSERT INTO "journal_edits" VALUES(10,0,'memos','m1','eabc971408138ae601229d4e06ab561d1a190c045d12d4d62038929446ba1b3c');
CREATE TABLE journal_payloads (
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt BLOB NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	PRIMARY KEY (seq, n)
);
INSERT INTO "journal_payloads" VALUES(1,0,X'4E577E53C6ADF60FC73E853E22A87B49',NULL,'{"id":"study","research_questions":[],"school":"non déclarée","title":"Les étés"}');
INSERT INTO "journal_payloads" VALUES(2,0,X'82987215A5CADDECFE2687A33B1C2E4B',NULL,'{"id":"C1","name":"Camille","role":"intern"}');
INSERT INTO "journal_payloads" VALUES(2,1,X'A76CAD7842CED356FAF8FA967A81F20A',NULL,'{"id":"C2","name":"Sacha","role":"coder"}');
INSERT INTO "journal_payloads" VALUES(3,0,X'945F923C3F9FFA480586C9680D4ABF7F',NULL,'{"id":"nord","title":"Le Nord","traits":[]}');
INSERT INTO "journal_payloads" VALUES(4,0,X'B6CD29EB8A280262218147AFCD7927ED',NULL,'{"case":"nord","consents":[{"answer":"yes","date":"2026-03-01","proof":"","scope":"quoting"}],"id":"P01","traits":[["statut","bénévole"]]}');
INSERT INTO "journal_payloads" VALUES(5,0,X'017F9285A1F811461185DD251A961941',NULL,'{"case":null,"date":"","id":"E01","kind":"interview","place":"","speakers":[{"label":"Q","participant":null,"role":"interviewer"},{"label":"R","participant":"P01","role":"participant"}],"text":"Q : Comment ça va ?\nR : Ça va… l’été 😀 fut long.\nQ : Et après ?\nR : Après, on s’est entraidé·es.","turns":[{"end":19,"end_ms":null,"label_start":0,"speakers":["Q"],"start":4,"start_ms":null},{"end":48,"end_ms":null,"label_start":20,"speakers":["R"],"start":24,"start_ms":null},{"end":63,"end_ms":null,"label_start":49,"speakers":["Q"],"start":53,"start_ms":null},{"end":96,"end_ms":null,"label_start":64,"speakers":["R"],"start":68,"start_ms":null}]}');
INSERT INTO "journal_payloads" VALUES(6,0,X'C27543FEA28F6324ED692F8494312E57',NULL,'{"case":null,"date":"","id":"E02","kind":"interview","place":"","speakers":[{"label":"Q","participant":null,"role":"interviewer"},{"label":"R","participant":"P01","role":"participant"}],"text":"Q : Comment ça va ?\nR : Ça va… l’été 😀 fut long.\nQ : Et après ?\nR : Après, on s’est entraidé·es.","turns":[{"end":19,"end_ms":null,"label_start":0,"speakers":["Q"],"start":4,"start_ms":null},{"end":48,"end_ms":null,"label_start":20,"speakers":["R"],"start":24,"start_ms":null},{"end":63,"end_ms":null,"label_start":49,"speakers":["Q"],"start":53,"start_ms":null},{"end":96,"end_ms":null,"label_start":64,"speakers":["R"],"start":68,"start_ms":null}]}');
INSERT INTO "journal_payloads" VALUES(7,0,X'DE52C8E16D3EEC4C113027B5B23386D1',NULL,'{"color":"","definition":"","example":"","exclusive_group":"","id":"entraide","label":"Entraide","origin":"","parent":null,"polarity":"","questions":[],"reference":"","short_definition":"","version":1,"when_not_to_use":"","when_to_use":""}');
INSERT INTO "journal_payloads" VALUES(7,1,X'D117A79569DD5B5FFBDF8A9E729E5128',NULL,'{"color":"","definition":"","example":"","exclusive_group":"","id":"attente","label":"Attente","origin":"","parent":null,"polarity":"","questions":[],"reference":"","short_definition":"","version":1,"when_not_to_use":"","when_to_use":""}');
INSERT INTO "journal_payloads" VALUES(8,0,X'7DAAE1B2DDAB8DF04DBB4C9768397B97',NULL,'{"code":"entraide","code_version":1,"coder":"C1","date":"","end":29,"id":"g9vbpj4twvzrr","origin":"hand","prefix":"Q : Comment ça va ?\nR : ","quote":"Ça va","start":24,"state":"accepted","suffix":"… l’été 😀 fut long.\nQ : Et après","transcript":"E01"}');
INSERT INTO "journal_payloads" VALUES(8,1,X'ECD1956DB8CC5BF9251788E846214343',NULL,'{"code":"attente","code_version":1,"coder":"C2","date":"","end":31,"id":"grx05hcw13a0g","origin":"hand","prefix":"Q : Comment ça va ?\nR : ","quote":"Ça va… ","start":24,"state":"accepted","suffix":"l’été 😀 fut long.\nQ : Et après ?","transcript":"E02"}');
INSERT INTO "journal_payloads" VALUES(9,0,X'A0B6D4BB85280624B0C280CBF1EE1B00',NULL,'{"about":["E01"],"coder":"C1","date":"2026-03-02","id":"m1","kind":"note","text":"une note"}');
INSERT INTO "journal_payloads" VALUES(10,0,X'E41D9FFBF560C1463BD1B7286A4F1B15','{"about":["E01"],"coder":"C1","date":"2026-03-02","id":"m1","kind":"note","text":"une note"}',NULL);
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
INSERT INTO "meta" VALUES('version','1');
CREATE TABLE participants (
	id TEXT NOT NULL, 
	"case" TEXT, 
	traits TEXT NOT NULL, 
	consents TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY("case") REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "participants" VALUES('P01','nord','[["statut","bénévole"]]','[{"scope":"quoting","answer":"yes","date":"2026-03-01","proof":""}]',67108864);
CREATE TABLE sheets (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	research_questions TEXT NOT NULL, 
	school TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "sheets" VALUES('study','Les étés','[]','non déclarée',16777216);
CREATE TABLE transcripts (
	id TEXT NOT NULL, 
	text TEXT NOT NULL, 
	turns TEXT NOT NULL, 
	speakers TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	"case" TEXT, 
	date TEXT NOT NULL, 
	place TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY("case") REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "transcripts" VALUES('E01','Q : Comment ça va ?
R : Ça va… l’été 😀 fut long.
Q : Et après ?
R : Après, on s’est entraidé·es.','[{"speakers":["Q"],"label_start":0,"start":4,"end":19,"start_ms":null,"end_ms":null},{"speakers":["R"],"label_start":20,"start":24,"end":48,"start_ms":null,"end_ms":null},{"speakers":["Q"],"label_start":49,"start":53,"end":63,"start_ms":null,"end_ms":null},{"speakers":["R"],"label_start":64,"start":68,"end":96,"start_ms":null,"end_ms":null}]','[{"label":"Q","role":"interviewer","participant":null},{"label":"R","role":"participant","participant":"P01"}]','interview',NULL,'','',83886080);
INSERT INTO "transcripts" VALUES('E02','Q : Comment ça va ?
R : Ça va… l’été 😀 fut long.
Q : Et après ?
R : Après, on s’est entraidé·es.','[{"speakers":["Q"],"label_start":0,"start":4,"end":19,"start_ms":null,"end_ms":null},{"speakers":["R"],"label_start":20,"start":24,"end":48,"start_ms":null,"end_ms":null},{"speakers":["Q"],"label_start":49,"start":53,"end":63,"start_ms":null,"end_ms":null},{"speakers":["R"],"label_start":64,"start":68,"end":96,"start_ms":null,"end_ms":null}]','[{"label":"Q","role":"interviewer","participant":null},{"label":"R","role":"participant","participant":"P01"}]','interview',NULL,'','',100663296);
CREATE INDEX journal_by_coder ON journal (coder, seq);
CREATE INDEX journal_edits_by_id ON journal_edits (shelf, id);
CREATE INDEX codings_by_code ON codings (code, transcript);
COMMIT;
