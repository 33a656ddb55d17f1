import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { renderFrame } from '../../web/page/frame.tsx';
import { renderHistory } from '../../web/page/history.tsx';
import { renderHome } from '../../web/page/home.tsx';
import { renderLedger } from '../../web/page/ledger.tsx';
import { renderNotFound } from '../../web/page/notFound.tsx';
import { renderReport } from '../../web/page/reportPage.tsx';
import { renderUptimeOverview } from '../../web/page/uptime.tsx';
import { bundlePageAssets } from '../support/pageAssets.ts';
import {
  brokenSnapshot,
  calmSnapshot,
  historyPage,
  largeSnapshot,
  ledger,
  page,
  reportPage,
  snapshot,
  uptimeOverview,
} from '../support/snapshots.ts';

const { css } = await bundlePageAssets();
const assets = { css, scriptUrl: '/assets/page/enhance.js' };

const validator = new HtmlValidate({ extends: ['html-validate:standard'] });

const pages: Readonly<Record<string, string>> = {
  calm: renderHome(calmSnapshot(), assets),
  broken: renderHome(brokenSnapshot(), assets),
  folded: renderHome(largeSnapshot(24, 3), assets),
  empty: renderHome(snapshot(), assets),
  history: renderHistory(historyPage(), assets),
  report: renderReport(reportPage(), assets, true),
  uptime: renderUptimeOverview(uptimeOverview(), assets),
  ledger: renderLedger(ledger(), assets),
  notFound: renderNotFound(page, assets),
  frame: renderFrame(brokenSnapshot(), assets),
};

describe('HTML', () => {
  test.each(Object.entries(pages))('of %s is valid', async (_, html) => {
    const { results } = await validator.validateString(html);
    const problems = results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
    );
    expect([...new Set(problems)].slice(0, 12)).toEqual([]);
  });

  test('that is not valid is found', async () => {
    const { valid } = await validator.validateString('<!doctype html><p><div></div></p><a href="#">');
    expect(valid).toBe(false);
  });
});
