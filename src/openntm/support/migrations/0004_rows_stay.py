"""The ledger and the approved lists cannot be emptied either."""

from django.db import migrations

from openntm.support.kept import CREATE, DROP


def add(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("support", "0003_clauses_without_years")]
    operations = [migrations.RunPython(add, remove)]
