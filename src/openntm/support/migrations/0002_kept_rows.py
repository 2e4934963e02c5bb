"""The ledger and the approved lists cannot be changed, whoever asks the database."""

from django.db import migrations

TABLES = ("support_entry", "support_line", "support_awardlist")
CREATE = {
    "sqlite": [
        f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, 'this row is kept'); END"
        for table in TABLES
    ],
    "postgresql": [
        "CREATE FUNCTION support_row_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'this row is kept' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        *(
            f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION support_row_is_kept()"
            for table in TABLES
        ),
    ],
}
DROP = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {table}_is_kept" for table in TABLES],
    "postgresql": ["DROP FUNCTION IF EXISTS support_row_is_kept() CASCADE"],
}


def add(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
