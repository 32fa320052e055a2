-- Every finding with each place that it rests on: a document's page and box, or a register's row and field.
SELECT f.fingerprint, f.code, f.name, f.severity, f.status, f.period, f.reference, f.modification, f.message,
    f.first_seen, f.last_seen, e.ordinal, e.document, e.sha256, e.page, e.x0, e.top, e.x1, e.bottom,
    e.register, e.snapshot, e.row, e.field, e.text
FROM findings f
JOIN finding_evidence e ON e.fingerprint = f.fingerprint
