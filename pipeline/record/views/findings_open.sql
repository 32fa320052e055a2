-- Findings that nobody has dealt with.
SELECT
    fingerprint, code, name, severity, period, reference, modification, message, stated, expected,
    first_seen, last_seen
FROM findings
WHERE status = 'open'
