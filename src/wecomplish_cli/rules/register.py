"""Every rule with its code, in one place; a code or name once given is never used for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wecomplish_cli.derive.lookup import Hints
from wecomplish_cli.diagnostics import Finding, Severity, Spot
from wecomplish_cli.model.kinds import SETTINGS_PATH
from wecomplish_cli.rules import dates, files, helping, history, mentors, notes, references, shape, terms
from wecomplish_cli.rules.rule import Compare, Find, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wecomplish_cli.derive.view import View


WARNING = Severity.WARNING


def unknown_rule(view: View) -> Iterator[Finding]:
    """The rules named in `wecomplish.yaml` exist, and their severity may be changed.

    Why: a misspelled rule keeps its severity; rules about files and shape hold in every organisation.
    Fix: correct the name (`wecomplish explain` lists them), or delete the line.
    """
    changeable = [name for name, rule in BY_NAME.items() if not rule.fixed]
    hints = Hints(changeable)
    for name in view.org.settings.rules:
        if name not in changeable:
            what = f"the severity of `{name}` is fixed" if name in BY_NAME else f"no rule `{name}`"
            hint = None if name in BY_NAME else hints.like(name)
            yield Finding(Spot(SETTINGS_PATH, ("rules", name), at_key=True), what, hint=hint)


OF_STATE: tuple[Rule[Find], ...] = (
    Rule("WC001", files.unreadable_file),
    Rule("WC002", files.not_utf_8),
    Rule("WC003", files.not_a_regular_file),
    Rule("WC004", files.file_too_large),
    Rule("WC005", files.too_deep),
    Rule("WC006", files.too_many_nodes),
    Rule("WC007", files.yaml_syntax),
    Rule("WC008", files.tab_indentation),
    Rule("WC009", files.duplicate_key),
    Rule("WC010", files.anchor_or_alias),
    Rule("WC011", files.tag),
    Rule("WC012", files.merge_key),
    Rule("WC013", files.directive),
    Rule("WC014", files.complex_key),
    Rule("WC015", files.several_documents),
    Rule("WC016", files.conflict_marker),
    Rule("WC017", files.forbidden_character),
    Rule("WC018", files.not_a_mapping),
    Rule("WC019", files.unknown_file),
    Rule("WC020", files.bad_id),
    Rule("WC021", files.reserved_name),
    Rule("WC022", files.colliding_names),
    Rule("WC023", files.newer_format),
    Rule("WC101", shape.unknown_key),
    Rule("WC102", shape.wrong_type),
    Rule("WC103", shape.not_one_of),
    Rule("WC104", shape.bad_date),
    Rule("WC105", shape.missing_key),
    Rule("WC106", shape.empty_value),
    Rule("WC107", shape.misread_text, WARNING),
    Rule("WC108", shape.bad_value),
    Rule("WC109", shape.malformed_reference),
    Rule("WC110", shape.unsorted_entries, WARNING),
    Rule("WC111", shape.crowded_entries, WARNING),
    Rule("WC112", shape.crlf_line_ends, WARNING),
    Rule("WC201", references.unknown_person),
    Rule("WC202", references.unknown_team),
    Rule("WC203", references.unknown_competence),
    Rule("WC204", references.unknown_expectation),
    Rule("WC205", references.unknown_program),
    Rule("WC206", references.unknown_insight),
    Rule("WC207", references.unknown_level),
    Rule("WC208", references.assignment_not_held),
    Rule("WC209", references.unexpected_familiarity, WARNING),
    Rule("WC210", references.duplicate_identity),
    Rule("WC211", references.leader_cycle),
    Rule("WC212", references.team_cycle),
    Rule("WC213", references.unknown_goal),
    Rule("WC214", unknown_rule),
    Rule("WC215", references.team_of_skillset),
    Rule("WC216", references.undeliverable_address, WARNING),
    Rule("WC301", mentors.self_mentoring),
    Rule("WC302", mentors.party_left),
    Rule("WC303", mentors.over_capacity),
    Rule("WC304", mentors.leader_is_mentor, WARNING),
    Rule("WC305", mentors.mentor_not_proficient, WARNING),
    Rule("WC306", mentors.mentor_circle),
    Rule("WC307", dates.dates_out_of_order),
    Rule("WC308", terms.missing_acceptance),
    Rule("WC309", terms.status_mismatch),
    Rule("WC310", terms.missing_baseline, WARNING),
    Rule("WC311", terms.missing_target, WARNING),
    Rule("WC312", helping.duplicate_help),
    Rule("WC313", helping.unexpected_help),
    Rule("WC314", helping.overdue_help, WARNING),
    Rule("WC315", notes.long_note, WARNING),
    Rule("WC316", dates.future_date, WARNING),
    Rule("WC317", notes.feedback_off),
    Rule("WC318", mentors.mentor_twice),
    Rule("WC319", helping.own_help),
    Rule("WC323", terms.overdue_proposal, WARNING),
    Rule("WC324", mentors.mentor_away, WARNING),
)
"""They judge the data as it is."""

OF_CHANGE: tuple[Rule[Compare], ...] = (
    Rule("WC320", history.forbidden_transition),
    Rule("WC321", history.changed_levels),
    Rule("WC322", history.rewritten_history),
)
"""They judge what became of the data since an earlier state of it."""

RULES: tuple[Rule[Any], ...] = tuple(sorted((*OF_STATE, *OF_CHANGE), key=lambda rule: rule.code))

BY_NAME = {rule.name: rule for rule in RULES}
BY_CODE = {rule.code: rule for rule in RULES}
