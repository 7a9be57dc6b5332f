"""`gongfu rule`: what the check rules mean."""

from typing import Annotated

from gongfu_cli.cli import completion, options
from gongfu_cli.cli.output import put
from gongfu_cli.cli.usage import Context


def command(
    ctx: Context,
    code: Annotated[
        str | None,
        options.argument(
            "CODE",
            "规则的代码或名称（默认列出全部）",
            "the rule's code or name (default: list them all)",
            completion.rules_of_all,
        ),
    ] = None,
    data: options.Data = None,
    lang: options.Lang = None,
) -> None:
    """Write the page of a rule, or a table of all rules."""
    import gongfu_cli.forms.county_faults
    import gongfu_cli.forms.faults  # noqa: F401, likewise
    from gongfu_cli.checks import pages
    from gongfu_cli.cli.select import no_such_rule
    from gongfu_cli.formats import table
    from gongfu_cli.sheets.rulebook import page_text, rules_sheet

    session = ctx.obj
    if code is None:
        put(session, table.render(rules_sheet(pages.pages()), session.language, session.width, session.color))
        return
    page = pages.find(code)
    if page is None:
        raise no_such_rule(code)
    put(session, page_text(page).to(session.language))
