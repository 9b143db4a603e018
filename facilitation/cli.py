"""The command line: ``facilitation COMMAND``; docs and exit codes as in ``--help``."""

import facilitation.asyncmode  # isort: skip  (first of all: it patches the standard library)

import sys
from importlib import import_module

import click

from facilitation.core.refusals import BadSetting, Refusal

FAILED = 1
COMMANDS = {
    "run": "run:run_command",
    "demo": "demo:demo_command",
    "roster": "roster:roster_command",
    "plan": "plan:plan_command",
    "replan": "plan:replan_command",
    "report": "report:report_command",
    "organiser": "keeping:organiser_command",
    "db": "keeping:db_command",
    "check": "keeping:check_command",
}
"""Where each command stands; read only when it is asked for, so that a server is up sooner."""


class _Commands(click.Group):
    """Turns what is known to go wrong into one sentence and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's way)
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(f"facilitation.commands.{module}"), name)
        return command

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
