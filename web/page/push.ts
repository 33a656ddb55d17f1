import { pushMemory, subscribePath, subscribingBrowserPath, workerPath } from './paths.ts';
import type { PushWords } from './words/words.ts';

/**
 * Where people subscribe, and where a browser can notify them: turns that on and off. Whether it is on it asks the
 * server, which alone knows of who left by their personal link.
 */
const section = document.getElementById('push');
if (section && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) {
  offerPush(section);
}

async function offerPush({ dataset }: HTMLElement) {
  const { key = '' } = dataset;
  // Written by the page that loads this script.
  const words: PushWords = JSON.parse(dataset.words ?? '');
  const find = <T extends HTMLElement>(selector: string) => section?.querySelector<T>(selector) as T;
  const [status, alert] = [find('[role=status]'), find('[role=alert]')];
  const [on, off, choose] = [find('[data-do=on]'), find('[data-do=off]'), find<HTMLAnchorElement>('a')];

  const show = (manage: string | null) => {
    status.hidden = off.hidden = choose.hidden = manage === null;
    on.hidden = manage !== null;
    choose.href = manage ?? '';
  };

  const does = (button: HTMLElement, work: () => Promise<string | null>) => {
    button.addEventListener('click', async () => {
      alert.hidden = true;
      try {
        show(await work());
        (button === on ? choose : on).focus();
      } catch (error) {
        alert.textContent = error instanceof Told ? error.message : words.failed;
        alert.hidden = false;
      }
    });
  };

  does(on, async () => {
    if ((await Notification.requestPermission()) !== 'granted') throw new Told(words.denied);
    const registration = await navigator.serviceWorker.register(workerPath, { scope: subscribePath });
    await navigator.serviceWorker.ready;
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: key,
    });
    const manage = await ask('on', subscription, words);
    const memory = await caches.open(pushMemory);
    await memory.put(subscribingBrowserPath, Response.json({ key, subscription }));
    return manage;
  });
  does(off, async () => {
    const subscription = await known();
    if (subscription) {
      await ask('off', subscription, words);
      await subscription.unsubscribe();
    }
    await caches.delete(pushMemory);
    return null;
  });

  const subscription = await known().catch(() => null);
  // Who cannot be asked now may turn it on again, which changes nothing for who has it on.
  show(subscription && (await ask('look', subscription, words).catch(() => null)));
  if (section) section.hidden = false;
}

/** What is told to the reader as it is. */
class Told extends Error {}

async function known(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(subscribePath);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Where the subscription of this browser is changed; null when it is not subscribed. */
async function ask(
  wants: 'on' | 'off' | 'look',
  subscription: PushSubscription,
  words: PushWords,
): Promise<string | null> {
  const response = await fetch(subscribingBrowserPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ wants, subscription }),
  });
  if (!response.ok) throw new Told(response.status === 429 ? words.tooMany : words.unavailable);
  return (await response.json()).manage;
}
