import { backup } from './cli/backup.ts';
import { check } from './cli/check.ts';
import { demo } from './cli/demo.ts';
import { drill } from './cli/drill.ts';
import { exportAll } from './cli/export.ts';
import { importRecords } from './cli/import.ts';
import { restore } from './cli/restore.ts';
import { serve } from './cli/serve.ts';
import { token } from './cli/token.ts';
import { user } from './cli/user.ts';
import { type CliCommand, CommandFailed, UsageError, type World } from './cli/world.ts';
import { ConfigError } from './config.ts';
import { StoreUnavailable } from './store/unavailable.ts';

const commands: Readonly<Record<string, CliCommand>> = {
  serve,
  demo,
  import: importRecords,
  export: exportAll,
  backup,
  restore,
  check,
  drill,
  token,
  user,
};

/** Runs one command and returns its exit code: 0 done, 1 failed, 2 called or configured wrongly. */
export async function runCli(args: readonly string[], world: World): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (name === 'help' || name === '--help' || name === '-h') {
    world.stdout.write(help());
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    world.stderr.write(`There is no command "${name}".\n\n${help()}`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    world.stdout.write(`candor ${command.usage}\n\n${command.summary}\n`);
    return 0;
  }
  try {
    return await command.run(rest, world);
  } catch (error) {
    return explain(error, command, world);
  }
}

function explain(error: unknown, command: CliCommand, world: World): number {
  if (error instanceof ConfigError) {
    world.stderr.write(
      `The settings are not right:\n${error.problems.map((line) => `  ${line}\n`).join('')}`,
    );
    return 2;
  }
  if (error instanceof UsageError) {
    world.stderr.write(`${error.message}\nUsage: candor ${command.usage}\n`);
    return 2;
  }
  if (error instanceof CommandFailed) {
    world.stderr.write(`${error.message}\n`);
    return 1;
  }
  if (error instanceof StoreUnavailable) {
    world.stderr.write(`${error.message} ${error.hint}\n`);
    return 1;
  }
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.stderr.write(`This is an error of Candor itself. Please report it with these lines:\n${trace}\n`);
  return 1;
}

function help(): string {
  const lines = Object.values(commands).map(({ usage, summary }) => `  candor ${usage}\n      ${summary}\n`);
  return `Candor: a public status page with incident management.\n\n${lines.join('')}\nEvery command takes --help. Settings are read from the environment; see README.md.\n`;
}
