import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Runs a program of the system to its end. Throws what it said when it failed. */
export async function run(program: string, args: readonly string[]): Promise<void> {
  await execute(program, [...args]);
}

/** PostgreSQL refuses to run as root. */
const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--'];

export async function runAsNobody(command: readonly string[]): Promise<void> {
  const [program = '', ...args] = [...asNobody, ...command];
  await run(program, args);
}

const gateway = 1;
/** What is said between machines, and beside that what the drill asks of one that is cut off from the others. */
const networks = { data: '10.77.0', watch: '10.78.0' } as const;

/** The drill's own address, which all machines reach. */
export const ownAddress = `${networks.data}.${gateway}`;
export const everyAddress = `${networks.data}.0/24`;

/** A machine as far as the network is concerned: a namespace with two cables. */
export type Machine = {
  readonly name: string;
  readonly address: string;
  /** Where the drill reaches it even when it is cut off. */
  readonly watchAddress: string;
  /** Starts a program on it, as the user `nobody` when told so, in a process group of its own. */
  readonly start: (command: readonly string[], options: SpawnOptions, as?: 'nobody') => ChildProcess;
  /** Pulls the cable: what is sent is lost, and nobody is told. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
};

/** A switch for each network, to which the drill itself is connected. */
export async function openNetworks(): Promise<void> {
  await run('ip', ['link', 'set', 'lo', 'up']);
  for (const [name, prefix] of Object.entries(networks)) {
    await run('ip', ['link', 'add', name, 'type', 'bridge']);
    await run('ip', ['addr', 'add', `${prefix}.${gateway}/24`, 'dev', name]);
    await run('ip', ['link', 'set', name, 'up']);
  }
}

/** `number` is the last part of its addresses, above 1. */
export async function addMachine(name: string, number: number): Promise<Machine> {
  await run('ip', ['netns', 'add', name]);
  await run('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
  for (const [network, prefix] of Object.entries(networks)) {
    const cable = `${name}-${network}`;
    await run('ip', ['link', 'add', cable, 'type', 'veth', 'peer', 'name', network, 'netns', name]);
    await run('ip', ['link', 'set', cable, 'master', network, 'up']);
    await run('ip', ['-n', name, 'addr', 'add', `${prefix}.${number}/24`, 'dev', network]);
    await run('ip', ['-n', name, 'link', 'set', network, 'up']);
  }
  const setCable = (state: 'up' | 'down') => () => run('ip', ['link', 'set', `${name}-data`, state]);
  return {
    name,
    address: `${networks.data}.${number}`,
    watchAddress: `${networks.watch}.${number}`,
    start: (command, options, as) =>
      spawn('nsenter', [`--net=/run/netns/${name}`, '--', ...(as === 'nobody' ? asNobody : []), ...command], {
        ...options,
        detached: true,
      }),
    cut: setCable('down'),
    mend: setCable('up'),
  };
}
