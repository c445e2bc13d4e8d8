"""``auditor init DIR``."""

from pathlib import Path

import click

from auditor.cli.speaking import Speaker, SpokenCommand, command


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(folder: Path) -> int:
        from auditor.workspace import write_starter

        write_starter(folder, folder.resolve().name)
        click.echo(say("cli.init_done", folder=str(folder)))
        click.echo(f"\n{say('cli.next_five')}")
        for number in range(1, 6):
            click.echo(f"  {say(f'cli.next_{number}')}")
        return 0

    folder = click.Argument(["folder"], type=click.Path(path_type=Path), metavar="DIR")
    return command("init", say, run, folder, workspace=False)
