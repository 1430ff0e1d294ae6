"""Every check in one visible list, in the order of the rubric."""

from collections.abc import Callable, Iterator

from app.postmortem.review.checks import (
    action_fields,
    actions,
    against_log,
    causes,
    completeness,
    dates,
    durations,
    hindsight,
    impact,
    links,
    passive,
    placeholders,
    redaction,
    relation,
    timeline,
    totals,
    voice,
)
from app.postmortem.review.document.document import Document
from app.postmortem.review.evidence import Evidence
from app.postmortem.review.result import Finding

Check = Callable[[Document], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    voice.person_blamed,
    voice.people_numbered,
    voice.diligence_judged,
    voice.human_error,
    hindsight.phrases,
    hindsight.counterfactuals,
    hindsight.leaks,
    passive.evasive_passive,
    completeness.summary_missing,
    completeness.impact_missing,
    completeness.lucky_missing,
    completeness.others_missing,
    completeness.header_missing,
    completeness.empty_sections,
    timeline.missing,
    timeline.unsourced,
    timeline.out_of_order,
    timeline.untimed,
    timeline.without_zone,
    impact.without_number,
    impact.adjectives,
    impact.estimates,
    impact.unsourced,
    causes.missing,
    causes.section_missing,
    causes.few,
    causes.only_restarted,
    actions.missing,
    actions.weak,
    action_fields.owners,
    action_fields.dates,
    action_fields.classes,
    action_fields.proofs,
    relation.unrelated,
    redaction.addresses,
    redaction.customers,
    redaction.people,
    redaction.vendors,
    placeholders.leftovers,
    links.broken,
    durations.against_ranges,
    durations.against_rows,
    durations.each_other,
    dates.no_dates,
    dates.far_rows,
    dates.title_against_rows,
    dates.weekdays,
    dates.logged_before_start,
    totals.shares,
    totals.announced,
    totals.tables,
)

LogCheck = Callable[[Document, Evidence], Iterator[Finding]]

LOG_CHECKS: tuple[LogCheck, ...] = (
    against_log.times,
    against_log.lengths,
    against_log.actors,
    against_log.links,
    against_log.omitted,
)
