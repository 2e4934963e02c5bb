"""Decisions get their year and running number; a title's state becomes an event."""

from django.db import migrations
from django.utils import timezone

EVENTS = {"confirmed": "confirmed", "under_review": "review_opened", "revoked": "revoked", "superseded": "superseded"}


def fill(apps, schema_editor):
    for decision in apps.get_model("recognition", "Decision").objects.all():
        head = decision.number.partition("/")[0].strip()
        decision.year, decision.running = decision.issued.year, int(head) if head.isdecimal() else None
        decision.save(update_fields=["year", "running"])
    record, event = (apps.get_model("recognition", name) for name in ("TitleRecord", "TitleEvent"))
    for one in record.objects.exclude(state="recognised"):
        day = one.to_day or one.from_day
        event.objects.create(record=one, kind=EVENTS[one.state], day=day, at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("recognition", "0002_dossiers_councils_events")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
