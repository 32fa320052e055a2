-- Each modification once: what the register says of it now, and where it stands by the newest report.
SELECT s.modification, COALESCE(r.reference, s.reference) AS reference, r.title, r.proposer, r.organisation,
    r.date_raised, r.path, s.stage, s.known_by, s.stage_on, s.document, s.sha256, s.page, s.register_stage,
    r.decision, r.decision_date, r.decision_body, r.release, r.implementation_date, r.link
FROM modification_stages s
LEFT JOIN register_current r ON r.modification = s.modification
WHERE s.report_period = (SELECT MAX(period) FROM current_reports)
