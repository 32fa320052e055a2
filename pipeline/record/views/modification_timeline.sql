-- All that current reports and the current register say of each modification; place is a page or a row.
SELECT f.modification, f.reference, f.raised_on AS happened_on, 'raised' AS event,
    COALESCE(f.proposer, 'somebody') || COALESCE(', ' || f.organisation, '') AS detail,
    'report' AS source, r.filename AS document, r.sha256, r.period AS report_period, e.page AS place
FROM reported_proposals_raised f
JOIN current_reports r ON r.extraction_id = f.extraction_id
JOIN evidence e ON e.extraction_id = f.extraction_id AND e.position = f.position AND e.ordinal = 0
UNION ALL
SELECT f.modification, f.reference, r.published_on AS happened_on, 'recommended' AS event,
    'to the ' || f.to_stage || ' stage' AS detail,
    'report' AS source, r.filename AS document, r.sha256, r.period AS report_period, e.page AS place
FROM reported_recommendations f
JOIN current_reports r ON r.extraction_id = f.extraction_id
JOIN evidence e ON e.extraction_id = f.extraction_id AND e.position = f.position AND e.ordinal = 0
UNION ALL
SELECT f.modification, f.reference, f.decided_on AS happened_on, f.outcome AS event,
    f.subject || ' by ' || f.body || COALESCE(', ' || f.governance, '')
        || COALESCE(', ' || f.release, '') AS detail,
    'report' AS source, r.filename AS document, r.sha256, r.period AS report_period, e.page AS place
FROM reported_decisions f
JOIN current_reports r ON r.extraction_id = f.extraction_id
JOIN evidence e ON e.extraction_id = f.extraction_id AND e.position = f.position AND e.ordinal = 0
UNION ALL
SELECT f.modification, f.reference, COALESCE(f.opens_on, f.week_commencing, f.closes_on) AS happened_on, 'consultation' AS event,
    f.consultation || ', ' || f.status AS detail,
    'report' AS source, r.filename AS document, r.sha256, r.period AS report_period, e.page AS place
FROM reported_consultations f
JOIN current_reports r ON r.extraction_id = f.extraction_id
JOIN evidence e ON e.extraction_id = f.extraction_id AND e.position = f.position AND e.ordinal = 0
UNION ALL
SELECT f.modification, f.reference, COALESCE(f.returned_on, f.accepted_on) AS happened_on, 'assessment' AS event,
    f.assessment || ', ' || f.status AS detail,
    'report' AS source, r.filename AS document, r.sha256, r.period AS report_period, e.page AS place
FROM reported_assessments f
JOIN current_reports r ON r.extraction_id = f.extraction_id
JOIN evidence e ON e.extraction_id = f.extraction_id AND e.position = f.position AND e.ordinal = 0
UNION ALL
SELECT f.modification, f.reference, f.release_date AS happened_on, f.status AS event,
    COALESCE(f.release, '') AS detail,
    'report' AS source, r.filename AS document, r.sha256, r.period AS report_period, e.page AS place
FROM reported_release_items f
JOIN current_reports r ON r.extraction_id = f.extraction_id
JOIN evidence e ON e.extraction_id = f.extraction_id AND e.position = f.position AND e.ordinal = 0
UNION ALL
SELECT m.modification, m.reference, f.held_on AS happened_on, 'meeting' AS event,
    f.body || ', ' || f.meeting_type || ', ' || f.status AS detail,
    'report' AS source, r.filename AS document, r.sha256, r.period AS report_period, e.page AS place
FROM reported_meetings f
JOIN reported_meeting_references m ON m.extraction_id = f.extraction_id AND m.position = f.position
JOIN current_reports r ON r.extraction_id = f.extraction_id
JOIN evidence e ON e.extraction_id = f.extraction_id AND e.position = f.position AND e.ordinal = 0
UNION ALL
SELECT f.modification, f.reference, r.data_cut_off AS happened_on, 'stage' AS event,
    f.stage || COALESCE(', next: ' || f.next_step, '') AS detail,
    'report' AS source, r.filename AS document, r.sha256, r.period AS report_period, e.page AS place
FROM reported_modification_stages f
JOIN current_reports r ON r.extraction_id = f.extraction_id
JOIN evidence e ON e.extraction_id = f.extraction_id AND e.position = f.position AND e.ordinal = 0
UNION ALL
SELECT n.modification, n.reference, n.date_raised, 'raised',
    COALESCE(n.proposer, 'somebody') || COALESCE(', ' || n.organisation, ''),
    'register', n.source, NULL, NULL, n.row
FROM register_current n
WHERE n.date_raised IS NOT NULL
UNION ALL
SELECT n.modification, n.reference, n.decision_date, 'decided',
    COALESCE(n.decision, '') || COALESCE(' by ' || n.decision_body, ''),
    'register', n.source, NULL, NULL, n.row
FROM register_current n
WHERE n.decision_date IS NOT NULL
UNION ALL
SELECT n.modification, n.reference, n.implementation_date, 'implementation',
    COALESCE(n.release, ''),
    'register', n.source, NULL, NULL, n.row
FROM register_current n
WHERE n.implementation_date IS NOT NULL
UNION ALL
SELECT n.modification, n.reference, v.happened_on, 'register_line',
    v.text,
    'register', n.source, NULL, NULL, n.row
FROM register_events v
JOIN register_current n ON n.snapshot_id = v.snapshot_id AND n.reference = v.reference
