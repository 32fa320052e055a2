"""What an answer would change, as a page shows it, and the digest by which a form says what was shown."""

from collections.abc import Iterator
from hashlib import sha256

from pipeline.review.effect import Change, Effect


def effect_digest(effect: Effect) -> str:
    """Of every fact and finding that comes, goes or changes: what somebody signs who lets an answer count."""
    said = [
        *(f"{report.sha256} {_named(change)}" for report in effect.reports for change in report.changes),
        *(f"{report.sha256} {report.unread} {report.refused}" for report in effect.reports),
        *(f"+{finding.fingerprint}" for finding in effect.come),
        *(f"-{finding.fingerprint}" for finding in effect.go),
    ]
    return sha256("\n".join(said).encode()).hexdigest()[:32]


def _named(change: Change) -> str:
    before, after = change.before, change.after
    return f"{before and (before.id, before.doubts)} {after and (after.id, after.doubts)}"


def fields_changed(change: Change) -> Iterator[tuple[str, object, object]]:
    """The fields of a fact that differ, before and after; all that say something where it is new."""
    before = change.before.values() if change.before else {}
    after = change.after.values() if change.after else {}
    for name in {**before, **after}:
        if before.get(name) != after.get(name):
            yield name, before.get(name), after.get(name)
