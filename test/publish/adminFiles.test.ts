import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../server/packageRoot.ts';
import { readAdminFiles } from '../../server/publish/adminFiles.ts';
import { temporaryDirectory } from '../support/application.ts';

const built = path.join(packageRoot(), 'dist/assets/admin');
const names = readdirSync(built).filter((name) => name !== 'build.json');
/** A KB is 1,024 bytes, as for the public page. */
const mostBytes = 90 * 1024;
/** The files of words, of which everybody loads one. */
const isLanguage = (name: string): boolean => /^[a-z]{2}-[A-Z0-9]{8}\.js$/.test(name);

test('everything that the document loads is there', () => {
  const admin = readAdminFiles(packageRoot());
  const html = Buffer.from(admin.document.identity.bytes).toString();
  const loaded = [...html.matchAll(/(?:src|href)="\/admin\/assets\/([^"]+)"/g)].map(([, name = '']) => name);
  expect(loaded.some((name) => /^main-[A-Z0-9]{8}\.js$/.test(name))).toBe(true);
  expect(loaded.some((name) => /^main-[A-Z0-9]{8}\.css$/.test(name))).toBe(true);
  for (const name of loaded) expect([name, admin.file(name) === null]).toEqual([name, false]);
  expect(html.match(/<script(?! type="module" src=)|<style| style=| on\w+=/)).toBeNull();
});

test('all rooms together are small, in the language that has the longest words', () => {
  const admin = readAdminFiles(packageRoot());
  const sizes = names.map((name) => ({ name, bytes: admin.file(name)?.br.bytes.length ?? 0 }));
  sizes.sort((a, b) => b.bytes - a.bytes);
  const [longest, ...others] = sizes.filter(({ name }) => isLanguage(name));
  expect([longest, ...others].map((file) => file?.name.slice(0, 2)).sort()).toEqual(['de', 'en']);
  const loaded = sizes.filter((file) => !others.includes(file));
  const sum = loaded.reduce((total, { bytes }) => total + bytes, 0);
  const account = loaded.map(({ name, bytes }) => `${bytes} ${name}`).join('\n');
  expect(sizes.every(({ bytes }) => bytes > 0)).toBe(true);
  expect(sum, `${sum} bytes in brotli:\n${account}\n`).toBeLessThanOrEqual(mostBytes);
});

test('a file is made once, and only what was built is there', () => {
  const admin = readAdminFiles(packageRoot());
  const [name = ''] = names;
  expect(admin.file(name)).toBe(admin.file(name));
  for (const other of ['build.json', '', 'main.js', `../admin/${name}`, '__proto__']) {
    expect([other, admin.file(other)]).toEqual([other, null]);
  }
});

test('what is served does not depend on files that a later build takes away', () => {
  const root = temporaryDirectory();
  const copy = path.join(root, 'dist/assets/admin');
  mkdirSync(copy, { recursive: true });
  expect(() => readAdminFiles(root)).toThrow(/build\.json cannot be read: run `npm run build`/);
  cpSync(built, copy, { recursive: true });
  const admin = readAdminFiles(root);
  rmSync(copy, { recursive: true });
  for (const name of names) expect([name, admin.file(name) === null]).toEqual([name, false]);
});
