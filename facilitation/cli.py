"""The command line: ``facilitation COMMAND``; docs and exit codes as in ``--help``."""

import facilitation.asyncmode  # isort: skip  (first of all: it patches the standard library)

import sys

import click

from facilitation.commands.demo import demo_command
from facilitation.commands.keeping import check_command, db_command, organiser_command
from facilitation.commands.plan import plan_command
from facilitation.commands.report import report_command
from facilitation.commands.roster import roster_command
from facilitation.commands.run import run_command
from facilitation.core.refusals import BadSetting, Refusal

FAILED = 1


class _Commands(click.Group):
    """Turns what is known to go wrong into one sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BadSetting as fault:
            click.echo(str(fault), err=True)
        except Refusal as refused:
            click.echo(f"Refused: {refused.code} {refused.data or ''}".strip(), err=True)
        sys.exit(FAILED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="facilitation", prog_name="facilitation")
def main() -> None:
    """Samskab: group discussions at a workshop day.

    Exit codes: 0 done, 1 failed, 2 wrong usage, 3 wishes that cannot hold together, 4 an input
    file cannot be read. Settings come from the environment: docs/settings.md.
    """


for command in (
    run_command,
    demo_command,
    roster_command,
    plan_command,
    report_command,
    organiser_command,
    db_command,
    check_command,
):
    main.add_command(command)
