"""The database itself refuses to change the log, whoever asks; statements for each database we know."""

ENTRIES, PARTICULARS = "office_logentry", "office_logparticulars"
FORGOTTEN = "NEW.salt = '' AND NEW.name = '' AND NEW.address = '' AND NEW.reason = '' AND NEW.changes = '{}'"

SQLITE = [
    f"CREATE TRIGGER log_keeps_{act}_{table} BEFORE {act} ON {table} {when} "
    f"BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
    for table, act, when in (
        (ENTRIES, "UPDATE", ""),
        (ENTRIES, "DELETE", ""),
        (PARTICULARS, "UPDATE", f"WHEN NOT ({FORGOTTEN})"),
        (PARTICULARS, "DELETE", ""),
    )
]
POSTGRESQL = [
    "CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$",
    *(
        f"CREATE TRIGGER log_keeps_rows BEFORE {acts} ON {table} FOR EACH ROW EXECUTE FUNCTION log_is_append_only()"
        for table, acts in ((ENTRIES, "UPDATE OR DELETE"), (PARTICULARS, "DELETE"))
    ),
    f"CREATE TRIGGER log_keeps_particulars BEFORE UPDATE ON {PARTICULARS} FOR EACH ROW "
    f"WHEN (NOT ({FORGOTTEN})) EXECUTE FUNCTION log_is_append_only()",
    *(
        f"CREATE TRIGGER log_keeps_all BEFORE TRUNCATE ON {table} EXECUTE FUNCTION log_is_append_only()"
        for table in (ENTRIES, PARTICULARS)
    ),
]

CREATE: dict[str, list[str]] = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DROP: dict[str, list[str]] = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {statement.split()[2]}" for statement in SQLITE],
    "postgresql": ["DROP FUNCTION IF EXISTS log_is_append_only() CASCADE"],
}
