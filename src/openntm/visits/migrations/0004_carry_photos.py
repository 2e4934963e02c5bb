from typing import Any

from django.db import migrations


def carry(apps: Any, schema_editor: Any) -> None:
    """Each photo of a visit becomes a row of its own; its time and place were not read when it was handed in."""
    photo = apps.get_model("visits", "VisitPhoto")
    kept = apps.get_model("visits", "Visit").photos.through.objects.order_by("pk")
    photo.objects.bulk_create(photo(visit_id=one.visit_id, file_id=one.storedfile_id) for one in kept)


class Migration(migrations.Migration):
    dependencies = [("visits", "0003_visit_photo")]
    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
