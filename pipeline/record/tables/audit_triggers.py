"""The triggers that keep the log of acts append-only: what they are, so that their absence is noticed.

The revision that makes them has its own copy; a test holds the two together.
"""

_REFUSED = "the log of acts is append-only"
_OUT_OF_TURN = (
    "NEW.sequence <> coalesce((SELECT max(sequence) FROM audit_log), 0) + 1"
    " OR NEW.previous <> coalesce((SELECT hash FROM audit_log ORDER BY sequence DESC LIMIT 1),"
    " '0000000000000000000000000000000000000000000000000000000000000000')"
)

SQLITE = {
    "audit_log_no_update": "CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log"
    f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    "audit_log_no_delete": "CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log"
    f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
    # Without this one, INSERT OR REPLACE would be an update that no other trigger sees.
    "audit_log_in_turn": f"CREATE TRIGGER audit_log_in_turn BEFORE INSERT ON audit_log WHEN {_OUT_OF_TURN}"
    f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END",
}

# The functions' bodies on PostgreSQL, by name.
FUNCTIONS = {
    "audit_log_refuse": f"BEGIN RAISE EXCEPTION '{_REFUSED}'; END",
    "audit_log_turn": f"BEGIN IF {_OUT_OF_TURN} THEN RAISE EXCEPTION '{_REFUSED}'; END IF; RETURN NEW; END",
}
POSTGRESQL = {
    "audit_log_no_change": "CREATE TRIGGER audit_log_no_change BEFORE DELETE OR UPDATE ON public.audit_log"
    " FOR EACH ROW EXECUTE FUNCTION audit_log_refuse()",
    "audit_log_no_truncate": "CREATE TRIGGER audit_log_no_truncate BEFORE TRUNCATE ON public.audit_log"
    " FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuse()",
    "audit_log_in_turn": "CREATE TRIGGER audit_log_in_turn BEFORE INSERT ON public.audit_log"
    " FOR EACH ROW EXECUTE FUNCTION audit_log_turn()",
}
