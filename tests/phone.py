"""A phone as the server sees it: its acts, each sent as the field pages send them."""

import json
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

ITEM = "diary.kept"
OK = {"answer": "ok", "note": ""}


class Phone:
    def __init__(self, person):
        self.person, self.client = person, Client()
        self.client.force_login(person)

    def act(self, visit, kind, **said):
        whole = {"uuid": str(uuid4()), "person": self.person.pk, "at": "2026-01-10T08:00:00+07:00", "kind": kind}
        return whole | {"visit": str(getattr(visit, "pk", visit))} | said

    def answer(self, visit, found=OK, base=None, item=ITEM):
        return self.act(visit, "answer", item=item, found=found, base=base)

    def start(self, orchard, **said):
        uuid = str(uuid4())
        of = {"subject_kind": "producer", "subject_key": str(orchard.producer.pk), "visit_kind": "outside"}
        return self.act(uuid, "start", day="2026-01-10", **of) | {"uuid": uuid} | said

    def send(self, act, body=None):
        file = {"file": SimpleUploadedFile("kho.jpg", body)} if body else {}
        sent = act if isinstance(act, str) else json.dumps(act)
        answer = self.client.post("/field/sync/", {"operation": sent, **file})
        return answer.status_code, answer.json()

    def data(self):
        return self.client.get("/field/data/").json()
