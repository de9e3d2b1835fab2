"""The command line: one command a step, `kg COMMAND --help` for each.

Exit status: 0 done; 1 done, and something was found (a violation, a finding that `--fail-on` asks for, a lexicon fault);
2 wrong usage; 3 could not be done. Results go to stdout, talk to stderr.
"""

from __future__ import annotations

from importlib import import_module

import click

from kg import __version__
from kg.errors import KgError, QueryError

__all__ = ["main"]

# the module of each command, in the order of a first session; loaded when the command is asked for
_COMMANDS = {
    "build": "kg.cli.building",
    "validate": "kg.cli.validating",
    "query": "kg.cli.asking",
    "chain": "kg.cli.asking",
    "in-force": "kg.cli.asking",
    "contradictions": "kg.cli.asking",
    "explain": "kg.cli.asking",
    "diff": "kg.cli.comparing",
    "export": "kg.cli.moving",
    "load": "kg.cli.moving",
    "eval": "kg.cli.checking",
    "lexicon": "kg.cli.checking",
}


class _Failure(click.ClickException):
    """An error of ours as click shows it: a line on stderr, an exit status, no traceback."""

    exit_code = 3


class _WrongUsage(_Failure):
    """A query or a parameter that the command line got wrong."""

    exit_code = 2


class _Commands(click.Group):
    """Commands that are loaded one by one, and whose errors become exit statuses."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of a first session."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        home = _COMMANDS.get(cmd_name)
        if home is None:
            return None
        command: click.Command = getattr(import_module(home), f"{cmd_name.replace('-', '_')}_command")
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            raise (_WrongUsage if isinstance(error, QueryError) else _Failure)(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="agreement-kg")
def main() -> None:
    """Documents about agreements become a graph in which every fact leads to its words.

    \b
    kg build documents/ -o build/
    kg chain build/
    kg in-force build/ --on 2026-03-15
    """
