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

  test('sets in its examples of several replicas only what is a setting', () => {
    const compose = readFileSync(path.join(root, 'compose.yaml'), 'utf8');
    const ofCandor = compose.slice(compose.indexOf('  candor:\n'), compose.indexOf('  postgres:\n'));
    const kubernetes = readme.slice(
      readme.indexOf('**Kubernetes.**'),
      readme.indexOf('**Who may do what.**'),
    );
    const named = (text: string, name: RegExp) => [...text.matchAll(name)].map(([, found = '']) => found);
    const inCompose = named(ofCandor, /^ {6}([A-Z][A-Z0-9_]*):/gm);
    const inKubernetes = named(kubernetes, /(?:^ {2}|\{ name: )([A-Z][A-Z0-9_]*)[:,]/gm);
    expect(inCompose).toContain('DATABASE_URL');
    expect(inKubernetes).toEqual(expect.arrayContaining(['DATABASE_URL', 'PUBLIC_URL']));
    const known = settings.map(({ name }): string => name);
    expect([...inCompose, ...inKubernetes].filter((name) => !known.includes(name))).toEqual([]);
  });

  test('pins exact versions', () => {
    const versions = Object.values<string>({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});
