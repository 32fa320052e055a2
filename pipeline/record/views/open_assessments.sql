-- Assessments that the newest report shows open, with its page.
SELECT
    r.period AS report_period, f.reference, f.modification, f.assessment, f.accepted_on, f.target_wd,
    f.duration_wd, f.duration_wd - f.target_wd AS over_target_wd,
    r.filename AS document, r.sha256, e.page, f.extraction_id, f.position, f.fact_id
FROM reported_assessments f
JOIN current_reports r ON r.extraction_id = f.extraction_id
JOIN evidence e ON e.extraction_id = f.extraction_id AND e.position = f.position AND e.ordinal = 0
WHERE f.status = 'open'
    AND r.period = (SELECT MAX(n.period) FROM current_reports n WHERE n.code = r.code)
