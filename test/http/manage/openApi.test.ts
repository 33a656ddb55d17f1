import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { examples } from '../../../server/http/manage/examples.ts';
import { operations } from '../../../server/http/manage/operations.ts';
import { startApplication } from '../../support/application.ts';

type Described = {
  readonly operationId: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
};
type Description = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
};

async function description(): Promise<Description> {
  const { get } = await startApplication();
  return (await get('/openapi.json')).json();
}

test('the description is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const result = await validator.validate(JSON.parse(JSON.stringify(await description())));
  expect(result.errors ?? []).toEqual([]);
  expect([result.valid, validator.version]).toEqual([true, '3.1']);
});

test('every operation is described, each under a name of its own that does not change', async () => {
  const { paths } = await description();
  const described = Object.values(paths).flatMap((methods) => Object.values(methods));
  expect(described).toHaveLength(operations.length);
  const ids = described.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^(get|post|patch|put|delete)[A-Za-z]+$/.test(id))).toEqual([]);
  expect(ids).toEqual(
    expect.arrayContaining([
      'getPages',
      'patchPagesPageId',
      'postPagesPageIdIncidents',
      'patchPagesPageIdIncidentsIncidentId',
      'getPagesPageIdComponentsComponentIdUptime',
    ]),
  );
});

test('every example is what its operation takes', async () => {
  const document = await description();
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'document');
  const described = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  for (const [id, example] of Object.entries(examples)) {
    const schema = described.find(({ operationId }) => operationId === id)?.requestBody?.content[
      'application/json'
    ]?.schema;
    expect([id, schema !== undefined]).toEqual([id, true]);
    const text = JSON.stringify(schema).replaceAll('"#/components', '"document#/components');
    expect([id, ajv.validate(JSON.parse(text), example), ajv.errorsText()]).toEqual([id, true, 'No errors']);
  }
});

test('/docs says all of it on one page that needs no script and no other host', async () => {
  const { get } = await startApplication();
  const answer = await get('/docs');
  const html = await answer.text();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
  const { paths } = await description();
  for (const methods of Object.values(paths)) {
    for (const { operationId } of Object.values(methods)) {
      expect([operationId, html.includes(`<details id="${operationId}">`)]).toEqual([operationId, true]);
    }
  }
  const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
  expect(links.length).toBeGreaterThan(20);
  expect(links.filter((target) => !html.includes(` id="${target}"`))).toEqual([]);
  expect([...html.matchAll(/(?:src|href)="https?:\/\/(?!status\.example\.com)/g)]).toEqual([]);
  expect(/\[object Object\]|undefined/.test(html)).toBe(false);
});
