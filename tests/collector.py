"""A program that fills in forms of OpenRosa: it knows of a form what stands in it, as ODK Collect does."""

import base64
import copy
import io
import re
from uuid import uuid4
from xml.etree import ElementTree as ET

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from openntm.office.access import today
from openntm.office.services import make_token

XF = "{http://www.w3.org/2002/xforms}"
LIST = "{http://openrosa.org/xforms/xformsList}"
ORX = "{http://openrosa.org/xforms}"


def picture(color="green", exif=None):
    image, out = Image.new("RGB", (8, 8), color), io.BytesIO()
    image.save(out, "JPEG", **({"exif": exif} if exif else {}))
    return out.getvalue()


class Collector:
    def __init__(self, person, purpose="field"):
        _, self.secret = make_token(by=person, name="Collect", on=today(), purpose=purpose)
        self.name, self.client = person.username, Client(enforce_csrf_checks=True)

    @property
    def who(self):
        return {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(f"{self.name}:{self.secret}".encode()).decode()}

    def get(self, address, **given):
        return self.client.get(address, given, **self.who)

    def listed(self):
        return [
            {child.tag.removeprefix(LIST): child.text for child in one}
            for one in ET.fromstring(self.get("/openrosa/formList").content)
        ]

    def form(self, key):
        return Form(self.get(f"/openrosa/forms/{key}.xml").content)

    def send(self, filled, *, incomplete=False, **media):
        """`media`: `name_jpg=b"…"` is the file name.jpg."""
        body = filled if isinstance(filled, bytes) else filled.xml()
        sent = {"xml_submission_file": SimpleUploadedFile("submission.xml", body, "text/xml")}
        for name, content in media.items():
            file = name.replace("_", ".")
            sent[file] = SimpleUploadedFile(file, content, "image/jpeg")
        if incomplete:
            sent["*isIncomplete*"] = "yes"
        answer = self.client.post("/openrosa/submission", sent, **self.who)
        return answer.status_code, ET.fromstring(answer.content)[0].text


class Form:
    def __init__(self, xml):
        self.html = ET.fromstring(xml)
        self.binds = {one.get("nodeset"): one for one in self.html.iter(f"{XF}bind")}
        self.instance = next(iter(next(self.html.iter(f"{XF}instance"))))

    def subjects(self):
        return self.choices("/visit/subject")

    def choices(self, path):
        asked = next(one for one in self.html.iter(f"{XF}select1") if one.get("ref") == path)
        return [item.find(f"{XF}value").text for item in asked.findall(f"{XF}item")]

    def texts(self, language):
        one = next(one for one in self.html.iter(f"{XF}translation") if one.get("lang") == language)
        return {text.get("id"): text[0].text for text in one}

    def items(self):
        return [path.removesuffix("/answer") for path in self.binds if re.fullmatch(r"/visit/g\d+/i\d+/answer", path)]

    def filled(self, **given):
        return Filled(self, **given)


class Filled:
    def __init__(self, form, day="2026-09-21", start="2026-09-21T08:00:00.000+07:00", instance=None, **given):
        self.form, self.root = form, copy.deepcopy(form.instance)
        self.templates = {name: self.root.find(f"{XF}{name}") for name in ("finding", "photo", "signature")}
        for one in self.templates.values():
            self.root.remove(one)
        self.instance = instance or f"uuid:{uuid4()}"
        self.root.find(f"{ORX}meta/{ORX}instanceID").text = self.instance
        given = {"subject": form.subjects()[0], "day": day, "start": start, **given}
        for name, text in given.items():
            self.put(f"/visit/{name}", text)

    def put(self, path, text):
        node = self.root
        for name in path.split("/")[2:]:
            node = node.find(f"{XF}{name}")
        node.text = text
        return self

    def answered(self, answer="ok", note=""):
        for path in self.form.items():
            self.put(f"{path}/answer", answer).put(f"{path}/note", note)
        return self

    def closed(self, result="Đạt"):
        return self.put("/visit/end/close", "yes").put("/visit/end/result", result)

    def add(self, repeat, **given):
        node = copy.deepcopy(self.templates[repeat])
        for name, text in given.items():
            node.find(f"{XF}{name}").text = text
        self.root.append(node)
        return self

    def xml(self):
        return ET.tostring(self.root, "utf-8", xml_declaration=True)
