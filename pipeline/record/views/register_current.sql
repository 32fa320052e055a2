-- The register as it is known now: the newest whole snapshot, and what parts of that day or later say instead.
-- Of two names of one modification (DP136, MP136) in one snapshot the newer counts.
SELECT
    snapshot_id, reference, modification, known.row, title, proposer, organisation, date_raised, stage, path, decision,
    decision_date, decision_body, release, implementation_date, link, as_of, source
FROM (
    SELECT n.snapshot_id, n.reference, n.modification, n.row, n.title, n.proposer, n.organisation, n.date_raised,
        n.stage, n.path, n.decision, n.decision_date, n.decision_body, n.release, n.implementation_date, n.link,
        s.as_of, s.source,
        ROW_NUMBER() OVER (
            PARTITION BY n.modification ORDER BY s.as_of DESC, s.scope, s.learned_at DESC, s.id DESC,
                CASE WHEN SUBSTR(n.reference, 1, 2) = 'DP' THEN 2 WHEN SUBSTR(n.reference, 1, 5) = 'SECMP' THEN 1 ELSE 0 END, n.row DESC
        ) AS age
    FROM register_entries n
    JOIN register_snapshots s ON s.id = n.snapshot_id
    WHERE s.id = (
            SELECT w.id FROM register_snapshots w WHERE w.scope = 'whole' AND w.removed_at IS NULL
            ORDER BY w.as_of DESC, w.learned_at DESC, w.id DESC LIMIT 1
        )
        OR s.scope = 'part' AND s.removed_at IS NULL AND s.as_of >= COALESCE(
            (SELECT MAX(w.as_of) FROM register_snapshots w WHERE w.scope = 'whole' AND w.removed_at IS NULL), s.as_of
        )
) known
WHERE age = 1
