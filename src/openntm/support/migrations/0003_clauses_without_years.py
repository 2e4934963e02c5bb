"""How long one looks back for the same support is said by data/conflicts.yaml alone, no longer by a clause too."""

from django.db import migrations


def drop_years(apps, schema_editor):
    terms = apps.get_model("support", "SchemeTerms")
    for one in terms.objects.iterator():
        kept = [{name: value for name, value in clause.items() if name != "years"} for clause in one.eligibility]
        if kept != one.eligibility:
            one.eligibility = kept
            one.save(update_fields=["eligibility"])


class Migration(migrations.Migration):
    dependencies = [("support", "0002_kept_rows")]
    operations = [migrations.RunPython(drop_years, migrations.RunPython.noop)]
