import { type Application, type ApplicationOptions, openApplication } from '../application.ts';
import type { Config } from '../config.ts';
import { CommandFailed } from './world.ts';

/**
 * Opens the application, listens, says so by `announce`, and resolves when `stopped` does and everything has been
 * finished in order. Throws `CommandFailed` when the address is not free.
 */
export async function runServer(
  stopped: Promise<void>,
  address: Pick<Config, 'host' | 'port'>,
  options: ApplicationOptions,
  announce: (application: Application, url: string) => Promise<void>,
): Promise<void> {
  const application = await openApplication(options);
  try {
    const { host, port } = await application.listen(address.host, address.port).catch((error: unknown) => {
      throw explainListening(error, address);
    });
    await announce(application, `http://${nameOf(host)}:${port}`);
    await stopped;
    options.log.info('stopping');
  } finally {
    await application.close();
  }
}

function explainListening(error: unknown, { host, port }: Pick<Config, 'host' | 'port'>): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    return new CommandFailed(
      `Port ${port} is in use. Stop the program that uses it, or set PORT=${port + 1}.`,
    );
  }
  if (code === 'EACCES') {
    return new CommandFailed(`This user may not listen on port ${port}. Set PORT to a number above 1023.`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CommandFailed(
      `${host} is not an address of this machine. Set HOST=127.0.0.1 or HOST=0.0.0.0.`,
    );
  }
  return error;
}

/** What to type into a browser on this machine for an address that is listened on. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
