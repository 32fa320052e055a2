"""The list of the checks, in the order of their codes. A new check is a new module and a line here."""

from typing import Protocol

from pipeline.checks.finding import Severity
from pipeline.checks.model import CheckModel
from pipeline.checks.rules import (
    i101_count_mismatch,
    i102_stage_totals,
    i103_assessment_total,
    i104_assessment_average,
    i105_duration_mismatch,
    i106_day_count_convention,
    i107_target_mismatch,
    i108_duplicate_row,
    i109_outside_window,
    i110_title_variant,
    i111_summary_detail,
    i112_link_mismatch,
    i113_weekday_mismatch,
    i114_date_order,
    i115_reference_form,
    i116_overdue,
    i117_unclaimed_text,
    i118_non_working_day,
    i119_nil_contradicted,
    i120_told_twice,
    i121_acts_when_closed,
    i122_assessment_twice,
    r301_not_in_register,
    r302_title_differs,
    r303_stage_conflict,
    r304_decision_conflict,
    r305_decision_date_conflict,
    r306_raised_date_conflict,
    r307_proposer_conflict,
    r308_implementation_conflict,
    r309_missing_from_reports,
    r310_register_regression,
    r311_link_unknown,
    r312_assessment_conflict,
    r313_event_conflict,
    r314_path_conflict,
    r315_unreleased,
    x201_period_missing,
    x202_assessment_vanished,
    x203_assessment_changed,
    x204_duration_step,
    x205_completed_changed,
    x206_completed_dropped,
    x207_stage_regression,
    x208_decision_contradicted,
    x209_release_moved,
    x210_approved_not_released,
    x211_restated,
    x212_title_changed,
    x213_duration_history,
    x214_assessment_late,
    x215_acts_after_closure,
    x216_release_list_changed,
    x217_not_implemented,
    x218_stale_report,
)
from pipeline.checks.verdicts import Check, Verdicts


class _CheckModule(Protocol):
    __doc__: str | None
    CODE: str
    NAME: str
    SEVERITY: Severity

    def find(self, model: CheckModel) -> Verdicts: ...


_MODULES: tuple[_CheckModule, ...] = (
    i101_count_mismatch,
    i102_stage_totals,
    i103_assessment_total,
    i104_assessment_average,
    i105_duration_mismatch,
    i106_day_count_convention,
    i107_target_mismatch,
    i108_duplicate_row,
    i109_outside_window,
    i110_title_variant,
    i111_summary_detail,
    i112_link_mismatch,
    i113_weekday_mismatch,
    i114_date_order,
    i115_reference_form,
    i116_overdue,
    i117_unclaimed_text,
    i118_non_working_day,
    i119_nil_contradicted,
    i120_told_twice,
    i121_acts_when_closed,
    i122_assessment_twice,
    x201_period_missing,
    x202_assessment_vanished,
    x203_assessment_changed,
    x204_duration_step,
    x205_completed_changed,
    x206_completed_dropped,
    x207_stage_regression,
    x208_decision_contradicted,
    x209_release_moved,
    x210_approved_not_released,
    x211_restated,
    x212_title_changed,
    x213_duration_history,
    x214_assessment_late,
    x215_acts_after_closure,
    x216_release_list_changed,
    x217_not_implemented,
    x218_stale_report,
    r301_not_in_register,
    r302_title_differs,
    r303_stage_conflict,
    r304_decision_conflict,
    r305_decision_date_conflict,
    r306_raised_date_conflict,
    r307_proposer_conflict,
    r308_implementation_conflict,
    r309_missing_from_reports,
    r310_register_regression,
    r311_link_unknown,
    r312_assessment_conflict,
    r313_event_conflict,
    r314_path_conflict,
    r315_unreleased,
)

CHECKS: tuple[Check, ...] = tuple(
    Check(
        module.CODE,
        module.NAME,
        module.SEVERITY,
        module.find,
        module.__doc__ or "",
        getattr(module, "BY_SNAPSHOT", False),
        getattr(module, "REPEATS", False),
        getattr(module, "ABSENCE", ()),
        getattr(module, "EXPLAINED", True),
    )
    for module in _MODULES
)
BY_SNAPSHOT = frozenset(check.code for check in CHECKS if check.by_snapshot)
