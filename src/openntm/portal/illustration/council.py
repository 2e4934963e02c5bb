"""The council of invented people: one sitting still open, one closed and followed by a decision."""

from datetime import date

from openntm.portal.illustration.people import Cast, unit
from openntm.portal.illustration.preparing import step
from openntm.recognition.models import Council, Dossier, Sitting
from openntm.recognition.services.ballots import cast_ballot
from openntm.recognition.services.councils import set_up_council
from openntm.recognition.services.decisions import announce_decision, sign_decision
from openntm.recognition.services.demo import CHAIR, SECRETARY, make_demo_council
from openntm.recognition.services.printing import print_certificate, print_decision, print_part
from openntm.recognition.services.sittings import call_sitting, close_sitting, note_discussion, open_sitting

NUMBER, LATER_COUNCIL = "45/QĐ-MH", "02/MH"
SIGNER, LATER_SECRETARY = "chu-tich-bac-ninh", "van-phong-bac-ninh"  # of the province that the merge of 2025 made
LATER_FROM = date(2025, 9, 1)


def opened(cast: Cast, council: Council, secretary: str, dossier: Dossier, day: date) -> Sitting:
    """A secret ballot with every member present."""
    sitting = call_sitting(by=cast[secretary], council=council.pk, day=day, dossiers=[dossier.pk])
    present = [member.pk for member in council.members.all()]
    return open_sitting(by=cast[secretary], pk=sitting.pk, present=present)


def later_council(cast: Cast) -> Council:
    """The same invented people under the new province, with its own chair and secretary."""
    before = make_demo_council()
    seats = [(one.person, one.role, one.organisation) for one in before.members.select_related("person")]
    own = {"chair": CHAIR, "secretary": LATER_SECRETARY}
    return set_up_council(
        by=cast[LATER_SECRETARY],
        place=unit("24", merged=True),
        name=before.name,
        decision=LATER_COUNCIL,
        valid_from=LATER_FROM,
        members=[(cast[own[role]] if role in own else person, role, body) for person, role, body in seats],
    )


def hold_open_sitting(cast: Cast, dossier: Dossier, day: date) -> None:
    """Two of five have voted; the others and the results are still to come."""
    sitting = opened(cast, make_demo_council(), SECRETARY, dossier, day)
    item = sitting.items.get()
    said = "Thành viên hỏi về tỷ lệ thu gom rác; xã giải trình kèm nhật ký."
    note_discussion(by=cast[SECRETARY], item=item.pk, discussion=said)
    for username in (CHAIR, "so-y-te"):
        cast_ballot(by=cast[username], item=item.pk, choice="in_favour")


def recognise(cast: Cast, dossier: Dossier, sat: date, signed: date, announced: date) -> None:
    """Voted for by all, decided, announced; the papers are printed as the offices would."""
    secretary = cast[LATER_SECRETARY]
    sitting = opened(cast, later_council(cast), LATER_SECRETARY, dossier, sat)
    item = sitting.items.get()
    note_discussion(by=secretary, item=item.pk, discussion="Các thành viên nhất trí, không có ý kiến khác.")
    for member in sitting.present.select_related("person"):
        cast_ballot(by=member.person, item=item.pk, choice="in_favour")
    close_sitting(by=secretary, pk=sitting.pk, day=sat)
    step(cast, LATER_SECRETARY, dossier, "council_vote", sat)
    print_part(by=secretary, pk=dossier.pk, part="council_minutes", day=sat)
    decision = sign_decision(by=cast[SIGNER], dossiers=[dossier.pk], number=NUMBER, day=signed)
    print_decision(by=cast[SIGNER], decision=decision)
    print_certificate(by=cast[SIGNER], title_record=decision.records.get())
    announce_decision(by=secretary, pk=decision.pk, day=announced)
