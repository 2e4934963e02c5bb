"""Documents that are in the register already can be found by their words."""

from django.db import migrations

from openntm.places.vietnamese import fold


def fill(apps, schema_editor):
    for one in apps.get_model("steering", "Directive").objects.filter(search_key=""):
        words = (one.number, one.issuer_vi, one.signer, one.abstract_vi, one.issuer_en, one.abstract_en)
        one.search_key = fold(" ".join(words))
        one.save(update_fields=["search_key"])


class Migration(migrations.Migration):
    dependencies = [("steering", "0002_directives_tasks_registrations")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
