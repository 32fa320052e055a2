"""Findings as things with a life: stored, seen again, resolved, acknowledged, waived, reopened.

`lifecycle` takes what a run of the checks found; `acts` what a named person does; `waivers` says which hold;
`stored` gives findings back. Knows nothing of how a check comes to its finding.
"""
