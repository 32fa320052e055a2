-- Where each modification stands in each month: by the newest day of which any report up to that month speaks (known_by
-- is the sign, document and page its place); where no report has told yet, by the register of that day (known_by
-- 'register'). A month before anything is known of it has no stage. register_stage is the register's on the report's day.
WITH months AS (
    SELECT period, MAX(COALESCE(published_on, data_cut_off)) AS day FROM current_reports GROUP BY period
), told AS (
    SELECT s.modification, s.reference, s.stage, s.sign, s.stage_on, r.period, r.filename, r.sha256, e.page,
        MAX(s.stage_on) OVER (
            PARTITION BY s.modification ORDER BY r.period, r.code ROWS UNBOUNDED PRECEDING
        ) AS newest
    FROM stages_told s
    JOIN current_reports r ON r.extraction_id = s.extraction_id
    JOIN evidence e ON e.extraction_id = s.extraction_id AND e.position = s.position AND e.ordinal = 0
), stays AS (
    SELECT told.*, LEAD(period) OVER (PARTITION BY modification ORDER BY period) AS until
    FROM told WHERE stage_on = newest
), registered AS (
    SELECT h.modification, h.reference, h.stage, h.valid_from, h.valid_until, n.stage AS means
    FROM register_history h
    LEFT JOIN stage_names n
        ON n.wording = LOWER(TRIM(REPLACE(REPLACE(REPLACE(h.stage, ' - ', ' '), ' – ', ' '), '-', ' ')))
        AND n.since <= h.valid_from AND (n.until IS NULL OR h.valid_from <= n.until)
), named AS (
    SELECT modification, MAX(reference) AS reference
    FROM (
        SELECT modification, reference FROM stages_told
        UNION SELECT m.modification, m.reference FROM reported_mentions m
            JOIN current_reports r ON r.extraction_id = m.extraction_id
        UNION SELECT a.modification, a.reference FROM reported_assessments a
            JOIN current_reports r ON r.extraction_id = a.extraction_id
        UNION SELECT modification, reference FROM registered
    ) every_name
    GROUP BY modification
)
SELECT m.period AS report_period, COALESCE(s.reference, h.reference, n.reference) AS reference, n.modification,
    COALESCE(s.stage, h.means) AS stage,
    COALESCE(s.sign, CASE WHEN h.means IS NOT NULL THEN 'register' END) AS known_by,
    CASE WHEN s.stage IS NULL THEN h.valid_from ELSE s.stage_on END AS stage_on,
    s.period AS told_in, s.filename AS document, s.sha256, s.page,
    h.means AS register_stage, h.stage AS register_wording
FROM named n
CROSS JOIN months m
LEFT JOIN stays s ON s.modification = n.modification AND s.period <= m.period
    AND (s.until IS NULL OR m.period < s.until)
LEFT JOIN registered h ON h.modification = n.modification AND h.valid_from <= m.day
    AND (h.valid_until IS NULL OR m.day < h.valid_until)
