import { appendFile, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NotASiteCopy, type SiteDestination, type SiteFile } from './siteCopy.ts';

/** Marks a directory as ours. It lists the files that were put there, so that no other one is ever removed. */
const marker = '.candor-site';
const heading = 'Candor replaces and removes the files that are listed here, and no others.';

/** A directory of plain files, made when it is not there. Throws `NotASiteCopy`, and then nothing was touched. */
export class SiteDirectory implements SiteDestination {
  readonly #directory: string;
  readonly #listed: Set<string>;

  private constructor(directory: string, listed: Set<string>) {
    this.#directory = directory;
    this.#listed = listed;
  }

  static async open(directory: string): Promise<SiteDirectory> {
    try {
      const [line, ...names] = (await readFile(path.join(directory, marker), 'utf8')).split('\n');
      if (line === heading) return new SiteDirectory(directory, new Set(names.filter(isInside)));
    } catch (error) {
      if (!isCode(error, 'ENOENT', 'ENOTDIR')) throw error;
    }
    const present = await readdir(directory).catch((error: unknown) => {
      if (isCode(error, 'ENOENT')) return [];
      if (isCode(error, 'ENOTDIR')) throw new NotASiteCopy(`${directory} is no directory. Name another one.`);
      throw error;
    });
    if (present.length > 0) {
      throw new NotASiteCopy(
        `${directory} is not empty, and Candor did not write it. Name a directory that is empty or not there yet.`,
      );
    }
    const opened = new SiteDirectory(directory, new Set());
    await mkdir(directory, { recursive: true });
    await opened.#writeList();
    return opened;
  }

  async put(name: string, { bytes }: SiteFile): Promise<boolean> {
    const file = path.join(this.#directory, name);
    const present = await readFile(file).catch(() => null);
    if (present?.equals(bytes)) return false;
    // Listed before it is there: what a crash leaves behind can be removed later.
    if (!this.#listed.has(name)) await appendFile(path.join(this.#directory, marker), `${name}\n`);
    this.#listed.add(name);
    await mkdir(path.dirname(file), { recursive: true });
    await this.#replace(file, bytes);
    return true;
  }

  async removeOthers(names: ReadonlySet<string>): Promise<number> {
    const gone = [...this.#listed].filter((name) => !names.has(name));
    for (const name of gone) {
      await rm(path.join(this.#directory, name), { force: true });
      await this.#removeEmpty(path.dirname(name));
      this.#listed.delete(name);
    }
    if (gone.length > 0) await this.#writeList();
    return gone.length;
  }

  async #removeEmpty(directory: string): Promise<void> {
    if (directory === '.') return;
    try {
      await rmdir(path.join(this.#directory, directory));
    } catch (error) {
      if (isCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT')) return;
      throw error;
    }
    await this.#removeEmpty(path.dirname(directory));
  }

  #writeList(): Promise<void> {
    const list = [heading, ...this.#listed].map((line) => `${line}\n`).join('');
    return this.#replace(path.join(this.#directory, marker), list);
  }

  /** Readers see the file before or this one, never a part. */
  async #replace(file: string, content: string | Uint8Array): Promise<void> {
    const unfinished = path.join(this.#directory, `${marker}.${process.pid}.unfinished`);
    try {
      await writeFile(unfinished, content);
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }
}

/** Whoever changed the list could otherwise have us remove anything. */
function isInside(name: string): boolean {
  return name !== '' && !path.isAbsolute(name) && !name.split('/').includes('..');
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
