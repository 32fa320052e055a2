"""Entries in the record: written as dated snapshots, read back, compared and followed through time."""
