-- What whole registers said of each modification, from the day that showed it until the day that showed something
-- else (null: it still stands in the newest). Of two names of one modification in one snapshot the newer counts.
WITH ranked AS (
    SELECT id, as_of, ROW_NUMBER() OVER (PARTITION BY as_of ORDER BY learned_at DESC, id DESC) AS age
    FROM register_snapshots WHERE scope = 'whole' AND removed_at IS NULL
), standing AS (
    SELECT id, as_of, LEAD(as_of) OVER (ORDER BY as_of) AS next_as_of FROM ranked WHERE age = 1
), named AS (
    SELECT e.*, ROW_NUMBER() OVER (
        PARTITION BY e.snapshot_id, e.modification
        ORDER BY CASE WHEN SUBSTR(e.reference, 1, 2) = 'DP' THEN 2 WHEN SUBSTR(e.reference, 1, 5) = 'SECMP' THEN 1 ELSE 0 END, e.row DESC
    ) AS place
    FROM register_entries e JOIN standing ON standing.id = e.snapshot_id
), said AS (
    SELECT n.modification, n.reference, n.title, n.proposer, n.organisation, n.date_raised, n.stage, n.path,
        n.decision, n.decision_date, n.decision_body, n.release, n.implementation_date, n.link,
        s.as_of, s.next_as_of,
        n.reference || '|' || COALESCE(n.title, '') || '|' || COALESCE(n.proposer, '') || '|'
            || COALESCE(n.organisation, '') || '|' || COALESCE(CAST(n.date_raised AS TEXT), '') || '|'
            || COALESCE(n.stage, '') || '|' || COALESCE(n.path, '') || '|' || COALESCE(n.decision, '') || '|'
            || COALESCE(CAST(n.decision_date AS TEXT), '') || '|' || COALESCE(n.decision_body, '') || '|'
            || COALESCE(n.release, '') || '|' || COALESCE(CAST(n.implementation_date AS TEXT), '') || '|'
            || COALESCE(n.link, '') AS words
    FROM named n JOIN standing s ON s.id = n.snapshot_id WHERE n.place = 1
), told AS (
    SELECT said.*,
        CASE WHEN LAG(words) OVER w = words AND LAG(next_as_of) OVER w = as_of THEN 0 ELSE 1 END AS begins
    FROM said WINDOW w AS (PARTITION BY modification ORDER BY as_of)
), versions AS (
    SELECT told.*, SUM(begins) OVER (PARTITION BY modification ORDER BY as_of) AS version FROM told
)
SELECT modification, MAX(reference) AS reference, MAX(title) AS title, MAX(proposer) AS proposer,
    MAX(organisation) AS organisation, MAX(date_raised) AS date_raised, MAX(stage) AS stage, MAX(path) AS path,
    MAX(decision) AS decision, MAX(decision_date) AS decision_date, MAX(decision_body) AS decision_body,
    MAX(release) AS release, MAX(implementation_date) AS implementation_date, MAX(link) AS link,
    MIN(as_of) AS valid_from, CASE WHEN COUNT(*) = COUNT(next_as_of) THEN MAX(next_as_of) END AS valid_until
FROM versions
GROUP BY modification, version
