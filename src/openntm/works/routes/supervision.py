"""Boards, their visits and demands, acceptance, and supervision in figures."""

from django.urls import path

from openntm.works.views import acceptance, boards, demands, quarter, supervision

HERE = "<str:code>/<str:day>/works/"
WORK = HERE + "<int:work>/"
BOARD = HERE + "boards/<int:pk>/"
VISIT = HERE + "visits/<int:pk>/"
DEMAND = HERE + "demands/<int:pk>/"
ACCEPTED = HERE + "acceptances/<int:pk>/"

urlpatterns = [
    path(HERE + "boards/", boards.boards, name="boards"),
    path(WORK + "boards/new/", boards.board_new, name="board_new"),
    path(BOARD, boards.board, name="board"),
    path(BOARD + "members/add/", boards.member_add, name="member_add"),
    path(BOARD + "members/<int:member>/end/", boards.member_end, name="member_end"),
    path(BOARD + "members/<int:member>/name/", boards.member_name, name="member_name"),
    path(BOARD + "set-up/", boards.board_set_up, name="board_set_up"),
    path(BOARD + "dissolve/", boards.board_dissolve, name="board_dissolve"),
    path(BOARD + "plan/", boards.board_plan, name="board_plan"),
    path(BOARD + "print/", boards.board_print, name="board_print"),
    path(BOARD + "early/", boards.board_early, name="board_early"),
    path(BOARD + "minutes/", boards.board_minutes, name="board_minutes"),
    path(BOARD + "ask/", boards.board_ask, name="board_ask"),
    path(BOARD + "asked/<int:asked>/", boards.board_informed, name="board_informed"),
    path(BOARD + "reports/add/", boards.report_add, name="board_report_add"),
    path(BOARD + "reports/<int:report>/", boards.report, name="board_report"),
    path(BOARD + "reports/<int:report>/sign/", boards.report_sign, name="board_report_sign"),
    path(BOARD + "reports/<int:report>/confirm/", boards.report_confirm, name="board_report_confirm"),
    path(BOARD + "visits/start/", supervision.visit_start, name="visit_start"),
    path(HERE + "visits/", supervision.visits, name="visits"),
    path(VISIT, supervision.visit, name="visit"),
    path(VISIT + "print/", supervision.visit_print, name="visit_print"),
    path(VISIT + "findings/add/", supervision.observation_add, name="finding_add"),
    path(VISIT + "photo/", supervision.visit_photo, name="visit_photo"),
    path(VISIT + "close/", supervision.visit_close, name="visit_close"),
    path(VISIT + "review/<slug:step>/", supervision.visit_review, name="visit_review"),
    path(VISIT + "files/<int:file>/", supervision.visit_file, name="visit_file"),
    path(HERE + "demands/", demands.demands, name="demands"),
    path(DEMAND, demands.demand, name="demand"),
    path(DEMAND + "confirm/", demands.demand_confirm, name="demand_confirm"),
    path(DEMAND + "answer/", demands.demand_answer, name="demand_answer"),
    path(DEMAND + "recheck/", demands.demand_recheck, name="demand_recheck"),
    path(DEMAND + "reject/", demands.demand_reject, name="demand_reject"),
    path(DEMAND + "outcome/", demands.demand_outcome, name="demand_outcome"),
    path(WORK + "acceptance/", acceptance.acceptance, name="acceptance"),
    path(WORK + "acceptance/open/", acceptance.acceptance_open, name="acceptance_open"),
    path(ACCEPTED + "opinion/", acceptance.acceptance_opinion, name="acceptance_opinion"),
    path(ACCEPTED + "confirm/", acceptance.acceptance_confirm, name="acceptance_confirm"),
    path(ACCEPTED + "close/", acceptance.acceptance_close, name="acceptance_close"),
    path(ACCEPTED + "print/", acceptance.acceptance_print, name="acceptance_print"),
    path(ACCEPTED + "minutes/", acceptance.acceptance_file, name="acceptance_file"),
    path("works/<int:work>/photos/<int:photo>", supervision.public_photo, name="public_photo"),
    path(HERE + "quarter/", quarter.quarter, name="quarter"),
]
