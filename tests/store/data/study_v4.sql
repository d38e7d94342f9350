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
INSERT INTO "codes" VALUES('arrivee','Arrivée',NULL,'','','','','','','','[]','','','',1,100663296);
INSERT INTO "codes" VALUES('usine','Usine',NULL,'','','','','','','','[]','','','',1,100663297);
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
INSERT INTO "codings" VALUES('gky3j3yxj4wwe','E01',24,54,'Je suis arrivée ici vers 1998,','arrivee','C1',1,'hand','accepted','2026-03-21','Q : Racontez-moi.
P01 : ',' après l’usine.',117440512);
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
	line INTEGER NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (hash)
);
INSERT INTO "journal" VALUES(1,'ba2f9411701b561a8d59ba4e432f60631d7cff65637ac9bbcf81252f24a7ad97','0000000000000000000000000000000000000000000000000000000000000000',NULL,'new study','C1','2026-11-25T19:50:35.988979+00:00','0.1.0',NULL,1,'856ead80b7d6cdfdd6a864e414c1bcc20f14bc615845149f6d09b7db5638358c',0);
INSERT INTO "journal" VALUES(2,'6d95375760c5e1f7688cad0c9c09b4db36b858a2cc475a46c62ba76147a0ead8','ba2f9411701b561a8d59ba4e432f60631d7cff65637ac9bbcf81252f24a7ad97',NULL,'add coders','C1','2026-11-25T19:50:36.221329+00:00','0.1.0',NULL,2,'f5a151ebedfd56c4eb6502a3cf14791b213ff1fd542a721b95e39d7582650769',0);
INSERT INTO "journal" VALUES(3,'2dfafe24ea518dfef215d453aec6d4471fb459358bad665ba06268316c7cd5cb','6d95375760c5e1f7688cad0c9c09b4db36b858a2cc475a46c62ba76147a0ead8',NULL,'add cases','C1','2026-11-25T19:50:36.228139+00:00','0.1.0',NULL,1,'a52389a91cd889542280ce917c03ccdd351c855229423f8aa93bd7e4dd05f18c',0);
INSERT INTO "journal" VALUES(4,'bb44d0d6137ccebe5210d9d1be2653c0bcdc1b2ceeae91d0a1a9fbceb06dcd62','2dfafe24ea518dfef215d453aec6d4471fb459358bad665ba06268316c7cd5cb',NULL,'add participants','C1','2026-11-25T19:50:36.236965+00:00','0.1.0',NULL,1,'9cf6f5728213e89de426b834f61c5df3c1090c7f2a3e5f9b39503a6131da7c81',0);
INSERT INTO "journal" VALUES(5,'1a088e203074d5d2347dd0bcb1be08a7ac6feec88ca7e6e5ab9ef43329a35462','bb44d0d6137ccebe5210d9d1be2653c0bcdc1b2ceeae91d0a1a9fbceb06dcd62',NULL,'add transcripts','C1','2026-11-25T19:50:36.240694+00:00','0.1.0',NULL,1,'f461f60ea670f6687311e010f1339f7aac64ca0d1ac08345fe41677a5126d7e8',0);
INSERT INTO "journal" VALUES(6,'dd6c656b16540686dac59ed354b962906d0b1ba8d252f2e5d3498fa31f3831d4','1a088e203074d5d2347dd0bcb1be08a7ac6feec88ca7e6e5ab9ef43329a35462',NULL,'add codes','C1','2026-11-25T19:50:36.243118+00:00','0.1.0',NULL,2,'8631305f5eaff1e3a51b6864cda0a1f4b8bd5435bf1f4a40f7c719a365e5240f',0);
INSERT INTO "journal" VALUES(7,'42b41744570e38b2db9d4b07e3d48aab5589df87cbffe9049a4ee44dbb9a8057','dd6c656b16540686dac59ed354b962906d0b1ba8d252f2e5d3498fa31f3831d4',NULL,'add codings','C1','2026-11-25T19:50:36.247280+00:00','0.1.0',NULL,1,'aa57a1795442f9baa5a65d2b366a93954c60e5428c0bab254b6ec6239bb6af96',0);
INSERT INTO "journal" VALUES(8,'b78e1bd74d62eafa5179a3e1ecc97ed1a69f23e8e089e10b439066ec07680575','42b41744570e38b2db9d4b07e3d48aab5589df87cbffe9049a4ee44dbb9a8057',NULL,'add memos','C1','2026-11-25T19:50:36.248921+00:00','0.1.0',NULL,1,'5453ac9a92155db1c89fc9bac77bef9050f602ba27a2405fc45f6850e5d91ef1',0);
INSERT INTO "journal" VALUES(9,'7b94c2e2b27d3c6e00c58254e51158382268503a1b17885556effddd4ff9e814','b78e1bd74d62eafa5179a3e1ecc97ed1a69f23e8e089e10b439066ec07680575',NULL,'add reviews','C1','2026-11-25T19:50:36.252897+00:00','0.1.0',NULL,1,'f2ee164d6775cf3fd5c50908528da70ff28e8374620b20995ca838deb09d799f',0);
INSERT INTO "journal" VALUES(10,'3a89db61856af76b1fb93813bf977e376fc8e0399692c60599f1f9b4c2937146','7b94c2e2b27d3c6e00c58254e51158382268503a1b17885556effddd4ff9e814',NULL,'add quotes','C1','2026-11-25T19:50:36.255555+00:00','0.1.0',NULL,1,'1d23b07083366f2fff527f20377aa0c8e3bbdf6f3ed4c2cc021c6337385fd24a',0);
INSERT INTO "journal" VALUES(11,'99100de5c391a4a52802c5973b92185854d5b37c31f87a6a7d22fbe5062dfec9','3a89db61856af76b1fb93813bf977e376fc8e0399692c60599f1f9b4c2937146',NULL,'add memos','C1','2026-11-25T19:50:36.257076+00:00','0.1.0',NULL,1,'36ba33e1f7024b390141527d3aded1337110a9e4881913712b572cf4f86e4ea5',0);
INSERT INTO "journal" VALUES(12,'664d4993998022ced45fc88ea8dcb784b97cab80c691c0caefe776efc030dc26','99100de5c391a4a52802c5973b92185854d5b37c31f87a6a7d22fbe5062dfec9',NULL,'undo','C1','2026-11-25T19:50:36.277468+00:00','0.1.0','99100de5c391a4a52802c5973b92185854d5b37c31f87a6a7d22fbe5062dfec9',1,'f09a930dfda76efde208d271217a49600f2668c9ee60a1613dbf01ab23931655',0);
CREATE TABLE journal_edits (
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	shelf TEXT NOT NULL, 
	id TEXT NOT NULL, 
	commitment TEXT NOT NULL, 
	rank BIGINT, 
	PRIMARY KEY (seq, n)
);
INSERT INTO "journal_edits" VALUES(1,0,'sheets','study','d3ce714c040f441e18c97b0e495a5d3f644fe29df17cb005ab8a681069ba7bd8',NULL);
INSERT INTO "journal_edits" VALUES(2,0,'coders','C1','410e520ab7daf7dfe5dfd91ec8d9fa5eb58f530390ec5ce8b15d1c2ce4db7170',NULL);
INSERT INTO "journal_edits" VALUES(2,1,'coders','C2','6fbdab55bcb7f4fedbabe6b3368b23f505cc6bb95ff5e306c6d41afd896229d1',NULL);
INSERT INTO "journal_edits" VALUES(3,0,'cases','nord','83f76f60dfa6ab54d89189334e6e057a1213267aa84c5e03eb97e5484a77a57b',NULL);
INSERT INTO "journal_edits" VALUES(4,0,'participants','P01','7b53ddcdf6faca3156d68cc06bc72fe027855c06129c576ecce4841065c073ca',NULL);
INSERT INTO "journal_edits" VALUES(5,0,'transcripts','E01','8a798a4013a7aebefc975ba612e2ba4afaeda408877ad16226932a25f5225793',NULL);
INSERT INTO "journal_edits" VALUES(6,0,'codes','arrivee','b3d7eafe4e0e61c0b3bf144636db783cf10b1c54ac1480a135f8d3ca78259ccb',NULL);
INSERT INTO "journal_edits" VALUES(6,1,'codes','usine','e6ee30f31c42e1621420679a4b46318ce7205a54acde188071dd2ace120d8c18',NULL);
INSERT INTO "journal_edits" VALUES(7,0,'codings','gky3j3yxj4wwe','a66f40b863801acc04a1b1f21f7745c7360166e42438d3e2f747ffb003f5fb5f',NULL);
INSERT INTO "journal_edits" VALUES(8,0,'memos','m1','4e393f4eb44c707c76c9b3f827615afa23578a30513344830fe9887cc5487360',NULL);
INSERT INTO "journal_edits" VALUES(9,0,'reviews','r1','c6e0d9cdfda9dafcee82175358b8619016495aa71b99124f4385ad701cc706ab',NULL);
INSERT INTO "journal_edits" VALUES(10,0,'quotes','q1','76710694dfd8dd2a8e41d8fb02a67b42dd6f5a4ed62929019fd8c85bdae2bced',NULL);
INSERT INTO "journal_edits" VALUES(11,0,'memos','m2','ee7cfd5131dc7f08cfc6534477c19eb6d0fc3afbed6c2368013777a6e15a8f30',NULL);
INSERT INTO "journal_edits" VALUES(12,0,'memos','m2','b96b6f008d6b210bfbc935433439987c023818e269193862d504e7978a0fe1ac',NULL);
CREATE TABLE journal_payloads (
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt BLOB NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	PRIMARY KEY (seq, n)
);
INSERT INTO "journal_payloads" VALUES(1,0,X'5CE98C76D866EAEB05A8CD891EB9C107',NULL,'{"id":"study","research_questions":[],"school":"non déclarée","title":"Le jardin"}');
INSERT INTO "journal_payloads" VALUES(2,0,X'70341B5B780B71D008D93E2009FE85F1',NULL,'{"id":"C1","name":"Camille","role":"intern"}');
INSERT INTO "journal_payloads" VALUES(2,1,X'800774B0AE3C53BC47BC63D41FC3BFCA',NULL,'{"id":"C2","name":"Sacha","role":"coder"}');
INSERT INTO "journal_payloads" VALUES(3,0,X'32CFD727336C0D8BDD315A50E9466E73',NULL,'{"id":"nord","title":"Le Nord","traits":[]}');
INSERT INTO "journal_payloads" VALUES(4,0,X'6CE228EAB7058BF874E4CCAA980EE480',NULL,'{"case":"nord","consents":[{"answer":"yes","date":"2026-03-01","proof":"","scope":"quoting"}],"id":"P01","traits":[["naissance",1961]]}');
INSERT INTO "journal_payloads" VALUES(5,0,X'C2723867DAB8B7CD7F7EA22DC38C0322',NULL,'{"case":null,"date":"2026-03-14","fingerprint":"8de20951263ddd07dd20e8be7ff7123893f793a742d756014209618979bacf82","id":"E01","kind":"interview","place":"","reread":"2026-03-20","speakers":[{"label":"Q","participant":null,"role":"interviewer"},{"label":"P01","participant":"P01","role":"participant"}],"text":"Q : Racontez-moi.\nP01 : Je suis arrivée ici vers 1998, après l’usine.","turns":[{"end":17,"end_ms":null,"label_start":0,"speakers":["Q"],"start":4,"start_ms":null},{"end":69,"end_ms":null,"label_start":18,"speakers":["P01"],"start":24,"start_ms":null}]}');
INSERT INTO "journal_payloads" VALUES(6,0,X'EF5EBD54498AC8AD7ECA123D57D832F4',NULL,'{"color":"","definition":"","example":"","exclusive_group":"","id":"arrivee","label":"Arrivée","origin":"","parent":null,"polarity":"","questions":[],"reference":"","short_definition":"","version":1,"when_not_to_use":"","when_to_use":""}');
INSERT INTO "journal_payloads" VALUES(6,1,X'197ABF81A16FF96EA13E7E48CFA8B7AA',NULL,'{"color":"","definition":"","example":"","exclusive_group":"","id":"usine","label":"Usine","origin":"","parent":null,"polarity":"","questions":[],"reference":"","short_definition":"","version":1,"when_not_to_use":"","when_to_use":""}');
INSERT INTO "journal_payloads" VALUES(7,0,X'E9FC0813BEB62387B5DDBFF34E3B625D',NULL,'{"code":"arrivee","code_version":1,"coder":"C1","date":"2026-03-21","end":54,"id":"gky3j3yxj4wwe","origin":"hand","prefix":"Q : Racontez-moi.\nP01 : ","quote":"Je suis arrivée ici vers 1998,","start":24,"state":"accepted","suffix":" après l’usine.","transcript":"E01"}');
INSERT INTO "journal_payloads" VALUES(8,0,X'A118656F0B5770488CC5A99D0DEE8D15',NULL,'{"about":["gky3j3yxj4wwe","arrivee"],"coder":"C1","date":"2026-03-21","id":"m1","kind":"note","text":"La date reste incertaine."}');
INSERT INTO "journal_payloads" VALUES(9,0,X'3F756E92C53A0E35DDEEC0B8FA72CDBA',NULL,'{"bundle":"","coding":"gky3j3yxj4wwe","comment":"Quelle usine ?","date":"","id":"r1","reviewer":"S1","suggestion":"","verdict":"discuss"}');
INSERT INTO "journal_payloads" VALUES(10,0,X'00922236E7059A76D7AB93830FF31235',NULL,'{"coding":"gky3j3yxj4wwe","date":"","end":54,"id":"q1","participant":"P01","start":24,"state":"chosen","text":"Je suis arrivée ici vers 1998,","transcript":"E01"}');
INSERT INTO "journal_payloads" VALUES(11,0,X'7B99E6B77BE562A221938214E0449AA7',NULL,'{"about":[],"coder":"C1","date":"","id":"m2","kind":"note","text":"À défaire."}');
INSERT INTO "journal_payloads" VALUES(12,0,X'BD37E1E29E46F3297681FBDB9BABBA21','{"about":[],"coder":"C1","date":"","id":"m2","kind":"note","text":"À défaire."}',NULL);
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
INSERT INTO "memos" VALUES('m1','La date reste incertaine.','note','["gky3j3yxj4wwe","arrivee"]','C1','2026-03-21',134217728);
CREATE TABLE meta (
	"key" TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('version','4');
INSERT INTO "meta" VALUES('visit:C1','{"ended": null, "seen": {"at": "2026-11-25T19:50:36.288563+00:00", "head": "664d4993998022ced45fc88ea8dcb784b97cab80c691c0caefe776efc030dc26"}}');
CREATE TABLE participants (
	id TEXT NOT NULL, 
	"case" TEXT, 
	traits TEXT NOT NULL, 
	consents TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY("case") REFERENCES cases (id) DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "participants" VALUES('P01','nord','[["naissance",1961]]','[{"scope":"quoting","answer":"yes","date":"2026-03-01","proof":""}]',67108864);
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
INSERT INTO "quotes" VALUES('q1','gky3j3yxj4wwe','E01',24,54,'Je suis arrivée ici vers 1998,','P01','chosen','',167772160);
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
INSERT INTO "reviews" VALUES('r1','gky3j3yxj4wwe','S1','discuss','Quelle usine ?','','','',150994944);
CREATE TABLE sheets (
	id TEXT NOT NULL, 
	title TEXT NOT NULL, 
	research_questions TEXT NOT NULL, 
	school TEXT NOT NULL, 
	rank BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "sheets" VALUES('study','Le jardin','[]','non déclarée',16777216);
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
INSERT INTO "transcripts" VALUES('E01','Q : Racontez-moi.
P01 : Je suis arrivée ici vers 1998, après l’usine.','[{"speakers":["Q"],"label_start":0,"start":4,"end":17,"start_ms":null,"end_ms":null},{"speakers":["P01"],"label_start":18,"start":24,"end":69,"start_ms":null,"end_ms":null}]','[{"label":"Q","role":"interviewer","participant":null},{"label":"P01","role":"participant","participant":"P01"}]','interview',NULL,'2026-03-14','','8de20951263ddd07dd20e8be7ff7123893f793a742d756014209618979bacf82','2026-03-20',83886080);
CREATE INDEX journal_by_coder ON journal (coder, seq);
CREATE INDEX journal_edits_by_id ON journal_edits (shelf, id);
CREATE INDEX codings_by_code ON codings (code, transcript);
COMMIT;
