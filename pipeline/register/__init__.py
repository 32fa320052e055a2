"""The modification register: every form people have it in, as dated snapshots.

In storeys, lowest first: `entries` (plain values), `fetching` (an address to bytes), `files` (bytes to
entries), `snapshots` (entries in the record, and back), `from_site` and
`from_web` (all of it for an address; `fetch_log` keeps what was asked).
Knows no report.
"""
