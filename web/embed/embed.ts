import type { NoticeWords } from '../page/words/words.ts';

/**
 * The notice for other people's pages: `<script src="https://STATUS_PAGE/embed.js" async></script>`. It shows itself in
 * a corner only while something is wrong or a maintenance runs, keeps nothing, and never disturbs the page that it is
 * a guest of.
 */

/** The server sends these along: `look` is a style sheet with the corner and the colours that the page has chosen. */
declare const words: NoticeWords;
declare const look: string;

/** What it reads of `/api/v2/summary.json`, all of which may be missing. */
type Summary = {
  readonly page?: { readonly name?: string };
  readonly incidents?: readonly Entry[];
  readonly scheduled_maintenances?: readonly Entry[];
  readonly status?: { readonly indicator?: string; readonly description?: string };
};
type Entry = { readonly id?: string; readonly name?: string; readonly status?: string };

const askAgainMs = 300_000;

/** Constructed, since a page may forbid `<style>`; nothing of the page's own style reaches in. */
const css = `:host{all:initial!important;position:fixed!important;z-index:2147483000!important;max-width:min(360px,calc(100vw - 32px))!important}
section{display:flex;gap:8px;align-items:start;padding:12px 8px 12px 16px;border:1px solid;border-radius:8px;font:14px/1.45 system-ui,sans-serif;overflow-wrap:anywhere;box-shadow:0 2px 12px #0003}
b,a{display:block}
a{color:inherit}
button{flex:none;min-width:32px;min-height:32px;padding:0;border:0;border-radius:4px;background:none;color:inherit;font:20px/1 system-ui,sans-serif;cursor:pointer}
:focus-visible{outline:2px solid;outline-offset:1px}
@media print{:host{display:none!important}}`;

function start(origin: string) {
  let place: HTMLElement | null = null;
  let shown = '';
  let dismissed = '';

  const element = <K extends keyof HTMLElementTagNameMap>(name: K, text: string) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  /** The region is there before its words, or a screen reader would not speak them. */
  const region = () => {
    // A page that renews its body may have thrown it away.
    if (place?.isConnected) return place;
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css + look);
    root.adoptedStyleSheets = [sheet];
    place = root.appendChild(document.createElement('div'));
    place.setAttribute('role', 'status');
    document.body.append(host);
    return place;
  };

  const hide = () => {
    shown = '';
    place?.replaceChildren();
  };

  const show = (about: string, what: string, path: string, isMaintenance: boolean) => {
    const key = about + what + path;
    if (key === shown || key === dismissed) return;
    const into = region();
    setTimeout(() => {
      shown = key;
      const notice = document.createElement('section');
      if (isMaintenance) notice.className = 'maintenance';
      const text = notice.appendChild(document.createElement('div'));
      const link = element('a', what);
      link.href = origin + path;
      link.target = '_blank';
      link.rel = 'noopener';
      text.append(element('b', about), link);
      const close = element('button', '×');
      close.type = 'button';
      close.setAttribute('aria-label', words.dismiss);
      const dismiss = () => {
        dismissed = key;
        hide();
      };
      close.onclick = dismiss;
      notice.onkeydown = (event) => {
        if (event.key === 'Escape') dismiss();
      };
      notice.append(close);
      into.replaceChildren(notice);
    }, 100);
  };

  const tell = ({ page, incidents, scheduled_maintenances, status }: Summary) => {
    const name = page?.name ?? '';
    const incident = incidents?.[0];
    const maintenance = scheduled_maintenances?.find(
      (entry) => entry.status === 'in_progress' || entry.status === 'verifying',
    );
    const entry = incident ?? maintenance;
    const isMaintenance = !incident && (!!maintenance || status?.indicator === 'maintenance');
    if (entry) {
      const path = /^\w+$/.test(entry.id ?? '') ? `/incidents/${entry.id}` : '/';
      show(
        `${name}: ${incident ? words.incident : words.maintenance}`,
        entry.name ?? '',
        path,
        isMaintenance,
      );
    } else if (status?.indicator && status.indicator !== 'none') {
      const said = status.description ?? '';
      show(name, words.summaries[said] ?? said, '/', isMaintenance);
    } else {
      dismissed = '';
      hide();
    }
  };

  const ask = () => {
    fetch(`${origin}/api/v2/summary.json`, { credentials: 'omit' })
      .then((response) => (response.ok ? response.json() : Promise.reject(response.status)))
      .then(tell)
      // What cannot be read is not shown: the page has troubles of its own to tell.
      .catch(() => {});
  };

  const begin = () => {
    ask();
    setInterval(() => document.hidden || ask(), askAgainMs);
  };
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
}

try {
  // Known only while the script runs for the first time, and never in a module.
  const own = document.currentScript;
  if (own instanceof HTMLScriptElement) start(new URL(own.src).origin);
} catch {}
