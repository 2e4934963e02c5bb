"""The addresses of recognition; each speaks for a place and a day."""

from django.urls import path, re_path

from openntm.recognition.views import (
    ballots,
    councils,
    decisions,
    dossier_acts,
    dossiers,
    opinions,
    printing,
    public_consultation,
    rechecks,
    registrations,
    reports,
    review_requests,
    reviews,
    signing,
    sittings,
    surveys,
    targets,
    title_acts,
    titles,
)

app_name = "recognition"
AT = r"^(?P<code>[0-9A-Za-z_.-]+)/(?P<day>\d{4}-\d{2}-\d{2})/"
PK = r"(?P<pk>\d{1,18})/"
HERE = "<str:code>/<str:day>/"
RECORD = HERE + "titles/<int:pk>/"
REPORT, DOSSIER, COUNCIL = AT + r"reports/" + PK, AT + r"dossiers/" + PK, AT + r"councils/" + PK
SITTING, DECISION = AT + r"sittings/" + PK, AT + r"decisions/" + PK
PERIOD = DOSSIER + r"consultation/(?P<period>\d{1,18})/"
CONSULTATION = AT + r"consultations/" + PK
ITEM = SITTING + r"items/(?P<item>\d{1,18})/"

titled = [
    re_path(AT + r"titles/$", titles.titles, name="titles"),
    re_path(AT + r"titles/" + PK + r"certificate/$", printing.certificate_make, name="certificate_make"),
    path(RECORD + "confirm/", title_acts.title_confirm, name="title_confirm"),
    path(RECORD + "review/", title_acts.title_review, name="title_review"),
    path(RECORD + "keep/", title_acts.title_keep, name="title_keep"),
    path(RECORD + "revoke/", title_acts.title_revoke, name="title_revoke"),
    path(HERE + "recheck/", rechecks.rechecks, name="recheck"),
    re_path(AT + r"targets/(?P<key>[-0-9A-Za-z_]+)/$", targets.target, name="target"),
    re_path(AT + r"registrations/$", registrations.registrations, name="registrations"),
    path(HERE + "registrations/new/", registrations.registration_new, name="registration_new"),
    path(HERE + "registrations/<int:pk>/withdraw/", registrations.registration_withdraw, name="registration_withdraw"),
]
reported = [
    re_path(AT + r"reports/$", reports.reports, name="reports"),
    re_path(AT + r"reports/begin/$", reports.report_begin, name="report_begin"),
    re_path(REPORT + r"$", reports.report, name="report"),
    re_path(REPORT + r"issue/$", reports.report_issue, name="report_issue"),
]
asked = [
    re_path(AT + r"dossiers/$", dossiers.dossiers, name="dossiers"),
    re_path(AT + r"dossiers/open/$", dossiers.dossier_open, name="dossier_open"),
    re_path(DOSSIER + r"$", dossiers.dossier, name="dossier"),
    re_path(DOSSIER + r"steps/(?P<transition>[\w-]+)/$", dossier_acts.step, name="dossier_step"),
    re_path(DOSSIER + r"assessment/$", dossier_acts.bind, name="dossier_bind"),
    re_path(DOSSIER + r"parts/(?P<part>\w+)/$", dossier_acts.part, name="dossier_part"),
    re_path(DOSSIER + r"parts/(?P<part>\w+)/make/$", printing.part_make, name="part_make"),
    re_path(DOSSIER + r"export/$", printing.dossier_export, name="dossier_export"),
    re_path(DOSSIER + r"points/(?P<point>\d{1,18})/$", dossier_acts.point, name="dossier_point"),
    re_path(DOSSIER + r"consultation/$", opinions.consultation_open, name="consultation_open"),
    re_path(PERIOD + r"$", opinions.consultation, name="consultation"),
    re_path(PERIOD + r"report/$", public_consultation.report_show, name="report_show"),
    re_path(DOSSIER + r"comments/(?P<comment>\d{1,18})/$", public_consultation.comment_read, name="comment_read"),
    re_path(AT + r"consultations/$", public_consultation.consultations, name="consultations"),
    re_path(CONSULTATION + r"$", public_consultation.public_consultation, name="public_consultation"),
    re_path(CONSULTATION + r"report$", public_consultation.consultation_report, name="consultation_report"),
    re_path(DOSSIER + r"opinions/$", opinions.opinions, name="opinions"),
    re_path(DOSSIER + r"opinions/add/$", opinions.opinion_add, name="opinion_add"),
    re_path(DOSSIER + r"opinions/(?P<opinion>\d{1,18})/$", opinions.opinion_answer, name="opinion_answer"),
    re_path(DOSSIER + r"meeting/$", opinions.meeting, name="meeting"),
    re_path(DOSSIER + r"satisfaction/$", opinions.satisfaction, name="satisfaction"),
    re_path(DOSSIER + r"satisfaction/survey/$", surveys.satisfaction_survey, name="satisfaction_survey"),
    re_path(DOSSIER + r"conditions/(?P<condition>\w+)/$", opinions.condition, name="condition"),
    re_path(DOSSIER + r"reviews/$", reviews.reviews, name="reviews"),
]
decided = [
    re_path(AT + r"councils/$", councils.councils, name="councils"),
    re_path(AT + r"councils/add/$", councils.council_add, name="council_add"),
    re_path(COUNCIL + r"$", councils.council, name="council"),
    re_path(COUNCIL + r"members/add/$", councils.member_add, name="member_add"),
    re_path(COUNCIL + r"members/(?P<member>\d{1,18})/end/$", councils.member_end, name="member_end"),
    re_path(COUNCIL + r"call/$", sittings.sitting_call, name="sitting_call"),
    re_path(AT + r"sittings/$", sittings.sittings, name="sittings"),
    re_path(SITTING + r"$", sittings.sitting, name="sitting"),
    re_path(SITTING + r"open/$", sittings.sitting_open, name="sitting_open"),
    re_path(SITTING + r"close/$", sittings.sitting_close, name="sitting_close"),
    re_path(SITTING + r"minutes/$", printing.minutes_make, name="minutes_make"),
    re_path(ITEM + r"vote/$", ballots.ballot, name="ballot"),
    re_path(ITEM + r"paper/$", ballots.paper, name="paper"),
    re_path(ITEM + r"discussion/$", sittings.discussion, name="discussion"),
    re_path(AT + r"decisions/$", decisions.decisions, name="decisions"),
    re_path(AT + r"decisions/sign/$", signing.decision_sign, name="decision_sign"),
    re_path(AT + r"decisions/record/$", decisions.decision_record, name="decision_record"),
    re_path(DECISION + r"$", decisions.decision, name="decision"),
    re_path(DECISION + r"announce/$", decisions.decision_announce, name="decision_announce"),
    re_path(DECISION + r"ask/$", review_requests.review_ask, name="review_ask"),
    re_path(AT + r"review-requests/$", review_requests.review_requests, name="review_requests"),
    re_path(AT + r"review-requests/" + PK + r"$", review_requests.review_answer, name="review_answer"),
    re_path(DECISION + r"print/$", printing.decision_make, name="decision_make"),
]
urlpatterns = [*titled, *reported, *asked, *decided]
