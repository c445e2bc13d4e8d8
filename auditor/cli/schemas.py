"""``auditor schemas``."""

from pathlib import Path

import click

from auditor.cli.speaking import Speaker, SpokenCommand, command


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path) -> int:
        from auditor.schemas import write_schemas

        folder = workspace / ".schemas"
        written = write_schemas(folder)
        click.echo(say("cli.schemas_done", folder=str(folder), count=len(written)))
        return 0

    return command("schemas", say, run)
