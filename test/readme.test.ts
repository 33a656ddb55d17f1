import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { settings } from '../server/config.ts';

const root = path.resolve(import.meta.dirname, '..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Installed for the build only, which puts them into the staff's application. */
const bundled = ['@preact/signals', 'preact-iso'];

/** The rows of the first table below a heading, as cells without their quotes. */
function tableBelow(heading: string): string[][] {
  const section = readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

describe('the README', () => {
  test('lists every setting with its default and meaning', () => {
    expect(tableBelow('Settings')).toEqual(settings.map((s) => [s.name, s.default, s.meaning]));
  });

  test('gives a reason for every dependency that runs, and none for others', () => {
    const listed = tableBelow('Dependencies').flatMap(([names = '']) => names.split(', '));
    expect(listed.sort()).toEqual([...Object.keys(manifest.dependencies), ...bundled].sort());
  });

  test('pins exact versions', () => {
    const versions = Object.values<string>({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});
