import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { syncDirectoryOf, syncFile } from '../store/syncFile.ts';
import { type Destination, DestinationFailed, hashOf } from './destination.ts';

/** A directory, made when something is put there. */
export function directoryDestination(directory: string): Destination {
  const doing = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      throw new DestinationFailed(
        `The directory ${directory} cannot be used: ${error.message}. Check that it has room and that this user may write there.`,
        { cause: error },
      );
    }
  };
  return {
    address: directory,
    list: () =>
      doing(async () => {
        await mkdir(directory, { recursive: true });
        return readdir(directory);
      }),
    put: (name, file) =>
      doing(async () => {
        const target = path.join(directory, name);
        const unfinished = `${target}.unfinished`;
        await mkdir(directory, { recursive: true });
        try {
          await copyFile(file, unfinished, constants.COPYFILE_FICLONE);
          syncFile(unfinished);
          if ((await hashOf(unfinished)) !== (await hashOf(file))) {
            throw new DestinationFailed(`What ${directory} holds is not what was written. Check its disk.`);
          }
          await rename(unfinished, target);
          syncDirectoryOf(target);
        } finally {
          await rm(unfinished, { force: true });
        }
      }),
    get: (name, file) => doing(() => copyFile(path.join(directory, name), file, constants.COPYFILE_FICLONE)),
    remove: (name) => doing(() => rm(path.join(directory, name), { force: true })),
  };
}
