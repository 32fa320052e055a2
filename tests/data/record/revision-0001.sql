BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE coverage_roles (
	extraction_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	words INTEGER NOT NULL, 
	CONSTRAINT pk_coverage_roles PRIMARY KEY (extraction_id, role), 
	CONSTRAINT ck_coverage_roles_words CHECK (words >= 0), 
	CONSTRAINT fk_coverage_roles_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "coverage_roles" VALUES(34450693571848,'fact',1,8);
INSERT INTO "coverage_roles" VALUES(34450693571848,'narrative',0,3);
CREATE TABLE document_names (
	sha256 VARCHAR(64) NOT NULL, 
	filename TEXT NOT NULL, 
	first_seen DATETIME NOT NULL, 
	CONSTRAINT pk_document_names PRIMARY KEY (sha256, filename), 
	CONSTRAINT fk_document_names_sha256_documents FOREIGN KEY(sha256) REFERENCES documents (sha256) ON DELETE CASCADE
);
INSERT INTO "document_names" VALUES('0145e1cc736d65bd14cba42d2ebd475ad2fca26e2fbc83339802895471748563','2020-08.pdf','2026-03-02 03:04:05.000000');
CREATE TABLE documents (
	sha256 VARCHAR(64) NOT NULL, 
	bytes INTEGER, 
	archived BOOLEAN NOT NULL, 
	first_seen DATETIME NOT NULL, 
	CONSTRAINT pk_documents PRIMARY KEY (sha256), 
	CONSTRAINT ck_documents_sha256 CHECK (length(sha256) = 64), 
	CONSTRAINT ck_documents_bytes CHECK (bytes >= 0)
);
INSERT INTO "documents" VALUES('0145e1cc736d65bd14cba42d2ebd475ad2fca26e2fbc83339802895471748563',13,1,'2026-03-02 03:04:05.000000');
CREATE TABLE evidence (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	ordinal INTEGER NOT NULL, 
	page INTEGER NOT NULL, 
	x0 DOUBLE NOT NULL, 
	top DOUBLE NOT NULL, 
	x1 DOUBLE NOT NULL, 
	bottom DOUBLE NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_evidence PRIMARY KEY (extraction_id, position, ordinal), 
	CONSTRAINT fk_evidence_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "evidence" VALUES(34450693571848,0,0,2,72.0,100.25,300.5,112.0,'MP103');
INSERT INTO "evidence" VALUES(34450693571848,1,0,6,72.0,100.25,300.5,112.0,'MP103');
INSERT INTO "evidence" VALUES(34450693571848,1,1,7,72.0,100.25,300.5,112.0,'approved');
INSERT INTO "evidence" VALUES(34450693571848,2,0,4,72.0,100.25,300.5,112.0,'Working Group');
INSERT INTO "evidence" VALUES(34450693571848,3,0,8,72.0,100.25,300.5,112.0,'SECMP0007');
INSERT INTO "evidence" VALUES(34450693571848,4,0,9,72.0,100.25,300.5,112.0,'MP103');
CREATE TABLE extraction_warnings (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	message TEXT NOT NULL, 
	page INTEGER, 
	CONSTRAINT pk_extraction_warnings PRIMARY KEY (extraction_id, position), 
	CONSTRAINT fk_extraction_warnings_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "extraction_warnings" VALUES(34450693571848,0,'page_skipped','Page 5 cannot be read.',5);
CREATE TABLE extractions (
	id INTEGER NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	extractor_version VARCHAR NOT NULL, 
	filename TEXT NOT NULL, 
	status VARCHAR(8) NOT NULL, 
	refusal_code VARCHAR(32), 
	refusal_message TEXT, 
	pages INTEGER, 
	producer TEXT, 
	extracted_at DATETIME NOT NULL, 
	words INTEGER, 
	CONSTRAINT pk_extractions PRIMARY KEY (id), 
	CONSTRAINT uq_extractions_sha256_extractor_version UNIQUE (sha256, extractor_version), 
	CONSTRAINT ck_extractions_status CHECK (status IN ('stored', 'refused')), 
	CONSTRAINT ck_extractions_refusal_code CHECK (refusal_code IN ('not_a_pdf', 'damaged', 'encrypted', 'no_text_layer', 'too_large', 'time_limit', 'memory_limit', 'not_a_status_report', 'no_such_file')), 
	CONSTRAINT ck_extractions_stored_or_refused CHECK ((status = 'refused') = (refusal_code IS NOT NULL) AND (status = 'refused') = (refusal_message IS NOT NULL) AND (status = 'stored') = (words IS NOT NULL)), 
	CONSTRAINT ck_extractions_pages CHECK (pages >= 0), 
	CONSTRAINT ck_extractions_words CHECK (words >= 0), 
	CONSTRAINT fk_extractions_sha256_documents FOREIGN KEY(sha256) REFERENCES documents (sha256) ON DELETE CASCADE
);
INSERT INTO "extractions" VALUES(34450693571848,'0145e1cc736d65bd14cba42d2ebd475ad2fca26e2fbc83339802895471748563','1','2020-08.pdf','stored',NULL,NULL,9,'Writer','2026-03-02 03:04:05.000000',12);
CREATE TABLE reported_assessment_summaries (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	assessment VARCHAR(2) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	total INTEGER NOT NULL, 
	average_wd DOUBLE, 
	CONSTRAINT pk_reported_assessment_summaries PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_assessment_summaries_assessment CHECK (assessment IN ('PA', 'IA')), 
	CONSTRAINT ck_reported_assessment_summaries_status CHECK (status IN ('open', 'completed')), 
	CONSTRAINT ck_reported_assessment_summaries_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_assessment_summaries_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE reported_assessments (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	reference VARCHAR NOT NULL, 
	modification VARCHAR NOT NULL, 
	assessment VARCHAR(2) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	accepted_on DATE, 
	returned_on DATE, 
	target_wd INTEGER, 
	duration_wd INTEGER, 
	CONSTRAINT pk_reported_assessments PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_assessments_assessment CHECK (assessment IN ('PA', 'IA')), 
	CONSTRAINT ck_reported_assessments_status CHECK (status IN ('open', 'completed')), 
	CONSTRAINT ck_reported_assessments_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_assessments_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "reported_assessments" VALUES(34450693571848,3,'38a5fd063074356291654a68','appendix','SECMP0007','7','IA','open','2020-06-01',NULL,40,45);
CREATE TABLE reported_consultations (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	reference VARCHAR NOT NULL, 
	modification VARCHAR NOT NULL, 
	title TEXT, 
	consultation VARCHAR(32) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	opens_on DATE, 
	week_commencing DATE, 
	closes_on DATE, 
	CONSTRAINT pk_reported_consultations PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_consultations_consultation CHECK (consultation IN ('refinement', 'modification_report')), 
	CONSTRAINT ck_reported_consultations_status CHECK (status IN ('open', 'expected', 'closed')), 
	CONSTRAINT ck_reported_consultations_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_consultations_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE reported_count_claims (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	claim VARCHAR(64) NOT NULL, 
	stated INTEGER NOT NULL, 
	listed INTEGER NOT NULL, 
	CONSTRAINT pk_reported_count_claims PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_count_claims_claim CHECK (claim IN ('recommended_refinement', 'recommended_report', 'decisions', 'conversions', 'refinement_consultations_open', 'refinement_consultations_expected', 'report_consultations_open', 'report_consultations_expected', 'impact_assessment_requests', 'change_board_votes', 'authority_decisions', 'implemented', 'release_contents', 'new_proposals')), 
	CONSTRAINT ck_reported_count_claims_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_count_claims_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE reported_decisions (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	reference VARCHAR NOT NULL, 
	modification VARCHAR NOT NULL, 
	title TEXT, 
	body TEXT NOT NULL, 
	subject VARCHAR(32) NOT NULL, 
	outcome VARCHAR(16) NOT NULL, 
	governance VARCHAR(32), 
	decided_on DATE, 
	period VARCHAR(7), 
	release TEXT, 
	implementation_date DATE, 
	CONSTRAINT pk_reported_decisions PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_decisions_subject CHECK (subject IN ('modification', 'impact_assessment', 'conversion', 'progression')), 
	CONSTRAINT ck_reported_decisions_outcome CHECK (outcome IN ('approved', 'rejected', 'deferred', 'referred', 'sent_back', 'withdrawn', 'pending')), 
	CONSTRAINT ck_reported_decisions_governance CHECK (governance IN ('self_governance', 'authority_determined', 'authority_led', 'fast_track')), 
	CONSTRAINT ck_reported_decisions_period CHECK (period LIKE '____-__'), 
	CONSTRAINT ck_reported_decisions_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_decisions_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "reported_decisions" VALUES(34450693571848,1,'1a87ecd7921ec00ce538f1f3','opine','MP103','103',NULL,'change_board','modification','approved',NULL,'2020-07-22',NULL,NULL,NULL);
CREATE TABLE reported_meeting_references (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	ordinal INTEGER NOT NULL, 
	reference VARCHAR NOT NULL, 
	modification VARCHAR NOT NULL, 
	CONSTRAINT pk_reported_meeting_references PRIMARY KEY (extraction_id, position, ordinal), 
	CONSTRAINT fk_reported_meeting_references_extraction_id_position_reported_meetings FOREIGN KEY(extraction_id, position) REFERENCES reported_meetings (extraction_id, position) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "reported_meeting_references" VALUES(34450693571848,2,0,'MP103','103');
INSERT INTO "reported_meeting_references" VALUES(34450693571848,2,1,'SECMP0007','7');
CREATE TABLE reported_meetings (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	body TEXT NOT NULL, 
	meeting_type VARCHAR(16) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	held_on DATE, 
	CONSTRAINT pk_reported_meetings PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_meetings_meeting_type CHECK (meeting_type IN ('monthly', 'ad_hoc')), 
	CONSTRAINT ck_reported_meetings_status CHECK (status IN ('held', 'scheduled')), 
	CONSTRAINT ck_reported_meetings_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_meetings_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "reported_meetings" VALUES(34450693571848,2,'26148a9bf861a5dc09bea59b','refine','working_group','monthly','held','2020-07-01');
CREATE TABLE reported_mentions (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	reference VARCHAR NOT NULL, 
	modification VARCHAR NOT NULL, 
	title TEXT, 
	part TEXT, 
	url TEXT, 
	CONSTRAINT pk_reported_mentions PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_mentions_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_mentions_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "reported_mentions" VALUES(34450693571848,0,'1e9c6d94ae9d650ef47ca365','summary','MP103','103','Large Gas Meter Displays',NULL,NULL);
CREATE TABLE reported_nil_returns (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	subject VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_reported_nil_returns PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_nil_returns_subject CHECK (subject IN ('recommended_refinement', 'recommended_report', 'decisions', 'conversions', 'refinement_consultations_open', 'refinement_consultations_expected', 'report_consultations_open', 'report_consultations_expected', 'impact_assessment_requests', 'change_board_votes', 'authority_decisions', 'implemented', 'release_contents', 'new_proposals')), 
	CONSTRAINT ck_reported_nil_returns_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_nil_returns_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE reported_proposal_timescales (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	status VARCHAR(16) NOT NULL, 
	total INTEGER NOT NULL, 
	average_wd DOUBLE, 
	CONSTRAINT pk_reported_proposal_timescales PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_proposal_timescales_status CHECK (status IN ('open', 'concluded')), 
	CONSTRAINT ck_reported_proposal_timescales_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_proposal_timescales_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "reported_proposal_timescales" VALUES(34450693571848,4,'0df48b2b0fe067a7b90fac88','appendix','open',3,12.5);
CREATE TABLE reported_proposals_raised (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	reference VARCHAR NOT NULL, 
	modification VARCHAR NOT NULL, 
	title TEXT, 
	proposer TEXT, 
	organisation TEXT, 
	raised_on DATE, 
	CONSTRAINT pk_reported_proposals_raised PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_proposals_raised_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_proposals_raised_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE reported_recommendations (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	reference VARCHAR NOT NULL, 
	modification VARCHAR NOT NULL, 
	title TEXT, 
	to_stage VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_reported_recommendations PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_recommendations_to_stage CHECK (to_stage IN ('refinement', 'report')), 
	CONSTRAINT ck_reported_recommendations_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_recommendations_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE reported_release_items (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	reference VARCHAR NOT NULL, 
	modification VARCHAR NOT NULL, 
	title TEXT, 
	part TEXT, 
	status VARCHAR(16) NOT NULL, 
	release TEXT, 
	release_date DATE, 
	CONSTRAINT pk_reported_release_items PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_release_items_status CHECK (status IN ('implemented', 'approved')), 
	CONSTRAINT ck_reported_release_items_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_release_items_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE reported_stage_counts (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	fact_id VARCHAR(24) NOT NULL, 
	section VARCHAR(16) NOT NULL, 
	stage VARCHAR(16) NOT NULL, 
	count INTEGER NOT NULL, 
	CONSTRAINT pk_reported_stage_counts PRIMARY KEY (extraction_id, position), 
	CONSTRAINT ck_reported_stage_counts_stage CHECK (stage IN ('define', 'refine', 'opine', 'release')), 
	CONSTRAINT ck_reported_stage_counts_section CHECK (section IN ('cover', 'purpose', 'recommendations', 'summary', 'define', 'refine', 'opine', 'releases', 'appendix')), 
	CONSTRAINT fk_reported_stage_counts_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
CREATE TABLE reports (
	extraction_id INTEGER NOT NULL, 
	code TEXT NOT NULL, 
	period VARCHAR(7) NOT NULL, 
	title TEXT NOT NULL, 
	published_on DATE, 
	paper_reference TEXT, 
	meeting_number INTEGER, 
	meeting_date DATE, 
	author TEXT, 
	team TEXT, 
	action TEXT, 
	classification TEXT, 
	data_cut_off DATE, 
	CONSTRAINT pk_reports PRIMARY KEY (extraction_id), 
	CONSTRAINT ck_reports_period CHECK (period LIKE '____-__'), 
	CONSTRAINT fk_reports_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
);
INSERT INTO "reports" VALUES(34450693571848,'SEC','2020-08','Change Status Report 2020-08',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE unclaimed_texts (
	extraction_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	page INTEGER NOT NULL, 
	x0 DOUBLE NOT NULL, 
	top DOUBLE NOT NULL, 
	x1 DOUBLE NOT NULL, 
	bottom DOUBLE NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT pk_unclaimed_texts PRIMARY KEY (extraction_id, position), 
	CONSTRAINT fk_unclaimed_texts_extraction_id_extractions FOREIGN KEY(extraction_id) REFERENCES extractions (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "unclaimed_texts" VALUES(34450693571848,0,3,72.0,100.25,300.5,112.0,'unheard');
CREATE TABLE unread_files (
	filename TEXT NOT NULL, 
	refusal_code VARCHAR(32) NOT NULL, 
	refusal_message TEXT NOT NULL, 
	bytes INTEGER, 
	first_seen DATETIME NOT NULL, 
	CONSTRAINT pk_unread_files PRIMARY KEY (filename, refusal_code), 
	CONSTRAINT ck_unread_files_refusal_code CHECK (refusal_code IN ('not_a_pdf', 'damaged', 'encrypted', 'no_text_layer', 'too_large', 'time_limit', 'memory_limit', 'not_a_status_report', 'no_such_file')), 
	CONSTRAINT ck_unread_files_bytes CHECK (bytes >= 0)
);
COMMIT;
