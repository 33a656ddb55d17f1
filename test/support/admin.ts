import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { Role } from '../../server/domain/access.ts';
import { type AccessApplication, type Someone, startAccess } from './access.ts';
import { testNow } from './application.ts';

type Opening = BrowserContextOptions & {
  /** Whose session it is; a new member of the role when not said. */
  readonly as?: Someone;
  /** What the browser may complain of in this test, because the test makes it happen. */
  readonly expected?: RegExp;
};

/** A tab of the staff's application, with what tests do in it. */
export type AdminPage = Page & {
  /**
   * Looks at what is shown in light and dark: axe finds nothing, and nothing is wider than the window. With the
   * environment's SCREENSHOTS it keeps pictures there under this name.
   */
  look(name: string): Promise<void>;
};

export type AdminApplication = AccessApplication & {
  readonly origin: string;
  /** Opens an address below `/admin` as somebody of a role; null: as nobody. */
  open(address: string, role: Role | null, opening?: Opening): Promise<AdminPage>;
};

/** A phone as most people have one. */
export const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
} as const;

/** The whole product on a port of its own, for tests that use the staff's application in a real browser. */
export async function startAdmin(
  browser: Browser,
  options: Parameters<typeof startAccess>[0] = {},
): Promise<AdminApplication> {
  const app = await startAccess(options);
  const { port } = await app.listen('127.0.0.1', 0);
  const origin = `http://127.0.0.1:${port}`;
  return {
    ...app,
    origin,
    async open(address, role, { as, expected, ...settings } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        locale: 'en-GB',
        timezoneId: 'UTC',
        ...settings,
      });
      const complaints: string[] = [];
      onTestFinished(async () => {
        await context.close();
        expect(complaints).toEqual([]);
      });
      if (role !== null) {
        const cookie = await app.signIn(
          as ?? (await app.member(role, `${role}-${crypto.randomUUID()}@example.com`)),
        );
        const [name = '', value = ''] = cookie.split('=');
        await context.addCookies([
          { name, value, url: origin.replace('http:', 'https:'), secure: true, sameSite: 'Lax' },
        ]);
      }
      const page = await context.newPage();
      // The server's clock stands still; the browser's timers run.
      await page.clock.setFixedTime(options.now ?? testNow);
      const complain = (text: string): void => {
        if (!expected?.test(text)) complaints.push(text);
      };
      page.on('console', (message) => complain(`${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => complain(String(error)));
      await page.goto(`${origin}${address}`);
      return Object.assign(page, { look: (name: string) => look(page, name) });
    },
  };
}

async function look(page: Page, name: string): Promise<void> {
  // A room is drawn after its code has come.
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // To read the style sheets of previews, axe would write them into the page, which the policy forbids.
    const { violations } = await new AxeBuilder({ page }).options({ preload: false }).analyze();
    expect(violations.map(({ id, nodes }) => [name, colorScheme, id, nodes.map(({ html }) => html)])).toEqual(
      [],
    );
    // Not innerWidth: a phone's grows with what is too wide.
    const width = page.viewportSize()?.width ?? 0;
    const wide = (await page.evaluate(() => document.documentElement.scrollWidth)) - width;
    expect([name, colorScheme, 'wider than the window', Math.max(0, wide)]).toEqual([
      name,
      colorScheme,
      'wider than the window',
      0,
    ]);
    const folder = process.env.SCREENSHOTS;
    if (folder) {
      await page.screenshot({
        path: path.join(folder, `${name}-${width}-${colorScheme}.png`),
        fullPage: true,
      });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
