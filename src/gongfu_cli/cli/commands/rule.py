"""`gongfu rule`: what the check rules mean."""

from typing import Annotated

from gongfu_cli.cli import completion, options
from gongfu_cli.cli.output import as_table, put
from gongfu_cli.cli.session import Session


def command(
    session: Session,
    code: Annotated[
        str | None,
        options.argument(
            "CODE",
            "规则的代码或名称（默认列出全部）",
            "the rule's code or name (default: list them all)",
            completion.rules_of_all,
        ),
    ] = None,
) -> None:
    """Write the page of a rule, or a table of all rules."""
    import gongfu_cli.forms.county_faults
    import gongfu_cli.forms.faults  # noqa: F401, likewise
    from gongfu_cli.checks.pages import page, pages
    from gongfu_cli.cli.select import rule_called
    from gongfu_cli.sheets.rulebook import page_text, rules_sheet

    if code is None:
        put(session, as_table([rules_sheet(pages())], session))
    else:
        put(session, page_text(page(rule_called(code))).to(session.language))
