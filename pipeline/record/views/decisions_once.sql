-- Each decision once, however many reports tell of it, with the place where it was told first. One that some place
-- tells without a day is no further decision where another place gives the day.
WITH told AS (
    SELECT d.*,
        MAX(decided_on) OVER (PARTITION BY modification, body, subject, outcome) AS dated,
        COALESCE(CAST(decided_on AS TEXT), decided_in, '') AS decided
    FROM decisions d
), once AS (
    SELECT told.*,
        ROW_NUMBER() OVER w AS place,
        MAX(report_period) OVER (PARTITION BY modification, body, subject, outcome, decided) AS last_told_in,
        COUNT(*) OVER (PARTITION BY modification, body, subject, outcome, decided) AS times_told
    FROM told
    WHERE decided_on IS NOT NULL OR dated IS NULL
    WINDOW w AS (
        PARTITION BY modification, body, subject, outcome, decided ORDER BY report_period, extraction_id, position
    )
)
SELECT reference, modification, title, body, subject, outcome, governance, decided_on, decided_in, release,
    implementation_date, report_period AS first_told_in, last_told_in, times_told, document, sha256, page
FROM once
WHERE place = 1
