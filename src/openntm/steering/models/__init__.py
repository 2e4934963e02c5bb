"""The tables of steering: directives, tasks, targets, registrations."""

from openntm.steering.models.directives import Attachment, Directive, DirectiveRelation
from openntm.steering.models.registrations import Registration
from openntm.steering.models.statements import Statement
from openntm.steering.models.targets import PublishedMean, Target, TargetYear, span, trimmed
from openntm.steering.models.tasks import Task, TaskAnswer, TaskStep
from openntm.steering.models.titles import Title

__all__ = [
    "Attachment",
    "Directive",
    "DirectiveRelation",
    "PublishedMean",
    "Registration",
    "Statement",
    "Target",
    "TargetYear",
    "Task",
    "TaskAnswer",
    "TaskStep",
    "Title",
    "span",
    "trimmed",
]
