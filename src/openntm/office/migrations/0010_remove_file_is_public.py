"""What is open to all is said where a file is used: of a product, a work, a report."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0009_person_mobile"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="storedfile",
            name="is_public",
        ),
    ]
