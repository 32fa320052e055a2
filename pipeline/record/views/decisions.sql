-- Every decision that a current report states, with its page.
SELECT
    r.period AS report_period, f.reference, f.modification, f.title, f.body, f.subject, f.outcome,
    f.governance, f.decided_on, f.period AS decided_in, f.release, f.implementation_date, f.section,
    r.filename AS document, r.sha256, e.page, f.extraction_id, f.position, f.fact_id
FROM reported_decisions f
JOIN current_reports r ON r.extraction_id = f.extraction_id
JOIN evidence e ON e.extraction_id = f.extraction_id AND e.position = f.position AND e.ordinal = 0
