-- open_assessments_by_month: How many assessments were open, month by month, and how many of them past their target?
SELECT report_period, assessment, COUNT(*) AS open,
    SUM(CASE WHEN duration_wd > target_wd THEN 1 ELSE 0 END) AS past_target
FROM assessments WHERE status = 'open'
GROUP BY report_period, assessment ORDER BY report_period, assessment;

-- average_durations: How long did assessments take on average, by the month of their return?
SELECT assessment, SUBSTR(CAST(returned_on AS TEXT), 1, 7) AS returned_in,
    COUNT(*) AS returned, AVG(duration_wd) AS mean_wd
FROM (
    SELECT DISTINCT modification, assessment, returned_on, duration_wd
    FROM assessments WHERE status = 'completed' AND returned_on IS NOT NULL
) once
GROUP BY assessment, SUBSTR(CAST(returned_on AS TEXT), 1, 7) ORDER BY assessment, returned_in;

-- decisions_by_body_and_outcome: Who decided how much, and how?
SELECT body, subject, outcome, COUNT(*) AS decisions, MIN(decided_on) AS since, MAX(decided_on) AS until
FROM decisions_once GROUP BY body, subject, outcome ORDER BY body, subject, outcome;

-- life_of_a_modification: What is the life of one modification?
SELECT happened_on, event, detail, source, document, report_period, place
FROM modification_timeline WHERE modification = '103' ORDER BY happened_on, source, report_period, place;

-- findings_with_their_page: Which findings are open, and on which page of which file does each stand?
SELECT code, severity, period, reference, message, document, sha256, page
FROM findings_with_evidence WHERE status = 'open' AND document IS NOT NULL ORDER BY period, code, reference, ordinal;

-- register_against_reports: Where do the register and the reports disagree about a stage?
SELECT report_period, reference, stage, known_by, stage_on, register_stage, register_wording, document, page
FROM modification_stages WHERE known_by <> 'register' AND stage <> register_stage ORDER BY report_period, reference;

-- time_in_stage: How many months does a modification stay at a stage?
SELECT stage, COUNT(DISTINCT modification) AS modifications,
    1.0 * COUNT(*) / COUNT(DISTINCT modification) AS months_each
FROM modification_stages WHERE stage IS NOT NULL GROUP BY stage ORDER BY stage;

-- raised_against_concluded: How many proposals were raised and how many concluded, month by month?
SELECT r.period,
    (SELECT COUNT(DISTINCT p.modification) FROM proposals_raised p WHERE p.report_period = r.period) AS raised,
    (SELECT COUNT(DISTINCT d.modification) FROM decisions_once d
        WHERE d.subject = 'modification' AND d.outcome IN ('approved', 'rejected', 'withdrawn')
            AND d.first_told_in = r.period) AS concluded
FROM current_reports r ORDER BY r.period;
