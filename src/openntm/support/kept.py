"""The database itself refuses to remove a posting or an approved list, as it refuses to change one."""

TABLES = ("support_entry", "support_line", "support_awardlist")
CREATE = {
    "sqlite": [
        f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'this row is kept'); END"
        for table in TABLES
    ],
    "postgresql": [
        f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION support_row_is_kept()"
        for table in TABLES
    ],
}
DROP = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {table}_stays" for table in TABLES],
    "postgresql": [f"DROP TRIGGER IF EXISTS {table}_stays ON {table}" for table in TABLES],
}
