"""What becomes of facts: archive, record, register, checks, findings, exports. Plain functions."""
