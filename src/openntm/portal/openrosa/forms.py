"""A checklist as an XForm of the ODK specification: a pure function of the offer."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from openntm.office.wording import in_language
from openntm.portal.openrosa.offers import Offer
from openntm.portal.openrosa.paths import ROOT, numbered
from openntm.portal.openrosa.words import LANGUAGES, Both, words
from openntm.visits.models import VisitAnswer, VisitSignature
from openntm.visits.queries import severities_of

XHTML, XFORMS, JAVAROSA = (
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2002/xforms",
    "http://openrosa.org/javarosa",
)
ORX = "http://openrosa.org/xforms"
for prefix, uri in (("h", XHTML), ("", XFORMS), ("jr", JAVAROSA), ("orx", ORX)):
    ET.register_namespace(prefix, uri)
MANY = 10  # subjects; beyond them one is looked for by typing
IF_CLOSED = f"/{ROOT}/end/close = 'yes'"
Choices = Sequence[tuple[str, str | Both]]


@dataclass(frozen=True)
class Blank:
    """`version` is a fingerprint of what is in the form, so that a program notices each change."""

    title: str
    version: str
    xml: bytes


def blank(offer: Offer) -> Blank:
    form = Form(offer)
    form.write()
    version = hashlib.sha256(ET.tostring(form.html)).hexdigest()[:12]
    form.instance.set("version", version)
    return Blank(in_language(offer.checklist.title), version, ET.tostring(form.html, "utf-8", xml_declaration=True))


class Form:
    """The document as it grows: each question has its node, its bind and its control."""

    def __init__(self, offer: Offer) -> None:
        self.offer, self.words = offer, words()
        self.html = ET.Element(f"{{{XHTML}}}html")
        head, self.body = (ET.SubElement(self.html, f"{{{XHTML}}}{name}") for name in ("head", "body"))
        ET.SubElement(head, f"{{{XHTML}}}title").text = offer.checklist.title.vi
        self.model = sub(head, "model")
        itext = sub(self.model, "itext")
        self.texts = [sub(itext, "translation", lang=name) for name in LANGUAGES.values()]
        self.texts[0].set("default", "true()")
        self.instance = sub(sub(self.model, "instance"), ROOT, id=offer.id)

    def write(self) -> None:
        self.first_questions()
        items: list[tuple[str, Both]] = []
        for name, group, numbered_items in numbered(self.offer.checklist):
            node, screen = self.group(self.instance, self.body, f"/{ROOT}/{name}", Both(group.title.vi, group.title.en))
            for key, item in numbered_items:
                text = Both(item.text.vi, item.text.en)
                items.append((item.key, text))
                self.item(node, screen, f"/{ROOT}/{name}/{key}", text, item.clause)
        self.findings(items)
        self.photos(items)
        self.last_questions()
        self.signatures()
        meta = ET.SubElement(self.instance, f"{{{ORX}}}meta")
        ET.SubElement(meta, f"{{{ORX}}}instanceID")
        preload = {f"{{{JAVAROSA}}}preload": "uid"}
        sub(self.model, "bind", nodeset=f"/{ROOT}/orx:meta/orx:instanceID", type="string", readonly="true()", **preload)

    def first_questions(self) -> None:
        self.bind(self.instance, f"/{ROOT}/start", "dateTime", preload=("timestamp", "start"))
        look = "minimal autocomplete" if len(self.offer.subjects) > MANY else "full"
        self.bind(self.instance, f"/{ROOT}/subject", "string", required="true()")
        self.choose(self.body, f"/{ROOT}/subject", self.words["subject"], self.offer.subjects, appearance=look)
        self.bind(
            self.instance, f"/{ROOT}/day", "date", required="true()", rule=". <= today()", preload=("date", "today")
        )
        self.ask(self.body, "input", f"/{ROOT}/day", self.words["day"])
        self.bind(self.instance, f"/{ROOT}/position", "geopoint")
        self.ask(self.body, "input", f"/{ROOT}/position", self.words["position"])

    def item(self, node: ET.Element, screen: ET.Element, path: str, text: Both, clause: str) -> None:
        """The answer and its note stand on one screen."""
        node, group = self.group(node, screen, path, None, appearance="field-list")
        self.bind(node, f"{path}/answer", "string", required=IF_CLOSED)
        choices = [(value, self.words[value]) for value in VisitAnswer.Value.values]
        self.choose(group, f"{path}/answer", text, choices, hint=Both(clause, clause) if clause else None)
        self.bind(node, f"{path}/note", "string", relevant="../answer != ''", rule=at_most(1000))
        self.ask(group, "input", f"{path}/note", self.words["note"])

    def findings(self, items: Choices) -> None:
        path = f"/{ROOT}/finding"
        node, screen = self.repeat(path, self.words["finding"])
        self.bind(node, f"{path}/item", "string")
        self.choose(screen, f"{path}/item", self.words["item"], items, appearance="minimal")
        self.bind(node, f"{path}/severity", "string", required="true()")
        severities = [(value, self.words[value]) for value in severities_of(self.offer.checklist.kind)]
        self.choose(screen, f"{path}/severity", self.words["severity"], severities)
        for name in ("text", "demand"):
            self.bind(node, f"{path}/{name}", "string", required="true()", rule=at_most(2000))
            self.ask(screen, "input", f"{path}/{name}", self.words[name])
        self.bind(node, f"{path}/due", "date", required="true()", rule=f". >= /{ROOT}/day")
        self.ask(screen, "input", f"{path}/due", self.words["due"])
        self.image(node, screen, f"{path}/image", self.words["finding_image"])

    def photos(self, items: Choices) -> None:
        path = f"/{ROOT}/photo"
        node, screen = self.repeat(path, self.words["photo"])
        self.image(node, screen, f"{path}/image", self.words["image"])
        self.bind(node, f"{path}/item", "string")
        self.choose(screen, f"{path}/item", self.words["item"], items, appearance="minimal")

    def last_questions(self) -> None:
        path = f"/{ROOT}/end"
        node, screen = self.group(self.instance, self.body, path, self.words["end"])
        self.bind(node, f"{path}/close", "string", required="true()")
        self.choose(screen, f"{path}/close", self.words["close"], [(key, self.words[key]) for key in ("yes", "no")])
        self.bind(node, f"{path}/result", "string", required="true()", relevant=IF_CLOSED, rule=at_most(2000))
        self.ask(screen, "input", f"{path}/result", self.words["result"])

    def signatures(self) -> None:
        """After the question whether the visit is closed: nobody signs half a checklist."""
        path = f"/{ROOT}/signature"
        sub(self.model, "bind", nodeset=path, relevant=IF_CLOSED)
        node, screen = self.repeat(path, self.words["signature"])
        self.bind(node, f"{path}/name", "string", required="true()", rule=at_most(120))
        self.ask(screen, "input", f"{path}/name", self.words["name"])
        self.bind(node, f"{path}/role", "string", required="true()")
        roles = [(value, self.words[value]) for value in VisitSignature.Role.values]
        self.choose(screen, f"{path}/role", self.words["role"], roles)
        self.bind(node, f"{path}/image", "binary", required="true()")
        drawn = {"mediatype": "image/*", "appearance": "signature"}
        self.ask(screen, "upload", f"{path}/image", self.words["signed"], None, **drawn)

    def bind(
        self,
        node: ET.Element,
        path: str,
        kind: str,
        *,
        rule: str = "",
        preload: tuple[str, str] | None = None,
        **more: str,
    ) -> None:
        """The node itself too."""
        sub(node, path.rpartition("/")[2])
        bind = sub(self.model, "bind", nodeset=path, type=kind, **more)
        if rule:
            bind.set("constraint", rule)
        if preload:
            bind.set(f"{{{JAVAROSA}}}preload", preload[0])
            bind.set(f"{{{JAVAROSA}}}preloadParams", preload[1])

    def image(self, node: ET.Element, screen: ET.Element, path: str, label: Both) -> None:
        self.bind(node, path, "binary")
        self.ask(screen, "upload", path, label, mediatype="image/*")

    def group(
        self, node: ET.Element, screen: ET.Element, path: str, label: Both | None, **look: str
    ) -> tuple[ET.Element, ET.Element]:
        group = sub(screen, "group", ref=path, **look)
        if label:
            self.label(group, "label", f"{path}:label", label)
        return sub(node, path.rpartition("/")[2]), group

    def repeat(self, path: str, label: Both) -> tuple[ET.Element, ET.Element]:
        """None to begin with: the person is asked whether there is one. Each stands on one screen."""
        node, group = self.group(self.instance, self.body, path, label)
        node.set(f"{{{JAVAROSA}}}template", "")
        return node, sub(sub(group, "repeat", nodeset=path), "group", appearance="field-list")

    def ask(
        self, screen: ET.Element, control: str, path: str, label: Both, hint: Both | None = None, **look: str
    ) -> ET.Element:
        asked = sub(screen, control, ref=path, **look)
        self.label(asked, "label", f"{path}:label", label)
        if hint:
            self.label(asked, "hint", f"{path}:hint", hint)
        return asked

    def choose(
        self, screen: ET.Element, path: str, label: Both, choices: Choices, hint: Both | None = None, **look: str
    ) -> None:
        asked = self.ask(screen, "select1", path, label, hint, **look)
        for value, text in choices:
            item = sub(asked, "item")
            if isinstance(text, Both):
                self.label(item, "label", f"{path}/{value}:label", text)
            else:
                sub(item, "label").text = text
            sub(item, "value").text = value

    def label(self, of: ET.Element, tag: str, key: str, text: Both) -> None:
        sub(of, tag, ref=f"jr:itext('{key}')")
        for translation, said in zip(self.texts, (text.vi, text.en), strict=True):
            sub(sub(translation, "text", id=key), "value").text = said


def at_most(letters: int) -> str:
    return f"string-length(.) <= {letters}"


def sub(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{XFORMS}}}{tag}", attributes)
