-- The newest whole register that stands, one row a modification; a part where there is no whole one.
SELECT n.modification, n.reference, n.title, n.proposer, n.organisation, n.date_raised, n.stage, n.path,
    n.decision, n.decision_date, n.decision_body, n.release, n.implementation_date, n.link,
    s.as_of, s.source, n.row AS place
FROM register_entries n
JOIN register_snapshots s ON s.id = n.snapshot_id
WHERE s.id = (
    SELECT id FROM register_snapshots WHERE removed_at IS NULL
    ORDER BY CASE scope WHEN 'whole' THEN 0 ELSE 1 END, as_of DESC, learned_at DESC, id DESC LIMIT 1
)
